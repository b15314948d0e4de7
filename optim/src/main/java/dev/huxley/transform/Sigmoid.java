package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;
import dev.huxley.tree.Scalars;

/**
 * Each half is measured from its own bound, {@code lower + w s(x)} and {@code upper - w s(-x)} with the logistic
 * function s: then s never rounds to 1, and the gradient {@code w s(x) s(-x)} is right to the last digits on both sides
 * instead of vanishing beyond x = 37. Both halves are finite everywhere, so the discarded one cannot spoil a gradient.
 */
record Sigmoid(double lower, double upper) implements Transform {
    Sigmoid {
        if (!(lower < upper) || !Double.isFinite(upper - lower)) {
            throw new IllegalArgumentException("the bounds of a sigmoid transform are " + lower + " and " + upper
                    + "; they must be finite and the lower must be less than the upper");
        }
    }

    @Override
    public NDArray forward(NDArray x) {
        NDArray width = Scalars.of(x, upper - lower);
        NDArray fromBelow = Scalars.of(x, lower).add(Activation.sigmoid(x).mul(width));
        NDArray fromAbove = Scalars.of(x, upper).sub(Activation.sigmoid(x.neg()).mul(width));
        return NDArrays.where(x.lt(Scalars.of(x, 0)), fromBelow, fromAbove);
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray aboveLower = parameter.sub(Scalars.of(parameter, lower));
        NDArray belowUpper = Scalars.of(parameter, upper).sub(parameter);
        String bounds = "(" + lower + ", " + upper + ")";
        Bounds.requireInside(parameter, aboveLower, bounds);
        Bounds.requireInside(parameter, belowUpper, bounds);
        return aboveLower.log().sub(belowUpper.log());
    }
}
