package dev.huxley.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the next spike would appear: the highest sample of the stimulus that is not near a spike. Maxima of blocks of
 * samples are computed once, so that many such questions cost one pass.
 */
final class Gaps {
    /** Around a spike, no other is looked for, ms. */
    private static final double DISTANCE = 5;

    private static final int BLOCK = 64;

    private final Samples samples;
    private final int first;
    private final int behind;
    private final int distance;
    private final int[] highest;
    /** Ranges near spikes, in order: first samples and samples after the last. */
    private final List<int[]> taken = new ArrayList<>();

    Gaps(Voltage voltage, Stimulus stimulus, List<Spike> spikes) {
        samples = voltage.samples();
        first = Math.min(stimulus.first(), samples.length());
        behind = Math.min(stimulus.behind(), samples.length());
        distance = (int) Math.ceil(DISTANCE / voltage.dt());
        highest = new int[Math.max(0, behind - first + BLOCK - 1) / BLOCK];
        for (int k = 0; k < highest.length; k++) {
            int from = first + k * BLOCK;
            highest[k] = samples.highest(from, Math.min(behind, from + BLOCK));
        }
        spikes.forEach(spike -> take(spike.rise, spike.fall));
    }

    private void take(int from, int to) {
        int position = 0;
        while (position < taken.size() && taken.get(position)[0] <= from - distance) {
            position++;
        }
        taken.add(position, new int[] {from - distance, to + distance});
    }

    /** The highest sample, which is then taken; -1 if there is no room for another spike. */
    int next() {
        int best = -1;
        int from = first;
        for (int k = 0; k <= taken.size(); k++) {
            int to = k < taken.size() ? Math.min(behind, taken.get(k)[0]) : behind;
            if (from < to) {
                best = higher(best, highest(from, to));
            }
            from = k < taken.size() ? Math.max(from, taken.get(k)[1]) : from;
        }
        if (best >= 0) {
            take(best, best + 1);
        }
        return best;
    }

    private int highest(int from, int to) {
        int firstBlock = (from - first + BLOCK - 1) / BLOCK;
        int lastBlock = (to - first) / BLOCK;
        if (firstBlock >= lastBlock) {
            return samples.highest(from, to);
        }
        int best = -1;
        int start = first + firstBlock * BLOCK;
        if (from < start) {
            best = samples.highest(from, start);
        }
        for (int k = firstBlock; k < lastBlock; k++) {
            best = higher(best, highest[k]);
        }
        int end = first + lastBlock * BLOCK;
        return end < to ? higher(best, samples.highest(end, to)) : best;
    }

    private int higher(int one, int other) {
        return one < 0 || samples.at(other) > samples.at(one) ? other : one;
    }
}
