package dev.huxley.engine.llvm;

import dev.huxley.engine.Precision;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import java.util.List;

/**
 * The memory of one block of a batch, filled from the run's values and read back; see {@link MemoryPlan}. Lanes beyond
 * the batch repeat its last row and are not read.
 */
final class BlockMemory implements AutoCloseable {
    private final Program program;
    private final MemoryPlan plan;
    private final RunValues values;
    private final PlaceCode places;
    private final int lanes;
    private final int capacity;
    private final NativeMemory arena;
    private final NativeMemory waveforms;
    private final NativeMemory traces;
    private final NativeMemory tape;
    private final NativeMemory startTape;
    private final NativeMemory placeMemory;
    private final NativeMemory words;
    /** How functions are called while their bounds are checked; else null. */
    private final CheckedCall checkedCall;

    private int first;

    /**
     * @param tables the plan's tables
     * @param sweeps the table of sweeps
     * @param capacity the largest number of steps at once
     * @param tapeFloats the size of the tape of so many steps, 0 for none
     * @param startFloats the size of the start's tape
     */
    BlockMemory(
            MemoryPlan plan,
            RunValues values,
            Precision precision,
            NativeMemory tables,
            NativeMemory sweeps,
            int capacity,
            long tapeFloats,
            int startFloats) {
        this.plan = plan;
        this.values = values;
        this.capacity = capacity;
        program = plan.program();
        places = new PlaceCode(plan);
        lanes = plan.layout().lanes();
        arena = NativeMemory.ofNumbers(plan.floats(), precision);
        waveforms = NativeMemory.ofNumbers((long) capacity * places.samples() * lanes, precision);
        traces = NativeMemory.ofNumbers((long) capacity * places.recordings() * lanes, precision);
        tape = NativeMemory.ofNumbers(tapeFloats, precision);
        startTape = NativeMemory.ofNumbers(startFloats, precision);
        placeMemory = NativeMemory.ofLongs((long) (places.samples() + places.recordings()) * lanes);
        words = NativeMemory.ofLongs(Word.values().length);
        words.set(Word.ARENA.ordinal(), arena.address());
        words.set(Word.TABLES.ordinal(), tables.address());
        words.set(Word.SWEEPS.ordinal(), sweeps.address());
        words.set(Word.PLACES.ordinal(), placeMemory.address());
        words.set(Word.WAVEFORMS.ordinal(), waveforms.address());
        words.set(Word.TRACES.ordinal(), traces.address());
        checkedCall = CheckedCode.IS_WANTED
                ? new CheckedCall(words)
                        .mayWrite("arena", arena)
                        .mayRead("tables", tables)
                        .mayRead("table of sweeps", sweeps)
                        .mayRead("places", placeMemory)
                        .mayWrite("waveforms", waveforms)
                        .mayWrite("traces", traces)
                        .mayWrite("tape", tape)
                        .mayWrite("tape of the start", startTape)
                : null;
    }

    /** Fills the arena with the parameters and initial states of the rows from {@code first}, and sets the places. */
    void load(int first) {
        this.first = first;
        List<Argument> arguments = program.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i).kind()) {
                case VARIABLE -> loadVariable(i, arguments.get(i).index());
                case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> loadCouplings(
                        i, arguments.get(i).index());
                case PROPAGATOR -> loadPropagator(i, arguments.get(i).index());
                case STIMULUS, CLAMP -> {
                    // Loaded segment by segment.
                }
            }
        }
        for (int variable = 0; variable < program.variables().size(); variable++) {
            if (!program.variables().get(variable).isArgument()) {
                arena.clear(plan.field(variable).offset(), plan.field(variable).slots() * lanes);
            }
        }
        loadPlaces();
    }

    /** Fills the waveforms of the steps from {@code from} to {@code to}. */
    void loadWaveforms(int from, int to) {
        int stride = places.samples() * lanes;
        List<Argument> arguments = program.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            if (isWaveform(arguments.get(i))) {
                int argument = i;
                eachSample(i, from, (index, at, scale) -> {
                    waveforms.scatter(index, stride, values.values(argument), at, to - from, scale);
                });
            }
        }
    }

    /** Runs the start: a function that reads or writes the tape of the start. */
    void callStart(NativeFunction function) {
        words.set(Word.TAPE.ordinal(), startTape.address());
        call(function);
    }

    /** Runs a function on a number of steps. */
    void callSteps(NativeFunction function, int steps) {
        if (steps > capacity) {
            throw new IllegalArgumentException(steps + " steps in memory for " + capacity);
        }
        words.set(Word.TAPE.ordinal(), tape.address());
        words.set(Word.STEPS.ordinal(), (long) steps);
        call(function);
    }

    private void call(NativeFunction function) {
        if (checkedCall == null) {
            function.call(words);
        } else {
            checkedCall.run(function);
        }
    }

    /** Adds recorded values to the columns from {@code column} of the traces (batch, recordings, steps + 1), zero so far. */
    void readTraces(double[] all, int column, int count) {
        int stride = places.recordings() * lanes;
        eachTraceRun(column, (index, at) -> {
            traces.addTo(index, stride, all, at, count, 1);
        });
    }

    /** Sets the cotangents of recorded values from columns of (batch, recordings, steps + 1); 0 in surplus lanes. */
    void loadCotangents(double[] all, int column, int count) {
        int stride = places.recordings() * lanes;
        traces.clear(0, count * stride);
        eachTraceRun(column, (index, at) -> {
            traces.scatter(index, stride, all, at, count, 1);
        });
    }

    /** Sets all cotangents in the arena to zero. */
    void clearCotangents() {
        arena.clear(plan.mirror(), plan.mirror());
    }

    /** Adds the gradients by the samples of steps, which the adjoint of these steps left, to an argument's. */
    void addWaveformGradient(int argument, double[] gradient, int from, int to) {
        int stride = places.samples() * lanes;
        eachSample(argument, from, (index, at, scale) -> {
            // Surplus lanes repeat the last row.
            if (first + index % lanes < values.batch()) {
                waveforms.addTo(index, stride, gradient, at, to - from, scale);
            }
        });
    }

    /** Adds the cotangents in the arena, after all steps, to the gradient of a variable, of couplings or of a propagator. */
    void addGradient(int argument, double[] gradient) {
        Argument what = program.arguments().get(argument);
        for (int lane = 0; lane < lanes && first + lane < values.batch(); lane++) {
            int start = values.rowStart(argument, row(lane));
            switch (what.kind()) {
                case VARIABLE -> {
                    int[] slotOfRow = plan.slotOfRow(what.index());
                    int array = plan.mirror() + plan.field(what.index()).offset() + lane;
                    for (int row = 0; row < slotOfRow.length; row++) {
                        gradient[start + row] += arena.get(array + slotOfRow[row] * lanes);
                    }
                }
                case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> {
                    int array = plan.mirror() + plan.couplings(what.index()) + lane;
                    double scale = couplingScale(what.index());
                    for (int i = 0; i < plan.eliminations().size(); i++) {
                        gradient[start + plan.eliminations().get(i).edge()] += scale * arena.get(array + i * lanes);
                    }
                }
                case PROPAGATOR -> {
                    int array = plan.mirror() + plan.propagator(what.index()) + lane;
                    eachElement((row, column, at) ->
                            gradient[start + row * program.compartments() + column] += arena.get(array + at * lanes));
                }
                case STIMULUS, CLAMP -> throw new IllegalArgumentException(what + " is not in the arena");
            }
        }
    }

    /** Saves what changes in time. */
    void saveTo(NativeMemory checkpoints, int number) {
        arena.copyTo(checkpoints, number * plan.changingFloats(), plan.changingFloats());
    }

    /** Restores what changes in time. */
    void restoreFrom(NativeMemory checkpoints, int number) {
        arena.copyFrom(checkpoints, number * plan.changingFloats(), plan.changingFloats());
    }

    @Override
    public void close() {
        for (NativeMemory memory : List.of(arena, waveforms, traces, tape, startTape, placeMemory, words)) {
            memory.close();
        }
    }

    private void loadVariable(int argument, int variable) {
        int[] rowAtSlot = plan.rowAtSlot(variable);
        int offset = plan.field(variable).offset();
        for (int slot = 0; slot < rowAtSlot.length; slot++) {
            int row = rowAtSlot[slot];
            for (int lane = 0; lane < lanes; lane++) {
                arena.set(
                        offset + slot * lanes + lane,
                        values.value(argument, values.rowStart(argument, row(lane)) + row));
            }
        }
    }

    private void loadCouplings(int argument, int variable) {
        double scale = couplingScale(variable);
        for (int i = 0; i < plan.eliminations().size(); i++) {
            int edge = plan.eliminations().get(i).edge();
            for (int lane = 0; lane < lanes; lane++) {
                double coupling = values.value(argument, values.rowStart(argument, row(lane)) + edge);
                arena.set(plan.couplings(variable) + i * lanes + lane, scale * coupling);
            }
        }
    }

    /** From a coupling per ms to what flows in a step. */
    private double couplingScale(int variable) {
        return plan.sweeps().systems().stream()
                .filter(system -> system.variable() == variable)
                .mapToDouble(system -> system.span() * program.timeStep())
                .findFirst()
                .orElseThrow();
    }

    /** Elements of padding stay zero. */
    private void loadPropagator(int argument, int variable) {
        int slots = plan.compartmentSlots();
        arena.clear(plan.propagator(variable), slots * slots * lanes);
        arena.clear(plan.transposedPropagator(variable), slots * slots * lanes);
        eachElement((row, column, at) -> {
            int transposed = at / slots + at % slots * slots;
            for (int lane = 0; lane < lanes; lane++) {
                int start = values.rowStart(argument, row(lane));
                double value = values.value(argument, start + row * program.compartments() + column);
                arena.set(plan.propagator(variable) + at * lanes + lane, value);
                arena.set(plan.transposedPropagator(variable) + transposed * lanes + lane, value);
            }
        });
    }

    private interface MatrixElement {
        /**
         * @param at elements before this one in (columns, slots)
         */
        void accept(int row, int column, int at);
    }

    private void eachElement(MatrixElement element) {
        int[] slot = plan.slotOfRow(Program.VOLTAGE);
        for (int column = 0; column < slot.length; column++) {
            for (int row = 0; row < slot.length; row++) {
                element.accept(row, column, slot[column] * plan.compartmentSlots() + slot[row]);
            }
        }
    }

    private void loadPlaces() {
        boolean shared = values.samePlacesInAllRows();
        words.set(Word.SHARED_PLACES.ordinal(), shared ? 1L : 0L);
        for (int lane = 0; lane < (shared ? 1 : lanes); lane++) {
            int row = row(lane);
            int[] stimuli = values.stimulusPlaces(row);
            for (int i = 0; i < stimuli.length; i++) {
                setPlace(shared, i, lane, plan.nodePosition(stimuli[i]));
            }
            for (int clamp = 0; clamp < program.clamps().size(); clamp++) {
                int variable = program.clamps().get(clamp).variable();
                int[] clamped = values.clampPlaces(clamp, row);
                for (int i = 0; i < clamped.length; i++) {
                    long element = plan.field(variable).offset() + plan.position(variable, clamped[i]);
                    setPlace(shared, places.clampSample(clamp) + i, lane, element);
                }
            }
            int[] recorded = values.recordingPlaces(row);
            for (int i = 0; i < recorded.length; i++) {
                int variable = program.recordings()[i];
                long element = plan.field(variable).offset() + plan.position(variable, recorded[i]);
                setPlace(shared, places.samples() + i, lane, element);
            }
        }
    }

    private void setPlace(boolean shared, int place, int lane, long element) {
        if (shared) {
            placeMemory.set(place, element);
        } else {
            placeMemory.set(place * lanes + lane, element + lane);
        }
    }

    private interface TraceRun {
        /**
         * @param index of the first value here
         * @param at index of the first value in (batch, recordings, steps + 1)
         */
        void accept(int index, int at);
    }

    private void eachTraceRun(int column, TraceRun run) {
        int recordings = places.recordings();
        for (int lane = 0; lane < lanes && first + lane < values.batch(); lane++) {
            for (int recording = 0; recording < recordings; recording++) {
                int at = (row(lane) * recordings + recording) * (values.steps() + 1) + column;
                run.accept(recording * lanes + lane, at);
            }
        }
    }

    private interface SampleRun {
        /**
         * @param index of the first sample here
         * @param at index of the first sample in the argument
         * @param scale what turns the argument's unit into the kernel's
         */
        void accept(int index, int at, double scale);
    }

    /** For every sample and lane the samples of consecutive steps. */
    private void eachSample(int argument, int from, SampleRun run) {
        Argument waveform = program.arguments().get(argument);
        boolean isClamp = waveform.kind() == Program.ArgumentKind.CLAMP;
        int before = isClamp ? places.clampSample(waveform.index()) : 0;
        int count = isClamp ? program.clamps().get(waveform.index()).lanes() : program.stimulusLanes();
        double scale = isClamp ? 1 : TreeCode.POINT_CURRENT * program.timeStep();
        for (int sample = 0; sample < count; sample++) {
            for (int lane = 0; lane < lanes; lane++) {
                int at = values.rowStart(argument, row(lane)) + sample * values.steps() + from;
                run.accept((before + sample) * lanes + lane, at, scale);
            }
        }
    }

    static boolean isWaveform(Argument argument) {
        return argument.kind() == Program.ArgumentKind.STIMULUS || argument.kind() == Program.ArgumentKind.CLAMP;
    }

    private int row(int lane) {
        return Math.min(first + lane, values.batch() - 1);
    }
}
