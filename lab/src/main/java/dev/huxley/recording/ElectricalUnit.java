package dev.huxley.recording;

import java.util.Map;
import java.util.OptionalDouble;

/** The units of voltage and current that recordings use, as factors to Huxley's mV and nA. */
public final class ElectricalUnit {
    public static final String VOLTAGE_UNITS = "V, mV, uV, nV";
    public static final String CURRENT_UNITS = "A, mA, uA, nA, pA, fA";

    private static final Map<String, Double> TO_MILLIVOLT = Map.of("V", 1e3, "mV", 1.0, "uV", 1e-3, "nV", 1e-6);
    private static final Map<String, Double> TO_NANOAMPERE =
            Map.of("A", 1e9, "mA", 1e6, "uA", 1e3, "nA", 1.0, "pA", 1e-3, "fA", 1e-6);

    private ElectricalUnit() {}

    /** The factor in mV per {@code unit}; empty when it is not a unit of voltage. */
    public static OptionalDouble millivoltPer(String unit) {
        return factor(TO_MILLIVOLT, unit);
    }

    /** The factor in nA per {@code unit}; empty when it is not a unit of current. */
    public static OptionalDouble nanoamperePer(String unit) {
        return factor(TO_NANOAMPERE, unit);
    }

    private static OptionalDouble factor(Map<String, Double> factors, String unit) {
        // Both micro signs of Unicode (U+00B5, U+03BC) are in use.
        Double factor = factors.get(unit.strip().replace('\u00b5', 'u').replace('\u03bc', 'u'));
        return factor == null ? OptionalDouble.empty() : OptionalDouble.of(factor);
    }

    static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        if (factor != 1.0) {
            // pA to nA by division: 1e-3 is not a binary fraction, 1e3 is exact and keeps 300 pA at 0.3 nA.
            double inverse = Math.rint(1 / factor);
            boolean divide = factor < 1;
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = divide ? scaled[i] / inverse : scaled[i] * factor;
            }
        }
        return scaled;
    }
}
