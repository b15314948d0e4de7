package dev.huxley.model;

import dev.huxley.protocol.Waveform;
import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A stimulus or a clamp at its place.
 *
 * @param domain whether it acts on compartments or on synapses
 * @param key {@code "i"} for a stimulus (nA), otherwise the clamped state
 * @param rows one compartment or synapse per lane
 * @param waveform one lane for all of them, or one lane each
 * @param seriesResistance the resistance between a voltage clamp and its compartment (MOhm); 0 for none, and for
 *     anything but a voltage clamp
 */
public record PlacedWaveform(Domain domain, String key, int[] rows, Waveform waveform, double seriesResistance) {
    /** The key of stimuli. */
    public static final String CURRENT = "i";
    /** The name under which the current of voltage clamps is recorded. */
    public static final String CLAMP_CURRENT = "i_clamp";

    public PlacedWaveform {
        rows = rows.clone();
        if (!(seriesResistance >= 0) || Double.isInfinite(seriesResistance)) {
            throw new IllegalArgumentException("the series resistance of a clamp is " + seriesResistance
                    + " MOhm; it must be a positive number, or 0 for a clamp without one");
        }
        if (seriesResistance > 0 && !key.equals("v")) {
            throw new IllegalArgumentException(
                    "a clamp of '" + key + "' has no series resistance, only one of 'v' has");
        }
        if (waveform.lanes() != 1 && waveform.lanes() != rows.length) {
            throw new IllegalArgumentException(waveform.lanes() + " waveforms cannot act on " + rows.length
                    + " " + domain.row() + "s"
                    + "; give one waveform for all of them or one each");
        }
    }

    /** A stimulus, or a clamp without series resistance. */
    public PlacedWaveform(Domain domain, String key, int[] rows, Waveform waveform) {
        this(domain, key, rows, waveform, 0);
    }

    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** A copy for compartments or synapses that have new row numbers. */
    PlacedWaveform renumbered(int[] newRows) {
        return at(Arrays.stream(rows).map(row -> newRows[row]).toArray());
    }

    /** A copy that acts on other compartments or synapses. */
    public PlacedWaveform at(int[] otherRows) {
        return new PlacedWaveform(domain, key, otherRows, waveform, seriesResistance);
    }

    /** A copy without the lanes of the given compartments or synapses; at least one lane must stay. */
    PlacedWaveform without(Set<Integer> excluded) {
        int[] kept = IntStream.range(0, rows.length)
                .filter(lane -> !excluded.contains(rows[lane]))
                .toArray();
        if (kept.length == rows.length) {
            return this;
        }
        Waveform rest = waveform.lanes() == 1
                ? waveform
                : Waveform.of(
                        Arrays.stream(kept).mapToObj(waveform::samples).toArray(double[][]::new), waveform.timeStep());
        return new PlacedWaveform(
                domain, key, Arrays.stream(kept).map(lane -> rows[lane]).toArray(), rest, seriesResistance);
    }

    @Override
    public String toString() {
        return "PlacedWaveform[" + key + " in " + domain.row() + " " + Brief.of(rows) + ", " + waveform + "]";
    }
}
