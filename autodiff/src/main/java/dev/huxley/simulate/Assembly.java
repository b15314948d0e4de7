package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.CableEquation;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.Stage.Propagate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Puts together what a run is given. Of a quantity that flows by a propagator the matrix depends on where the quantity is
 * held, so it is that of the run's first step: where clamps begin or end in between, the run goes on from there with
 * another one.
 */
final class Assembly {
    private final Program program;
    private final Arguments values;
    private final WaveformBinding protocol;
    private final Batch batch;
    private final Map<Argument, NDArray> waveforms = new HashMap<>();
    private final List<int[][]> clampPlaces = new ArrayList<>();
    /** By variable. */
    private final Map<Integer, HeldPlaces> held = new HashMap<>();

    Assembly(Program program, Arguments values, WaveformBinding protocol, Batch batch) {
        this.program = program;
        this.values = values;
        this.protocol = protocol;
        this.batch = batch;
        for (Argument argument : program.arguments()) {
            switch (argument.kind()) {
                case STIMULUS -> waveforms.put(argument, protocol.stimuli());
                case CLAMP -> waveforms.put(argument, protocol.clamp(argument.index()));
                case CLAMP_CONDUCTANCE -> waveforms.put(argument, protocol.clampConductance(argument.index()));
                default -> {
                    // Not a waveform.
                }
            }
        }
        IntStream.range(0, program.clamps().size()).forEach(i -> clampPlaces.add(protocol.clampPlaces(i)));
        if (hasHeldFlow(program)) {
            program.stages().forEach(stage -> {
                if (stage instanceof Propagate step) {
                    held.put(step.equation().variable(), heldPlaces(step.equation()));
                }
            });
        }
    }

    /** Tells whether a quantity that may be held flows by a propagator. */
    static boolean hasHeldFlow(Program program) {
        return !program.cable().edges().isEmpty()
                && program.stages().stream()
                        .anyMatch(stage -> stage instanceof Propagate step
                                && step.equation().isClamped());
    }

    /** The number of time steps. */
    int steps() {
        return protocol.steps();
    }

    /** The arguments of the run, up to the first {@link #nextChange}. */
    RunArguments arguments(int[][] recordingPlaces, List<int[]> delays) {
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            NDArray waveform = waveforms.get(argument);
            arrays.add(
                    waveform != null
                            ? waveform
                            : argument.kind() == ArgumentKind.PROPAGATOR
                                    ? propagator(argument.index(), 0)
                                    : values.of(argument));
        }
        // The batch is known when all that may have one has been looked at.
        int[][] stimulusPlaces = protocol.stimulusPlaces();
        return new RunArguments(
                batch.size(),
                protocol.steps(),
                arrays,
                stimulusPlaces,
                protocol.stimulusWaveforms(),
                clampPlaces,
                recordingPlaces,
                delays);
    }

    /** The propagator of a variable in a step. */
    NDArray propagator(int variable, int step) {
        return values.propagator(variable, held.getOrDefault(variable, HeldPlaces.NONE), step);
    }

    /** The first step after this one in which something else is held than in this one; the number of steps if there is none. */
    int nextChange(int step) {
        return held.values().stream()
                .mapToInt(places -> places.nextChange(step, protocol.steps()))
                .min()
                .orElse(protocol.steps());
    }

    private HeldPlaces heldPlaces(CableEquation equation) {
        HeldPlaces places = HeldPlaces.NONE.withCharge(equation.givesClampCurrent());
        for (int clamp : equation.clamps()) {
            if (!program.clamps().get(clamp).hasResistance()) {
                places = places.with(clampPlaces.get(clamp), waveforms.get(new Argument(ArgumentKind.CLAMP, clamp)));
            }
        }
        return places;
    }
}
