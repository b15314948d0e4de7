package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.Field;
import dev.huxley.engine.llvm.plan.FusedLoop;
import dev.huxley.engine.llvm.plan.MemoryPlan;

/**
 * Writes the injected charges for expressions that read them: an array over compartments, filled before the step's
 * loops. Its cotangents are added up in the mirror by the loops' adjoints and go to the stimuli's gradients.
 */
final class InjectionEmitter {
    private final MemoryPlan plan;
    private final PlaceEmitter places;

    InjectionEmitter(MemoryPlan plan, PlaceEmitter places) {
        this.plan = plan;
        this.places = places;
    }

    void forward(IrFunction function, String samples) {
        if (!plan.loops().readsInjected()) {
            return;
        }
        Field field = plan.field(FusedLoop.INJECTED);
        String injected = function.floatAt(KernelArgument.ARENA.value(), field.offset());
        ArrayEmitter.clear(function, plan, field.slots(), injected);
        places.eachStimulus(
                function,
                (vector, element, sample) -> vector.accumulate(
                        vector.load(function.floatAt(samples, sample)), function.floatAt(injected, element)));
    }

    /**
     * @param gradients the address of the gradients by the samples of the step; null if none are needed
     */
    void adjoint(IrFunction function, String gradients) {
        if (!plan.loops().readsInjected()) {
            return;
        }
        Field field = plan.field(FusedLoop.INJECTED);
        String cotangents = function.floatAt(KernelArgument.ARENA.value(), field.offset() + (long) plan.mirror());
        if (gradients != null) {
            places.eachStimulus(
                    function,
                    (vector, element, sample) -> vector.store(
                            vector.load(function.floatAt(cotangents, element)), function.floatAt(gradients, sample)));
        }
        ArrayEmitter.clear(function, plan, field.slots(), cotangents);
    }
}
