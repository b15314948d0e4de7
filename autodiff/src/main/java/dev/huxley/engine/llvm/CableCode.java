package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.ExplicitStep;
import dev.huxley.program.Stage.ImplicitStep;
import dev.huxley.program.Stage.Propagate;
import java.util.IdentityHashMap;
import java.util.Map;

/** Writes a stage along the cable, forwards and backwards. */
interface CableCode {
    /**
     * Writes the stage.
     *
     * @param samples the address of the samples of the step
     * @param tape the address of the step's frame; null if nothing is taped
     */
    void forward(IrFunction function, String samples, String tape);

    /**
     * Writes the adjoint of the stage: the cotangent of the quantity after it becomes that before it.
     *
     * @param samples the address of the samples of the step, where the gradients by them go
     * @param tape the address of the step's frame
     */
    void adjoint(IrFunction function, String samples, String tape);

    /**
     * The code of a program's stages along the cable.
     *
     * @param frame the layout of the tape; null for none
     * @param wanted the wanted derivatives; null if there is no adjoint
     */
    static Map<Stage, CableCode> of(MemoryPlan plan, Frame frame, Wanted wanted) {
        Program program = plan.program();
        PlaceCode places = new PlaceCode(plan);
        Map<Stage, CableCode> codes = new IdentityHashMap<>();
        for (Stage stage : program.stages()) {
            if (stage instanceof Propagate step) {
                codes.put(stage, new PropagatorCode(plan, places, step.equation(), frame, wanted));
            } else if (stage instanceof ImplicitStep) {
                codes.put(stage, new ImplicitCode(plan, places, CableSystem.of(stage), frame, wanted));
            } else if (stage instanceof ExplicitStep) {
                codes.put(stage, new ExplicitCode(plan, places, CableSystem.of(stage), frame, wanted));
            }
        }
        return codes;
    }
}
