package dev.huxley.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Random points at which CMA-ES and descents begin, and with the first of them given ones.
 *
 * @param n the coordinates of a point
 * @param count the points of all runs of a race together
 * @param given the given points, which the first race's runs share out
 */
record Draws(int n, int count, long seed, List<double[]> given) {
    /**
     * The points of one run: its given ones first.
     *
     * @param stream the number of the run; those of the first race have the first numbers
     * @param runs the runs of a race
     */
    double[][] points(int stream, int runs) {
        List<double[]> points = given(stream, runs);
        CounterRandom random = new CounterRandom(seed, -1, stream);
        while (points.size() < Math.max(1, count / runs)) {
            points.add(random.uniform(n));
        }
        return points.toArray(new double[0][]);
    }

    /** The given points of one run; none behind the first race. */
    List<double[]> given(int stream, int runs) {
        List<double[]> own = new ArrayList<>();
        for (int i = stream; stream < runs && i < given.size(); i += runs) {
            own.add(given.get(i));
        }
        return own;
    }
}
