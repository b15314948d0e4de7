package dev.huxley.engine.llvm.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.Transfers.Rows;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Transfers equal plain loops over the same indices, for sizes around and beside the width of a register, on this
 * processor and without its wider registers, and touch nothing else.
 */
class TransfersTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 16, 21, 32};
    /** The value that memory keeps where nothing must be written. */
    private static final double UNTOUCHED = -12345;

    private static final double SCALE = 0.37;
    private static final List<Case> CASES = new ArrayList<>();

    private record Case(String name, Precision precision, TransferFunctions functions) {
        double rounded(double value) {
            return precision == Precision.FLOAT64 ? value : (float) value;
        }
    }

    @BeforeAll
    static void compile() {
        NativeLibrary.require();
        Target host = LlvmLibrary.host();
        for (Target target : List.of(host, without(host, "avx512"), without(host, "avx", "fma"))) {
            for (Precision precision : Precision.values()) {
                String name = precision + ", registers of " + target.vectorBytes() + " bytes";
                CASES.add(new Case(name, precision, TransferFunctions.compile(target, precision)));
            }
        }
    }

    /** The same processor without the features whose names begin so. */
    private static Target without(Target target, String... features) {
        String list = target.features();
        for (String feature : features) {
            list = list.replaceAll("\\+(" + feature + "[^,]*)", "-$1");
        }
        return new Target(target.triple(), target.cpu(), list);
    }

    @AfterAll
    static void close() {
        CASES.forEach(each -> each.functions().close());
    }

    /** A block (length, arrays, lanes) and rows, in memory with a margin around them. */
    private static final class Setting implements AutoCloseable {
        static final int MARGIN = 70;
        final Case what;
        final int lanes;
        final int count;
        final int length;
        final int stride;
        final int rowStride;
        final NativeMemory block;
        final NativeMemory rows;
        final Transfers transfers;

        Setting(Case what, int lanes, int count, int length, boolean shared, boolean fillBlock) {
            this.what = what;
            this.lanes = lanes;
            this.count = count;
            this.length = length;
            stride = 3 * lanes;
            rowStride = shared ? 0 : length + 5;
            block = NativeMemory.ofNumbers(2 * MARGIN + length * stride, what.precision());
            rows = NativeMemory.ofNumbers(2 * MARGIN + (count + 1) * (length + 5), Precision.FLOAT64);
            transfers = new Transfers(what.functions());
            Random random = new Random(7);
            for (int i = 0; i < blockSize(); i++) {
                block.set(i, fillBlock ? what.rounded(random.nextGaussian()) : UNTOUCHED);
            }
            for (int i = 0; i < rowsSize(); i++) {
                rows.set(i, random.nextGaussian());
            }
        }

        int blockSize() {
            return 2 * MARGIN + length * stride;
        }

        int rowsSize() {
            return 2 * MARGIN + (count + 1) * (length + 5);
        }

        long blockAddress() {
            return block.address() + (long) (MARGIN + lanes) * NativeMemory.bytesOf(what.precision());
        }

        /** Of the second of three arrays. */
        int inBlock(int step, int lane) {
            return MARGIN + lanes + step * stride + lane;
        }

        Rows rows() {
            return new Rows(rows.address() + MARGIN * Double.BYTES, rowStride, count);
        }

        int inRows(int lane, int element) {
            return MARGIN + lane * rowStride + element;
        }

        double[] blockCopy() {
            double[] copy = new double[blockSize()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = block.get(i);
            }
            return copy;
        }

        double[] rowsCopy() {
            double[] copy = new double[rowsSize()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = rows.get(i);
            }
            return copy;
        }

        void assertBlock(double[] want, double tolerance) {
            check("block", want, blockCopy(), tolerance);
        }

        void assertRows(double[] want, double tolerance) {
            check("rows", want, rowsCopy(), tolerance);
        }

        private void check(String part, double[] want, double[] have, double tolerance) {
            for (int i = 0; i < want.length; i++) {
                if (!(Math.abs(want[i] - have[i]) <= tolerance * (1 + Math.abs(want[i])))) {
                    assertEquals(want[i], have[i], part + ", element " + i + ", " + this);
                }
            }
        }

        @Override
        public String toString() {
            return what.name() + ": " + lanes + " lanes, " + count + " rows, " + length + " steps or slots, row stride "
                    + rowStride;
        }

        @Override
        public void close() {
            block.close();
            rows.close();
            transfers.close();
        }
    }

    private interface Law {
        void check(Setting setting);
    }

    private static void forAll(boolean fillBlock, boolean withShared, boolean withOwn, Law law) {
        for (Case what : CASES) {
            for (int lanes : SIZES) {
                for (int count : new int[] {1, lanes / 2 + 1, lanes}) {
                    for (int length : SIZES) {
                        for (int shared = withOwn ? 0 : 1; shared <= (withShared ? 1 : 0); shared++) {
                            try (Setting setting = new Setting(what, lanes, count, length, shared == 1, fillBlock)) {
                                law.check(setting);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void stepsGoToTheirRows() {
        forAll(true, false, true, s -> {
            double[] want = s.rowsCopy();
            double[] block = s.blockCopy();
            for (int lane = 0; lane < s.count; lane++) {
                for (int step = 0; step < s.length; step++) {
                    want[s.inRows(lane, step)] = SCALE * block[s.inBlock(step, lane)];
                }
            }
            s.transfers.stepsToRows(s.blockAddress(), s.stride, s.length, s.rows(), SCALE);
            s.assertRows(want, 0);
            s.assertBlock(block, 0);
        });
    }

    @Test
    void rowsGoToTheirStepsAndSurplusLanesBecomeZero() {
        forAll(false, false, true, s -> {
            double[] want = s.blockCopy();
            double[] rows = s.rowsCopy();
            for (int lane = 0; lane < s.lanes; lane++) {
                for (int step = 0; step < s.length; step++) {
                    want[s.inBlock(step, lane)] =
                            lane < s.count ? s.what.rounded(SCALE * rows[s.inRows(lane, step)]) : 0;
                }
            }
            s.transfers.rowsToSteps(s.rows(), s.blockAddress(), s.stride, s.lanes, s.length, SCALE);
            s.assertBlock(want, 0);
            s.assertRows(rows, 0);
        });
    }

    @Test
    void rowsGoToTheirStepsAndSurplusLanesRepeatTheLast() {
        forAll(false, true, true, s -> {
            double[] want = s.blockCopy();
            double[] rows = s.rowsCopy();
            for (int lane = 0; lane < s.lanes; lane++) {
                for (int step = 0; step < s.length; step++) {
                    double value = rows[s.inRows(Math.min(lane, s.count - 1), step)];
                    want[s.inBlock(step, lane)] = s.what.rounded(SCALE * value);
                }
            }
            s.transfers.rowsToAllSteps(s.rows(), s.blockAddress(), s.stride, s.lanes, s.length, SCALE);
            s.assertBlock(want, 0);
            s.assertRows(rows, 0);
        });
    }

    @Test
    void aSharedRowGetsTheSumsOverLanesOfSteps() {
        forAll(true, true, false, s -> {
            double[] want = s.rowsCopy();
            double[] block = s.blockCopy();
            for (int step = 0; step < s.length; step++) {
                for (int lane = 0; lane < s.count; lane++) {
                    want[s.inRows(0, step)] += SCALE * block[s.inBlock(step, lane)];
                }
            }
            s.transfers.addSumOfSteps(s.blockAddress(), s.stride, s.length, s.rows(), SCALE);
            s.assertRows(want, 1e-14);
            s.assertBlock(block, 0);
        });
    }

    @Test
    void slotsGetTheirElementsOfTheRows() {
        forAll(false, true, true, s -> {
            double[] want = s.blockCopy();
            double[] rows = s.rowsCopy();
            long[] table = table(s.length);
            for (int lane = 0; lane < s.lanes; lane++) {
                for (int slot = 0; slot < s.length; slot++) {
                    double value = rows[s.inRows(Math.min(lane, s.count - 1), (int) table[slot])];
                    want[Setting.MARGIN + slot * s.lanes + lane] = s.what.rounded(SCALE * value);
                }
            }
            try (NativeMemory elements = NativeMemory.of(table)) {
                long address = s.block.address() + (long) Setting.MARGIN * NativeMemory.bytesOf(s.what.precision());
                s.transfers.rowsToSlots(s.rows(), elements.address(), s.length, address, s.lanes, SCALE);
            }
            s.assertBlock(want, 0);
            s.assertRows(rows, 0);
        });
    }

    @Test
    void elementsOfTheRowsGoToTheirSlots() {
        forAll(false, true, true, s -> {
            double[] want = s.blockCopy();
            double[] rows = s.rowsCopy();
            long[] table = table(s.length);
            for (int lane = 0; lane < s.lanes; lane++) {
                for (int element = 0; element < s.length; element++) {
                    double value = rows[s.inRows(Math.min(lane, s.count - 1), element)];
                    want[Setting.MARGIN + (int) table[element] * s.lanes + lane] = s.what.rounded(SCALE * value);
                }
            }
            try (NativeMemory slots = NativeMemory.of(table)) {
                long address = s.block.address() + (long) Setting.MARGIN * NativeMemory.bytesOf(s.what.precision());
                s.transfers.elementsToSlots(s.rows(), slots.address(), s.length, address, s.lanes, SCALE);
            }
            s.assertBlock(want, 0);
            s.assertRows(rows, 0);
        });
    }

    @Test
    void rowsGetTheirSlotsAdded() {
        forAll(true, true, true, s -> {
            double[] want = s.rowsCopy();
            double[] block = s.blockCopy();
            long[] table = table(s.length);
            for (int element = 0; element < s.length; element++) {
                for (int lane = 0; lane < s.count; lane++) {
                    int at = Setting.MARGIN + (int) table[element] * s.lanes + lane;
                    want[s.inRows(lane, element)] += SCALE * block[at];
                }
            }
            try (NativeMemory slots = NativeMemory.of(table)) {
                long address = s.block.address() + (long) Setting.MARGIN * NativeMemory.bytesOf(s.what.precision());
                s.transfers.addSlotsToRows(address, s.lanes, s.rows(), slots.address(), s.length, SCALE);
            }
            s.assertRows(want, 1e-14);
            s.assertBlock(block, 0);
        });
    }

    @Test
    void severalThreadsTransferAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(threads.submit(() -> {
                for (int repeat = 0; repeat < 200; repeat++) {
                    try (Setting s = new Setting(CASES.get(0), 16, 13, 21, false, false)) {
                        double[] rows = s.rowsCopy();
                        s.transfers.rowsToAllSteps(s.rows(), s.blockAddress(), s.stride, s.lanes, s.length, 1);
                        s.transfers.stepsToRows(s.blockAddress(), s.stride, s.length, s.rows(), 1);
                        s.assertRows(rows, 0);
                    }
                }
            }));
        }
        threads.shutdown();
        for (Future<?> result : results) {
            result.get();
        }
    }

    /** The numbers in reverse order, the first again at the end where there are more than two. */
    private static long[] table(int slots) {
        long[] table = new long[slots];
        for (int slot = 0; slot < slots; slot++) {
            table[slot] = slots - 1 - slot;
        }
        if (slots > 2) {
            table[slots - 1] = table[0];
        }
        return table;
    }
}
