package dev.huxley.model;

import dev.huxley.protocol.Waveform;

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
}
