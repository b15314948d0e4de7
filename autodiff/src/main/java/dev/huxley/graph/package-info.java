/**
 * The expression graph: scalar expressions, simplification, evaluation on doubles, and reverse mode.
 *
 * <p>{@link dev.huxley.graph.GraphBuilder} makes a {@link dev.huxley.graph.Graph} and simplifies it on the way;
 * {@link dev.huxley.graph.DiscardedBranches} makes it safe to differentiate; {@link dev.huxley.graph.ReverseMode}
 * differentiates it; {@link dev.huxley.graph.Evaluation} says what it means.
 *
 * <p>What engines do to graphs before they emit code: {@link dev.huxley.graph.Sequence} composes graphs that run one after
 * the other, {@link dev.huxley.graph.Renaming} renames and drops; {@link dev.huxley.graph.ExactSlope} does without the
 * finite difference where a current is linear; {@link dev.huxley.graph.Algebra} finds a cheaper way to the same values;
 * {@link dev.huxley.graph.TapedGradient} splits a graph and its gradient into two passes with a tape between them;
 * {@link dev.huxley.graph.Hoisting} takes what is the same in all time steps out of them.
 *
 * <p>Knows neither NDArrays nor neurons. Calls nothing of Huxley; is called by trace, program and the engines.
 */
package dev.huxley.graph;
