package dev.huxley.engine.llvm;

/**
 * Writes an explicit step: {@code x' = x + amount / capacity}, where the amount is what the membrane lets in, what the
 * stimuli bring and what flows in from the neighbours. A branch point takes the mean of its neighbours, weighted by their
 * couplings.
 *
 * <p>The operator of the flow, branch points eliminated, is symmetric: in the adjoint, l, the cotangent of the amount, flows
 * along the cable as x does. Cost: seven operations per edge and direction.
 */
final class ExplicitCode implements CableCode {
    private final MemoryPlan plan;
    private final PlaceCode places;
    private final CableSystem system;
    private final Frame frame;
    private final Wanted wanted;
    private final TreeCode tree;
    private final ExplicitClampCode clamps;

    ExplicitCode(MemoryPlan plan, PlaceCode places, CableSystem system, Frame frame, Wanted wanted) {
        this.plan = plan;
        this.places = places;
        this.system = system;
        this.frame = frame;
        this.wanted = wanted;
        tree = new TreeCode(plan, system);
        clamps = new ExplicitClampCode(tree, new ClampLanes(plan, places, system.equation(), frame, wanted));
    }

    @Override
    public void forward(IrFunction function, String samples, String tape) {
        String x = tree.quantity(function);
        String amount = tree.right(function);
        if (system.equation().isStimulated()) {
            places.eachStimulus(
                    function,
                    (vector, element, sample) -> vector.accumulate(
                            vector.load(function.floatAt(samples, sample)), function.floatAt(amount, element)));
        }
        tree.meansAtBranchPoints(function, x);
        if (tape != null) {
            String before =
                    function.floatAt(tape, frame.cable(system.variable()).before());
            ArrayCode.copy(function, plan, plan.nodeSlots(), x, before);
        }
        tree.flow(function, x, amount);
        clamps.changeAmount(function, samples, amount);
        String capacity = tree.excess(function);
        String changes = tape == null
                ? null
                : function.floatAt(tape, frame.cable(system.variable()).response());
        ArrayCode.each(function, plan, plan.compartmentSlots(), (vector, index) -> {
            String change = vector.divide(
                    vector.load(function.floatAt(amount, index)), vector.load(function.floatAt(capacity, index)));
            vector.accumulate(change, function.floatAt(x, index));
            if (changes != null) {
                vector.store(change, function.floatAt(changes, index));
            }
        });
        clamps.finish(function, samples, tape);
    }

    @Override
    public void adjoint(IrFunction function, String samples, String tape) {
        String adjoint = tree.right(function);
        String capacity = tree.excess(function);
        String cotangent = tree.cotangent(function);
        ArrayCode.each(function, plan, plan.compartmentSlots(), (vector, index) -> {
            String l = vector.divide(
                    vector.load(function.floatAt(cotangent, index)), vector.load(function.floatAt(capacity, index)));
            vector.store(l, function.floatAt(adjoint, index));
        });
        clamps.adjoint(function, samples, adjoint, tape);
        tree.meansAtBranchPoints(function, adjoint);
        if (wanted.couplings().contains(system.variable())) {
            String before =
                    function.floatAt(tape, frame.cable(system.variable()).before());
            tree.couplings(function, adjoint, before);
        }
        tree.flow(function, adjoint, cotangent);
        // What flows into branch points cancels but for rounding.
        tree.clearBranchPoints(function, cotangent);
        if (wanted.stimuli() && system.equation().isStimulated()) {
            places.eachStimulus(
                    function,
                    (vector, element, sample) -> vector.store(
                            vector.load(function.floatAt(adjoint, element)), function.floatAt(samples, sample)));
        }
    }
}
