package dev.huxley.engine.llvm.emit;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.ir.Transposition;

/**
 * Writes the transfers of arrays with a value per step: traces, waveforms and their derivatives. A block has them as
 * (steps, lanes), steps {@code BLOCK_STRIDE} floats apart; outside they are rows of consecutive steps in float64 (traces
 * that are not kept: in float32), one per lane or one for all, anywhere in memory.
 *
 * <p>Squares as wide as a register are transposed in registers (see {@link dev.huxley.engine.llvm.ir.Transposition}),
 * so that memory on both sides is accessed in whole registers. A square at the edge is read and written through masks.
 * All steps of some lanes come before the next lanes: only as many rows are open at a time as the first-level cache has
 * ways, whatever the distance between them. Cost: a shuffle and two moves for every three numbers on AVX-512, so it is
 * bound by memory.
 */
final class TransferEmitter {
    /** Copies the block to rows, without surplus lanes. */
    static final String OUT = "out";
    /** Copies the block to rows of float32, without surplus lanes. */
    static final String OUT_NARROW = "outNarrow";
    /** Copies rows to the block. */
    static final String IN = "in";
    /** Copies one row to all lanes of the block. */
    static final String SPREAD = "spread";
    /** Adds the sum over the lanes of the block, without surplus lanes, to one row. */
    static final String SUM = "sum";

    private final IrModule module;
    private final Precision block;

    /**
     * @param module a module of float64; for {@link #defineNarrow} of the block's type
     * @param block the floating point type of the block
     */
    TransferEmitter(IrModule module, Precision block) {
        this.module = module;
        this.block = block;
    }

    void defineAll() {
        defineOut(OUT, Precision.FLOAT64);
        defineIn();
        defineSpread();
        defineSum();
    }

    /** Defines only the transfer to rows of float32, in a module of the block's type. */
    void defineNarrow() {
        defineOut(OUT_NARROW, Precision.FLOAT32);
    }

    private void defineOut(String name, Precision rowType) {
        module.entry(name, function -> {
            TransferWord.loadAll(function);
            TransferVector vector = new TransferVector(function, block, rowType);
            int width = vector.width();
            function.loop(TransferWord.COUNT.value(), width, lane -> {
                String[] rows = rows(function, vector, lane);
                String left = function.subtract(TransferWord.COUNT.value(), lane);
                String lanes = vector.mask(left);
                function.loop(TransferWord.LENGTH.value(), width, step -> {
                    String steps = function.subtract(TransferWord.LENGTH.value(), step);
                    String whole = both(function, atLeast(function, left, width), atLeast(function, steps, width));
                    function.choose(
                            whole,
                            () -> {
                                String[] values = new String[width];
                                for (int i = 0; i < width; i++) {
                                    String at = function.add(step, i);
                                    values[i] = vector.scaled(vector.loadBlock(blockAt(function, vector, at, lane)));
                                }
                                values = Transposition.write(vector.arithmetic(), values);
                                for (int i = 0; i < width; i++) {
                                    vector.storeRow(values[i], vector.rowAt(rows[i], step));
                                }
                            },
                            () -> {
                                String[] values = new String[width];
                                for (int i = 0; i < width; i++) {
                                    String address =
                                            blockAt(function, vector, existing(function, vector, step, i), lane);
                                    values[i] = vector.scaled(vector.loadBlock(address, lanes));
                                }
                                values = Transposition.write(vector.arithmetic(), values);
                                String mask = vector.mask(steps);
                                for (int i = 0; i < width; i++) {
                                    String exists = atLeast(function, left, i + 1);
                                    vector.storeRow(
                                            values[i], vector.rowAt(rows[i], step), vector.maskIf(mask, exists));
                                }
                            });
                });
            });
            function.returnVoid();
        });
    }

    private void defineIn() {
        module.entry(IN, function -> {
            TransferWord.loadAll(function);
            TransferVector vector = new TransferVector(function, block);
            int width = vector.width();
            String repeat = function.value("icmp ne i64 " + TransferWord.REPEAT.value() + ", 0");
            function.loop(TransferWord.LANES.value(), width, lane -> {
                String[] rows = rows(function, vector, lane);
                String left = function.subtract(TransferWord.COUNT.value(), lane);
                String space = function.subtract(TransferWord.LANES.value(), lane);
                String lanes = vector.mask(space);
                // Rows end no later than lanes.
                String complete = atLeast(function, left, width);
                function.loop(TransferWord.LENGTH.value(), width, step -> {
                    String steps = function.subtract(TransferWord.LENGTH.value(), step);
                    function.choose(
                            both(function, complete, atLeast(function, steps, width)),
                            () -> {
                                String[] values = new String[width];
                                for (int i = 0; i < width; i++) {
                                    values[i] = vector.scaled(vector.loadRow(vector.rowAt(rows[i], step)));
                                }
                                values = Transposition.write(vector.arithmetic(), values);
                                for (int i = 0; i < width; i++) {
                                    vector.storeBlock(
                                            values[i], blockAt(function, vector, function.add(step, i), lane));
                                }
                            },
                            () -> {
                                String[] values = new String[width];
                                String mask = vector.mask(steps);
                                for (int i = 0; i < width; i++) {
                                    String row = vector.scaled(vector.loadRow(vector.rowAt(rows[i], step), mask));
                                    String exists = atLeast(function, left, i + 1);
                                    String kept = function.value("or i1 " + exists + ", " + repeat);
                                    values[i] = vector.keepIf(kept, row);
                                }
                                values = Transposition.write(vector.arithmetic(), values);
                                for (int i = 0; i < width; i++) {
                                    String address =
                                            blockAt(function, vector, existing(function, vector, step, i), lane);
                                    String exists = atLeast(function, steps, i + 1);
                                    vector.storeBlock(values[i], address, vector.maskIf(lanes, exists));
                                }
                            });
                });
            });
            function.returnVoid();
        });
    }

    private void defineSpread() {
        module.entry(SPREAD, function -> {
            TransferWord.loadAll(function);
            TransferVector vector = new TransferVector(function, block);
            int width = vector.width();
            function.loop(TransferWord.LENGTH.value(), 1, step -> {
                String address = vector.rowAt(TransferWord.ROWS.value(), step);
                String one = function.value("load double, ptr " + address + ", align 8");
                String values = vector.scaled(vector.splat("double", one));
                function.loop(TransferWord.LANES.value(), width, lane -> {
                    String left = function.subtract(TransferWord.LANES.value(), lane);
                    String target = blockAt(function, vector, step, lane);
                    function.choose(
                            atLeast(function, left, width),
                            () -> vector.storeBlock(values, target),
                            () -> vector.storeBlock(values, target, vector.mask(left)));
                });
            });
            function.returnVoid();
        });
    }

    private void defineSum() {
        module.entry(SUM, function -> {
            TransferWord.loadAll(function);
            TransferVector vector = new TransferVector(function, block);
            function.loop(TransferWord.LENGTH.value(), 1, step -> {
                String lane0 = blockAt(function, vector, step, "0");
                LaneSum.addTo(function, vector, lane0, vector.rowAt(TransferWord.ROWS.value(), step));
            });
            function.returnVoid();
        });
    }

    /**
     * The addresses of as many rows as a vector has elements, from this one on; beyond the last row, that of the last.
     */
    private static String[] rows(IrFunction function, TransferVector vector, String first) {
        String last = function.subtract(TransferWord.COUNT.value(), "1");
        String[] rows = new String[vector.width()];
        for (int i = 0; i < rows.length; i++) {
            String row = vector.smaller(function.add(first, i), last);
            String start = function.value("mul i64 " + row + ", " + TransferWord.ROW_STRIDE.value());
            rows[i] = vector.rowAt(TransferWord.ROWS.value(), start);
        }
        return rows;
    }

    private static String blockAt(IrFunction function, TransferVector vector, String step, String lane) {
        String start = function.value("mul i64 " + step + ", " + TransferWord.BLOCK_STRIDE.value());
        return vector.blockAt(TransferWord.BLOCK.value(), function.add(start, lane));
    }

    /** The step at a distance behind this one, but at most the last. */
    private static String existing(IrFunction function, TransferVector vector, String step, int behind) {
        String last = function.subtract(TransferWord.LENGTH.value(), "1");
        return vector.smaller(function.add(step, behind), last);
    }

    private static String atLeast(IrFunction function, String count, int least) {
        return function.value("icmp sge i64 " + count + ", " + least);
    }

    private static String both(IrFunction function, String a, String b) {
        return function.value("and i1 " + a + ", " + b);
    }
}
