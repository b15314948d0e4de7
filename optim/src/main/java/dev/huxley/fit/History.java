package dev.huxley.fit;

import java.util.List;

/** The iterations of a fit, in order. Immutable. */
public record History(List<Progress> iterations) {
    public History {
        iterations = List.copyOf(iterations);
    }

    /** The loss of every iteration. */
    public double[] losses() {
        return iterations.stream().mapToDouble(Progress::loss).toArray();
    }

    /** The gradient's norm of every iteration. */
    public double[] gradientNorms() {
        return iterations.stream().mapToDouble(Progress::gradientNorm).toArray();
    }

    /** The number of iterations. */
    public int size() {
        return iterations.size();
    }
}
