package dev.huxley.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a column stores its values, it is an array padded with NaN. */
class NumberColumnTest {
    @ParameterizedTest
    @CsvSource({"1, 0.01", "1, 0.4", "1, 0.9", "3, 0.05", "6, 0.6"})
    void aColumnIsAPaddedArray(int size, double share) {
        Random random = new Random(size * 100L);
        int[] shape = size == 1 ? new int[0] : new int[] {size};
        int rows = 300;
        NumberColumn column = new NumberColumn(rows, shape);
        double[] padded = new double[rows * size];
        Arrays.fill(padded, Double.NaN);
        for (int step = 0; step < 4000; step++) {
            int row = random.nextInt(rows);
            if (random.nextDouble() < share) {
                double[] values = random.doubles(size).toArray();
                column.set(row, values);
                System.arraycopy(values, 0, padded, row * size, size);
            } else {
                column.clear(row);
                Arrays.fill(padded, row * size, (row + 1) * size, Double.NaN);
            }
            if (step % 1000 == 999) {
                column.grow(7);
                padded = Arrays.copyOf(padded, (rows + 7) * size);
                Arrays.fill(padded, rows * size, padded.length, Double.NaN);
                rows += 7;
            }
            int seen = random.nextInt(rows);
            assertEquals(!Double.isNaN(padded[seen * size]), column.isPresent(seen));
            assertArrayEquals(Arrays.copyOfRange(padded, seen * size, (seen + 1) * size), column.row(seen));
            assertEquals(padded[seen * size + size - 1], column.value(seen, size - 1));
        }
        assertArrayEquals(padded, column.values());
        assertArrayEquals(padded, NumberColumn.of(padded, shape).values());
        int[] picks = random.ints(500, -1, rows).toArray();
        NumberColumn picked = column.rows(picks);
        for (int i = 0; i < picks.length; i++) {
            double[] want = new double[size];
            Arrays.fill(want, Double.NaN);
            if (picks[i] >= 0) {
                System.arraycopy(padded, picks[i] * size, want, 0, size);
            }
            assertArrayEquals(want, picked.row(i), "pick " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void fewValuesTakeLittleMemory(int size) {
        int[] shape = size == 1 ? new int[0] : new int[] {size};
        NumberColumn column = new NumberColumn(100_000, shape);
        for (int row = 50; row < 100_000; row += 100) {
            column.set(row, new double[size]);
        }
        long padded = 8L * size * 100_000;
        assertTrue(column.bytes() * 30 < padded, column.bytes() + " bytes, padded " + padded);
    }
}
