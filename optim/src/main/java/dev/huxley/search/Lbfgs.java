package dev.huxley.search;

import java.util.ArrayList;
import java.util.List;

/**
 * One descent by L-BFGS within the unit cube.
 *
 * <p>The direction is that of Nocedal's two loops over the last {@value #MEMORY} steps (Nocedal 1980), over the coordinates
 * that are free: those at a bound whose gradient points outwards are held. The step is cut to {@value #LONGEST} in any
 * coordinate and projected into the cube; it is shortened, by the parabola through both scores and the slope, until the
 * score falls by a share of what the slope promises (Armijo). A point that fails counts as a step too long. After
 * {@value #MOST_TRIES} tries the memory is forgotten; if the gradient itself does not help either, the descent ends.
 */
final class Lbfgs implements ScoreDescent {
    private static final int MEMORY = 12;
    private static final double LONGEST = 0.1;
    private static final double FIRST = 0.02;
    private static final int MOST_TRIES = 8;
    private static final int MOST_SLOW = 8;
    private static final double PROGRESS = 1e-4;
    private static final double ARMIJO = 1e-4;

    private final int n;
    private double[] at;
    private Evaluation result;
    private double[] gradient;
    private final List<double[]> steps = new ArrayList<>();
    private final List<double[]> changes = new ArrayList<>();
    private double length = 1;
    private int tries;
    private int slow;
    private boolean done;

    Lbfgs(double[] start, Evaluation result) {
        n = start.length;
        at = start.clone();
        this.result = result;
    }

    @Override
    public double[] at() {
        return at;
    }

    @Override
    public Evaluation result() {
        return result;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public double[] next() {
        if (gradient == null) {
            return at.clone();
        }
        double[] direction = direction();
        double[] point = new double[n];
        for (int i = 0; i < n; i++) {
            point[i] = Math.min(1, Math.max(0, at[i] + length * direction[i]));
        }
        return point;
    }

    private boolean isHeld(int i) {
        return at[i] <= 0 && gradient[i] > 0 || at[i] >= 1 && gradient[i] < 0;
    }

    private double[] direction() {
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = isHeld(i) ? 0 : -gradient[i];
        }
        int count = steps.size();
        double[] shares = new double[count];
        for (int k = count - 1; k >= 0; k--) {
            shares[k] = dot(steps.get(k), direction) / dot(steps.get(k), changes.get(k));
            add(direction, changes.get(k), -shares[k]);
        }
        double longest = LONGEST;
        if (count > 0) {
            double[] step = steps.get(count - 1);
            double[] change = changes.get(count - 1);
            scale(direction, dot(step, change) / dot(change, change));
        } else {
            longest = FIRST;
            scale(direction, longest / Math.max(largest(direction), 1e-300));
        }
        for (int k = 0; k < count; k++) {
            add(
                    direction,
                    steps.get(k),
                    shares[k] - dot(changes.get(k), direction) / dot(steps.get(k), changes.get(k)));
        }
        for (int i = 0; i < n; i++) {
            if (isHeld(i)) {
                direction[i] = 0;
            }
        }
        scale(direction, Math.min(1, longest / Math.max(largest(direction), 1e-300)));
        return direction;
    }

    @Override
    public void tell(double[] point, Gradient found) {
        if (gradient == null) {
            done = !found.isFinite();
            result = found.evaluation();
            gradient = found.gradient().clone();
            return;
        }
        double[] step = point.clone();
        add(step, at, -1);
        double slope = dot(gradient, step);
        double score = found.evaluation().score();
        if (!found.isFinite() || score > result.score() + ARMIJO * Math.min(slope, 0)) {
            shorten(found, slope, step);
            return;
        }
        double[] change = found.gradient().clone();
        add(change, gradient, -1);
        if (dot(step, change) > 1e-8 * Math.sqrt(dot(step, step) * dot(change, change))) {
            steps.add(step);
            changes.add(change);
            if (steps.size() > MEMORY) {
                steps.remove(0);
                changes.remove(0);
            }
        }
        slow = result.score() - score < PROGRESS * Math.abs(result.score()) ? slow + 1 : 0;
        done = slow >= MOST_SLOW;
        at = point.clone();
        result = found.evaluation();
        gradient = found.gradient().clone();
        length = 1;
        tries = 0;
    }

    private void shorten(Gradient found, double slope, double[] step) {
        tries++;
        double factor = 0.1;
        if (found.isFinite() && slope < 0) {
            double parabola = -slope / (2 * (found.evaluation().score() - result.score() - slope));
            factor = Math.min(0.5, Math.max(0.1, parabola));
        }
        length *= factor;
        if (tries >= MOST_TRIES || largest(step) < 1e-10) {
            done = steps.isEmpty();
            steps.clear();
            changes.clear();
            length = 1;
            tries = 0;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static void scale(double[] what, double factor) {
        for (int i = 0; i < what.length; i++) {
            what[i] *= factor;
        }
    }

    private static double largest(double[] vector) {
        double largest = 0;
        for (double each : vector) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    @Override
    public void save(StateWriter out) {
        out.put("numbers", result.score(), length, tries, slow, done ? 1 : 0, steps.size());
        out.put("at", at);
        out.put("residuals", result.residuals());
        out.put("gradient", gradient == null ? new double[0] : gradient);
        out.put("steps", steps.toArray(new double[0][]));
        out.put("changes", changes.toArray(new double[0][]));
    }

    @Override
    public void restore(StateReader in) {
        double[] numbers = in.get("numbers", 6);
        result = new Evaluation(numbers[0], in.get("residuals"));
        length = numbers[1];
        tries = (int) numbers[2];
        slow = (int) numbers[3];
        done = numbers[4] != 0;
        at = in.get("at", n);
        gradient = in.get("gradient").length == 0 ? null : in.get("gradient", n);
        int count = (int) Math.min(MEMORY, numbers[5]);
        steps.addAll(List.of(in.get("steps", count, n)));
        changes.addAll(List.of(in.get("changes", count, n)));
    }
}
