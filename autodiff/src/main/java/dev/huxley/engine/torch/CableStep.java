package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.huxley.program.CableEquation;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/**
 * One quantity's steps along the cable. Everything that does not depend on time is computed when it is made. All amounts
 * are in capacity times x: what comes into a compartment in one time step.
 */
final class CableStep {
    private final BatchPlan plan;
    private final CableEquation equation;
    private final NDArray capacity;
    /** What a density (of current, of a rate) brings in one time step. */
    private final NDArray exchange;
    /** What flows along an edge in one time step per difference of x, (batch, edges); null without edges. */
    private final NDArray couplings;

    private final double part;
    private final NDArray partArray;
    /** The couplings of the implicit solve, null if it is not used. */
    private final NDArray weights;

    /**
     * @param part the part of the time step over which an implicit step goes; 0 for an explicit one
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
        boolean isImplicit = part > 0;
        double stepOfFlow = isImplicit ? part * timeStep : timeStep;
        NDArray flow = couplings == null ? null : couplings.mul(constant.apply(stepOfFlow));
        this.couplings = couplings == null || isImplicit
                ? null
                : keep.apply(full(flow, flow.getShape().get(1)));
        weights = couplings == null || !isImplicit ? null : keep.apply(plan.solve.weights(flow));
    }

    /** The variable that is advanced. */
    int variable() {
        return equation.variable();
    }

    boolean isStimulated() {
        return equation.isStimulated();
    }

    /**
     * The value after the step.
     *
     * @param terms the linear terms; null if there are none
     * @param injected what stimuli bring in this step; null if nothing
     */
    NDArray advance(NDArray x, LinearTerms terms, NDArray injected) {
        return part > 0 ? implicit(x, terms, injected) : explicit(x, terms, injected);
    }

    private NDArray implicit(NDArray x, LinearTerms terms, NDArray injected) {
        NDArray excess = capacity;
        NDArray right = capacity.mul(x);
        if (terms != null) {
            excess = capacity.add(inPart(exchange.mul(terms.slope())));
            right = right.add(inPart(exchange.mul(terms.constant())));
        }
        if (injected != null) {
            right = right.add(inPart(injected));
        }
        NDArray solved = plan.solve.solve(full(excess, x.getShape().get(1)), right, weights);
        return part == 1 ? solved : x.add(solved.sub(x).div(partArray));
    }

    private NDArray explicit(NDArray x, LinearTerms terms, NDArray injected) {
        NDArray gain = couplings == null ? null : plan.explicitFlow().into(x, couplings);
        if (terms != null) {
            gain = sum(gain, exchange.mul(terms.constant().sub(terms.slope().mul(x))));
        }
        gain = injected == null ? gain : sum(gain, injected);
        return gain == null ? x : x.add(gain.div(capacity));
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
