package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * {@code log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))} and its inverse, without overflow or cancellation. PyTorch's
 * softplus uses log1p, but returns x beyond a threshold of 20; an argument of {@code -|x|} never reaches it. DJL has no
 * expm1; {@code 1 - exp(-z) = tanh(z / 2) (1 + exp(-z))} is as accurate.
 */
record Softplus(double lower) implements Transform {
    Softplus {
        if (!Double.isFinite(lower)) {
            throw new IllegalArgumentException("the bound of a softplus transform is " + lower + "; it must be finite");
        }
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        return softplus(unconstrained).add(Typed.number(unconstrained, lower));
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray aboveLower = parameter.sub(Typed.number(parameter, lower));
        Bounds.requireInside(parameter, aboveLower, "(" + lower + ", infinity)");
        return inverseSoftplus(aboveLower);
    }

    static NDArray softplus(NDArray x) {
        // At x = 0 the gradient of maximum is 1/2 and that of abs 0, so together they give 1/2, which is right.
        return x.maximum(Typed.number(x, 0)).add(Activation.softPlus(x.abs().neg()));
    }

    /** {@code log(exp(z) - 1) = z + log(1 - exp(-z))} for z > 0. */
    static NDArray inverseSoftplus(NDArray z) {
        NDArray halfTanh = z.mul(Typed.number(z, 0.5)).tanh();
        NDArray onePlus = z.neg().exp().add(Typed.number(z, 1));
        return z.add(halfTanh.mul(onePlus).log());
    }
}
