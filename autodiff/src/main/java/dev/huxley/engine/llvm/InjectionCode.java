package dev.huxley.engine.llvm;

/**
 * Writes how stimuli reach expressions that read what is injected in a step: an array over compartments, filled before
 * the step's sweeps. Its cotangents are added up in the mirror by the sweeps' adjoints and go to the stimuli's gradients.
 */
final class InjectionCode {
    private final MemoryPlan plan;
    private final PlaceCode places;

    InjectionCode(MemoryPlan plan, PlaceCode places) {
        this.plan = plan;
        this.places = places;
    }

    void forward(IrFunction function, String samples) {
        if (!plan.sweeps().readsInjected()) {
            return;
        }
        Field field = plan.field(Sweep.INJECTED);
        String injected = function.floatAt(Word.ARENA.value(), field.offset());
        ArrayCode.clear(function, plan, field.slots(), injected);
        places.eachStimulus(
                function,
                (vector, element, sample) -> vector.accumulate(
                        vector.load(function.floatAt(samples, sample)), function.floatAt(injected, element)));
    }

    /**
     * @param gradients the address of the gradients by the samples of the step; null if none are wanted
     */
    void adjoint(IrFunction function, String gradients) {
        if (!plan.sweeps().readsInjected()) {
            return;
        }
        Field field = plan.field(Sweep.INJECTED);
        String cotangents = function.floatAt(Word.ARENA.value(), field.offset() + (long) plan.mirror());
        if (gradients != null) {
            places.eachStimulus(
                    function,
                    (vector, element, sample) -> vector.store(
                            vector.load(function.floatAt(cotangents, element)), function.floatAt(gradients, sample)));
        }
        ArrayCode.clear(function, plan, field.slots(), cotangents);
    }
}
