package dev.huxley.recording;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The stimulus of a sweep in a few numbers.
 *
 * @param kind its kind
 * @param name its name in the file
 * @param holding the current before the stimulus, nA
 * @param amplitude the current of the stimulus relative to the holding current, nA: of a step its level, of a train that
 *     of its pulses, of a ramp that at its end, otherwise the mean
 * @param startMs the start of the stimulus, ms
 * @param endMs the end of the stimulus, ms
 */
public record Protocol(
        Kind kind, Optional<String> name, double holding, double amplitude, double startMs, double endMs) {
    /** Kinds of stimuli. */
    public enum Kind {
        /** One constant current between two times. */
        STEP("step"),
        /** A straight rise or fall. */
        RAMP("ramp"),
        /** Three or more equal pulses. */
        PULSE_TRAIN("pulses"),
        /** A current that changes irregularly. */
        NOISE("noise"),
        /** The same current throughout. */
        NONE("none"),
        /** Something else. */
        OTHER("other");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    public Protocol {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** The stimulus of one sweep alone; {@link CurrentClampSweeps} compares sweeps, which tells more. */
    public static Protocol of(StimulusCurrent current) {
        return Protocols.of(java.util.List.of(current)).get(0);
    }

    /** The duration of the stimulus in ms. */
    public double durationMs() {
        return endMs - startMs;
    }

    Protocol named(Optional<String> other) {
        return new Protocol(kind, other, holding, amplitude, startMs, endMs);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %.4g pA from %.1f to %.1f ms, holding %.4g pA",
                kind,
                amplitude * 1e3,
                startMs,
                endMs,
                holding * 1e3);
    }
}
