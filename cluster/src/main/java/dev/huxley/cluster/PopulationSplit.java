package dev.huxley.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The split of a population into batches of candidates that follow one another, one for each task.
 *
 * <p>A simulation takes the candidates of a large population in blocks, one after the other, and small blocks may run
 * with another layout of their vectors. So no batch goes beyond a block, and none is smaller than a vector, unless its
 * block is: then every candidate is computed as in the whole population, and its result is the same, bit for bit.
 */
final class PopulationSplit {
    /** The candidates of one vector of the widest registers. */
    static final int VECTOR = 16;

    /** The candidates of four registers, whose operations overlap. */
    private static final int OVERLAPPING = 4 * VECTOR;

    private PopulationSplit() {}

    /**
     * A batch.
     *
     * @param from the number of its first candidate
     * @param to the number behind that of its last one
     */
    record Batch(int from, int to) {
        int size() {
            return to - from;
        }
    }

    /**
     * The batches of a population, in the order of the candidates.
     *
     * @param size the number of candidates
     * @param block the number of candidates that a simulation takes together
     * @param tasks the number of tasks that the cluster has room for; there may be fewer batches, or more
     */
    static List<Batch> of(int size, int block, int tasks) {
        int share = (size + tasks - 1) / tasks;
        int unit = share >= OVERLAPPING ? OVERLAPPING : VECTOR;
        int length = Math.max(unit, (share + unit - 1) / unit * unit);
        List<Batch> batches = new ArrayList<>();
        for (int first = 0; first < size; first += block) {
            int end = Math.min(size, first + block);
            int from = first;
            while (end - from >= length + VECTOR) {
                batches.add(new Batch(from, from + length));
                from += length;
            }
            batches.add(new Batch(from, end));
        }
        return batches;
    }
}
