package dev.huxley.engine.llvm;

import java.util.List;

/**
 * Writes what the sums over the synapses of a compartment need besides sweeps: they are cleared before the synapses of a
 * step add to them, and their cotangents, which the compartments' adjoints add up, after the synapses have read them.
 */
final class SynapticSums {
    /** nA times ms, in units of 10 fF mV. */
    static final double POINT_CURRENT = 1e5;
    /** From nA/um2 to mA/cm2. */
    static final double DENSITY = 100;

    private static final List<String> ARRAYS = List.of(Sweep.SYNAPTIC_SLOPE, Sweep.SYNAPTIC_CONSTANT);

    private final MemoryPlan plan;

    SynapticSums(MemoryPlan plan) {
        this.plan = plan;
    }

    void forward(IrFunction function) {
        clear(function, 0);
    }

    void adjoint(IrFunction function) {
        clear(function, plan.mirror());
    }

    private void clear(IrFunction function, int shift) {
        if (!plan.sweeps().hasSynapses()) {
            return;
        }
        for (String array : ARRAYS) {
            Field field = plan.field(array);
            String floats = function.floatAt(Word.ARENA.value(), (long) field.offset() + shift);
            ArrayCode.clear(function, plan, field.slots(), floats);
        }
    }
}
