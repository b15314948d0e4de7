package dev.huxley.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Levenberg-Marquardt descents from several points at once, by evaluations only; those of all descents form one batch.
 * {@link #ask} gives points, {@link #tell} takes their results. Residuals that jump, candidates that fail and residuals
 * beyond 10, which count linearly, are provided for. Steps stay within the unit cube.
 *
 * <pre>{@code
 * LevenbergMarquardt descents = new LevenbergMarquardt(starts, evaluator.evaluate(starts));
 * while (!descents.isDone()) {
 *     double[][] points = descents.ask();
 *     descents.tell(points, evaluator.evaluate(points));
 * }
 * }</pre>
 */
public final class LevenbergMarquardt {
    private final List<LeastSquaresDescent> descents = new ArrayList<>();

    LevenbergMarquardt() {}

    /**
     * Descents from these points.
     *
     * @param starts points of the unit cube
     * @param evaluations their results, with residuals; a failed start has no descent
     */
    public LevenbergMarquardt(double[][] starts, Evaluation[] evaluations) {
        for (int i = 0; i < starts.length; i++) {
            if (evaluations[i].isFinite()) {
                add(new LeastSquaresDescent(starts[i], evaluations[i]));
            }
        }
    }

    void add(LeastSquaresDescent descent) {
        if (descent.result().residuals().length == 0) {
            throw new IllegalArgumentException("Levenberg-Marquardt needs residuals; the evaluations have only scores");
        }
        descents.add(descent);
    }

    List<LeastSquaresDescent> descents() {
        return descents;
    }

    /** Tells whether all descents have ended. */
    public boolean isDone() {
        return descents.stream().allMatch(LeastSquaresDescent::isDone);
    }

    /** The points whose results are needed next; the same ones until they are told. */
    public double[][] ask() {
        List<double[]> points = new ArrayList<>();
        descents.forEach(descent -> descent.ask(points::add));
        return points.toArray(new double[0][]);
    }

    /** Takes the results of the points that {@link #ask} gave, in their order. */
    public void tell(double[][] points, Evaluation[] evaluations) {
        int from = 0;
        for (LeastSquaresDescent descent : descents) {
            int to = from + descent.size();
            descent.tell(Arrays.copyOfRange(points, from, to), Arrays.copyOfRange(evaluations, from, to));
            from = to;
        }
    }

    /** The point that each descent has reached. */
    public double[][] points() {
        return descents.stream().map(LeastSquaresDescent::at).toArray(double[][]::new);
    }

    /** The results at {@link #points}. */
    public Evaluation[] results() {
        return descents.stream().map(LeastSquaresDescent::result).toArray(Evaluation[]::new);
    }

    @Override
    public String toString() {
        return "LevenbergMarquardt[" + descents.size() + " descents"
                + (descents.isEmpty()
                        ? "]"
                        : ", best score "
                                + Arrays.stream(results())
                                        .mapToDouble(Evaluation::score)
                                        .min()
                                        .orElse(Double.NaN) + "]");
    }
}
