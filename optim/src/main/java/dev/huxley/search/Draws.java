package dev.huxley.search;

import java.util.ArrayList;
import java.util.List;

/** Random points, and the given ones with the first: where CMA-ES and descents begin. */
record Draws(int n, int count, long seed, List<double[]> given) {
    double[][] points(int run) {
        List<double[]> points = new ArrayList<>();
        if (run == 0) {
            points.addAll(given);
        }
        CounterRandom random = new CounterRandom(seed, -1, run);
        while (points.size() < count) {
            points.add(random.uniform(n));
        }
        return points.toArray(new double[0][]);
    }
}
