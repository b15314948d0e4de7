package dev.huxley.tracing;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A function of named arrays, written with element-by-element NDArray operations. The same source runs eagerly on real
 * arrays and is traced on tracing arrays; so it must not read values, shapes or anything that changes between calls.
 */
@FunctionalInterface
public interface TraceableFunction {

    /** Computes the outputs by name. The map of inputs is read-only. */
    Map<String, NDArray> apply(Map<String, NDArray> inputs);
}
