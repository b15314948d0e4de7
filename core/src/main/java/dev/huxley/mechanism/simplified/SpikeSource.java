package dev.huxley.mechanism.simplified;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * A source of given spikes, alone in a point compartment. It has no dynamics; its spikes are clamped.
 *
 * <pre>{@code
 * network.cell(0, 1).insert(new SpikeSource());
 * network.cell(0, 1).clamp("SpikeSource_spikes", Waveform.spikes(new double[][] {{2, 7.5}, {4}}, dt, duration));
 * network.connect(network.cell(0), network.cell(2), new SpikeSynapse("Input", "SpikeSource_spikes"));
 * }</pre>
 *
 * <p>{@code SpikeSource_spikes} is 1 in the step that starts at the time of a spike (so it is recorded after that
 * step). Synapses see the spike in that step: those that read the state {@code SpikeSource_spikes}, and those that
 * detect a voltage above a threshold, since the voltage is {@code vspike} during that step and {@code vrest} otherwise.
 * Values of the clamp ({@code Inputs.clampValues}) set other trains for a run, also one per row of a batch; they may
 * carry gradients. Without a clamp there are no spikes.
 *
 * <p>Parameters: {@code SpikeSource_vrest} -70 mV, {@code SpikeSource_vspike} 40 mV. State: {@code SpikeSource_spikes} 0.
 * No current.
 */
public final class SpikeSource extends Channel {
    public SpikeSource() {
        this("SpikeSource");
    }

    /** The same mechanism under another name. */
    public SpikeSource(String name) {
        super(name);
        parameter("vrest", -70, "mV");
        parameter("vspike", 40, "mV");
        state("spikes", 0);
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray isSpiking = membrane.get("spikes").gt(0.5);
        return Map.of("v", NDArrays.where(isSpiking, membrane.get("vspike"), membrane.get("vrest")));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                spikes is given: 1 at the time of a spike, else 0
                v = vspike in the step that starts with a spike, else v = vrest
                no current; v in mV""";
    }
}
