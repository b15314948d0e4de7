package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import dev.huxley.engine.LastingArrays;
import dev.huxley.engine.RunArguments;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.program.CableEquation;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.Variable;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Binds a program to the arrays of one run: values of the model and of the inputs, waveforms, and places.
 *
 * <p>The matrix of a quantity that flows by a propagator depends on where the quantity is held. A binding takes the
 * matrix of the run's first step; where clamps begin or end later, the run continues from there with another matrix.
 */
final class RunBinding {
    /**
     * The waveforms and places of a run that are the model's own.
     *
     * @param first the step with which the run begins
     * @param requested the number of time steps, -1 if the waveforms tell
     * @param waveforms the arrays of waveforms
     */
    private record Protocol(
            List<PlacedWaveform> stimuli,
            List<PlacedWaveform> clamps,
            List<PlacedRecording> recordings,
            int first,
            int requested,
            int steps,
            Map<Argument, NDArray> waveforms,
            List<int[][]> clampPlaces,
            int[][] stimulusPlaces,
            int[] stimulusWaveforms,
            int[][] recordingPlaces) {
        boolean isOf(RunSource source, int requestedNow) {
            return requested == requestedNow
                    && first == source.inputs().firstStep()
                    && source.inputs().haveNoProtocol()
                    && stimuli.equals(source.model().stimuli())
                    && clamps.equals(source.model().clamps())
                    && recordings.equals(source.model().recordings());
        }
    }

    /** Arguments of runs of one program, for later runs in which the same values, waveforms and places hold. */
    static final class Known implements AutoCloseable {
        private final LastingArrays arrays = new LastingArrays(HuxleyRuntime.newManager());
        private final Arguments.Known values = new Arguments.Known(arrays);
        /** Null before a run without a protocol of its own. */
        private Protocol protocol;

        Arguments.Known values() {
            return values;
        }

        private void keep(Protocol fresh) {
            if (protocol != null) {
                protocol.waveforms.values().forEach(arrays::discard);
            }
            Map<Argument, NDArray> copies = new HashMap<>();
            fresh.waveforms.forEach((argument, array) -> copies.put(argument, arrays.copyOf(array)));
            protocol = new Protocol(
                    fresh.stimuli,
                    fresh.clamps,
                    fresh.recordings,
                    fresh.first,
                    fresh.requested,
                    fresh.steps,
                    copies,
                    fresh.clampPlaces,
                    fresh.stimulusPlaces,
                    fresh.stimulusWaveforms,
                    fresh.recordingPlaces);
        }

        @Override
        public void close() {
            arrays.close();
        }
    }

    private final Program program;
    private final RunSource source;
    private final Arguments values;
    private final int requested;
    /** The waveforms and places of an earlier run, if they hold in this one; else null. */
    private final Protocol known;
    /** Null if those of an earlier run hold. */
    private final WaveformBinding protocol;
    /** Arrays that are not values of the model: waveforms and given arrays. */
    private final Map<Argument, NDArray> given = new HashMap<>();

    private final List<int[][]> clampPlaces = new ArrayList<>();
    /** The held places by variable. */
    private final Map<Integer, HeldPlaces> held = new HashMap<>();

    /**
     * @param requested the number of time steps, -1 if the waveforms tell
     */
    RunBinding(RunSource source, Program program, int requested) {
        this(source, program, requested, null);
    }

    /**
     * @param other a binding of the same program, whose arrays are still open: those that depend on parameters only are
     *     taken from there if they are the same; may be null
     */
    RunBinding(RunSource source, Program program, int requested, RunBinding other) {
        this.program = program;
        this.source = source;
        this.requested = requested;
        Protocol before = source.known() == null ? null : source.known().protocol;
        known = before != null && before.isOf(source, requested) ? before : null;
        protocol = known == null ? new WaveformBinding(source, program, requested) : null;
        values = new Arguments(source, program, other == null ? null : other.values);
        if (known == null) {
            bindProtocol();
        } else {
            given.putAll(known.waveforms);
            clampPlaces.addAll(known.clampPlaces);
        }
        if (hasHeldFlow(program)) {
            program.propagated().forEach(equation -> held.put(equation.variable(), heldPlaces(equation)));
        }
    }

    private void bindProtocol() {
        for (Argument argument : program.arguments()) {
            switch (argument.kind()) {
                case STIMULUS -> given.put(argument, protocol.stimuli());
                case CLAMP -> given.put(argument, protocol.clamp(argument.index()));
                case CLAMP_CONDUCTANCE -> given.put(argument, protocol.clampConductance(argument.index()));
                default -> {
                    // Not a waveform.
                }
            }
        }
        IntStream.range(0, program.clamps().size()).forEach(i -> clampPlaces.add(protocol.clampPlaces(i)));
    }

    /** Tells whether the waveforms and places are those of an earlier run, which have been checked. */
    boolean hasKnownProtocol() {
        return known != null;
    }

    /** Tells whether a quantity that may be held flows by a propagator. */
    static boolean hasHeldFlow(Program program) {
        return program.propagated().stream().anyMatch(CableEquation::isClamped);
    }

    /** The number of time steps. */
    int steps() {
        return known == null ? protocol.steps() : known.steps;
    }

    /** Gives an array to a variable that the model does not have. */
    void give(int variable, NDArray array) {
        given.put(new Argument(ArgumentKind.VARIABLE, variable), array);
    }

    /**
     * The values of a variable in a tree, (1 or batch, rows); see {@link Arguments#of(ArrayTree, String, Variable)}.
     */
    NDArray of(ArrayTree tree, String what, int variable) {
        return values.of(tree, what, program.variables().get(variable));
    }

    /**
     * The arguments of a run of a program that records the model's recordings and, behind them, all rows of variables.
     */
    RunArguments arguments(List<int[]> delays) {
        int[][] own = known == null ? protocol.recordingPlaces() : known.recordingPlaces;
        int[] rows = CarriedState.rows(program, own[0].length);
        int[][] all = Arrays.stream(own).map(places -> joined(places, rows)).toArray(int[][]::new);
        RunArguments arguments = arguments(all, delays);
        if (known == null && source.known() != null && source.inputs().haveNoProtocol()) {
            keepProtocol(arguments, own);
        }
        return arguments;
    }

    private void keepProtocol(RunArguments arguments, int[][] recordingPlaces) {
        NeuronModel model = source.model();
        source.known()
                .keep(new Protocol(
                        model.stimuli(),
                        model.clamps(),
                        model.recordings(),
                        source.inputs().firstStep(),
                        requested,
                        steps(),
                        given,
                        clampPlaces,
                        arguments.stimulusPlaces(),
                        arguments.stimulusWaveforms(),
                        recordingPlaces));
    }

    /** The arguments of a run of a program that records all rows of variables. */
    RunArguments argumentsOfRows() {
        return arguments(new int[][] {CarriedState.rows(program, 0)}, List.of());
    }

    private RunArguments arguments(int[][] recordingPlaces, List<int[]> delays) {
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            NDArray own = given.get(argument);
            boolean isPropagator = argument.kind() == ArgumentKind.PROPAGATOR;
            arrays.add(own != null ? own : isPropagator ? propagator(argument.index(), 0) : values.of(argument));
        }
        // The size of the batch is known once all arrays that may have a batch axis are made.
        int[][] stimulusPlaces = known == null ? protocol.stimulusPlaces() : known.stimulusPlaces;
        boolean[] lasting = new boolean[arrays.size()];
        for (int i = 0; i < lasting.length; i++) {
            lasting[i] = source.known() != null && source.known().arrays.contains(arrays.get(i));
        }
        return new RunArguments(
                source.batch().size(),
                steps(),
                arrays,
                stimulusPlaces,
                known == null ? protocol.stimulusWaveforms() : known.stimulusWaveforms,
                clampPlaces,
                recordingPlaces,
                delays,
                lasting);
    }

    /**
     * The arguments of a part of a run's steps.
     *
     * @param whole of all steps
     * @param states (batch, rows) with which the part before ended, in the order of the program's variables; null for
     *     the first part
     */
    RunArguments part(RunArguments whole, NDList states, int first, int count) {
        NDList arrays = new NDList();
        List<Argument> arguments = program.arguments();
        int next = 0;
        for (int i = 0; i < arguments.size(); i++) {
            NDArray array = whole.arrays().get(i);
            int index = arguments.get(i).index();
            switch (arguments.get(i).kind()) {
                case PROPAGATOR -> array = first == 0 ? array : propagator(index, first);
                case STIMULUS, CLAMP, CLAMP_CONDUCTANCE -> array =
                        array.get(new NDIndex().addAllDim(2).addSliceDim(first, first + count));
                case VARIABLE -> array = states != null && program.changesInTime(index) ? states.get(next++) : array;
                default -> {
                    // The same for all steps.
                }
            }
            arrays.add(array);
        }
        return new RunArguments(
                whole.batch(),
                count,
                arrays,
                whole.stimulusPlaces(),
                whole.stimulusWaveforms(),
                whole.clampPlaces(),
                whole.recordingPlaces());
    }

    /** The first later step in which other places are held than in this one; the number of steps if there is none. */
    int nextChange(int step) {
        return held.values().stream()
                .mapToInt(places -> places.nextChange(step, steps()))
                .min()
                .orElse(steps());
    }

    private NDArray propagator(int variable, int step) {
        return values.propagator(variable, held.getOrDefault(variable, HeldPlaces.NONE), step);
    }

    private HeldPlaces heldPlaces(CableEquation equation) {
        HeldPlaces places = HeldPlaces.NONE.withCharge(equation.givesClampCurrent());
        for (int clamp : equation.clamps()) {
            if (!program.clamps().get(clamp).hasResistance()) {
                places = places.with(clampPlaces.get(clamp), given.get(new Argument(ArgumentKind.CLAMP, clamp)));
            }
        }
        return places;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
