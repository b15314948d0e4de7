package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import dev.huxley.text.Brief;
import java.util.Objects;

/**
 * A transform of some elements of an array. Every element passes the inner transform, because arrays have no holes. An
 * unmasked element is replaced by a harmless value (0 forward, the transform of 0 backward), since its own value could
 * cause an error or a NaN gradient.
 */
final class Masked implements Transform {
    private final boolean[] mask;
    private final Transform transform;

    Masked(boolean[] mask, Transform transform) {
        this.mask = mask.clone();
        this.transform = Objects.requireNonNull(transform, "the transform under a mask is null");
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        NDArray selected = selected(unconstrained);
        NDArray zeros = unconstrained.stopGradient().zerosLike();
        NDArray transformed = transform.forward(NDArrays.where(selected, unconstrained, zeros));
        return NDArrays.where(selected, transformed, unconstrained);
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray selected = selected(parameter);
        NDArray inside = transform.forward(parameter.stopGradient().zerosLike());
        NDArray transformed = transform.inverse(NDArrays.where(selected, parameter, inside));
        return NDArrays.where(selected, transformed, parameter);
    }

    private NDArray selected(NDArray array) {
        Shape shape = array.getShape();
        long length = shape.dimension() == 0 ? 1 : shape.get(shape.dimension() - 1);
        if (length != mask.length) {
            throw new IllegalArgumentException("a mask of " + mask.length + " elements does not fit an array of shape "
                    + shape + ", whose last axis has " + length);
        }
        Shape maskShape = shape.dimension() == 0 ? shape : new Shape(mask.length);
        return array.getManager().create(mask, maskShape).broadcast(shape);
    }

    @Override
    public String toString() {
        return "Masked[" + transform + ", " + Brief.count(mask.length, "flag") + "]";
    }
}
