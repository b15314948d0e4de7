package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import java.util.List;

record Chain(List<Transform> transforms) implements Transform {
    Chain {
        transforms = List.copyOf(transforms);
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        NDArray value = unconstrained;
        for (Transform transform : transforms) {
            value = transform.forward(value);
        }
        return value;
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray value = parameter;
        for (int i = transforms.size() - 1; i >= 0; i--) {
            value = transforms.get(i).inverse(value);
        }
        return value;
    }
}
