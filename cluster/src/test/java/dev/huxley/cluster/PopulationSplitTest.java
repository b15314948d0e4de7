package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.cluster.PopulationSplit.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationSplitTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 15, 16, 17, 31, 33, 64, 96, 100, 511, 512, 513, 527, 1031, 4096, 5003})
    void everyCandidateIsInOneBatchOfTheSameKindAsInItsBlock(int size) {
        for (int block : new int[] {64, 142, 512}) {
            for (int tasks : new int[] {1, 2, 3, 8, 64, 1000}) {
                String where = size + " candidates in blocks of " + block + " for " + tasks + " tasks: ";
                int next = 0;
                for (Batch batch : PopulationSplit.of(size, block, tasks)) {
                    assertEquals(next, batch.from(), where + batch);
                    assertTrue(batch.size() > 0, where + batch);
                    assertEquals(batch.from() / block, (batch.to() - 1) / block, where + batch + " is in two blocks");
                    int first = batch.from() / block * block;
                    int ofBlock = Math.min(size, first + block) - first;
                    assertTrue(
                            batch.size() >= PopulationSplit.VECTOR || batch.size() == ofBlock,
                            where + batch + " is part of a block of " + ofBlock);
                    next = batch.to();
                }
                assertEquals(size, next, where);
            }
        }
    }

    @Test
    void aLargePopulationFillsTheTasks() {
        List<Batch> batches = PopulationSplit.of(4096, 512, 16);
        assertEquals(16, batches.size());
        assertTrue(batches.stream().allMatch(batch -> batch.size() == 256), batches.toString());
    }

    @Test
    void noTaskIsTooSmallForItsVectors() {
        assertEquals(4, PopulationSplit.of(64, 512, 1000).size());
    }
}
