package dev.huxley.search;

import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The results of a batch so far; a result without a derivative has an empty gradient. */
final class Arrivals {
    private final Evaluator evaluator;
    private final List<Gradient> results = new ArrayList<>();

    Arrivals(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    int size() {
        return results.size();
    }

    /** Evaluates points and adds their results, which are returned. */
    Gradient[] evaluate(double[][] points, boolean gradients) {
        Gradient[] arrived;
        if (gradients) {
            arrived = ((GradientEvaluator) evaluator).gradients(points);
        } else {
            arrived = Arrays.stream(evaluator.evaluate(points))
                    .map(result -> Gradient.of(result, new double[0]))
                    .toArray(Gradient[]::new);
        }
        if (arrived.length != points.length) {
            throw new IllegalStateException("the evaluator gave " + Brief.count(arrived.length, "result") + " for "
                    + Brief.count(points.length, "point"));
        }
        results.addAll(Arrays.asList(arrived));
        return arrived;
    }

    /** The results so far, which are forgotten. */
    Gradient[] take() {
        Gradient[] all = results.toArray(new Gradient[0]);
        results.clear();
        return all;
    }

    void save(StateWriter out) {
        out.put(
                "scores",
                results.stream()
                        .mapToDouble(result -> result.evaluation().score())
                        .toArray());
        out.put("residuals", rows(result -> result.evaluation().residuals()));
        out.put("gradients", rows(Gradient::gradient));
        out.put(
                "jacobians",
                rows(result -> result.jacobian().map(Arrivals::flat).orElse(new double[0])));
    }

    private double[][] rows(java.util.function.Function<Gradient, double[]> part) {
        return results.stream().map(part).toArray(double[][]::new);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    void restore(StateReader in) {
        results.clear();
        double[] scores = in.get("scores");
        double[][] residuals = split(in.get("residuals"), scores.length);
        double[][] gradients = split(in.get("gradients"), scores.length);
        double[][] jacobians = split(in.get("jacobians"), scores.length);
        for (int k = 0; k < scores.length; k++) {
            Optional<double[][]> jacobian =
                    jacobians[k].length == 0 ? Optional.empty() : Optional.of(split(jacobians[k], residuals[k].length));
            results.add(new Gradient(new Evaluation(scores[k], residuals[k]), gradients[k], jacobian));
        }
    }

    private static double[][] split(double[] values, int rows) {
        double[][] split = new double[rows][];
        for (int i = 0; i < rows; i++) {
            int width = values.length / rows;
            split[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return split;
    }
}
