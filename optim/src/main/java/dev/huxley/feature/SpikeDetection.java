package dev.huxley.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * The spikes of a trace. One pass over the samples finds the crossings of the threshold; everything else looks at the
 * surroundings of the spikes.
 */
final class SpikeDetection {
    /** Samples from the begin on at which dv/dt must be above its threshold. */
    private static final int STEEP_SAMPLES = 3;

    private final Voltage voltage;
    private final FeatureSettings settings;
    private final int start;
    private final int end;

    SpikeDetection(Voltage voltage, FeatureSettings settings, Stimulus stimulus) {
        this.voltage = voltage;
        this.settings = settings;
        start = stimulus.first();
        end = stimulus.behind();
    }

    /** All spikes, in order, whether in the stimulus or not. */
    List<Spike> all() {
        List<Spike> spikes = crossings();
        for (int k = 0; k < spikes.size(); k++) {
            Spike spike = spikes.get(k);
            boolean last = k == spikes.size() - 1;
            if (k > 0) {
                spike.peakBefore = spikes.get(k - 1).peak;
                spike.troughBefore = spikes.get(k - 1).trough;
            }
            spike.peakBehind = last ? voltage.length() - 1 : spikes.get(k + 1).peak;
            spike.begin = begin(spike);
            spike.trough = trough(spike, last);
        }
        return spikes;
    }

    private List<Spike> crossings() {
        List<Spike> spikes = new ArrayList<>();
        Samples samples = voltage.samples();
        int rise = samples.at(0) > settings.threshold() ? samples.firstBelow(0, settings.threshold()) : 0;
        while (true) {
            rise = samples.firstAbove(rise, settings.threshold());
            int fall = samples.firstBelow(rise, settings.threshold());
            if (fall >= samples.length()) {
                return spikes;
            }
            spikes.add(new Spike(voltage, settings, rise, samples.highest(rise, fall), fall));
            rise = fall;
        }
    }

    /** Goes back from the peak to where dv/dt falls to its threshold, and on if it was above for too few samples. */
    int begin(Spike spike) {
        if (spike.peak < start) {
            return Spike.NONE;
        }
        int bound = Math.max(Math.max(0, start - 2), Math.max(spike.peakBefore, spike.troughBefore));
        int steep = 0;
        for (int i = spike.peak; i >= bound; i--) {
            double slope = voltage.slope(i);
            if (slope <= settings.derivativeThreshold()) {
                if (steep >= STEEP_SAMPLES) {
                    return i + 1;
                }
                steep = slope == settings.derivativeThreshold() ? 1 : 0;
            } else {
                steep++;
            }
        }
        return Spike.NONE;
    }

    /**
     * The trough. Between samples it is looked for below the threshold. On whole samples it may lie above, as in eFEL,
     * where even a flat top is a trough; but not a notch in the upper half of a spike.
     */
    int trough(Spike spike, boolean last) {
        int limit = last ? voltage.length() : spike.peakBehind;
        if (last && settings.strict() && spike.peak <= end) {
            limit = Math.min(limit, end);
        }
        boolean below = voltage.isBetweenSamples() && spike.hasBegin();
        int trough = minimum(below ? spike.fall : spike.peak, limit);
        boolean notch = spike.hasBegin()
                && trough > spike.peak
                && trough < spike.fall
                && voltage.at(trough) > (voltage.at(spike.peak) + voltage.at(spike.begin)) / 2;
        if (notch) {
            trough = minimum(spike.fall, limit);
        }
        return last && trough == limit - 1 ? Spike.NONE : trough;
    }

    /** The first sample from {@code from} on that the next two are not below; the last before the limit at most. */
    private int minimum(int from, int limit) {
        int lowest = from;
        int higher = 0;
        for (int i = from + 1; i < limit && higher < 2; i++) {
            if (voltage.at(i) < voltage.at(lowest)) {
                lowest = i;
                higher = 0;
            } else {
                higher++;
            }
        }
        return from < limit ? lowest : Spike.NONE;
    }
}
