package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import dev.huxley.program.CableEquation;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A quantity's flow along the cable alone, over a time step, with the clamps of the quantity: held before and after.
 * If the current of clamps is needed, their charge is the charge that the membrane lacks at the held value, plus the
 * charge that then flows away: the propagator's row of a held compartment gives its value without the electrode's
 * charge.
 */
final class HeldPropagation {
    private final BatchPlan plan;
    private final CableEquation equation;
    /** Null without edges. */
    private final NDArray propagator;

    private final NDArray capacity;
    /** The factor from a charge in a time step to a current in nA. */
    private final NDArray nanoamperes;

    /**
     * @param parameters the arrays of the program's variables
     * @param constant makes numbers that own their memory
     * @param keep takes arrays out of the current scope
     */
    HeldPropagation(
            BatchPlan plan,
            CableEquation equation,
            NDArray propagator,
            double timeStep,
            NDArray[] parameters,
            DoubleFunction<NDArray> constant,
            UnaryOperator<NDArray> keep) {
        this.plan = plan;
        this.equation = equation;
        this.propagator = propagator;
        NDArray size = parameters[equation.size()];
        capacity =
                equation.specificCapacity() < 0 ? size : keep.apply(size.mul(parameters[equation.specificCapacity()]));
        nanoamperes = constant.apply(1 / (CableStep.NANOAMPERE * timeStep));
    }

    /**
     * @param inertia see {@link CableEquation}; null if nobody reads the current
     */
    CableStep.Advanced advance(NDArray before, NDArray inertia, NDArray impulse, HeldRows clamps) {
        NDArray x = clamps.hold(before);
        NDArray flowed =
                propagator == null ? x : propagator.matMul(x.expandDims(2)).reshape(plan.batch, -1);
        NDArray after = flowed;
        if (clamps.hasConductance()) {
            after = capacity.mul(flowed).add(clamps.driven()).div(capacity.add(clamps.conductance()));
        }
        after = clamps.hold(after);
        if (!equation.givesClampCurrent()) {
            return new CableStep.Advanced(after, null);
        }
        NDArray charge = before.zerosLike();
        if (clamps.hasHeld()) {
            NDArray ofMembrane = inertia.mul(clamps.value()).sub(impulse);
            NDArray ofFlow = capacity.mul(clamps.value().sub(flowed));
            charge = clamps.where(ofMembrane.add(ofFlow), charge);
        }
        if (clamps.hasConductance()) {
            charge = charge.add(clamps.inflow(after));
        }
        return new CableStep.Advanced(after, charge.mul(nanoamperes));
    }
}
