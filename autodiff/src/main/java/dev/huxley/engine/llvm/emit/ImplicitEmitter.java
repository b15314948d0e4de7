package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.CableSystem;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;

/**
 * Writes an implicit step: the tree's system is solved for the value after a part p of the time step, and {@code x' = x
 * + (solution - x) / p} extrapolates it.
 */
final class ImplicitEmitter implements CableEmitter {
    private final MemoryPlan plan;
    private final PlaceEmitter places;
    private final CableSystem system;
    private final TapeLayout tapeLayout;
    private final GradientMask wanted;
    private final HinesEmitter tree;
    private final ImplicitClampEmitter clamps;

    ImplicitEmitter(
            MemoryPlan plan, PlaceEmitter places, CableSystem system, TapeLayout tapeLayout, GradientMask wanted) {
        this.plan = plan;
        this.places = places;
        this.system = system;
        this.tapeLayout = tapeLayout;
        this.wanted = wanted;
        tree = new HinesEmitter(plan, system);
        ClampLanes lanes = new ClampLanes(plan, places, system.equation(), tapeLayout, wanted);
        clamps = new ImplicitClampEmitter(plan, tree, lanes, system.part());
    }

    @Override
    public void forward(IrFunction function, String samples, String tape) {
        tree.clearBranchPoints(function);
        String right = tree.right(function);
        if (system.equation().isStimulated()) {
            places.eachStimulus(function, (vector, element, sample) -> {
                String amount = vector.load(function.floatAt(samples, sample));
                vector.accumulate(inPart(vector, amount), function.floatAt(right, element));
            });
        }
        clamps.changeSystem(function, samples, tape);
        String inverses = tape == null
                ? tree.at(function, plan.inverses())
                : function.floatAt(tape, tapeLayout.cable(system.variable()).inverses());
        String taped = tape == null
                ? null
                : function.floatAt(tape, tapeLayout.cable(system.variable()).response());
        String x = tree.quantity(function);
        tree.eliminate(function, inverses);
        if (system.replaces()) {
            tree.substituteBack(function, inverses, right, x);
            clamps.fixSolution(function, samples, x);
            if (taped != null) {
                ArrayEmitter.copy(function, plan, plan.nodeSlots(), x, taped);
            }
            clamps.finish(function, samples, x, tape);
            return;
        }
        String solution = taped == null ? tree.at(function, plan.solution()) : taped;
        tree.substituteBack(function, inverses, right, solution);
        clamps.fixSolution(function, samples, solution);
        ArrayEmitter.each(function, plan, plan.nodeSlots(), (vector, index) -> {
            String before = vector.load(function.floatAt(x, index));
            String change = vector.subtract(vector.load(function.floatAt(solution, index)), before);
            String extrapolated = vector.multiply(change, vector.constant(1 / system.part()));
            vector.store(vector.add(before, extrapolated), function.floatAt(x, index));
        });
        clamps.finish(function, samples, solution, tape);
    }

    @Override
    public void adjoint(IrFunction function, String samples, String tape) {
        String adjoint = tree.right(function);
        String cotangent = tree.cotangent(function);
        String inverses =
                function.floatAt(tape, tapeLayout.cable(system.variable()).inverses());
        String solution =
                function.floatAt(tape, tapeLayout.cable(system.variable()).response());
        clamps.beginAdjoint(function, samples, tape);
        if (system.replaces()) {
            // The cotangent stays for the loops to replace.
            ArrayEmitter.copy(function, plan, plan.nodeSlots(), cotangent, adjoint);
        } else {
            ArrayEmitter.each(function, plan, plan.nodeSlots(), (vector, index) -> {
                String after = vector.load(function.floatAt(cotangent, index));
                String ofSolution = vector.multiply(after, vector.constant(1 / system.part()));
                vector.store(ofSolution, function.floatAt(adjoint, index));
                vector.store(vector.subtract(after, ofSolution), function.floatAt(cotangent, index));
            });
        }
        clamps.flowOfCurrent(function, samples, adjoint, tape);
        tree.eliminateRight(function, adjoint, inverses);
        tree.substituteBack(function, inverses, adjoint, adjoint);
        clamps.finishAdjoint(function, samples, adjoint, tape);
        if (wanted.couplings().contains(system.variable())) {
            tree.couplings(function, adjoint, solution);
        }
        if (wanted.stimuli() && system.equation().isStimulated()) {
            places.eachStimulus(function, (vector, element, sample) -> {
                String l = vector.load(function.floatAt(adjoint, element));
                vector.store(inPart(vector, l), function.floatAt(samples, sample));
            });
        }
    }

    private String inPart(Arithmetic vector, String amount) {
        return system.replaces() ? amount : vector.multiply(amount, vector.constant(system.part()));
    }
}
