package dev.huxley.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Arrays that serve many runs: their numbers never change, lie in order in memory and need no gradient, so an engine may
 * remember where they are. They stay until they are discarded, until this object is closed, or until nothing refers to
 * it any more; a tape that has recorded one keeps its memory for longer.
 */
public final class LastingArrays implements AutoCloseable {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final NDManager manager;
    private final Cleaner.Cleanable closing;
    private final Set<NDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param manager owns the arrays, and is closed with this object
     */
    public LastingArrays(NDManager manager) {
        this.manager = manager;
        closing = FORGOTTEN.register(this, manager::close);
    }

    /** A lasting copy of a float64 array. */
    public NDArray copyOf(NDArray array) {
        NDArray copy = manager.create(array.toDoubleArray(), array.getShape());
        NDScope.unregister(copy);
        arrays.add(copy);
        return copy;
    }

    /** Tells whether this very array is one of them. */
    public boolean contains(NDArray array) {
        return arrays.contains(array);
    }

    /** Frees an array. */
    public void discard(NDArray array) {
        arrays.remove(array);
        array.close();
    }

    @Override
    public void close() {
        arrays.clear();
        closing.clean();
    }

    @Override
    public String toString() {
        return "LastingArrays[" + arrays.size() + "]";
    }
}
