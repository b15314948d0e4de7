package dev.huxley.engine.llvm;

import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import java.util.List;

/**
 * Writes how synapses see their presynaptic compartments late. A delay line is a ring in the arena, (slots, width,
 * lanes): in step n, before the synapses, the present values are written to slot n modulo the number of slots, then for
 * every synapse the value of as many slots before as its delay has steps is copied to an array over the synapses, which
 * their sweep reads like one of their own quantities. So sweeps know nothing of delays, and a step costs two copies of
 * what is kept and one of what is seen, whatever the delays.
 *
 * <p>The adjoint adds the cotangents of what was seen to those of the slots, and in the step in which a slot was written
 * gives its cotangent to the variable and clears it: at that moment all steps that have read the value are through.
 *
 * <p>The delays are data, see {@link #table}: two words per synapse, in the order of its class.
 */
final class DelayLineCode {
    /** The words per synapse: its delay in steps, and the floats before its row within a slot. */
    private static final int WORDS = 2;

    private final MemoryPlan plan;
    private final List<DelayLine> lines;
    /** Vectors hold the lanes of a row. */
    private final int lanes;

    DelayLineCode(MemoryPlan plan) {
        this.plan = plan;
        lines = plan.program().delayLines();
        lanes = plan.layout().lanes();
    }

    /** Fills all slots with the initial values, and copies what the synapses see of them. */
    void start(IrFunction function) {
        for (int line = 0; line < lines.size(); line++) {
            int number = line;
            function.loop(Integer.toString(lines.get(line).slots()), 1, slot -> write(function, number, slot));
            see(function, line, "0");
        }
    }

    void startAdjoint(IrFunction function) {
        for (int line = 0; line < lines.size(); line++) {
            int number = line;
            seeAdjoint(function, line, "0");
            function.loop(Integer.toString(lines.get(line).slots()), 1, slot -> writeAdjoint(function, number, slot));
        }
    }

    /**
     * @param step the number of the step in the run
     */
    void forward(IrFunction function, String step) {
        for (int line = 0; line < lines.size(); line++) {
            String slot = slot(function, line, step);
            write(function, line, slot);
            see(function, line, slot);
        }
    }

    void adjoint(IrFunction function, String step) {
        for (int line = 0; line < lines.size(); line++) {
            String slot = slot(function, line, step);
            seeAdjoint(function, line, slot);
            writeAdjoint(function, line, slot);
        }
    }

    /** The words at {@link Word#DELAYS}, for the delays of every line in the order of its type. */
    static long[] table(MemoryPlan plan, List<int[]> delays) {
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
                words[next++] = (long) sources[member] * plan.layout().lanes();
            }
        }
        return words;
    }

    private void write(IrFunction function, int line, String slot) {
        Arithmetic vector = function.arithmetic(lanes);
        String ring = ring(function, line, 0);
        eachKept(
                function,
                line,
                (element, row) -> vector.store(
                        vector.load(function.floatAt(Word.ARENA.value(), element)),
                        function.floatAt(ring, at(function, line, slot, row))));
    }

    private void writeAdjoint(IrFunction function, int line, String slot) {
        Arithmetic vector = function.arithmetic(lanes);
        String ring = ring(function, line, plan.mirror());
        String mirror = function.floatAt(Word.ARENA.value(), plan.mirror());
        eachKept(function, line, (element, row) -> {
            String cotangent = function.floatAt(ring, at(function, line, slot, row));
            vector.accumulate(vector.load(cotangent), function.floatAt(mirror, element));
            vector.store(vector.constant(0), cotangent);
        });
    }

    /** Padding sees what the last synapse sees. */
    private void see(IrFunction function, int line, String slot) {
        Arithmetic vector = function.arithmetic(lanes);
        String ring = ring(function, line, 0);
        String seen = seen(function, line, 0);
        eachSynapse(
                function,
                line,
                plan.padded(lines.get(line).synapses()),
                slot,
                (place, row) -> vector.store(vector.load(function.floatAt(ring, place)), function.floatAt(seen, row)));
    }

    private void seeAdjoint(IrFunction function, int line, String slot) {
        Arithmetic vector = function.arithmetic(lanes);
        String ring = ring(function, line, plan.mirror());
        String seen = seen(function, line, plan.mirror());
        eachSynapse(
                function,
                line,
                lines.get(line).synapses(),
                slot,
                (place, row) ->
                        vector.accumulate(vector.load(function.floatAt(seen, row)), function.floatAt(ring, place)));
        ArrayCode.clear(function, plan, plan.field(lines.get(line).name()).slots(), seen);
    }

    private interface Body {
        void write(String first, String row);
    }

    /** For every row that is kept the floats before its element in the arena, and before it within a slot. */
    private void eachKept(IrFunction function, int line, Body body) {
        function.loop(Integer.toString(lines.get(line).width()), 1, index -> {
            String element = function.loadWord(Word.TABLES.value(), function.add(index, plan.delayLineTable(line)));
            body.write(element, function.multiply(index, lanes));
        });
    }

    /** For every synapse the floats before what it sees in the ring, and before its own row. */
    private void eachSynapse(IrFunction function, int line, int count, String slot, Body body) {
        long table = 0;
        for (int before = 0; before < line; before++) {
            table += (long) WORDS * plan.padded(lines.get(before).synapses());
        }
        String delays = function.wordAt(Word.DELAYS.value(), Long.toString(table));
        function.loop(Integer.toString(count), 1, index -> {
            String entry = function.wordAt(delays, function.multiply(index, WORDS));
            String earlier = function.subtract(slot, function.loadWord(entry, "0"));
            String place = at(function, line, slot(function, line, earlier), function.loadWord(entry, "1"));
            body.write(place, function.multiply(index, lanes));
        });
    }

    /** A number of steps modulo the number of slots. */
    private String slot(IrFunction function, int line, String step) {
        return function.value("and i64 " + step + ", " + (lines.get(line).slots() - 1));
    }

    private String at(IrFunction function, int line, String slot, String row) {
        return function.add(function.multiply(slot, (long) lines.get(line).width() * lanes), row);
    }

    private String ring(IrFunction function, int line, int shift) {
        return function.floatAt(Word.ARENA.value(), (long) plan.delayLine(line) + shift);
    }

    private String seen(IrFunction function, int line, int shift) {
        long offset = plan.field(lines.get(line).name()).offset();
        return function.floatAt(Word.ARENA.value(), offset + shift);
    }
}
