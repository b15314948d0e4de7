package dev.huxley.recording.nwb;

import java.util.Optional;

/**
 * A response and the stimulus that belongs to it.
 *
 * @param response the recorded series and the range of it
 * @param stimulus the stimulus and the range of it; empty if the file has none
 * @param isUnstimulated whether a table says that there was no stimulus
 * @param protocol the stimulus' name, where a table has it
 */
record NwbPair(Range response, Optional<Range> stimulus, boolean isUnstimulated, Optional<String> protocol) {
    /** A part of a series: {@code count} samples from {@code start}; all from the start if count is negative. */
    record Range(NwbSeries series, int start, int count) {
        static Range all(NwbSeries series) {
            return new Range(series, 0, -1);
        }

        int samples() {
            return count < 0 ? series.length() - start : count;
        }

        double[] values() {
            return series.values(start, samples());
        }
    }
}
