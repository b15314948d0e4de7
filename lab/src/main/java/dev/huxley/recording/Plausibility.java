package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds values that no recording of a cell has, or no usual model can reach. */
final class Plausibility {
    /** The models from which the usual reversal potentials are. */
    private static final String SOURCE = "the Allen Institute's perisomatic models";

    /** A usual reversal potential of sodium, mV. */
    private static final double SODIUM = 53;
    /** That of potassium in the same models, mV. */
    private static final double POTASSIUM = -107;

    private static final double HIGHEST_REST = -30;
    /** Currents beyond this (nA) have a wrong unit. */
    private static final double LARGEST_CURRENT = 100;
    /** Voltages beyond this (mV) have a wrong unit. */
    private static final double LARGEST_VOLTAGE = 1000;

    private Plausibility() {}

    /** The reason why a voltage cannot be in mV; empty if it may be, or its unit was given. */
    static Optional<String> wrongVoltage(double[] millivolt, Optional<String> given) {
        double largest = largest(millivolt);
        if (given.isPresent() || largest == 0 || largest >= 1 && largest <= LARGEST_VOLTAGE) {
            return Optional.empty();
        }
        return Optional.of(
                largest < 1
                        ? String.format(
                                Locale.ROOT,
                                "the voltage stays within %.3g mV of 0, so the values look like V: give their unit"
                                        + " (--voltage-unit V, or mV if they are right)",
                                largest)
                        : "the voltage goes beyond 1 V, so the values look like mV: give their unit (--voltage-unit mV)");
    }

    /** The reason why a current cannot be in nA; empty if it may be, or its unit was given. */
    static Optional<String> wrongCurrent(double[] nanoampere, Optional<String> given) {
        double largest = largest(nanoampere);
        return given.isPresent() || largest <= LARGEST_CURRENT
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the current goes to %.4g nA, so the values look like another unit: give it (--current-unit pA)",
                        largest));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /**
     * Sentences on rest, peaks and troughs that usual reversal potentials do not allow.
     *
     * @param lowering the size of the liquid junction potential, mV, by which the recorded voltage is lowered
     */
    static List<String> warnings(List<CurrentClampSweep> sweeps, double lowering) {
        if (sweeps.isEmpty()) {
            return List.of();
        }
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        String highestLabel = "";
        String lowestLabel = "";
        for (CurrentClampSweep sweep : sweeps) {
            double[] voltage = sweep.voltage();
            double peak = Arrays.stream(voltage).max().orElseThrow();
            if (peak > highest) {
                highest = peak;
                highestLabel = sweep.label();
            }
            // A current out of the cell may drive the voltage below any reversal potential.
            boolean isDriven = Arrays.stream(sweep.current().values()).anyMatch(value -> value < -1e-3);
            double trough = Arrays.stream(voltage).min().orElseThrow();
            if (!isDriven && trough < lowest) {
                lowest = trough;
                lowestLabel = sweep.label();
            }
        }
        List<String> warnings = new ArrayList<>();
        String lowered = lowering == 0
                ? ""
                : String.format(Locale.ROOT, " after the junction potential of %.1f mV is subtracted", lowering);
        double rest = Staircase.median(sweeps.stream()
                        .mapToDouble(CurrentClampSweep::initialVoltage)
                        .toArray())
                - lowering;
        if (rest > HIGHEST_REST) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the cell rests at %.1f mV%s, far above any healthy one: check the offset and the unit of the recording",
                    rest,
                    lowered));
        }
        if (highest - lowering > SODIUM) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s reaches %.1f mV%s, above a usual eNa of %.0f mV (%s): no model with that reversal potential can;"
                            + " free eNa%s",
                    highestLabel,
                    highest - lowering,
                    lowered,
                    SODIUM,
                    SOURCE,
                    lowering == 0 ? ", or subtract a liquid junction potential" : ""));
        }
        if (lowest - lowering < POTASSIUM) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s falls to %.1f mV%s, below a usual eK of %.0f mV (%s): no model with that reversal potential can;"
                            + " free eK, or check the offset of the recording",
                    lowestLabel,
                    lowest - lowering,
                    lowered,
                    POTASSIUM,
                    SOURCE));
        }
        return warnings;
    }
}
