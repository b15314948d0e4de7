package dev.huxley.neuron;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import java.util.ArrayList;
import java.util.List;

/**
 * The spikes of the sources of a model, which NEURON gets as events of the connections: it has no cell for a source. A spike
 * acts in the step that begins at its time, as an event of that time does in NEURON.
 */
final class SpikeTrains {
    private final NeuronModel model;
    private final double timeStep;

    SpikeTrains(NeuronModel model, double timeStep) {
        this.model = model;
        this.timeStep = timeStep;
    }

    /** Tells whether a mechanism is a source, which is not written. */
    static boolean isSource(MembraneMechanism mechanism) {
        return mechanism instanceof SpikeSource;
    }

    /** Tells whether a state is that of the spikes of a source. */
    boolean isSpikes(String key) {
        return sources().stream().anyMatch(source -> source.key("spikes").equals(key));
    }

    /** Tells whether a compartment is a source. */
    boolean isSource(int row) {
        return sources().stream()
                .anyMatch(source -> model.nodes().flags(source.name()).isPresent(row));
    }

    private List<MembraneMechanism> sources() {
        return ModelMechanisms.all(model).stream().filter(SpikeTrains::isSource).toList();
    }

    /**
     * The times (ms) of the events of a connection from a source.
     *
     * @param row the compartment of the source
     * @param delay the delay, ms
     * @param isByThreshold whether the source's voltage drives the connection, so that spikes of consecutive steps are one
     * @throws UnwritableException if the spikes have no form in NEURON
     */
    List<Double> events(int row, double delay, boolean isByThreshold) {
        long later = Math.round(delay / timeStep);
        List<Double> times = new ArrayList<>();
        for (PlacedWaveform clamp : model.clamps()) {
            int lane = lane(clamp, row);
            if (!isSpikes(clamp.key()) || lane < 0) {
                continue;
            }
            if (Math.abs(clamp.waveform().timeStep() - timeStep) > 1e-9 * timeStep) {
                throw new UnwritableException(
                        "spikes in steps of " + clamp.waveform().timeStep() + " ms, where the run has steps of "
                                + timeStep + " ms; give both the same");
            }
            double[] samples = clamp.waveform().samples(lane);
            for (int i = 0; i < samples.length; i++) {
                boolean isSpike = samples[i] == 1;
                if (!isSpike && samples[i] != 0 && !Double.isNaN(samples[i])) {
                    throw new UnwritableException(
                            "a spike of " + samples[i] + " of a SpikeSource; NEURON has whole ones");
                }
                boolean isNew = !isByThreshold || i == 0 || samples[i - 1] != 1;
                if (isSpike && isNew) {
                    times.add((i + later) * timeStep);
                }
            }
        }
        return times;
    }

    /** The waveform of a clamp for a compartment; -1 if it is not clamped by it. */
    private static int lane(PlacedWaveform clamp, int row) {
        int[] rows = clamp.rows();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == row) {
                return clamp.waveform().lanes() == 1 ? 0 : i;
            }
        }
        return -1;
    }
}
