package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;
import dev.huxley.tree.Scalars;

/**
 * See {@link Transform#logarithmicSigmoid}. As in {@link Sigmoid} each half is measured from its own bound,
 * {@code lower e^(w s(x))} and {@code upper e^(-w s(-x))} with {@code w = log(upper / lower)}, so that no value leaves the
 * bounds by rounding.
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
        NDArray width = Scalars.of(x, Math.log(upper / lower));
        NDArray fromBelow =
                Scalars.of(x, lower).mul(Activation.sigmoid(x).mul(width).exp());
        NDArray fromAbove = Scalars.of(x, upper)
                .mul(Activation.sigmoid(x.neg()).mul(width).neg().exp());
        return NDArrays.where(x.lt(Scalars.of(x, 0)), fromBelow, fromAbove);
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray aboveLower = parameter.div(Scalars.of(parameter, lower)).log();
        NDArray belowUpper = Scalars.of(parameter, upper).div(parameter).log();
        String bounds = "(" + lower + ", " + upper + ")";
        Bounds.requireInside(parameter, aboveLower, bounds);
        Bounds.requireInside(parameter, belowUpper, bounds);
        return aboveLower.log().sub(belowUpper.log());
    }
}
