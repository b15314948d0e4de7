package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.huxley.program.CableEquation;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/**
 * One quantity's steps along the cable. Everything that does not depend on time is computed at construction. All
 * amounts, such as the inflow into a compartment in one time step, are in units of capacity times x.
 */
final class CableStep {
    /** The unit nA times ms, in units of 10 fF mV. */
    static final double NANOAMPERE = 1e5;

    /**
     * The result of a step for a quantity.
     *
     * @param value the quantity after it
     * @param clampCurrent the current of the quantity's clamps (nA); null if nobody reads it
     */
    record Advanced(NDArray value, NDArray clampCurrent) {}

    private final BatchPlan plan;
    private final CableEquation equation;
    private final NDArray capacity;
    /** The inflow into a compartment in one time step per density (of current, of a rate). */
    private final NDArray exchange;
    /**
     * The flow along an edge per difference of x, in the step or a system's part of it, (batch, edges); null if unused.
     */
    private final NDArray couplings;

    private final double part;
    private final NDArray partArray;
    /** The couplings of the implicit solve, null without one. */
    private final NDArray weights;
    /** The excess of a held row, so large that all else in the row is lost in rounding. */
    private final NDArray absorbing;
    /** The weights of the values after and before the step in the unknown of an implicit system. */
    private final NDArray partBefore;
    /** The factor from an inflow during the step, or the part of it that a system covers, to a current in nA. */
    private final NDArray nanoamperes;

    /**
     * @param part the part of the time step over which an implicit step goes; 0 for an explicit one
     * @param absorbing the excess of a held row
     * @param parameters the arrays of the program's variables
     * @param couplings (1 or batch, edges) per ms; null without edges
     * @param constant makes numbers that own their memory
     * @param keep takes arrays out of the current scope
     */
    CableStep(
            BatchPlan plan,
            CableEquation equation,
            double part,
            double timeStep,
            double absorbing,
            NDArray[] parameters,
            NDArray couplings,
            DoubleFunction<NDArray> constant,
            UnaryOperator<NDArray> keep) {
        this.plan = plan;
        this.equation = equation;
        this.part = part;
        NDArray size = parameters[equation.size()];
        capacity =
                equation.specificCapacity() < 0 ? size : keep.apply(size.mul(parameters[equation.specificCapacity()]));
        exchange = keep.apply(size.mul(constant.apply(equation.unit() * timeStep)));
        partArray = constant.apply(part);
        partBefore = constant.apply(1 - part);
        boolean isImplicit = part > 0;
        this.absorbing = constant.apply(absorbing);
        nanoamperes = constant.apply(1 / (NANOAMPERE * timeStep));
        double stepOfFlow = isImplicit ? part * timeStep : timeStep;
        NDArray flow = couplings == null ? null : couplings.mul(constant.apply(stepOfFlow));
        this.couplings = couplings == null || (isImplicit && !equation.givesClampCurrent())
                ? null
                : keep.apply(full(flow, flow.getShape().get(1)));
        weights = couplings == null || !isImplicit ? null : keep.apply(plan.solve.weights(flow));
    }

    CableEquation equation() {
        return equation;
    }

    /**
     * The value after the step.
     *
     * @param terms the linear terms; null if there are none
     * @param injected the charge of the stimuli in this step; null if there is none
     */
    Advanced advance(NDArray x, LinearTerms terms, NDArray injected, HeldRows clamps) {
        return part > 0 ? implicit(x, terms, injected, clamps) : explicit(x, terms, injected, clamps);
    }

    private Advanced implicit(NDArray x, LinearTerms terms, NDArray injected, HeldRows clamps) {
        NDArray excess = capacity;
        NDArray right = capacity.mul(x);
        if (terms != null) {
            excess = capacity.add(inPart(exchange.mul(terms.slope())));
            right = right.add(inPart(exchange.mul(terms.constant())));
        }
        if (injected != null) {
            right = right.add(inPart(injected));
        }
        if (clamps.hasConductance()) {
            // With x' after the whole step: part (command - x') is part command + (1 - part) x - solution.
            NDArray driven = inPart(clamps.driven());
            driven = part == 1 ? driven : driven.add(clamps.conductance().mul(x.mul(partBefore)));
            excess = excess.add(clamps.conductance());
            right = right.add(driven);
        }
        excess = full(excess, x.getShape().get(1));
        NDArray ownExcess = excess;
        NDArray ownRight = right;
        NDArray target = null;
        if (clamps.hasHeld()) {
            target = inPart(clamps.value());
            target = part == 1 ? target : target.add(x.mul(partBefore));
            excess = clamps.where(absorbing.broadcast(excess.getShape()), excess);
            right = clamps.where(target.mul(absorbing), right);
        }
        NDArray solved = plan.solve.solve(excess, right, weights);
        solved = target == null ? solved : clamps.where(target, solved);
        NDArray after = part == 1 ? solved : x.add(solved.sub(x).div(partArray));
        after = clamps.hold(after);
        if (!equation.givesClampCurrent()) {
            return new Advanced(after, null);
        }
        NDArray charge = null;
        if (clamps.hasHeld()) {
            NDArray missing = ownExcess.mul(solved).sub(ownRight);
            if (couplings != null) {
                missing = missing.sub(plan.explicitFlow().into(solved, couplings));
            }
            charge = clamps.where(missing.div(partArray), x.zerosLike());
        }
        return new Advanced(after, clampCurrent(charge, after, clamps));
    }

    private Advanced explicit(NDArray x, LinearTerms terms, NDArray injected, HeldRows clamps) {
        NDArray gain = couplings == null ? null : plan.explicitFlow().into(x, couplings);
        if (terms != null) {
            gain = sum(gain, exchange.mul(terms.constant().sub(terms.slope().mul(x))));
        }
        gain = injected == null ? gain : sum(gain, injected);
        NDArray own = gain;
        NDArray inert = capacity;
        if (clamps.hasConductance()) {
            gain = sum(gain, clamps.inflow(x));
            inert = capacity.add(clamps.conductance());
        }
        NDArray after = clamps.hold(gain == null ? x : x.add(gain.div(inert)));
        if (!equation.givesClampCurrent()) {
            return new Advanced(after, null);
        }
        NDArray charge = null;
        if (clamps.hasHeld()) {
            NDArray needed = capacity.mul(clamps.value().sub(x));
            charge = clamps.where(own == null ? needed : needed.sub(own), x.zerosLike());
        }
        return new Advanced(after, clampCurrent(charge, after, clamps));
    }

    private NDArray clampCurrent(NDArray held, NDArray after, HeldRows clamps) {
        NDArray charge = clamps.hasConductance() ? sum(held, clamps.inflow(after)) : held;
        return charge.mul(nanoamperes);
    }

    private NDArray inPart(NDArray amount) {
        return part == 1 ? amount : amount.mul(partArray);
    }

    private static NDArray sum(NDArray a, NDArray b) {
        return a == null ? b : a.add(b);
    }

    private NDArray full(NDArray array, long columns) {
        Shape shape = new Shape(plan.batch, columns);
        return array.getShape().equals(shape) ? array : array.broadcast(shape);
    }
}
