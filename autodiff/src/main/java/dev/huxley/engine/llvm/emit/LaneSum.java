package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;

/**
 * Writes sums over the lanes of a block, without surplus lanes, in an order that depends only on the width of a
 * register: registers are added element by element, then their elements from the first to the last.
 */
final class LaneSum {
    private LaneSum() {}

    /**
     * Adds the scaled sum of the lanes to a number in memory.
     *
     * @param lane0 the address of the first lane
     * @param target the address of the number
     */
    static void addTo(IrFunction function, TransferVector vector, String lane0, String target) {
        Arithmetic arithmetic = vector.arithmetic();
        String sum = function.local(arithmetic.type());
        arithmetic.store(arithmetic.constant(0), sum);
        function.loop(TransferWord.COUNT.value(), vector.width(), lane -> {
            String left = function.subtract(TransferWord.COUNT.value(), lane);
            String values = vector.loadBlock(vector.blockAt(lane0, lane), vector.mask(left));
            arithmetic.accumulate(values, sum);
        });
        Arithmetic one = function.arithmetic(1);
        String total = vector.sum(arithmetic.load(sum));
        one.accumulate(one.multiply(TransferWord.SCALE.value(), total), target);
    }
}
