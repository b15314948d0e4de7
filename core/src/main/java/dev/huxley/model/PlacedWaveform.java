package dev.huxley.model;

import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A stimulus or a clamp at its place.
 *
 * @param key what it acts on: {@code "i"} for a stimulus (nA), else the state that is clamped
 * @param compartments one compartment per lane
 * @param waveform one lane for all of them, or one lane each
 */
public record PlacedWaveform(String key, int[] compartments, Waveform waveform) {
    /** The key of stimuli. */
    public static final String CURRENT = "i";

    public PlacedWaveform {
        compartments = compartments.clone();
        if (waveform.lanes() != 1 && waveform.lanes() != compartments.length) {
            throw new IllegalArgumentException(waveform.lanes() + " waveforms cannot act on " + compartments.length
                    + " compartments; give one waveform for all of them or one each");
        }
    }

    @Override
    public int[] compartments() {
        return compartments.clone();
    }

    /** This one without the lanes in the given compartments; at least one lane must stay. */
    PlacedWaveform without(Set<Integer> excluded) {
        int[] kept = IntStream.range(0, compartments.length)
                .filter(lane -> !excluded.contains(compartments[lane]))
                .toArray();
        if (kept.length == compartments.length) {
            return this;
        }
        Waveform rest = waveform.lanes() == 1
                ? waveform
                : Waveform.of(
                        Arrays.stream(kept).mapToObj(waveform::samples).toArray(double[][]::new), waveform.timeStep());
        return new PlacedWaveform(
                key, Arrays.stream(kept).map(lane -> compartments[lane]).toArray(), rest);
    }
}
