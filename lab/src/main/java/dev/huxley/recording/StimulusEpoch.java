package dev.huxley.recording;

import java.util.Locale;

/**
 * A part of a stimulus with a constant current.
 *
 * @param startMs its start, ms
 * @param endMs its end, ms, not part of it
 * @param level the current, nA
 */
public record StimulusEpoch(double startMs, double endMs, double level) {
    /** Its duration in ms. */
    public double durationMs() {
        return endMs - startMs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g pA from %.2f to %.2f ms", level * 1e3, startMs, endMs);
    }
}
