package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.DelayRing;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the delayed view of synapses on their presynaptic compartments. A delay line has a ring in the arena for every
 * row that it keeps, (width, slots, lanes): in step n, before the synapses, the present values are written to slot n
 * modulo the number of slots, then for every synapse the value of as many slots before as its delay has steps is copied
 * to an array over the synapses, which their loop reads like one of their own quantities. So loops do not depend on
 * delays, and a step costs a copy of the kept values and one of the seen values, whatever the delays. From step to step
 * a synapse reads adjacent numbers, most often in the same cache line.
 *
 * <p>The adjoint adds the cotangents of the seen values to those of the slots. In the step in which a slot was written
 * it adds the slot's cotangent to that of the variable and clears it: by then the adjoint has passed all steps that
 * read the value.
 *
 * <p>The delays are data, see {@link #table}: two numbers per synapse, in the order of its class.
 */
public final class DelayLineEmitter {
    /** The 64-bit numbers per synapse: its delay in steps, and the number of floats before the ring that it reads. */
    private static final int WORDS = 2;

    private final MemoryPlan plan;
    private final List<DelayLine> lines;
    /** Vectors hold the lanes of a row. */
    private final int lanes;

    DelayLineEmitter(MemoryPlan plan) {
        this.plan = plan;
        lines = plan.program().delayLines();
        lanes = plan.layout().lanes();
    }

    /** Fills all slots with the initial values, and copies the values that the synapses see. */
    void start(IrFunction function) {
        Arithmetic vector = function.arithmetic(lanes);
        for (int number = 0; number < lines.size(); number++) {
            int line = number;
            String rings = rings(function, line, 0);
            eachKept(function, line, (element, ring) -> {
                String value = vector.load(function.floatAt(KernelArgument.ARENA.value(), element));
                eachSlot(function, line, ring, place -> vector.store(value, function.floatAt(rings, place)));
            });
            see(function, line, "0");
        }
    }

    void startAdjoint(IrFunction function) {
        Arithmetic vector = function.arithmetic(lanes);
        for (int number = 0; number < lines.size(); number++) {
            int line = number;
            seeAdjoint(function, line, "0");
            String rings = rings(function, line, plan.mirror());
            String mirror = function.floatAt(KernelArgument.ARENA.value(), plan.mirror());
            eachKept(
                    function,
                    line,
                    (element, ring) -> eachSlot(
                            function,
                            line,
                            ring,
                            place -> give(vector, function.floatAt(rings, place), function.floatAt(mirror, element))));
        }
    }

    /**
     * @param step the number of the step in the run
     */
    void forward(IrFunction function, String step) {
        Arithmetic vector = function.arithmetic(lanes);
        for (int line = 0; line < lines.size(); line++) {
            String slot = slot(function, line, step);
            String rings = rings(function, line, 0);
            eachKept(
                    function,
                    line,
                    (element, ring) -> vector.store(
                            vector.load(function.floatAt(KernelArgument.ARENA.value(), element)),
                            function.floatAt(rings, place(function, slot, ring))));
            see(function, line, slot);
        }
    }

    void adjoint(IrFunction function, String step) {
        Arithmetic vector = function.arithmetic(lanes);
        for (int line = 0; line < lines.size(); line++) {
            String slot = slot(function, line, step);
            seeAdjoint(function, line, slot);
            String rings = rings(function, line, plan.mirror());
            String mirror = function.floatAt(KernelArgument.ARENA.value(), plan.mirror());
            eachKept(
                    function,
                    line,
                    (element, ring) -> give(
                            vector,
                            function.floatAt(rings, place(function, slot, ring)),
                            function.floatAt(mirror, element)));
        }
    }

    /** The numbers at {@link KernelArgument#DELAYS}, for the delays of every line in the order of its type. */
    public static long[] table(MemoryPlan plan, List<int[]> delays) {
        Program program = plan.program();
        int size = 0;
        for (DelayLine line : program.delayLines()) {
            size += WORDS * plan.padded(line.synapses());
        }
        long[] words = new long[Math.max(1, size)];
        int next = 0;
        for (int i = 0; i < delays.size(); i++) {
            DelayLine line = program.delayLines().get(i);
            int rowClass = plan.classes().ofSynapse(line.synapse());
            int[] inOrder = plan.classes().inOrder(rowClass, delays.get(i));
            int[] sources = plan.classes().inOrder(rowClass, line.sources());
            for (int row = 0; row < plan.padded(line.synapses()); row++) {
                int member = Math.min(row, line.synapses() - 1);
                words[next++] = inOrder[member];
                words[next++] = (long) sources[member] * ringFloats(plan, line);
            }
        }
        return words;
    }

    /** Copies the values that synapses see; padding sees that of the last synapse. */
    private void see(IrFunction function, int line, String slot) {
        Arithmetic vector = function.arithmetic(lanes);
        String rings = rings(function, line, 0);
        String seen = seen(function, line, 0);
        eachSynapse(
                function,
                line,
                plan.padded(lines.get(line).synapses()),
                slot,
                (place, row) -> vector.store(vector.load(function.floatAt(rings, place)), function.floatAt(seen, row)));
    }

    private void seeAdjoint(IrFunction function, int line, String slot) {
        Arithmetic vector = function.arithmetic(lanes);
        String rings = rings(function, line, plan.mirror());
        String seen = seen(function, line, plan.mirror());
        eachSynapse(
                function,
                line,
                lines.get(line).synapses(),
                slot,
                (place, row) ->
                        vector.accumulate(vector.load(function.floatAt(seen, row)), function.floatAt(rings, place)));
        ArrayEmitter.clear(function, plan, plan.field(lines.get(line).name()).slots(), seen);
    }

    /** Adds a cotangent to another one and clears it. */
    private static void give(Arithmetic vector, String from, String to) {
        vector.accumulate(vector.load(from), to);
        vector.store(vector.constant(0), from);
    }

    private interface Body {
        void write(String first, String second);
    }

    /**
     * Runs the body for every kept row on the numbers of floats before its element in the arena and before its ring.
     */
    private void eachKept(IrFunction function, int line, Body body) {
        function.loop(Integer.toString(lines.get(line).width()), 1, index -> {
            String element =
                    function.loadWord(KernelArgument.TABLES.value(), function.add(index, plan.delayLineTable(line)));
            body.write(element, function.multiply(index, ringFloats(plan, lines.get(line))));
        });
    }

    /** Runs the body for every slot of a ring on the number of floats before it. */
    private void eachSlot(IrFunction function, int line, String ring, Consumer<String> body) {
        function.loop(Integer.toString(lines.get(line).slots()), 1, slot -> body.accept(place(function, slot, ring)));
    }

    /**
     * Runs the body for every synapse on the numbers of floats before the value that it sees in the rings and before
     * its own row.
     */
    private void eachSynapse(IrFunction function, int line, int count, String slot, Body body) {
        long table = 0;
        for (int before = 0; before < line; before++) {
            table += (long) WORDS * plan.padded(lines.get(before).synapses());
        }
        String delays = function.wordAt(KernelArgument.DELAYS.value(), Long.toString(table));
        function.loop(Integer.toString(count), 1, index -> {
            String entry = function.wordAt(delays, function.multiply(index, WORDS));
            String earlier = function.subtract(slot, function.loadWord(entry, "0"));
            String place = place(function, slot(function, line, earlier), function.loadWord(entry, "1"));
            body.write(place, function.multiply(index, lanes));
        });
    }

    /** A number of steps modulo the number of slots. */
    private String slot(IrFunction function, int line, String step) {
        return function.value("and i64 " + step + ", " + (lines.get(line).slots() - 1));
    }

    private String place(IrFunction function, String slot, String ring) {
        return function.add(function.multiply(slot, lanes), ring);
    }

    private static int ringFloats(MemoryPlan plan, DelayLine line) {
        return DelayRing.stride(line) * plan.layout().lanes();
    }

    private String rings(IrFunction function, int line, int shift) {
        return function.floatAt(KernelArgument.ARENA.value(), (long) plan.delayLine(line) + shift);
    }

    private String seen(IrFunction function, int line, int shift) {
        long offset = plan.field(lines.get(line).name()).offset();
        return function.floatAt(KernelArgument.ARENA.value(), offset + shift);
    }
}
