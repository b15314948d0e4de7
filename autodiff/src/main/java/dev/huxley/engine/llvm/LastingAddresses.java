package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.engine.LastingArrays;
import java.util.function.Supplier;

/**
 * The addresses of the arrays that came last for every argument of a program, if they are {@link LastingArrays}: each is
 * asked for once. For one run at a time.
 */
final class LastingAddresses {
    private final NDArray[] arrays;
    private final long[] addresses;

    LastingAddresses(int arguments) {
        arrays = new NDArray[arguments];
        addresses = new long[arguments];
    }

    /**
     * The address of a lasting array.
     *
     * @param scratch gives the owner of views of the array
     */
    long of(int argument, NDArray array, Supplier<NDManager> scratch) {
        if (arrays[argument] != array) {
            addresses[argument] = ArrayMemory.address(array, scratch.get());
            arrays[argument] = array;
        }
        return addresses[argument];
    }
}
