package dev.huxley.engine.llvm.emit;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;

/**
 * Writes the transfers of arrays with a value per slot: parameters, initial states and their derivatives. A block has
 * them as (slots, lanes), slots {@code BLOCK_STRIDE} floats apart; outside they are rows of float64, one per lane or
 * one for all. On the way in a table names the element of every slot, or the slot of every element if padding among the
 * slots stays as it is; on the way out the slot of every element, so padding is not read.
 */
final class SlotTransferEmitter {
    /** Copies rows to the block; surplus lanes repeat the last row. */
    static final String IN = "slotsIn";
    /** Copies rows to the slots of elements; surplus lanes repeat the last row. */
    static final String ELEMENTS_IN = "elementsIn";
    /** Adds the block to rows, without surplus lanes. */
    static final String ADD = "slotsAdd";
    /** Adds the sum over the lanes of the block, without surplus lanes, to one row. */
    static final String SUM = "slotsSum";

    private final IrModule module;
    private final Precision block;

    /**
     * @param module a module of float64
     * @param block the floating point type of the block
     */
    SlotTransferEmitter(IrModule module, Precision block) {
        this.module = module;
        this.block = block;
    }

    void defineAll() {
        define(IN, this::storeOne, SlotTransferEmitter::eachSlot, this::in);
        define(ELEMENTS_IN, this::storeOne, SlotTransferEmitter::eachElement, this::in);
        define(ADD, this::addOne, SlotTransferEmitter::eachElement, this::add);
        define(SUM, this::addOne, SlotTransferEmitter::eachElement, this::sum);
    }

    private interface Each {
        void write(IrFunction function, TransferVector vector, Body body);
    }

    private interface Lanes {
        void write(IrFunction function, TransferVector vector, Each each);
    }

    private interface OneLane {
        Body body(IrFunction function, TransferVector vector);
    }

    /** Defines a function with a loop of its own for blocks of a single lane. */
    private void define(String name, OneLane one, Each each, Lanes lanes) {
        module.entry(name, function -> {
            TransferWord.loadAll(function);
            TransferVector vector = new TransferVector(function, block);
            String single = function.value("icmp eq i64 " + TransferWord.LANES.value() + ", 1");
            function.choose(
                    single,
                    () -> each.write(function, vector, one.body(function, vector)),
                    () -> lanes.write(function, vector, each));
            function.returnVoid();
        });
    }

    private Body storeOne(IrFunction function, TransferVector vector) {
        Arithmetic one = function.arithmetic(1);
        return (slot, element) -> vector.storeOne(one.multiply(TransferWord.SCALE.value(), one.load(element)), slot);
    }

    private Body addOne(IrFunction function, TransferVector vector) {
        Arithmetic one = function.arithmetic(1);
        return (slot, element) ->
                one.accumulate(one.multiply(TransferWord.SCALE.value(), vector.loadOne(slot)), element);
    }

    private void in(IrFunction function, TransferVector vector, Each each) {
        function.loop(TransferWord.LANES.value(), vector.width(), lane -> {
            String starts = vector.rowStarts(lane);
            String mask = vector.mask(function.subtract(TransferWord.LANES.value(), lane));
            String all = vector.arithmetic().mask(true);
            each.write(function, vector, (slot, element) -> {
                String values = vector.scaled(vector.gather(element, starts, all));
                vector.storeBlock(values, vector.blockAt(slot, lane), mask);
            });
        });
    }

    private void add(IrFunction function, TransferVector vector, Each each) {
        function.loop(TransferWord.COUNT.value(), vector.width(), lane -> {
            String starts = vector.rowStarts(lane);
            String mask = vector.mask(function.subtract(TransferWord.COUNT.value(), lane));
            each.write(function, vector, (slot, element) -> {
                String values = vector.scaled(vector.loadBlock(vector.blockAt(slot, lane), mask));
                String before = vector.gather(element, starts, mask);
                vector.scatter(vector.arithmetic().add(before, values), element, starts, mask);
            });
        });
    }

    private void sum(IrFunction function, TransferVector vector, Each each) {
        each.write(function, vector, (slot, element) -> LaneSum.addTo(function, vector, slot, element));
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
            write(function, vector, slot, function.loadWord(TransferWord.TABLE.value(), slot), body);
        });
    }

    private static void eachElement(IrFunction function, TransferVector vector, Body body) {
        function.loop(TransferWord.LENGTH.value(), 1, element -> {
            write(function, vector, function.loadWord(TransferWord.TABLE.value(), element), element, body);
        });
    }

    private static void write(IrFunction function, TransferVector vector, String slot, String element, Body body) {
        String start = function.value("mul i64 " + slot + ", " + TransferWord.BLOCK_STRIDE.value());
        body.write(vector.blockAt(TransferWord.BLOCK.value(), start), vector.rowAt(TransferWord.ROWS.value(), element));
    }
}
