package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.MemoryPlan;

/** Writes loops over whole arrays of the arena. */
final class ArrayEmitter {
    private ArrayEmitter() {}

    static void copy(IrFunction function, MemoryPlan plan, int slots, String from, String to) {
        each(function, plan, slots, (vector, index) -> {
            vector.store(vector.load(function.floatAt(from, index)), function.floatAt(to, index));
        });
    }

    static void clear(IrFunction function, MemoryPlan plan, int slots, String array) {
        each(function, plan, slots, (vector, index) -> {
            vector.store(vector.constant(0), function.floatAt(array, index));
        });
    }

    /** Writes the code for one vector of an array. */
    interface Body {
        /**
         * @param index the number of floats before the vector
         */
        void write(Arithmetic vector, String index);
    }

    /** Runs the body on every vector of an array of {@code slots} slots. */
    static void each(IrFunction function, MemoryPlan plan, int slots, Body body) {
        // Slots are whole vectors.
        Arithmetic vector = function.arithmetic(plan.layout().width());
        int floats = Math.multiplyExact(slots, plan.layout().lanes());
        function.loop(Integer.toString(floats), vector.width(), index -> body.write(vector, index));
    }
}
