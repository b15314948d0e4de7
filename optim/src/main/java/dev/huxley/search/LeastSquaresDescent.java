package dev.huxley.search;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One Levenberg-Marquardt descent by evaluations only: it alternates between a Jacobian by differences (a point per
 * coordinate, two when central) and trials of {@value #TRIALS} dampings at once, and keeps the best point that either
 * finds.
 *
 * <p>Each coordinate's difference is as long as changes the residuals by about {@value #CHANGE}: so it adapts to the
 * coordinate's sensitivity, is beyond the noise of float32 where that matters, and shrinks where a residual jumps (a spike
 * that appears). A coordinate whose difference fails is not moved in that iteration. A step that no damping makes better is
 * followed by a ladder of stronger dampings, then by central and by shorter differences, then the descent ends.
 */
final class LeastSquaresDescent {
    static final int TRIALS = 8;
    private static final double LADDER = 5;
    private static final double CHANGE = 0.1;
    private static final double LEAST_DIFFERENCE = 1e-6;
    private static final double LARGEST_DIFFERENCE = 0.02;
    private static final double FIRST_DIFFERENCE = 1e-3;
    private static final double PROGRESS = 1e-3;
    private static final int MOST_FAILURES = 3;
    private static final int MOST_SLOW = 4;

    private final int n;
    private double[] at;
    private Evaluation result;
    private double lambda = 1e-2;
    private final double[] differences;
    private NormalEquations equations;
    private boolean central;
    private int failures;
    private int slow;
    private boolean done;

    LeastSquaresDescent(double[] start, Evaluation result) {
        n = start.length;
        at = start.clone();
        this.result = result;
        differences = new double[n];
        Arrays.fill(differences, FIRST_DIFFERENCE);
    }

    double[] at() {
        return at;
    }

    Evaluation result() {
        return result;
    }

    boolean isDone() {
        return done;
    }

    /** Tells whether the next points are for a Jacobian. */
    boolean needsJacobian() {
        return equations == null;
    }

    /** Adds the points that are to be evaluated. */
    void ask(Consumer<double[]> points) {
        if (done) {
            return;
        }
        if (needsJacobian()) {
            for (int i = 0; i < n; i++) {
                points.accept(moved(i, forward(i)));
                if (central) {
                    points.accept(moved(i, -forward(i)));
                }
            }
        } else {
            for (int k = 0; k < TRIALS; k++) {
                points.accept(equations.reached(at, damping(k)));
            }
        }
    }

    int size() {
        return done ? 0 : needsJacobian() ? (central ? 2 * n : n) : TRIALS;
    }

    private double damping(int trial) {
        return lambda * StrictMath.pow(LADDER, trial - 3);
    }

    /** The difference along a coordinate, into the larger part of the cube. */
    private double forward(int i) {
        return at[i] > 0.5 ? -differences[i] : differences[i];
    }

    private double[] moved(int i, double by) {
        double[] point = at.clone();
        point[i] = Math.min(1, Math.max(0, point[i] + by));
        return point;
    }

    /** Takes the results of the points that were asked for. */
    void tell(double[][] points, Evaluation[] evaluations) {
        if (done) {
            return;
        }
        if (needsJacobian()) {
            tellJacobian(points, evaluations);
        } else {
            tellTrials(points, evaluations);
        }
    }

    private void tellJacobian(double[][] points, Evaluation[] evaluations) {
        double[] weights = NormalEquations.weights(result.residuals());
        double[][] columns = new double[n][];
        int width = central ? 2 : 1;
        int better = best(evaluations);
        for (int i = 0; i < n; i++) {
            Evaluation ahead = evaluations[width * i];
            Evaluation behind = central ? evaluations[width * i + 1] : result;
            double difference = points[width * i][i] - (central ? points[width * i + 1][i] : at[i]);
            if (!ahead.isFinite() || !behind.isFinite() || difference == 0) {
                differences[i] = Math.max(LEAST_DIFFERENCE, differences[i] / 4);
                continue;
            }
            columns[i] = new double[weights.length];
            double change = 0;
            for (int k = 0; k < weights.length; k++) {
                double delta = ahead.residuals()[k] - behind.residuals()[k];
                columns[i][k] = delta / difference;
                change = Math.max(change, weights[k] * Math.abs(delta));
            }
            double factor = Math.min(4, Math.max(0.25, width * CHANGE / Math.max(change, 1e-300)));
            differences[i] = Math.min(LARGEST_DIFFERENCE, Math.max(LEAST_DIFFERENCE, differences[i] * factor));
        }
        equations = NormalEquations.of(result.residuals(), columns);
        // A difference that is itself a large improvement, such as a spike that appears, is worth a new start.
        if (better >= 0 && evaluations[better].score() < 0.9 * result.score()) {
            accept(points[better], evaluations[better]);
        }
    }

    /** The best finite result that is better than the present one, or -1. */
    private int best(Evaluation[] evaluations) {
        int best = -1;
        for (int k = 0; k < evaluations.length; k++) {
            double bar = best < 0 ? result.score() : evaluations[best].score();
            if (evaluations[k].isFinite() && evaluations[k].score() < bar) {
                best = k;
            }
        }
        return best;
    }

    /** Takes the derivative at {@link #at}, instead of differences. */
    void tellExact(Gradient derivative) {
        double[][] jacobian = derivative.jacobian().orElseThrow();
        double[][] columns = new double[n][jacobian.length];
        for (int k = 0; k < jacobian.length; k++) {
            for (int i = 0; i < n; i++) {
                columns[i][k] = jacobian[k][i];
            }
        }
        equations = NormalEquations.of(result.residuals(), columns);
    }

    private void tellTrials(double[][] points, Evaluation[] evaluations) {
        int best = best(evaluations);
        if (best >= 0) {
            double gained = 1 - evaluations[best].score() / result.score();
            slow = gained < PROGRESS ? slow + 1 : 0;
            lambda = Math.min(1e8, Math.max(1e-10, damping(best)));
            accept(points[best], evaluations[best]);
            failures = 0;
            done = slow >= MOST_SLOW;
            return;
        }
        double moved = 0;
        for (int i = 0; i < n; i++) {
            moved = Math.max(moved, Math.abs(points[0][i] - at[i]));
        }
        if (moved > 1e-7 && lambda < 1e5) {
            lambda *= StrictMath.pow(LADDER, TRIALS);
            return;
        }
        failures++;
        equations = null;
        lambda = 1e-2;
        central = true;
        for (int i = 0; i < n; i++) {
            differences[i] = Math.min(
                    LARGEST_DIFFERENCE, Math.max(LEAST_DIFFERENCE, differences[i] * (failures == 2 ? 8 : 0.25)));
        }
        done = failures >= MOST_FAILURES;
    }

    private void accept(double[] point, Evaluation evaluation) {
        at = point.clone();
        result = evaluation;
        equations = null;
    }

    void save(StateWriter out) {
        out.put("numbers", result.score(), lambda, central ? 1 : 0, failures, slow, done ? 1 : 0);
        out.put("at", at);
        out.put("residuals", result.residuals());
        out.put("differences", differences);
        if (equations != null) {
            out.put("matrix", equations.matrix());
            out.put("gradient", equations.gradient());
        }
    }

    static LeastSquaresDescent restored(StateReader in, int n) {
        double[] numbers = in.get("numbers", 6);
        Evaluation result = new Evaluation(numbers[0], in.get("residuals"));
        LeastSquaresDescent descent = new LeastSquaresDescent(in.get("at", n), result);
        descent.lambda = numbers[1];
        descent.central = numbers[2] != 0;
        descent.failures = (int) numbers[3];
        descent.slow = (int) numbers[4];
        descent.done = numbers[5] != 0;
        System.arraycopy(in.get("differences", n), 0, descent.differences, 0, n);
        if (in.has("matrix")) {
            descent.equations = new NormalEquations(in.get("matrix", n, n), in.get("gradient", n));
        }
        return descent;
    }
}
