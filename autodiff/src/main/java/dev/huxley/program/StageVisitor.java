package dev.huxley.program;

/**
 * An answer for every kind of {@link Stage}.
 *
 * @param <R> the answer
 */
public interface StageVisitor<R> extends CableStageVisitor<R> {
    R visit(UpdateStates update);

    R visit(MembraneCurrent current);

    R visit(PumpRate pump);

    R visit(LocalStep step);

    R visit(UpdateSynapses update);

    R visit(SynapticCurrent current);

    R visit(WriteClamp clamp);
}
