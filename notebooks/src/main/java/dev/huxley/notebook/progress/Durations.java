package dev.huxley.notebook.progress;

import java.util.Locale;

/** Durations in words. */
final class Durations {
    private Durations() {}

    /** Seconds, minutes or hours, with two or three digits. */
    static String of(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 100) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole / 60 % 60 + " min";
    }
}
