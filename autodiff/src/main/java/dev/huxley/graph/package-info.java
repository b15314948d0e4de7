/**
 * The expression graph: scalar expressions, simplification, evaluation on doubles, and reverse mode.
 *
 * <p>{@link dev.huxley.graph.GraphBuilder} makes a {@link dev.huxley.graph.Graph} and simplifies it on the way;
 * {@link dev.huxley.graph.optimize.SafeWhere} makes it safe to differentiate; {@link
 * dev.huxley.graph.differentiate.ReverseMode} differentiates it; {@link dev.huxley.graph.Evaluation} defines its
 * meaning.
 *
 * <p>Engines transform graphs before they emit code: {@link dev.huxley.graph.optimize.Renaming} renames and drops;
 * {@link dev.huxley.graph.differentiate.ExactSlope} replaces the finite difference where a current is linear; {@link
 * dev.huxley.graph.optimize.Algebra} finds a cheaper form with the same values; {@link
 * dev.huxley.graph.differentiate.TapedGradient} splits a graph and its gradient into two passes with a tape between
 * them; {@link dev.huxley.graph.optimize.Hoisting} moves values that are the same in all time steps out of the loop.
 *
 * <p>The gain in a compartment with the channel HH, per time step: the update of the three gates and the linearized
 * current as one graph, the gradient by voltage, gates and six parameters ({@code AlgebraReport} among the tests).
 * A clip counts as two choices when it is written as a selection, as one when it is a minimum; both take two
 * instructions.
 *
 * <pre>
 *                            functions divisions arithmetic choices readings
 * as written, composed               9         6         82      12       10
 * exact slope                        9         6         68      12       10
 * exponentials merged                5         6         69      18       10
 * optimized                          5         6         66      18       10
 * constants hoisted                  5         6         65      18       10
 * gradient as written                9        12        218      42       15
 * gradient optimized                 5        12        160      30       15
 * forward, 9 values taped            5         6        145      30       10
 * adjoint                            0         0         42       0       20
 * </pre>
 *
 * <p>Knows neither NDArrays nor neurons.
 *
 * <p>Calls nothing of Huxley; called by {@code engine.llvm.emit}, {@code engine.llvm.plan}, {@code engine.torch},
 * {@code graph.differentiate}, {@code graph.optimize}, {@code inspect}, {@code neuron}, {@code program}, {@code program.derive},
 * {@code program.lower}, {@code simulate}, {@code tracing}.
 */
package dev.huxley.graph;
