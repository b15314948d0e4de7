package dev.huxley.fit.feature;

/** The use of a sweep in a fit. */
public enum SweepRole {
    /** The model is fitted to it. */
    FITTED("fitted"),

    /** The fit does not see it; the fitted model is checked on it. */
    HELD_OUT("held out");

    private final String words;

    SweepRole(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
