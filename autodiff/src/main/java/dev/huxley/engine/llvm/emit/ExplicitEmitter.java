package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.CableSystem;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;

/**
 * Writes an explicit step: {@code x' = x + amount / capacity}, where the amount is the sum of the inflow through the
 * membrane, the charge of the stimuli and the flow from the neighbors. A branch point takes the mean of its neighbors,
 * weighted by their couplings.
 *
 * <p>The operator of the flow, branch points eliminated, is symmetric: in the adjoint, l, the cotangent of the amount,
 * flows along the cable as x does. Cost: seven operations per edge and direction.
 */
final class ExplicitEmitter implements CableEmitter {
    private final MemoryPlan plan;
    private final PlaceEmitter places;
    private final CableSystem system;
    private final TapeLayout tapeLayout;
    private final GradientMask wanted;
    private final HinesEmitter tree;
    private final ExplicitClampEmitter clamps;

    ExplicitEmitter(
            MemoryPlan plan, PlaceEmitter places, CableSystem system, TapeLayout tapeLayout, GradientMask wanted) {
        this.plan = plan;
        this.places = places;
        this.system = system;
        this.tapeLayout = tapeLayout;
        this.wanted = wanted;
        tree = new HinesEmitter(plan, system);
        clamps = new ExplicitClampEmitter(tree, new ClampLanes(plan, places, system.equation(), tapeLayout, wanted));
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
                    function.floatAt(tape, tapeLayout.cable(system.variable()).before());
            ArrayEmitter.copy(function, plan, plan.nodeSlots(), x, before);
        }
        tree.flow(function, x, amount);
        clamps.changeAmount(function, samples, amount);
        String capacity = tree.excess(function);
        String changes = tape == null
                ? null
                : function.floatAt(tape, tapeLayout.cable(system.variable()).response());
        ArrayEmitter.each(function, plan, plan.compartmentSlots(), (vector, index) -> {
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
        ArrayEmitter.each(function, plan, plan.compartmentSlots(), (vector, index) -> {
            String l = vector.divide(
                    vector.load(function.floatAt(cotangent, index)), vector.load(function.floatAt(capacity, index)));
            vector.store(l, function.floatAt(adjoint, index));
        });
        clamps.adjoint(function, samples, adjoint, tape);
        tree.meansAtBranchPoints(function, adjoint);
        if (wanted.couplings().contains(system.variable())) {
            String before =
                    function.floatAt(tape, tapeLayout.cable(system.variable()).before());
            tree.couplings(function, adjoint, before);
        }
        tree.flow(function, adjoint, cotangent);
        // The flows into branch points cancel up to rounding.
        tree.clearBranchPoints(function, cotangent);
        if (wanted.stimuli() && system.equation().isStimulated()) {
            places.eachStimulus(
                    function,
                    (vector, element, sample) -> vector.store(
                            vector.load(function.floatAt(adjoint, element)), function.floatAt(samples, sample)));
        }
    }
}
