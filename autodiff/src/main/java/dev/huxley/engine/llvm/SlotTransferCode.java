package dev.huxley.engine.llvm;

import dev.huxley.engine.Precision;
import java.util.function.Consumer;

/**
 * Writes the transfers of what has a value per slot: parameters, initial states and their derivatives. A block has them
 * as (slots, lanes), slots {@code BLOCK_STRIDE} floats apart; outside they are rows of float64, one per lane or one for
 * all, and a table says which element of a row belongs to a slot.
 */
final class SlotTransferCode {
    /** From rows to the block; surplus lanes repeat the last row. */
    static final String IN = "slotsIn";
    /** Adds the block to rows; surplus lanes are left out. */
    static final String ADD = "slotsAdd";
    /** Adds the sum over the lanes of the block, surplus lanes left out, to one row. */
    static final String SUM = "slotsSum";

    private final IrModule module;
    private final Precision block;

    /**
     * @param module of float64
     * @param block the floating point type of the block
     */
    SlotTransferCode(IrModule module, Precision block) {
        this.module = module;
        this.block = block;
    }

    void defineAll() {
        define(IN, this::in);
        define(ADD, this::add);
        define(SUM, this::sum);
    }

    /** Defines a function with a loop of its own for blocks of a single lane. */
    private void define(String name, Consumer<IrFunction> lanes) {
        module.entry(name, function -> {
            TransferWord.loadAll(function);
            String single = function.value("icmp eq i64 " + TransferWord.LANES.value() + ", 1");
            function.choose(single, () -> oneLane(function, name.equals(IN)), () -> lanes.accept(function));
            function.returnVoid();
        });
    }

    private void oneLane(IrFunction function, boolean isIn) {
        TransferVector vector = new TransferVector(function, block);
        Arithmetic one = function.arithmetic(1);
        eachSlot(function, vector, (slot, element) -> {
            String inBlock = vector.blockAt(slot, "0");
            if (isIn) {
                vector.storeOne(one.multiply(TransferWord.SCALE.value(), one.load(element)), inBlock);
            } else {
                one.accumulate(one.multiply(TransferWord.SCALE.value(), vector.loadOne(inBlock)), element);
            }
        });
    }

    private void in(IrFunction function) {
        TransferVector vector = new TransferVector(function, block);
        function.loop(TransferWord.LANES.value(), vector.width(), lane -> {
            String starts = vector.rowStarts(lane);
            String mask = vector.mask(function.subtract(TransferWord.LANES.value(), lane));
            String all = vector.arithmetic().mask(true);
            eachSlot(function, vector, (slot, element) -> {
                String values = vector.scaled(vector.gather(element, starts, all));
                vector.storeBlock(values, vector.blockAt(slot, lane), mask);
            });
        });
    }

    private void add(IrFunction function) {
        TransferVector vector = new TransferVector(function, block);
        function.loop(TransferWord.COUNT.value(), vector.width(), lane -> {
            String starts = vector.rowStarts(lane);
            String mask = vector.mask(function.subtract(TransferWord.COUNT.value(), lane));
            eachSlot(function, vector, (slot, element) -> {
                String values = vector.scaled(vector.loadBlock(vector.blockAt(slot, lane), mask));
                String before = vector.gather(element, starts, mask);
                vector.scatter(vector.arithmetic().add(before, values), element, starts, mask);
            });
        });
    }

    private void sum(IrFunction function) {
        TransferVector vector = new TransferVector(function, block);
        eachSlot(function, vector, (slot, element) -> LaneSum.addTo(function, vector, slot, element));
    }

    private interface Body {
        /**
         * @param slot the address of the slot's first lane
         * @param element the address of its element in the first row
         */
        void write(String slot, String element);
    }

    private static void eachSlot(IrFunction function, TransferVector vector, Body body) {
        function.loop(TransferWord.LENGTH.value(), 1, slot -> {
            String start = function.value("mul i64 " + slot + ", " + TransferWord.BLOCK_STRIDE.value());
            String element = function.loadWord(TransferWord.TABLE.value(), slot);
            body.write(
                    vector.blockAt(TransferWord.BLOCK.value(), start),
                    vector.rowAt(TransferWord.ROWS.value(), element));
        });
    }
}
