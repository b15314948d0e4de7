package dev.huxley.fit.feature;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The points at which a search begins. A rung of the ladder begins at the values of a smaller model, or anywhere; a model
 * of the user at its own start values, points around them, and fewer anywhere.
 *
 * @param values values by path; those that are missing are the model's own. Empty for none but random points
 * @param isOfModel whether the model's own values are the start, with points around them
 */
record StartPoints(Map<String, Double> values, boolean isOfModel) {
    private static final int DRAWS = 512;
    private static final int GENERATIONS = 3;

    /** The largest and the smallest standard deviation of the points around the start, in parts of the bounds. */
    private static final double FAR = 0.25;

    private static final double NEAR = 0.01;

    /** These values; none for random points only. */
    static StartPoints of(Map<String, Double> values) {
        return new StartPoints(values, false);
    }

    /** The start values of the model and points around them. */
    static StartPoints ofModel() {
        return new StartPoints(Map.of(), true);
    }

    /** The points of the first draw, with those that lie anywhere. */
    int draws(int population) {
        return isOfModel ? GENERATIONS * population : DRAWS;
    }

    /**
     * The points of the unit cube that are given to a search.
     *
     * @param count the number of points if there are some around the start, which is the first
     */
    List<double[]> points(DescribedModel model, SearchSpace space, int count, long seed) {
        if (values.isEmpty() && !isOfModel) {
            return List.of();
        }
        double[] start = space.unit(model.free().stream()
                .mapToDouble(value -> values.getOrDefault(value.path(), value.start()))
                .toArray());
        List<double[]> points = new ArrayList<>();
        points.add(start);
        Random random = new Random(seed);
        while (isOfModel && points.size() < count) {
            // Some near, some far: nobody knows how good the start is.
            double deviation = FAR * StrictMath.pow(NEAR / FAR, random.nextDouble());
            double[] point = start.clone();
            for (int i = 0; i < point.length; i++) {
                point[i] = Math.min(1, Math.max(0, point[i] + deviation * random.nextGaussian()));
            }
            points.add(point);
        }
        return points;
    }
}
