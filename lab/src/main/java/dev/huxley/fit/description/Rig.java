package dev.huxley.fit.description;

/**
 * A rig with its numbers: it turns the membrane's voltage into what the amplifier shows.
 *
 * <pre>
 * recorded = filter(v + (bridge error + quiet series resistance) i) + free junction potential
 * </pre>
 *
 * <p>v is the voltage where the electrode is. Without a pipette's capacitance the series resistance adds {@code R i} at once; with
 * one it is a part of the cell (a compartment between stimulus and membrane, see {@link DescribedModel}), v is the voltage of
 * that compartment and contains the drop already.
 *
 * @param recordingOffset mV that {@link #correct} takes off a recording: the magnitude of a fixed junction potential
 * @param modelOffset mV that {@link #record} adds to the model's voltage: the magnitude of a free junction potential
 * @param resistance MOhm by which the current adds to the voltage: bridge error, and the series resistance of a quiet
 *     electrode
 * @param filterKhz the corner frequency of the 4-pole Bessel filter; 0 for none
 */
public record Rig(double recordingOffset, double modelOffset, double resistance, double filterKhz) {
    /** A rig without faults. */
    public static Rig ideal() {
        return new Rig(0, 0, 0, 0);
    }

    /** Tells whether {@link #record} leaves voltages as they are. */
    public boolean isQuiet() {
        return modelOffset == 0 && resistance == 0 && filterKhz == 0;
    }

    /** The membrane's voltage from a recording (mV): once, before anything else is done with it. */
    public double[] correct(double[] recorded) {
        double[] corrected = recorded.clone();
        for (int k = 0; k < corrected.length; k++) {
            corrected[k] -= recordingOffset;
        }
        return corrected;
    }

    /** The membrane's voltage (mV) at rest, where {@link #record} shows this one while this current (nA) flows. */
    public double membrane(double shown, double currentNa) {
        return shown - modelOffset - resistance * currentNa;
    }

    /**
     * Replaces simulated voltages by what the amplifier would show.
     *
     * @param v voltages in mV
     * @param from the index of the first
     * @param length their number
     * @param dtMs the time between them
     * @param currentNa the injected current (nA) at the same times; the first belongs to {@code v[from]}
     */
    public void record(float[] v, int from, int length, double dtMs, double[] currentNa) {
        requireCurrent(length, currentNa);
        if (isQuiet() || length == 0) {
            return;
        }
        if (filterKhz == 0) {
            for (int k = 0; k < length; k++) {
                v[from + k] = (float) (v[from + k] + resistance * currentNa[k] + modelOffset);
            }
            return;
        }
        BesselFilter.Run run = BesselFilter.of(filterKhz, dtMs).begin(v[from] + resistance * currentNa[0]);
        for (int k = 0; k < length; k++) {
            v[from + k] = (float) (run.next(v[from + k] + resistance * currentNa[k]) + modelOffset);
        }
    }

    /** Replaces simulated voltages by what the amplifier would show, as the form for float32 does. */
    public void record(double[] v, int from, int length, double dtMs, double[] currentNa) {
        requireCurrent(length, currentNa);
        if (isQuiet() || length == 0) {
            return;
        }
        BesselFilter.Run run =
                filterKhz == 0 ? null : BesselFilter.of(filterKhz, dtMs).begin(v[from] + resistance * currentNa[0]);
        for (int k = 0; k < length; k++) {
            double shown = v[from + k] + resistance * currentNa[k];
            v[from + k] = (run == null ? shown : run.next(shown)) + modelOffset;
        }
    }

    private static void requireCurrent(int length, double[] currentNa) {
        if (currentNa.length < length) {
            throw new IllegalArgumentException("a trace of " + length
                    + " samples needs the current at each of them, but " + currentNa.length + " are given");
        }
    }
}
