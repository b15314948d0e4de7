package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One transform per parameter: a map from paths of a tree to transforms. Parameters without a transform do not change.
 *
 * <pre>{@code ParameterTransform transform = ParameterTransform.builder() .set("soma/HH_gNa", Transform.sigmoid(0.05,
 * 0.5)) .set("HH_gLeak", Transform.softplus(0)) .build(); ArrayTree unconstrained = transform.inverse(parameters);
 * }</pre>
 */
public final class ParameterTransform {
    private final Map<String, Transform> transforms;

    private ParameterTransform(Map<String, Transform> transforms) {
        this.transforms = Collections.unmodifiableMap(transforms);
    }

    /** A transform of the given leaf paths, in the map's order. */
    public static ParameterTransform of(Map<String, Transform> transforms) {
        Builder builder = builder();
        transforms.forEach(builder::set);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Transforms by path. */
    public Map<String, Transform> transforms() {
        return transforms;
    }

    /**
     * Maps unconstrained values to parameters, within the gradient graph.
     *
     * @throws IllegalArgumentException if the tree lacks a path of this transform
     */
    public ArrayTree forward(ArrayTree unconstrained) {
        requirePaths(unconstrained);
        return unconstrained.mapWithPath((path, array) -> at(path).forward(array));
    }

    /**
     * Maps parameters to unconstrained values, within the gradient graph.
     *
     * @throws IllegalArgumentException if the tree lacks a path of this transform, or if a value is not strictly inside
     *     its bounds; it names the path, the value and the bounds
     */
    public ArrayTree inverse(ArrayTree parameters) {
        requirePaths(parameters);
        return parameters.mapWithPath(this::inverseAt);
    }

    private NDArray inverseAt(String path, NDArray parameter) {
        try {
            return at(path).inverse(parameter);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameter \"" + path + "\": " + e.getMessage(), e);
        }
    }

    private Transform at(String path) {
        return transforms.getOrDefault(path, Transform.identity());
    }

    private void requirePaths(ArrayTree tree) {
        for (String path : transforms.keySet()) {
            try {
                tree.get(path);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the transform for \"" + path + "\" has no parameter: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public String toString() {
        return "ParameterTransform[" + Brief.list(transforms.entrySet()) + "]";
    }

    /** Collects transforms. */
    public static final class Builder {
        private final Map<String, Transform> transforms = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the transform of the parameter at {@code path}, replacing an earlier one. */
        public Builder set(String path, Transform transform) {
            if (path == null || transform == null) {
                throw new IllegalArgumentException("the transform for \"" + path + "\" is " + transform
                        + "; neither a path nor a transform may be null (Transform.identity() changes nothing)");
            }
            transforms.put(path, transform);
            return this;
        }

        @Override
        public String toString() {
            return "ParameterTransform.Builder[" + Brief.list(transforms.entrySet()) + "]";
        }

        public ParameterTransform build() {
            return new ParameterTransform(new LinkedHashMap<>(transforms));
        }
    }
}
