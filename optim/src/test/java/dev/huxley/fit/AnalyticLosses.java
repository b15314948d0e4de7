package dev.huxley.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.tree.ArrayTree;

/** Losses with a known minimum, for one start, (values), and for several, (starts, values). */
final class AnalyticLosses {
    private AnalyticLosses() {}

    /** {@code sum over the values of (x - center)^2}: its minimum is 0 at the center. */
    static NDArray bowl(ArrayTree parameters, String path, double center) {
        NDArray x = parameters.get(path);
        return perStart(x.sub(center).square());
    }

    /**
     * {@code (x^2 - 4)^2 + x} for one value: minima near -2.031 (the deeper one) and 1.967, a ridge near 0.06 between
     * them.
     */
    static NDArray twoValleys(ArrayTree parameters) {
        NDArray x = parameters.get("x");
        NDArray square = x.square();
        return perStart(square.sub(4).square().add(x));
    }

    /** {@code (x - 3)^2} below the cliff; above it not a number, and nor is the gradient. */
    static NDArray cliff(ArrayTree parameters, double cliff) {
        NDArray x = parameters.get("x");
        NDArray below = NDArrays.sub(cliff, x).sqrt();
        NDArray nothing = below.sub(below);
        return perStart(x.sub(3).square().add(nothing));
    }

    /** {@code (x - 3)^2} everywhere; above the cliff the gradient alone is not a number. */
    static NDArray cliffOfTheGradient(ArrayTree parameters, double cliff) {
        NDArray x = parameters.get("x");
        // The square root of zero has an infinite slope; the slope of its argument is zero.
        NDArray distance = NDArrays.sub(cliff, x);
        NDArray below = distance.add(distance.abs()).sqrt().mul(1e-9);
        return perStart(x.sub(3).square().add(below));
    }

    private static NDArray perStart(NDArray terms) {
        return terms.sum(new int[] {terms.getShape().dimension() - 1});
    }
}
