package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

/**
 * See {@link Transform#logarithmicSigmoid}. As in {@link Sigmoid} each half is measured from its own bound, {@code
 * lower e^(w s(x))} and {@code upper e^(-w s(-x))} with {@code w = log(upper / lower)}, so rounding carries no value
 * past a bound.
 */
record LogarithmicSigmoid(double lower, double upper) implements Transform {
    LogarithmicSigmoid {
        if (!(lower > 0) || !(lower < upper) || !Double.isFinite(upper / lower)) {
            throw new IllegalArgumentException("the bounds of a logarithmic sigmoid transform are " + lower + " and "
                    + upper + "; they must be finite and positive and the lower must be less than the upper");
        }
    }

    @Override
    public NDArray forward(NDArray x) {
        Number width = Typed.number(x, Math.log(upper / lower));
        NDArray fromBelow = Activation.sigmoid(x).mul(width).exp().mul(Typed.number(x, lower));
        NDArray fromAbove = Activation.sigmoid(x.neg()).mul(width).neg().exp().mul(Typed.number(x, upper));
        return NDArrays.where(x.lt(0), fromBelow, fromAbove);
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray aboveLower = parameter.div(Typed.number(parameter, lower)).log();
        NDArray belowUpper =
                NDArrays.div(Typed.number(parameter, upper), parameter).log();
        String bounds = "(" + lower + ", " + upper + ")";
        Bounds.requireInside(parameter, aboveLower, bounds);
        Bounds.requireInside(parameter, belowUpper, bounds);
        return aboveLower.log().sub(belowUpper.log());
    }
}
