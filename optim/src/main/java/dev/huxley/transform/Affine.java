package dev.huxley.transform;

import ai.djl.ndarray.NDArray;

record Affine(double scale, double shift) implements Transform {
    private static final double SMALLEST_SCALE = 1e-12;

    Affine {
        if (!(Math.abs(scale) >= SMALLEST_SCALE) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("the scale of an affine transform is " + scale
                    + "; it must be finite and at least " + SMALLEST_SCALE + " in magnitude, or it has no inverse");
        }
        if (!Double.isFinite(shift)) {
            throw new IllegalArgumentException("the shift of an affine transform is " + shift + "; it must be finite");
        }
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        return unconstrained.mul(Typed.number(unconstrained, scale)).add(Typed.number(unconstrained, shift));
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        return parameter.sub(Typed.number(parameter, shift)).div(Typed.number(parameter, scale));
    }
}
