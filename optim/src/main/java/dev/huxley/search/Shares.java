package dev.huxley.search;

import java.util.Arrays;
import java.util.List;

/**
 * How a portfolio divides evaluations between its strategies: in proportion to the improvement that each brought per
 * evaluation lately, with a least share for all, so that none is forgotten, and a largest one for some.
 *
 * <p>Improvement is the fall of the logarithm of the best score. It and the cost are forgotten with a half-life, in
 * evaluations. The strategy that is furthest behind its share is next. All of it follows from scores and counts, not from
 * time, so that a search can be repeated.
 */
final class Shares {
    private static final double LEAST = 0.05;
    /** The improvement within a half-life that counts as much as the base. */
    private static final double SMALL = 0.02;

    private final List<SearchMethod> methods;
    private final double halfLife;
    private final double[] gain;
    private final double[] cost;

    Shares(List<SearchMethod> methods, double halfLife) {
        this.methods = List.copyOf(methods);
        this.halfLife = halfLife;
        gain = new double[methods.size()];
        cost = new double[methods.size()];
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
        double[] share = new double[cost.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = methods.get(i).base() * SMALL / halfLife + gain[i] / Math.max(cost[i], halfLife / 20);
        }
        double sum = Arrays.stream(share).sum();
        double cut = 0;
        double free = 0;
        for (int i = 0; i < share.length; i++) {
            share[i] = LEAST + (1 - LEAST * share.length) * share[i] / sum;
            double most = share.length == 1 ? 1 : methods.get(i).most();
            if (share[i] > most) {
                cut += share[i] - most;
                share[i] = most;
            } else {
                free += share[i];
            }
        }
        // What one has too much of goes to the others.
        for (int i = 0; i < share.length && cut > 0 && free > 0; i++) {
            if (share[i] < methods.get(i).most()) {
                share[i] *= 1 + cut / free;
            }
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
