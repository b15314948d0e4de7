package dev.huxley.optimizer;

/** Checks of hyperparameters. */
final class Rates {
    private Rates() {}

    /** The schedule's rate at a step, checked to be finite and not negative. */
    static double at(LearningRate schedule, long step) {
        double rate = schedule.at(step);
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("the learning rate at step " + step + " is " + rate
                    + "; a schedule must give finite numbers that are not negative");
        }
        return rate;
    }

    static void require(boolean condition, String name, double value, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("the " + name + " is " + value + "; it must be " + rule);
        }
    }
}
