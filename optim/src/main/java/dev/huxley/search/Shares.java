package dev.huxley.search;

import java.util.Arrays;

/**
 * How a portfolio divides evaluations between its strategies: in proportion to the improvement that each brought per
 * evaluation lately, with a least share for all, so that none is forgotten, and a largest one for the last.
 *
 * <p>Improvement is the fall of the logarithm of the best score. It and the cost are forgotten with a half-life, in
 * evaluations. The strategy that is furthest behind its share is next. All of it follows from scores and counts, not from
 * time, so that a search can be repeated.
 */
final class Shares {
    private final double[] base;
    private final double leastShare;
    private final double mostOfLast;
    private final double halfLife;
    private final double[] gain;
    private final double[] cost;

    Shares(double[] base, double leastShare, double mostOfLast, double halfLife) {
        this.base = base.clone();
        this.leastShare = leastShare;
        this.mostOfLast = mostOfLast;
        this.halfLife = halfLife;
        gain = new double[base.length];
        cost = new double[base.length];
    }

    /** The next of the strategies that are ready, or -1 if none is. */
    int next(boolean[] ready) {
        double total = Arrays.stream(cost).sum();
        double[] share = shares();
        int next = -1;
        double furthest = 0;
        for (int i = 0; i < share.length; i++) {
            double behind = share[i] * (total + 1) - cost[i];
            if (ready[i] && (next < 0 || behind > furthest)) {
                next = i;
                furthest = behind;
            }
        }
        return next;
    }

    private double[] shares() {
        double[] share = new double[base.length];
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
            // An improvement of 1 % in a half-life keeps the base; more counts for those that bring it.
            share[i] = base[i] * 0.01 / halfLife + gain[i] / Math.max(cost[i], halfLife / 20);
            sum += share[i];
        }
        for (int i = 0; i < share.length; i++) {
            share[i] = leastShare + (1 - leastShare * share.length) * share[i] / sum;
        }
        int last = share.length - 1;
        if (share[last] > mostOfLast) {
            double factor = (1 - mostOfLast) / (1 - share[last]);
            for (int i = 0; i < last; i++) {
                share[i] *= factor;
            }
            share[last] = mostOfLast;
        }
        return share;
    }

    /** Notes a batch: its cost in evaluations, and the best score before and after it. */
    void note(int strategy, double evaluations, double before, double after) {
        double factor = StrictMath.pow(0.5, evaluations / halfLife);
        for (int i = 0; i < cost.length; i++) {
            gain[i] *= factor;
            cost[i] *= factor;
        }
        cost[strategy] += evaluations;
        if (after < before && before != Double.POSITIVE_INFINITY && after > 0) {
            gain[strategy] += StrictMath.log(before / after);
        }
    }

    void save(StateWriter out) {
        out.put("gain", gain);
        out.put("cost", cost);
    }

    void restore(StateReader in) {
        System.arraycopy(in.get("gain", gain.length), 0, gain, 0, gain.length);
        System.arraycopy(in.get("cost", cost.length), 0, cost, 0, cost.length);
    }
}
