package dev.huxley.tracing;

import ai.djl.ndarray.NDArray;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** The inputs of a traced function: a map in which a missing name is an error, not null. */
final class NamedInputs extends AbstractMap<String, NDArray> {

    private final TracingContext context;
    private final Map<String, NDArray> arrays;

    NamedInputs(TracingContext context, Map<String, NDArray> arrays) {
        this.context = context;
        this.arrays = arrays;
    }

    @Override
    public NDArray get(Object name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw context.untraceable(
                    "there is no input '" + name + "'",
                    "declare it as a parameter or state; the inputs are " + arrays.keySet());
        }
        return array;
    }

    @Override
    public NDArray getOrDefault(Object name, NDArray otherwise) {
        return arrays.getOrDefault(name, otherwise);
    }

    @Override
    public boolean containsKey(Object name) {
        return arrays.containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, NDArray>> entrySet() {
        return Collections.unmodifiableMap(arrays).entrySet();
    }
}
