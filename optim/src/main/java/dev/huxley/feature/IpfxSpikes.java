package dev.huxley.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Spikes as ipfx, the Allen Institute's feature extraction, finds and measures them. The definitions are not eFEL's, and
 * the numbers must not be mixed.
 *
 * <p>dv/dt is the difference to the next sample. A spike is where it reaches 20 V/s in the stimulus, if it was below 0 since
 * the spike before, the peak is at -30 mV or above, and 2 mV above the place where it reached them. The threshold is the
 * last sample before the steepest rise with at most 5 % of the mean of all spikes' upstrokes, within 5 ms of the peak.
 * Widths are at half the height between fast trough and peak, at half that between threshold and peak where the former is
 * below the threshold, on whole samples.
 *
 * <p>ipfx passes the voltage through a 4-pole Bessel filter of 10 kHz, forwards and backwards, where the sampling rate
 * allows it; this does not: simulations have no noise, and recordings at up to 20 kHz cannot be filtered so.
 */
public final class IpfxSpikes {
    private static final double VOLTS_PER_SECOND = 20;
    private static final double LOWEST_PEAK = -30;
    private static final double SMALLEST_HEIGHT = 2;
    private static final double OF_UPSTROKE = 0.05;
    private static final double OF_DOWNSTROKE = 0.01;
    private static final double LONGEST_RISE = 5;
    private static final double RETURN = 1;
    private static final int NONE = -1;

    private final Samples v;
    private final double dt;
    private final double[] slope;
    private final int first;
    /** The last sample of the stimulus. */
    private final int last;

    /** The sample of a threshold, of the largest rise behind it, and of the peak. */
    private static final class Found {
        /** The sample at which dv/dt is about to reach its threshold. */
        final int place;

        int threshold;
        int upstroke;
        int peak;

        Found(int place) {
            this.place = place;
            threshold = place;
        }
    }

    private IpfxSpikes(FeatureTrace trace) {
        v = trace.samples();
        dt = trace.dt();
        slope = new double[v.length() - 1];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (v.at(i + 1) - v.at(i)) / dt;
        }
        Stimulus stimulus = new Stimulus(trace.stimulusStart(), trace.stimulusEnd(), trace.stimulusCurrent(), dt);
        first = stimulus.first();
        last = Math.min(v.length() - 1, stimulus.behind());
    }

    /** The spikes of a trace in its stimulus, in order, at the trace's own samples. */
    public static List<IpfxSpike> of(FeatureTrace trace) {
        IpfxSpikes spikes = new IpfxSpikes(trace);
        List<Found> found = spikes.candidates();
        spikes.refine(found);
        return spikes.measured(found);
    }

    private boolean falls(int from, int to) {
        for (int i = from; i < to; i++) {
            if (slope[i] < 0) {
                return true;
            }
        }
        return false;
    }

    private int steepest(int from, int to, int sign) {
        int steepest = from;
        for (int i = from + 1; i < to; i++) {
            steepest = sign * slope[i] > sign * slope[steepest] ? i : steepest;
        }
        return steepest;
    }

    /** The rises that are spikes, with their peaks. */
    private List<Found> candidates() {
        List<Found> rises = new ArrayList<>();
        int before = NONE;
        for (int i = first; i + 1 < last; i++) {
            if (slope[i] < VOLTS_PER_SECOND && slope[i + 1] >= VOLTS_PER_SECOND) {
                if (before == NONE || falls(before, i)) {
                    rises.add(new Found(i));
                }
                before = i;
            }
        }
        List<Found> spikes = new ArrayList<>();
        for (int k = 0; k < rises.size(); k++) {
            Found rise = rises.get(k);
            Found next = k + 1 < rises.size() ? rises.get(k + 1) : null;
            rise.peak = v.highest(rise.place, next == null ? last : next.place);
            if (next != null && !falls(rise.peak, next.place)) {
                next.threshold = rise.threshold; // one rise in two steps
            } else if (v.at(rise.peak) >= LOWEST_PEAK && v.at(rise.peak) - v.at(rise.threshold) >= SMALLEST_HEIGHT) {
                spikes.add(rise);
            }
        }
        return spikes;
    }

    /** Moves thresholds to where dv/dt is a fraction of the mean upstroke; drops spikes that rise for too long. */
    private void refine(List<Found> spikes) {
        double mean = 0;
        for (Found spike : spikes) {
            spike.upstroke = steepest(spike.threshold, spike.peak, 1);
            mean += slope[spike.upstroke] / spikes.size();
        }
        int before = 0;
        for (Found spike : spikes) {
            int threshold = flat(spike.upstroke, before, OF_UPSTROKE * mean);
            spike.threshold = threshold == NONE ? before : threshold;
            before = spike.upstroke;
        }
        merge(spikes);
        int longest = (int) Math.round(LONGEST_RISE / dt);
        for (Found spike : List.copyOf(spikes)) {
            if (spike.peak - spike.threshold >= longest) {
                spike.threshold = flat(spike.upstroke, spike.peak - longest, OF_UPSTROKE * mean);
                if (spike.threshold == NONE) {
                    spikes.remove(spike);
                }
            }
        }
    }

    /** Makes one spike of two where the second begins before the first has had its peak. */
    private static void merge(List<Found> spikes) {
        for (int k = spikes.size() - 1; k > 0; k--) {
            Found earlier = spikes.get(k - 1);
            Found later = spikes.get(k);
            if (later.threshold <= earlier.peak + 1) {
                later.threshold = earlier.threshold;
                spikes.remove(k - 1);
            }
        }
    }

    /** The last sample from {@code from} back to behind {@code bound} where dv/dt is at most this. */
    private int flat(int from, int bound, double target) {
        for (int i = from; i > bound; i--) {
            if (slope[i] <= target) {
                return i;
            }
        }
        return NONE;
    }

    private List<IpfxSpike> measured(List<Found> spikes) {
        List<IpfxSpike> measured = new ArrayList<>();
        for (int k = 0; k < spikes.size(); k++) {
            Found spike = spikes.get(k);
            boolean isLast = k + 1 == spikes.size();
            int next = isLast ? last : spikes.get(k + 1).threshold;
            boolean isClipped = isLast && v.at(v.lowest(spike.peak, last + 1)) > v.at(spike.threshold) + RETURN;
            measured.add(measured(spike, next, isClipped || next <= spike.peak));
        }
        return measured;
    }

    private IpfxSpike measured(Found spike, int next, boolean isClipped) {
        OptionalDouble downstroke = OptionalDouble.empty();
        OptionalDouble trough = OptionalDouble.empty();
        OptionalDouble fastTrough = OptionalDouble.empty();
        OptionalDouble width = OptionalDouble.empty();
        if (!isClipped) {
            int lowest = v.lowest(spike.peak, next);
            trough = OptionalDouble.of(v.at(lowest));
            if (lowest > spike.peak) {
                downstroke = OptionalDouble.of(slope[steepest(spike.peak, lowest, -1)]);
            }
            int end = end(spike, next);
            if (end != NONE) {
                fastTrough = OptionalDouble.of(v.at(end));
                width = width(spike, end);
            }
        }
        return new IpfxSpike(
                spike.threshold * dt,
                v.at(spike.threshold),
                spike.peak * dt,
                v.at(spike.peak),
                slope[steepest(spike.threshold, Math.max(spike.peak, spike.threshold + 1), 1)],
                downstroke,
                trough,
                fastTrough,
                width);
    }

    /** The sample at which a spike ends. */
    private int end(Found spike, int next) {
        int steepest = steepest(spike.peak, next, -1);
        for (int i = steepest; i < next; i++) {
            if (slope[i] >= OF_DOWNSTROKE * slope[steepest]) {
                return i;
            }
        }
        return NONE;
    }

    private OptionalDouble width(Found spike, int end) {
        double peak = v.at(spike.peak);
        double threshold = v.at(spike.threshold);
        double level = (peak + v.at(end)) / 2;
        if (level < threshold) {
            level = (peak + threshold) / 2;
        }
        int rise = spike.peak;
        while (rise > spike.threshold && v.at(rise) > level) {
            rise--;
        }
        int fall = spike.peak;
        while (fall < end && v.at(fall) > level) {
            fall++;
        }
        boolean isMissing = rise == spike.threshold || fall == end;
        return isMissing ? OptionalDouble.empty() : OptionalDouble.of((fall - rise) * dt);
    }

    @Override
    public String toString() {
        return "spikes by ipfx's definition, " + v.length() + " samples every " + dt + " ms";
    }
}
