package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

/**
 * See {@link Transform#sigmoid}. Each half is measured from its own bound, {@code lower + w s(x)} and {@code upper - w
 * s(-x)} with the logistic function s: then s never rounds to 1, and the gradient {@code w s(x) s(-x)} is right to the
 * last digits on both sides instead of vanishing beyond x = 37. Both halves are finite everywhere, so the discarded one
 * cannot spoil a gradient.
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
        Number width = Typed.number(x, upper - lower);
        NDArray fromBelow = Activation.sigmoid(x).mul(width).add(Typed.number(x, lower));
        NDArray fromAbove =
                NDArrays.sub(Typed.number(x, upper), Activation.sigmoid(x.neg()).mul(width));
        return NDArrays.where(x.lt(0), fromBelow, fromAbove);
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray aboveLower = parameter.sub(Typed.number(parameter, lower));
        NDArray belowUpper = NDArrays.sub(Typed.number(parameter, upper), parameter);
        String bounds = "(" + lower + ", " + upper + ")";
        Bounds.requireInside(parameter, aboveLower, bounds);
        Bounds.requireInside(parameter, belowUpper, bounds);
        return aboveLower.log().sub(belowUpper.log());
    }
}
