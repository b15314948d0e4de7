package dev.huxley.parametersweep;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The computation of the batches of a parameter sweep, by this machine or by others. */
public interface BatchComputation extends AutoCloseable {
    /**
     * Computes batches and hands over the rows of each, in the order of the table, on the thread of the caller.
     *
     * @param from the number of the first batch
     * @param stop tells, between batches, whether to stop
     * @param consumer gets the rows of a batch
     */
    void run(long from, BooleanSupplier stop, Consumer<List<ParameterRow>> consumer);

    @Override
    void close();
}
