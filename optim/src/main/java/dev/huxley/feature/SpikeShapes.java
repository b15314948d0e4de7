package dev.huxley.feature;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The features of the shapes of spikes. Every spike is paired with its own begin and trough; eFEL pairs the lists by
 * position, which is wrong when a spike has none.
 */
final class SpikeShapes {
    static final Set<Feature> FEATURES = EnumSet.range(Feature.AP_BEGIN_VOLTAGE, Feature.MIN_VOLTAGE_BETWEEN_SPIKES);

    /** The end of a spike is where dv/dt returns to this, V/s. */
    private static final double END_SLOPE = -12;
    /** The slow after-hyperpolarization begins so long behind the peak, ms. */
    private static final double SLOW_AHP_START = 5;

    private final Voltage voltage;
    private final Stimulus stimulus;
    private final List<Spike> spikes;

    SpikeShapes(Voltage voltage, Stimulus stimulus, List<Spike> spikes) {
        this.voltage = voltage;
        this.stimulus = stimulus;
        this.spikes = spikes;
    }

    List<Quantity> entries(Feature feature) {
        return switch (feature) {
            case AP_BEGIN_VOLTAGE -> ofSpikes(Spike::hasBegin, Spike::beginVoltage);
            case AP_HEIGHT -> ofSpikes(spike -> true, Spike::peakVoltage);
            case AP_AMPLITUDE -> amplitudes();
            case AP_DURATION_HALF_WIDTH -> ofSpikes(Spike::hasBegin, this::beginHalfWidth);
            case SPIKE_HALF_WIDTH -> ofSpikes(Spike::hasTrough, this::troughHalfWidth);
            case AP_WIDTH -> ofSpikes(Spike::hasTrough, Spike::width);
            case AP_PEAK_UPSTROKE -> ofSpikes(
                    spike -> spike.begin >= 0 && spike.begin < spike.peak,
                    spike -> voltage.steepest(spike.begin, spike.peak, 1));
            case AP_PEAK_DOWNSTROKE -> ofSpikes(
                    Spike::hasTrough,
                    spike -> voltage.steepest(spike.peak, Math.max(spike.trough, spike.peak + 1), -1));
            case AHP_DEPTH_ABS -> troughs();
            case AHP_DEPTH_ABS_SLOW -> slow(false);
            case AHP_SLOW_TIME -> slow(true);
            case FAST_AHP -> fast();
            case MIN_VOLTAGE_BETWEEN_SPIKES -> between();
            default -> throw new IllegalArgumentException(feature + " is not a feature of the shapes of spikes");
        };
    }

    List<Quantity> troughs() {
        return ofSpikes(Spike::hasTrough, Spike::troughVoltage);
    }

    private List<Quantity> ofSpikes(Predicate<Spike> has, Function<Spike, Quantity> value) {
        List<Quantity> entries = new ArrayList<>(spikes.size());
        for (Spike spike : spikes) {
            Quantity entry = has.test(spike) ? value.apply(spike) : null;
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private List<Quantity> amplitudes() {
        List<Quantity> entries = new ArrayList<>();
        for (Spike spike : spikes) {
            if (stimulus.contains(spike.peak * voltage.dt())) {
                if (!spike.hasBegin()) {
                    return List.of();
                }
                entries.add(spike.peakVoltage().minus(spike.beginVoltage()));
            }
        }
        return entries;
    }

    private List<Quantity> fast() {
        List<Quantity> entries = new ArrayList<>();
        int last = spikes.size() - 1;
        while (last >= 0 && !spikes.get(last).hasBegin()) {
            last--;
        }
        for (Spike spike : spikes.subList(0, Math.max(0, last))) {
            if (spike.hasBegin() && spike.hasTrough()) {
                entries.add(spike.beginVoltage().minus(spike.troughVoltage()));
            }
        }
        return entries;
    }

    private List<Quantity> between() {
        List<Quantity> entries = new ArrayList<>();
        for (int k = 0; k + 1 < spikes.size(); k++) {
            int from = spikes.get(k).peak;
            int to = spikes.get(k + 1).peak;
            entries.add(voltage.minimum(voltage.samples().lowest(from, to), from, to)
                    .value());
        }
        return entries;
    }

    private List<Quantity> slow(boolean time) {
        List<Quantity> entries = new ArrayList<>();
        int delay = (int) Math.ceil(SLOW_AHP_START / voltage.dt() - 1e-6);
        for (int k = 1; k + 1 < spikes.size(); k++) {
            Spike spike = spikes.get(k);
            Spike next = spikes.get(k + 1);
            int from = spike.peak + delay;
            if (from < next.peak) {
                Voltage.Point lowest = voltage.minimum(voltage.samples().lowest(from, next.peak), from, next.peak);
                Quantity since = lowest.time().minus(spike.peakTime());
                entries.add(time ? since.over(next.peakTime().minus(spike.peakTime())) : lowest.value());
            }
        }
        return entries;
    }

    /** Half height of trough and peak, on lines through the samples. */
    private Quantity troughHalfWidth(Spike spike) {
        Quantity half = spike.peakVoltage().plus(spike.troughVoltage()).times(0.5);
        int from = spike.troughBefore != Spike.NONE
                ? spike.troughBefore
                : spike.peak > stimulus.first() ? stimulus.first() : 0;
        int rise = from;
        while (rise < spike.peak && voltage.at(rise) < half.value()) {
            rise++;
        }
        int fall = fall(spike, half.value(), spike.trough);
        if (rise == 0 || fall > spike.trough) {
            return null;
        }
        return voltage.crossing(fall, half).minus(voltage.crossing(rise, half));
    }

    private int fall(Spike spike, double level, int limit) {
        int fall = spike.peak;
        while (fall <= limit && voltage.at(fall) > level) {
            fall++;
        }
        return fall;
    }

    /** Half height of begin and peak, at the nearest samples or on lines through the samples. */
    private Quantity beginHalfWidth(Spike spike) {
        int end = end(spike);
        if (end == Spike.NONE || spike.begin >= spike.peak) {
            return null;
        }
        Quantity half = spike.peakVoltage().plus(spike.beginVoltage()).times(0.5);
        if (!voltage.isBetweenSamples()) {
            int rise = nearest(half.value(), spike.begin, spike.peak);
            int fall = nearest(half.value(), spike.peak, end);
            return Quantity.constant((fall - rise) * voltage.dt());
        }
        int rise = spike.peak;
        while (rise > spike.begin && voltage.at(rise - 1) >= half.value()) {
            rise--;
        }
        int fall = fall(spike, half.value(), end);
        return rise == 0 || fall > end ? null : voltage.crossing(fall, half).minus(voltage.crossing(rise, half));
    }

    private int nearest(double level, int from, int to) {
        int nearest = from;
        for (int i = from + 1; i < to; i++) {
            if (Math.abs(voltage.at(i) - level) < Math.abs(voltage.at(nearest) - level)) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** The sample behind the steepest fall at which dv/dt is back at its threshold. */
    private int end(Spike spike) {
        int steepest = spike.peak + 1;
        for (int i = steepest + 1; i < spike.peakBehind; i++) {
            if (voltage.slope(i) < voltage.slope(steepest)) {
                steepest = i;
            }
        }
        for (int i = steepest; i < spike.peakBehind; i++) {
            if (voltage.slope(i) >= END_SLOPE) {
                return i;
            }
        }
        return Spike.NONE;
    }
}
