package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.Field;
import dev.huxley.engine.llvm.plan.MemoryPlan;

/**
 * Writes the clearing of the sums over the synapses of a compartment: before the synapses of a step add to them, and of
 * their cotangents, which the compartments' adjoints add up, after the synapses have read them.
 */
public final class SynapticSums {
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
        if (!plan.loops().hasSynapses()) {
            return;
        }
        for (String array : plan.synapticSums()) {
            Field field = plan.field(array);
            String floats = function.floatAt(KernelArgument.ARENA.value(), (long) field.offset() + shift);
            ArrayEmitter.clear(function, plan, field.slots(), floats);
        }
    }
}
