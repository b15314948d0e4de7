package dev.huxley.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The spikes of a trace and, where there are too few, the highest points below the threshold as virtual ones. What
 * several features need is computed once.
 */
final class VirtualSpikes {
    private static final double MILLIVOLTS = 4;

    private final TraceFeatures features;
    private final Gaps gaps;
    private final List<Integer> peaks = new ArrayList<>();
    private final Map<Integer, Completed> completed = new HashMap<>();
    private final Map<Integer, Completed> withBegins = new HashMap<>();

    /**
     * Spikes in order, and how far those are from existence that do not exist.
     *
     * @param spikes real and virtual spikes
     * @param distances one for each virtual spike or begin, not negative
     */
    record Completed(List<Spike> spikes, List<Quantity> distances) {}

    VirtualSpikes(TraceFeatures features) {
        this.features = features;
        gaps = new Gaps(features.voltage(), features.stimulus(), features.spikes());
    }

    /** At least so many spikes, unless the stimulus has no room for them. */
    Completed completed(int number) {
        return completed.computeIfAbsent(number, this::complete);
    }

    /** The same where the spike that is nearest to a begin has one, or all that have none. */
    Completed withBegins(int number, boolean all) {
        return withBegins.computeIfAbsent(all ? -number : number, key -> completeBegins(completed(number), all));
    }

    private Completed complete(int number) {
        List<Spike> spikes = new ArrayList<>(features.spikes());
        List<Quantity> distances = new ArrayList<>();
        int missing = number - spikes.size();
        for (int k = 0; k < missing; k++) {
            int peak = peak(k);
            if (peak < 0) {
                distances.add(Quantity.constant((missing - k) * Graded.UNKNOWN));
                break;
            }
            Spike spike = Spike.virtual(features.voltage(), features.settings(), peak);
            spikes.add(spike);
            distances.add(below(spike));
        }
        if (missing > 0) {
            spikes.sort(Comparator.comparingInt(spike -> spike.peak));
            connect(spikes);
        }
        return new Completed(spikes, distances);
    }

    private int peak(int k) {
        while (peaks.size() <= k) {
            peaks.add(gaps.next());
        }
        return peaks.get(k);
    }

    private void connect(List<Spike> spikes) {
        SpikeDetection detection = new SpikeDetection(features.voltage(), features.settings(), features.stimulus());
        for (int k = 0; k < spikes.size(); k++) {
            Spike spike = spikes.get(k);
            if (spike.isVirtual) {
                boolean last = k + 1 == spikes.size();
                spike.peakBehind = last ? features.voltage().length() - 1 : spikes.get(k + 1).peak;
                spike.peakBefore = k > 0 ? spikes.get(k - 1).peak : 0;
                spike.troughBefore = k > 0 ? spikes.get(k - 1).trough : Spike.NONE;
                spike.begin = detection.begin(spike);
                spike.trough = detection.trough(spike, last);
            }
        }
    }

    /** The distance of a virtual spike's peak below the threshold. */
    private Quantity below(Spike spike) {
        Quantity peak = spike.peakVoltage();
        double threshold = features.settings().threshold();
        return peak.value() >= threshold
                ? Quantity.constant(0)
                : peak.times(-1).plus(threshold).times(1 / MILLIVOLTS);
    }

    private Completed completeBegins(Completed from, boolean all) {
        List<Spike> spikes = new ArrayList<>(from.spikes());
        List<Quantity> distances = new ArrayList<>(from.distances());
        List<Steepness> chosen = new ArrayList<>();
        if (all || spikes.stream().noneMatch(Spike::hasBegin)) {
            for (int k = 0; k < spikes.size(); k++) {
                if (!spikes.get(k).hasBegin()) {
                    chosen.add(Steepness.of(features, spikes.get(k), k));
                }
            }
        }
        if (!all && chosen.size() > 1) {
            chosen = List.of(chosen.stream()
                    .max(Comparator.comparingDouble(each -> each.slope().value()))
                    .get());
        }
        for (Steepness steepness : chosen) {
            Spike spike = spikes.get(steepness.spike()).copy();
            spike.begin = steepness.begin();
            spike.hasVirtualBegin = true;
            spikes.set(steepness.spike(), spike);
            double threshold = features.settings().derivativeThreshold();
            if (steepness.slope().value() < threshold) {
                distances.add(steepness.slope().times(-1).plus(threshold).times(1 / Graded.VOLTS_PER_SECOND));
            }
        }
        return new Completed(spikes, distances);
    }
}
