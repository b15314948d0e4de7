package dev.huxley.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/**
 * The arithmetic of one step. It closes every array made in the step except the kept ones, which go to the step's
 * owner. Arrays are detached from the gradient graph on entry, because threads record a graph by libtorch's default,
 * and a parameter inside a graph could not require a gradient.
 */
final class StepScope implements AutoCloseable {
    private final NDManager owner;
    private final NDScope scope = new NDScope();

    StepScope(NDManager owner) {
        this.owner = owner;
    }

    /** Hands {@code array}, made in this scope, to the step's owner. */
    NDArray keep(NDArray array) {
        array.attach(owner);
        NDScope.unregister(array);
        return array;
    }

    /**
     * {@code parameter - rate * direction}, kept; it requires a gradient if the parameter does. The result has the
     * parameter's type; a plain number would promote a single float32 to float64.
     */
    NDArray moved(NDArray parameter, double rate, NDArray direction) {
        NDArray moved =
                keep(parameter.stopGradient().sub(scaled(direction, rate)).toType(parameter.getDataType(), false));
        if (parameter.hasGradient()) {
            moved.setRequiresGradient(true);
        }
        return moved;
    }

    /** Copies of parameters, kept; each requires a gradient if the original does. */
    ArrayTree copied(ArrayTree parameters) {
        return parameters.map(parameter -> {
            NDArray copy = keep(parameter.duplicate());
            if (parameter.hasGradient()) {
                copy.setRequiresGradient(true);
            }
            return copy;
        });
    }

    /** A kept array of zeros like {@code array}. */
    NDArray zeros(NDArray array) {
        return keep(array.stopGradient().zerosLike());
    }

    /** {@code factor * gradient} in the gradient's type, closed with this scope. */
    NDArray scaled(NDArray gradient, double factor) {
        return gradient.stopGradient().mul(factor).toType(gradient.getDataType(), false);
    }

    /** {@code factors[row] * gradient[row]} for each row of the first axis, closed with this scope. */
    NDArray scaledEach(NDArray gradient, double[] factors) {
        long[] shape = new long[gradient.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[0] = factors.length;
        NDArray column = gradient.getManager().create(factors, new Shape(shape));
        return gradient.stopGradient().mul(column.toType(gradient.getDataType(), true));
    }

    @Override
    public void close() {
        scope.close();
    }
}
