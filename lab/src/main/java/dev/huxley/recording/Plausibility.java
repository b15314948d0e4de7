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
    /** Currents beyond this (nA) have a wrong unit, whoever gives it: giant axons take some 1e4. */
    private static final double IMPOSSIBLE_CURRENT = 1e6;

    /** No stimulus stays below this, nA. */
    private static final double SMALLEST_CURRENT = 1e-4;

    /** Voltages beyond this (mV) have a wrong unit. */
    private static final double LARGEST_VOLTAGE = 1000;

    /** Samples farther apart (ms) miss the shape of spikes: they last some 1 ms. */
    private static final double COARSE_SAMPLING = 0.2;

    private Plausibility() {}

    /** The reason why a voltage cannot be in mV; empty if it may be. A unit that was given is believed if small. */
    static Optional<String> wrongVoltage(double[] millivolt, Optional<String> given) {
        double largest = largest(millivolt);
        if (largest == 0 || largest >= 1 && largest <= LARGEST_VOLTAGE) {
            return Optional.empty();
        }
        if (given.isPresent()) {
            return largest < 1
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "in %s, the unit that was given (--voltage-unit), the voltage goes to %.3g mV",
                            given.get(),
                            largest));
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

    /** The reason why a current cannot be in nA; empty if it may be. */
    static Optional<String> wrongCurrent(double[] nanoampere, Optional<String> given) {
        double largest = largest(nanoampere);
        if (largest <= (given.isPresent() ? IMPOSSIBLE_CURRENT : LARGEST_CURRENT)) {
            return Optional.empty();
        }
        return Optional.of(
                given.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "in %s, the unit that was given (--current-unit), the current goes to %.3g nA",
                                given.get(),
                                largest)
                        : String.format(
                                Locale.ROOT,
                                "the current goes to %.4g nA, so the values look like another unit: give it"
                                        + " (--current-unit pA)",
                                largest));
    }

    /** Sentences on units and sampling that hide what a fit needs. */
    static List<String> warnings(List<CurrentClampSweep> sweeps, CurrentClampOptions options) {
        List<String> warnings = new ArrayList<>();
        double voltage = 0;
        double current = 0;
        double interval = 0;
        for (CurrentClampSweep sweep : sweeps) {
            voltage = Math.max(voltage, largest(sweep.voltage()));
            current = Math.max(current, largest(sweep.current().values()));
            interval = Math.max(interval, sweep.sampleIntervalMs());
        }
        if (voltage > 0 && voltage < 1 && options.voltageUnit().isPresent()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "in %s, the unit that was given (--voltage-unit), the voltage stays within %.3g mV of 0, as that of no"
                            + " cell does",
                    options.voltageUnit().get(),
                    voltage));
        }
        if (current > 0 && current < SMALLEST_CURRENT) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the current stays within %.3g pA of 0, less than any stimulus%s",
                    1e3 * current,
                    options.currentUnit()
                            .map(unit -> ", in " + unit + ", the unit that was given (--current-unit)")
                            .orElse(": the values look like another unit, give it (--current-unit nA)")));
        }
        if (interval > COARSE_SAMPLING) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the voltage was sampled at %.3g kHz: too coarse for the heights, widths and slopes of spikes, which a"
                            + " fit compares, and spikes may be missed; 10 kHz are enough",
                    1 / interval));
        }
        return warnings;
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
