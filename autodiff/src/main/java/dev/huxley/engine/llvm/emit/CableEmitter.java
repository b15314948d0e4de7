package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.CableSystem;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import dev.huxley.program.CableStageVisitor;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.Propagate;
import java.util.List;

/** Writes a stage along the cable and its adjoint. */
interface CableEmitter {
    /**
     * Writes the stage.
     *
     * @param samples the address of the samples of the step
     * @param tape the address of the step's part of the tape; null if nothing is taped
     */
    void forward(IrFunction function, String samples, String tape);

    /**
     * Writes the adjoint of the stage: the cotangent of the quantity after it becomes that before it.
     *
     * @param samples the address of the samples of the step, where the gradients by them go
     * @param tape the address of the step's part of the tape
     */
    void adjoint(IrFunction function, String samples, String tape);

    /**
     * The code of a program's stages along the cable, in order.
     *
     * @param tapeLayout the layout of the tape; null for none
     * @param wanted the derivatives of the adjoint; null if there is none
     */
    static List<CableEmitter> of(MemoryPlan plan, TapeLayout tapeLayout, GradientMask wanted) {
        PlaceEmitter places = new PlaceEmitter(plan);
        CableStageVisitor<CableEmitter> writer = new CableStageVisitor<>() {
            @Override
            public CableEmitter visit(ImplicitStep step) {
                return new ImplicitEmitter(plan, places, CableSystem.of(step), tapeLayout, wanted);
            }

            @Override
            public CableEmitter visit(ExplicitStep step) {
                return new ExplicitEmitter(plan, places, CableSystem.of(step), tapeLayout, wanted);
            }

            @Override
            public CableEmitter visit(Propagate step) {
                return new PropagatorEmitter(plan, places, step.equation(), tapeLayout, wanted);
            }
        };
        return plan.program().cableStages().stream()
                .map(stage -> stage.accept(writer))
                .toList();
    }
}
