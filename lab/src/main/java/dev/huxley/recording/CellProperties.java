package dev.huxley.recording;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Figures of a cell from its sweeps. Each is empty where no sweep shows it, or where it would be wrong.
 *
 * @param restingPotential the mean voltage (mV) before the stimulus over the sweeps, at their holding current
 * @param holding the mean holding current, nA
 * @param inputResistance the slope (MOhm) of the steady deflection over the current, of steps of up to 15 mV without spikes;
 *     where there is none, the median of the larger hyperpolarizing ones
 * @param timeConstant the time constant (ms) of the membrane: the median over these steps of the time after which 63 % of the
 *     steady deflection is reached
 * @param rheobase the smallest step (nA, relative to the holding current) with a spike; empty for a cell that spikes at the
 *     holding current or below
 * @param rates the rate of spikes for every step, sorted by the current
 * @param notShown the reasons why figures are empty, by {@code "input resistance"}, {@code "time constant"},
 *     {@code "rheobase"}
 */
public record CellProperties(
        OptionalDouble restingPotential,
        double holding,
        OptionalDouble inputResistance,
        OptionalDouble timeConstant,
        OptionalDouble rheobase,
        List<Rate> rates,
        Map<String, String> notShown) {
    /** The figures that may be missing, as {@link #notShown} names them. */
    private static final String INPUT_RESISTANCE = "input resistance";

    private static final String TIME_CONSTANT = "time constant";
    private static final String RHEOBASE = "rheobase";

    /**
     * The rate of spikes during a step.
     *
     * @param amplitude the step, nA relative to the holding current
     * @param hertz spikes per second of the step
     */
    public record Rate(double amplitude, double hertz) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4g pA: %.4g Hz", 1e3 * amplitude, hertz);
        }
    }

    public CellProperties {
        rates = List.copyOf(rates);
        notShown = Map.copyOf(notShown);
    }

    /** The figures of these sweeps. */
    public static CellProperties of(CurrentClampSweeps sweeps) {
        List<CurrentClampSweep> steps = sweeps.sweeps().stream()
                .filter(sweep -> sweep.protocol().kind() == Protocol.Kind.STEP)
                .toList();
        List<Rate> rates = steps.stream()
                .map(sweep -> new Rate(
                        sweep.protocol().amplitude(),
                        1e3 * sweep.spikesInStimulus() / sweep.protocol().durationMs()))
                .sorted(Comparator.comparingDouble(Rate::amplitude))
                .toList();
        PassiveSteps passive = PassiveSteps.of(steps);
        Map<String, String> notShown = new HashMap<>();
        notShown.put(INPUT_RESISTANCE, passive.reason());
        notShown.put(TIME_CONSTANT, passive.timeReason());
        String reason = withoutRheobase(sweeps.sweeps(), rates);
        notShown.put(RHEOBASE, reason);
        notShown.values().removeIf(String::isEmpty);
        return new CellProperties(
                sweeps.sweeps().stream()
                        .mapToDouble(CurrentClampSweep::initialVoltage)
                        .average(),
                sweeps.sweeps().stream()
                        .mapToDouble(sweep -> sweep.protocol().holding())
                        .average()
                        .orElse(0),
                passive.resistance(),
                passive.timeConstant(),
                reason.isEmpty() ? smallestWithSpikes(rates) : OptionalDouble.empty(),
                rates,
                notShown);
    }

    private static OptionalDouble smallestWithSpikes(List<Rate> rates) {
        return rates.stream()
                .filter(rate -> rate.hertz() > 0)
                .mapToDouble(Rate::amplitude)
                .min();
    }

    /** The reason why there is no rheobase; "" if there is one. */
    private static String withoutRheobase(List<CurrentClampSweep> sweeps, List<Rate> rates) {
        OptionalDouble smallest = smallestWithSpikes(rates);
        if (smallest.isEmpty()) {
            return sweeps.stream().noneMatch(sweep -> sweep.spikes() > 0)
                    ? "no sweep has a spike"
                    : rates.isEmpty()
                            ? "no stimulus is a step, and spikes in other stimuli give no rheobase"
                            : "no step has a spike; those outside of steps give no rheobase";
        }
        return smallest.getAsDouble() > 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the cell spikes without a depolarizing step (at %.0f pA)",
                        1e3 * smallest.getAsDouble() + 0.0);
    }

    @Override
    public String toString() {
        return "CellProperties[" + restingPotential + " mV, " + inputResistance + " MOhm, " + timeConstant + " ms, "
                + rheobase + " nA, " + rates.size() + " rates, not shown: " + notShown + "]";
    }
}
