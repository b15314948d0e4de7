package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.CableSystem;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.ExplicitStep;
import dev.huxley.program.Stage.ImplicitStep;
import dev.huxley.program.Stage.Propagate;
import java.util.IdentityHashMap;
import java.util.Map;

/** Writes a stage along the cable, forwards and backwards. */
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
     * The code of a program's stages along the cable.
     *
     * @param tapeLayout the layout of the tape; null for none
     * @param wanted the wanted derivatives; null if there is no adjoint
     */
    static Map<Stage, CableEmitter> of(MemoryPlan plan, TapeLayout tapeLayout, GradientMask wanted) {
        Program program = plan.program();
        PlaceEmitter places = new PlaceEmitter(plan);
        Map<Stage, CableEmitter> codes = new IdentityHashMap<>();
        for (Stage stage : program.stages()) {
            if (stage instanceof Propagate step) {
                codes.put(stage, new PropagatorEmitter(plan, places, step.equation(), tapeLayout, wanted));
            } else if (stage instanceof ImplicitStep) {
                codes.put(stage, new ImplicitEmitter(plan, places, CableSystem.of(stage), tapeLayout, wanted));
            } else if (stage instanceof ExplicitStep) {
                codes.put(stage, new ExplicitEmitter(plan, places, CableSystem.of(stage), tapeLayout, wanted));
            }
        }
        return codes;
    }
}
