package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The waveforms of a run, and their samples in some consecutive time steps: the charges of stimuli and the actions of
 * clamps.
 */
final class WaveformSamples {
    private final Program program;
    private final BatchPlan plan;
    private final RunPlaces places;
    private final NDList waveforms = new NDList();
    private final Map<Argument, Integer> numbers = new HashMap<>();
    /** The samples of every waveform, one array (batch, lanes, 1) per step. */
    private final List<NDList> samples = new ArrayList<>();

    WaveformSamples(Program program, BatchPlan plan, RunPlaces places) {
        this.program = program;
        this.plan = plan;
        this.places = places;
    }

    void add(Argument argument, NDArray waveform) {
        numbers.put(argument, waveforms.size());
        waveforms.add(waveform);
    }

    /** Cuts out the samples of the steps {@code from} to {@code to}, each waveform in one call. */
    void cut(int from, int to, UnaryOperator<NDArray> keep) {
        samples.clear();
        for (NDArray waveform : waveforms) {
            NDArray segment = waveform.get(new NDIndex().addAllDim(2).addSliceDim(from, to));
            Shape full = new Shape(plan.batch, segment.getShape().get(1), to - from);
            NDArray whole = segment.getShape().equals(full) ? segment : segment.broadcast(full);
            samples.add(whole.split(to - from, 2));
        }
        samples.forEach(list -> list.forEach(keep::apply));
    }

    /**
     * The charges (batch, compartments) that stimuli inject in a step, counted from the first cut out; null without
     * any.
     */
    NDArray injected(int step) {
        return program.stimulusCount() > 0
                ? places.inject(samples.get(numbers.get(new Argument(ArgumentKind.STIMULUS, 0)))
                        .get(step))
                : null;
    }

    /** The action of the clamps of one variable in a step, counted from the first one cut out. */
    HeldRows held(List<Integer> clamps, int step) {
        HeldRows held = HeldRows.NONE;
        for (int clamp : clamps) {
            boolean hasResistance = program.clamps().get(clamp).hasResistance();
            NDArray values = sample(ArgumentKind.CLAMP, clamp, step);
            NDArray conductances = hasResistance ? sample(ArgumentKind.CLAMP_CONDUCTANCE, clamp, step) : null;
            held = places.with(held, clamp, values, conductances);
        }
        return held;
    }

    private NDArray sample(ArgumentKind kind, int clamp, int step) {
        return samples.get(numbers.get(new Argument(kind, clamp))).get(step).reshape(plan.batch, -1);
    }
}
