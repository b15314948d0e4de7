package dev.huxley.fit;

import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.List;

/** The losses and gradient norms of a fit: one of each per iteration and start. It does not change after the fit. */
public final class History {
    private final List<double[]> losses = new ArrayList<>();
    private final List<double[]> gradientNorms = new ArrayList<>();

    History() {}

    void add(double[] loss, double[] gradientNorm) {
        losses.add(loss);
        gradientNorms.add(gradientNorm);
    }

    /** The number of iterations. */
    public int size() {
        return losses.size();
    }

    /** The number of starts, 0 before the first iteration. */
    public int starts() {
        return losses.isEmpty() ? 0 : losses.get(0).length;
    }

    /** The loss of every iteration of one start. */
    public double[] losses(int start) {
        return losses.stream().mapToDouble(row -> row[start]).toArray();
    }

    /** The gradient's norm at every iteration of one start. */
    public double[] gradientNorms(int start) {
        return gradientNorms.stream().mapToDouble(row -> row[start]).toArray();
    }

    @Override
    public String toString() {
        return "History[" + Brief.count(size(), "iteration") + " of " + Brief.count(starts(), "start") + "]";
    }
}
