package dev.huxley.optimizer;

/** The learning rate as a function of the number of steps taken so far (0 for the first step). */
@FunctionalInterface
public interface LearningRate {
    double at(long step);

    /** The same rate in every step. */
    static LearningRate constant(double rate) {
        require(rate > 0 && Double.isFinite(rate), "learning rate", rate, "positive and finite");
        return step -> rate;
    }

    /** {@code initial * factor^(step / steps)}: multiplied by {@code factor} over every {@code steps} steps. */
    static LearningRate exponentialDecay(double initial, double factor, long steps) {
        require(initial > 0 && Double.isFinite(initial), "initial learning rate", initial, "positive and finite");
        require(factor > 0 && factor <= 1, "decay factor", factor, "in (0, 1]");
        require(steps > 0, "number of decay steps", steps, "positive");
        return step -> initial * Math.pow(factor, (double) step / steps);
    }

    /**
     * Half a cosine from {@code initial} down to {@code last} over {@code steps} steps, then {@code last} (Loshchilov
     * and Hutter, SGDR, 2017, without restarts).
     */
    static LearningRate cosine(double initial, double last, long steps) {
        require(initial > 0 && Double.isFinite(initial), "initial learning rate", initial, "positive and finite");
        require(last >= 0 && last <= initial, "last learning rate", last, "between 0 and the initial one, " + initial);
        require(steps > 0, "number of steps", steps, "positive");
        return step -> {
            double done = Math.min(1, (double) step / steps);
            return last + (initial - last) * 0.5 * (1 + Math.cos(Math.PI * done));
        };
    }

    private static void require(boolean condition, String name, double value, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("the " + name + " is " + value + "; it must be " + rule);
        }
    }
}
