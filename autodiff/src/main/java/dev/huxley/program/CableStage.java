package dev.huxley.program;

import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import java.util.Optional;

/** A step of a quantity along the cable. */
public sealed interface CableStage extends Stage permits ImplicitStep, ExplicitStep, Propagate {
    /** The equation of the quantity that is advanced. */
    CableEquation equation();

    /** The answer for this kind of step. */
    <R> R accept(CableStageVisitor<R> visitor);

    /** The array over the cable that a run takes for the step. */
    default Argument argument() {
        boolean isVoltage = equation().variable() == Program.VOLTAGE;
        ArgumentKind coupling = isVoltage ? ArgumentKind.AXIAL_CONDUCTANCE : ArgumentKind.DIFFUSIVE_COUPLING;
        return new Argument(coupling, equation().variable());
    }

    /** Tells whether the exact flow along the cable advances it. */
    default boolean isByPropagator() {
        return argument().kind() == ArgumentKind.PROPAGATOR;
    }

    /** Tells whether the step uses the slopes before it, so that a long step is unstable. */
    default boolean isExplicit() {
        return false;
    }

    @Override
    default Owner owner() {
        return Owner.EQUATIONS;
    }

    @Override
    default int[] ownCompartments(Program program) {
        return new int[0];
    }

    @Override
    default Optional<CableStage> alongCable() {
        return Optional.of(this);
    }

    @Override
    default <R> R accept(StageVisitor<R> visitor) {
        return accept((CableStageVisitor<R>) visitor);
    }
}
