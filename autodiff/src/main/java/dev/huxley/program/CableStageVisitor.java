package dev.huxley.program;

/**
 * An answer for every kind of {@link CableStage}.
 *
 * @param <R> the answer
 */
public interface CableStageVisitor<R> {
    R visit(ImplicitStep step);

    R visit(ExplicitStep step);

    R visit(Propagate step);
}
