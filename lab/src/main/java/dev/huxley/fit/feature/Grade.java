package dev.huxley.fit.feature;

/** The verdict on a fitted model. */
public enum Grade {
    /** All |z| of the fitted sweeps are at most 3, and the held-out sweeps agree. */
    ACCEPTED("accepted"),

    /** All |z| of the fitted sweeps are at most 5, and the held-out sweeps agree. */
    ACCEPTED_WITH_LIMITS("accepted with limits"),

    /** A fitted feature is more than 5 standard deviations off, or the held-out sweeps disagree. */
    REJECTED("not accepted");

    private final String words;

    Grade(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
