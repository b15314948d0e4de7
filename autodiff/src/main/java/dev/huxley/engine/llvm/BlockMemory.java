package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.DelayLineEmitter;
import dev.huxley.engine.llvm.emit.KernelArgument;
import dev.huxley.engine.llvm.emit.PlaceEmitter;
import dev.huxley.engine.llvm.emit.SlotTables;
import dev.huxley.engine.llvm.emit.TransferFunctions;
import dev.huxley.engine.llvm.emit.Transfers;
import dev.huxley.engine.llvm.emit.Transfers.Rows;
import dev.huxley.engine.llvm.jit.CheckedCall;
import dev.huxley.engine.llvm.jit.CheckedCode;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.PointCurrents;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import java.util.List;

/**
 * The memory of one block of a batch, filled from the run's values and read back; see {@link MemoryPlan}. Lanes beyond
 * the batch repeat its last row and are not read. For one thread.
 */
final class BlockMemory implements AutoCloseable {
    private final Program program;
    private final List<Argument> arguments;
    private final MemoryPlan plan;
    private final SlotTables slotTables;
    private final BlockMemories.Size size;
    private RunValues values;
    private final PlaceEmitter places;
    private final Transfers transfers;
    private final int lanes;
    private final int bytesOfFloat;
    private final int capacity;
    private final NativeMemory arena;
    private final NativeMemory waveforms;
    private final NativeMemory traces;
    private final NativeMemory tape;
    private final NativeMemory startTape;
    private final BlockPlaces ownPlaces;
    private NativeMemory delays;
    private final NativeMemory words;
    /** The first kernel whose functions are used. */
    private final ForwardKernel ownKernel;
    /** The kernel's table of loops; a copy if a block can choose between variants. */
    private final NativeMemory ownLoops;
    /** The call that lets checked code use this memory only; null if code is not checked. */
    private CheckedCall checkedCall;

    private int first;
    private int count;

    /**
     * @param size with the kernel whose functions are used first, see {@link #use}; the largest number of steps at
     *     once; the size of the longest tape, 0 for none; the size of the start's tape
     */
    BlockMemory(BlockMemories.Size size, RunValues values, Precision precision, TransferFunctions functions) {
        this.size = size;
        this.values = values;
        ForwardKernel kernel = size.kernel();
        capacity = size.capacity();
        plan = kernel.plan();
        slotTables = kernel.slotTables();
        program = plan.program();
        arguments = program.arguments();
        places = new PlaceEmitter(plan);
        lanes = plan.layout().lanes();
        bytesOfFloat = NativeMemory.bytesOf(precision);
        transfers = new Transfers(functions);
        arena = NativeMemory.ofNumbers(plan.floats(), precision);
        waveforms = numbers((long) capacity * places.samples() * lanes);
        traces = numbers((long) capacity * places.recordings() * lanes);
        tape = numbers(size.tapeFloats());
        startTape = numbers(size.startFloats());
        ownPlaces = new BlockPlaces(plan, places);
        delays = NativeMemory.of(DelayLineEmitter.table(plan, values.delays()));
        words = NativeMemory.ofLongs(KernelArgument.values().length);
        words.set(KernelArgument.ARENA.ordinal(), arena.address());
        words.set(KernelArgument.PLACES.ordinal(), ownPlaces.memory().address());
        words.set(KernelArgument.WAVEFORMS.ordinal(), waveforms.address());
        words.set(KernelArgument.TRACES.ordinal(), traces.address());
        ownKernel = kernel;
        ownLoops = kernel.switches().isEmpty()
                ? kernel.loops()
                : NativeMemory.copyOf(kernel.loops().address(), kernel.loops().bytes());
        bind();
    }

    BlockMemories.Size size() {
        return size;
    }

    /** Makes the memory as if it were new, for blocks of another run. */
    void reuse(RunValues others) {
        values = others;
        arena.clear(0, plan.floats());
        if (!program.delayLines().isEmpty()) {
            delays.close();
            delays = NativeMemory.of(DelayLineEmitter.table(plan, values.delays()));
        }
        bind();
    }

    private void bind() {
        ownPlaces.bind(values);
        words.set(KernelArgument.DELAYS.ordinal(), delays.address());
        words.set(KernelArgument.SHARED_PLACES.ordinal(), values.samePlacesInAllRows() ? 1L : 0L);
        use(ownKernel);
    }

    /** Switches to the functions of a kernel of the same layout. */
    void use(ForwardKernel kernel) {
        words.set(KernelArgument.TABLES.ordinal(), kernel.tables().address());
        NativeMemory loops = kernel == ownKernel ? ownLoops : kernel.loops();
        words.set(KernelArgument.LOOPS.ordinal(), loops.address());
        checkedCall = CheckedCode.IS_WANTED
                ? new CheckedCall(words)
                        .mayWrite("arena", arena)
                        .mayRead("tables", kernel.tables())
                        .mayRead("table of loops", loops)
                        .mayRead("places", ownPlaces.memory())
                        .mayRead("delays", delays)
                        .mayWrite("waveforms", waveforms)
                        .mayWrite("traces", traces)
                        .mayWrite("tape", tape)
                        .mayWrite("tape of the start", startTape)
                : null;
    }

    /** Fills the arena with the parameters and initial states of rows, and sets the places. */
    void load(int first, int count) {
        this.first = first;
        this.count = count;
        for (int i = 0; i < arguments.size(); i++) {
            for (SlotTables.Table table : slotTables.tables(i)) {
                load(table, values.rows(i, first, count));
            }
        }
        for (int variable = 0; variable < program.variables().size(); variable++) {
            if (!program.variables().get(variable).isArgument()) {
                arena.clear(plan.field(variable).offset(), plan.field(variable).slots() * lanes);
            }
        }
        ownKernel.switches().forEach(way -> way.choose(plan, arena, ownLoops));
        ownPlaces.load(first, count);
    }

    /** Fills the waveforms of the steps from {@code from} to {@code to}. */
    void loadWaveforms(int from, int to) {
        int stride = places.samples() * lanes;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).isWaveform()) {
                double scale = waveformScale(arguments.get(i));
                eachSample(i, values.rows(i, first, count), from, (block, width, rows) -> {
                    transfers.rowsToAllSteps(rows, block, stride, width, to - from, scale);
                });
            }
        }
    }

    /** Runs the start: a function that reads or writes the tape of the start. */
    void callStart(NativeFunction function) {
        words.set(KernelArgument.TAPE.ordinal(), startTape.address());
        call(function);
    }

    /** Runs a function on the steps from {@code from} to {@code to} of the run. */
    void callSteps(NativeFunction function, int from, int to) {
        int steps = to - from;
        if (steps > capacity) {
            throw new IllegalArgumentException(steps + " steps in memory for " + capacity);
        }
        words.set(KernelArgument.TAPE.ordinal(), tape.address());
        words.set(KernelArgument.STEPS.ordinal(), (long) steps);
        words.set(KernelArgument.FIRST_STEP.ordinal(), (long) from);
        call(function);
    }

    /** Gives the loops a team of threads, by the address of its state; 0 for none. */
    void setTeam(long address) {
        words.set(KernelArgument.TEAM.ordinal(), address);
    }

    /** Runs a function on the steps and the tape that were set last. */
    void call(NativeFunction function) {
        if (checkedCall == null) {
            function.call(words);
        } else {
            checkedCall.run(function);
        }
    }

    /**
     * Copies recorded values to columns of the traces (batch, recordings, steps + 1).
     *
     * @param all the address of the traces of the whole batch
     */
    void readTraces(long all, int column, int steps) {
        int stride = places.recordings() * lanes;
        eachRecording(all, column, (block, width, rows) -> {
            transfers.stepsToRows(block, stride, steps, rows, 1);
        });
    }

    /**
     * Copies those of the recorded values of steps that belong to columns 0, k, 2 k, ... to float32 rows.
     *
     * @param rows the address of (count, recordings, columns)
     * @param columns the number of columns there
     * @param column of the first of these steps among all columns of the run
     * @param every k
     */
    void readSomeTraces(long rows, long columns, int column, int steps, int every) {
        int recordings = places.recordings();
        long stride = (long) recordings * lanes;
        int skipped = Math.floorMod(-column, every);
        int kept = (steps - skipped + every - 1) / every;
        for (int recording = 0; recording < recordings && kept > 0; recording++) {
            long block = traces.address() + (skipped * stride + (long) recording * lanes) * bytesOfFloat;
            long start = rows + (recording * columns + (column + skipped) / every) * Float.BYTES;
            transfers.stepsToNarrowRows(block, every * stride, kept, new Rows(start, recordings * columns, count));
        }
    }

    /** Sets the cotangents of recorded values from columns of (batch, recordings, steps + 1); 0 in surplus lanes. */
    void loadCotangents(long all, int column, int steps) {
        int stride = places.recordings() * lanes;
        eachRecording(all, column, (block, width, rows) -> {
            transfers.rowsToSteps(rows, block, stride, width, steps, 1);
        });
    }

    /** Sets all cotangents in the arena to zero. */
    void clearCotangents() {
        arena.clear(plan.mirror(), plan.mirror());
    }

    /** Takes the gradients by the samples of steps, which the adjoint of these steps left. */
    void readWaveformGradients(Gradients gradients, int task, int from, int to) {
        int stride = places.samples() * lanes;
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (gradients.isWanted(i) && argument.isWaveform()) {
                double scale = waveformScale(argument);
                eachSample(i, gradients.rows(i, task, first, count), from, (block, width, rows) -> {
                    if (rows.stride() == 0) {
                        transfers.addSumOfSteps(block, stride, to - from, rows, scale);
                    } else {
                        transfers.stepsToRows(block, stride, to - from, rows, scale);
                    }
                });
            }
        }
    }

    /** Takes the cotangents of parameters and initial states in the arena, after all steps. */
    void readGradients(Gradients gradients, int task) {
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (gradients.isWanted(i) && !argument.isWaveform()) {
                SlotTables.Table table = slotTables.tables(i).get(0);
                transfers.addSlotsToRows(
                        inArena(plan.mirror() + table.offset()),
                        lanes,
                        gradients.rows(i, task, first, count),
                        table.slotOfElement(),
                        table.elements(),
                        table.scale());
            }
        }
    }

    /** The bytes of the values that change in time. */
    static long stateBytes(MemoryPlan plan, Precision precision) {
        return (long) plan.changingFloats() * NativeMemory.bytesOf(precision);
    }

    /** The values of the variables that change in time. */
    StateValues states() {
        return new StateValues(plan, arena);
    }

    /** Marks rows of the batch with a state that is not finite. */
    void markLost(boolean[] lost) {
        states().markLost(lost, first, count);
    }

    /** Saves the values that change in time at an address. */
    void saveTo(long address) {
        NativeMemory.copy(arena.address(), address, (long) plan.changingFloats() * bytesOfFloat);
    }

    /** Restores the values that change in time from an address. */
    void restoreFrom(long address) {
        NativeMemory.copy(address, arena.address(), (long) plan.changingFloats() * bytesOfFloat);
    }

    @Override
    public void close() {
        transfers.close();
        for (NativeMemory memory :
                List.of(arena, waveforms, traces, tape, startTape, ownPlaces.memory(), delays, words)) {
            memory.close();
        }
        if (ownLoops != ownKernel.loops()) {
            ownLoops.close();
        }
    }

    private NativeMemory numbers(long floats) {
        return NativeMemory.uninitialized(floats * bytesOfFloat);
    }

    private long inArena(int offset) {
        return arena.address() + (long) offset * bytesOfFloat;
    }

    private void load(SlotTables.Table table, Rows rows) {
        long block = inArena(table.offset());
        if (table.elementOfSlot() != 0) {
            transfers.rowsToSlots(rows, table.elementOfSlot(), table.slots(), block, lanes, table.scale());
        } else {
            arena.clear(table.offset(), (long) table.slots() * lanes);
            transfers.elementsToSlots(rows, table.slotOfElement(), table.elements(), block, lanes, table.scale());
        }
    }

    private interface Series {
        /**
         * @param block the address of the first value in the block
         * @param width the number of consecutive values there
         * @param rows their series outside
         */
        void accept(long block, int width, Rows rows);
    }

    private void eachRecording(long all, int column, Series series) {
        int recordings = places.recordings();
        long columns = values.steps() + 1L;
        long start = all + ((long) first * recordings * columns + column) * Double.BYTES;
        each(traces.address(), recordings, start, recordings * columns, columns, series);
    }

    private void eachSample(int argument, Rows rows, int from, Series series) {
        Argument waveform = arguments.get(argument);
        long steps = values.steps();
        Rows start = rows.from(from);
        if (waveform.kind() != ArgumentKind.STIMULUS) {
            int before = waveform.kind() == ArgumentKind.CLAMP
                    ? places.clampSample(waveform.index())
                    : places.conductanceSample(waveform.index());
            int samples = program.clamps().get(waveform.index()).lanes();
            each(sampleInBlock(before), samples, start.address(), start.stride(), steps, series);
            return;
        }
        int[] source = values.stimulusWaveforms();
        for (int begin = 0; begin < source.length; ) {
            // As many lanes as have consecutive waveforms or the same one.
            int end = begin + 1;
            int apart = end < source.length ? source[end] - source[begin] : 1;
            boolean isRegular = apart == 0 || apart == 1;
            while (isRegular && end < source.length && source[end] - source[end - 1] == apart) {
                end++;
            }
            long address = start.from(source[begin] * steps).address();
            each(sampleInBlock(begin), end - begin, address, start.stride(), (isRegular ? apart : 0) * steps, series);
            begin = end;
        }
    }

    private long sampleInBlock(int sample) {
        return waveforms.address() + (long) sample * lanes * bytesOfFloat;
    }

    /**
     * Calls an action for series that lie side by side in the block.
     *
     * @param start the address of the first one outside
     * @param rowStride from one row of the batch to the next; 0 if they share one
     * @param stride from one series of a row to the next
     */
    private void each(long block, int number, long start, long rowStride, long stride, Series series) {
        if (lanes == 1 && rowStride != 0) {
            // The series of one row lie side by side, not the rows of the batch.
            series.accept(block, number, new Rows(start, stride, number));
            return;
        }
        for (int i = 0; i < number; i++) {
            Rows rows = new Rows(start + (long) i * stride * Double.BYTES, rowStride, count);
            series.accept(block + (long) i * lanes * bytesOfFloat, lanes, rows);
        }
    }

    private double waveformScale(Argument argument) {
        return argument.kind() == ArgumentKind.CLAMP ? 1 : PointCurrents.CHARGE * program.timeStep();
    }
}
