package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the stimulus among the epochs of sweeps with one protocol: the epoch whose current differs most between the
 * sweeps; for a single sweep, or sweeps that are all alike, the longest epoch at another current than the first, and a
 * test pulse (at most 150 ms, within the first 0.4 s) only if there is no other.
 */
final class Protocols {
    private static final double TEST_PULSE_MS = 150;
    private static final double TEST_PULSE_BEFORE_MS = 400;
    private static final double SAME_TIME_MS = 1;
    /** Currents closer than this are the same, nA. */
    private static final double SAME_LEVEL = 1e-4;

    /** Means of recorded currents closer than this, or than a part of the largest change, are the same, nA. */
    private static final double SAME_MEAN = 0.002;

    private static final double SAME_PART = 0.03;
    private static final double MOST_SAME_MEAN = 0.01;
    private static final double STRAIGHT = 0.98;

    private final List<StimulusCurrent> currents;

    private Protocols(List<StimulusCurrent> currents) {
        this.currents = currents;
    }

    /** The stimuli of sweeps that belong together, in their order. */
    static List<Protocol> of(List<StimulusCurrent> currents) {
        Protocols protocols = new Protocols(currents);
        Optional<StimulusEpoch> common = protocols.mostVarying();
        List<Protocol> result = new ArrayList<>();
        for (StimulusCurrent current : currents) {
            result.add(current.epochs().isEmpty() ? irregular(current) : staircase(current, common));
        }
        return result;
    }

    /** The epoch at which the currents of the sweeps differ most; empty if they are alike. */
    private Optional<StimulusEpoch> mostVarying() {
        Map<List<Long>, StimulusEpoch> candidates = new LinkedHashMap<>();
        for (StimulusCurrent current : currents) {
            for (StimulusEpoch epoch : pulses(current)) {
                candidates.putIfAbsent(
                        List.of(Math.round(epoch.startMs() / SAME_TIME_MS), Math.round(epoch.endMs() / SAME_TIME_MS)),
                        epoch);
            }
        }
        StimulusEpoch best = null;
        double most = SAME_LEVEL;
        long mostHaving = 0;
        for (StimulusEpoch candidate : candidates.values()) {
            double middle = (candidate.startMs() + candidate.endMs()) / 2;
            double[] levels = currents.stream()
                    .filter(current -> !current.epochs().isEmpty())
                    .mapToDouble(current -> level(current, middle) - holding(current))
                    .filter(Double::isFinite)
                    .toArray();
            double spread = Arrays.stream(levels).max().orElse(0)
                    - Arrays.stream(levels).min().orElse(0);
            long having =
                    currents.stream().filter(current -> has(current, candidate)).count();
            boolean isEqual = best != null && spread > most - SAME_LEVEL;
            boolean isFitter = having > mostHaving
                    || having == mostHaving && candidate.durationMs() > best.durationMs() + SAME_TIME_MS;
            if (spread > most + SAME_LEVEL || isEqual && isFitter) {
                most = Math.max(most, spread);
                mostHaving = having;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Tells whether a current has a pulse at this place, or the holding current. */
    private static boolean has(StimulusCurrent current, StimulusEpoch place) {
        return ownPulse(current, place).isPresent()
                || Math.abs(level(current, (place.startMs() + place.endMs()) / 2) - holding(current))
                        <= sameLevel(current);
    }

    private static Optional<StimulusEpoch> ownPulse(StimulusCurrent current, StimulusEpoch place) {
        return pulses(current).stream()
                .filter(pulse -> Math.abs(pulse.startMs() - place.startMs()) <= SAME_TIME_MS
                        && Math.abs(pulse.endMs() - place.endMs()) <= SAME_TIME_MS)
                .findFirst();
    }

    private static boolean isLonger(StimulusEpoch a, StimulusEpoch b) {
        return a.durationMs() > b.durationMs();
    }

    private static Protocol staircase(StimulusCurrent current, Optional<StimulusEpoch> common) {
        double holding = holding(current);
        double end = current.length() * current.sampleIntervalMs();
        List<StimulusEpoch> pulses = pulses(current);
        Optional<Protocol> train = train(pulses, holding, sameLevel(current));
        if (train.isPresent()) {
            return train.get();
        }
        if (common.isPresent() && common.get().endMs() <= end + SAME_TIME_MS) {
            StimulusEpoch place = common.get();
            Optional<StimulusEpoch> own = ownPulse(current, place);
            if (has(current, place)) {
                StimulusEpoch stimulus = own.orElse(place);
                double amplitude = own.isPresent() ? stimulus.level() - holding : 0;
                return step(holding, amplitude, stimulus);
            }
        }
        return pulses.stream()
                .filter(pulse -> !isTestPulse(pulse))
                .reduce((a, b) -> isLonger(b, a) ? b : a)
                .or(() -> pulses.stream().reduce((a, b) -> isLonger(b, a) ? b : a))
                .map(pulse -> step(holding, pulse.level() - holding, pulse))
                .orElse(new Protocol(Protocol.Kind.NONE, Optional.empty(), holding, 0, 0, end));
    }

    private static Protocol step(double holding, double amplitude, StimulusEpoch place) {
        return new Protocol(Protocol.Kind.STEP, Optional.empty(), holding, amplitude, place.startMs(), place.endMs());
    }

    private static boolean isTestPulse(StimulusEpoch pulse) {
        return pulse.durationMs() <= TEST_PULSE_MS && pulse.endMs() <= TEST_PULSE_BEFORE_MS;
    }

    /** Three or more pulses of one current and one duration, apart from a test pulse before them. */
    private static Optional<Protocol> train(List<StimulusEpoch> pulses, double holding, double same) {
        if (pulses.size() < 3) {
            return Optional.empty();
        }
        StimulusEpoch last = pulses.get(pulses.size() - 1);
        List<StimulusEpoch> equal = pulses.stream()
                .filter(pulse -> Math.abs(pulse.level() - last.level()) <= same
                        && Math.abs(pulse.durationMs() - last.durationMs()) <= SAME_TIME_MS)
                .toList();
        if (equal.size() < 3 || equal.size() < pulses.size() - 1) {
            return Optional.empty();
        }
        return Optional.of(new Protocol(
                Protocol.Kind.PULSE_TRAIN,
                Optional.empty(),
                holding,
                last.level() - holding,
                equal.get(0).startMs(),
                last.endMs()));
    }

    /** The epochs at another current than the holding current. */
    private static List<StimulusEpoch> pulses(StimulusCurrent current) {
        double holding = holding(current);
        double same = sameLevel(current);
        return current.epochs().stream()
                .filter(epoch -> Math.abs(epoch.level() - holding) > same)
                .toList();
    }

    /** Currents closer than this are the same, nA: means of recorded currents differ a little. */
    private static double sameLevel(StimulusCurrent current) {
        if (current.choice() != CurrentChoice.IDEALIZED) {
            return SAME_LEVEL;
        }
        double holding = holding(current);
        double largest = current.epochs().stream()
                .mapToDouble(epoch -> Math.abs(epoch.level() - holding))
                .max()
                .orElse(0);
        return Math.max(SAME_MEAN, Math.min(SAME_PART * largest, MOST_SAME_MEAN));
    }

    /** The current of the first epoch; of the last if the stimulus begins with the sweep. */
    static double holding(StimulusCurrent current) {
        List<StimulusEpoch> epochs = current.epochs();
        if (epochs.isEmpty()) {
            return current.value(0);
        }
        StimulusEpoch first = epochs.get(0);
        return first.durationMs() < SAME_TIME_MS ? epochs.get(epochs.size() - 1).level() : first.level();
    }

    /**
     * The numbers of currents that seem to begin within their stimulus: another current than 0 from the first sample on, and 0
     * at the end.
     */
    static List<Integer> begun(List<StimulusCurrent> currents) {
        List<Integer> begun = new ArrayList<>();
        for (int i = 0; i < currents.size(); i++) {
            StimulusCurrent current = currents.get(i);
            List<StimulusEpoch> epochs = current.epochs();
            double same = sameLevel(current);
            if (epochs.size() > 1
                    && Math.abs(holding(current)) > same
                    && Math.abs(epochs.get(epochs.size() - 1).level()) <= same) {
                begun.add(i);
            }
        }
        return begun;
    }

    private static double level(StimulusCurrent current, double atMs) {
        int sample = (int) Math.round(atMs / current.sampleIntervalMs());
        return sample < current.length() ? current.value(sample) : Double.NaN;
    }

    /** A ramp, noise, or something else: from the first to the last time that the current is not the holding current. */
    private static Protocol irregular(StimulusCurrent current) {
        double holding = holding(current);
        double[] values = current.values();
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value - holding));
        }
        double limit = Math.max(SAME_LEVEL, 0.05 * largest);
        int from = 0;
        while (from < values.length && Math.abs(values[from] - holding) <= limit) {
            from++;
        }
        int to = values.length;
        while (to > from && Math.abs(values[to - 1] - holding) <= limit) {
            to--;
        }
        double dt = current.sampleIntervalMs();
        if (to - from < 3) {
            return new Protocol(Protocol.Kind.NONE, Optional.empty(), holding, 0, 0, values.length * dt);
        }
        double straight = correlationWithTime(values, from, to);
        double mean = Arrays.stream(values, from, to).average().orElseThrow() - holding;
        Protocol.Kind kind = straight > STRAIGHT
                ? Protocol.Kind.RAMP
                : turns(values, from, to, mean + holding) > 20 ? Protocol.Kind.NOISE : Protocol.Kind.OTHER;
        double amplitude = kind == Protocol.Kind.RAMP ? values[to - 1] - holding : mean;
        return new Protocol(kind, Optional.empty(), holding, amplitude, from * dt, to * dt);
    }

    private static double correlationWithTime(double[] values, int from, int to) {
        double middle = (from + to - 1) / 2.0;
        double mean = Arrays.stream(values, from, to).average().orElseThrow();
        double product = 0;
        double times = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            product += (i - middle) * (values[i] - mean);
            times += (i - middle) * (i - middle);
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return squares == 0 || times == 0 ? 0 : Math.abs(product) / Math.sqrt(times * squares);
    }

    private static int turns(double[] values, int from, int to, double mean) {
        int turns = 0;
        for (int i = from + 1; i < to; i++) {
            turns += values[i] > mean != values[i - 1] > mean ? 1 : 0;
        }
        return turns;
    }
}
