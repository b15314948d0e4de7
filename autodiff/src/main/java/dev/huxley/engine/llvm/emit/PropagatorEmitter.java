package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import dev.huxley.program.CableEquation;

/**
 * Writes the product of a quantity with its propagator, {@code x <- P x}, and its adjoint: with c the cotangent of the
 * product, {@code c' = P^T c} and the cotangent of P is {@code c x^T}.
 *
 * <p>The matrix lies column by column, (columns, slots, lanes), so vectors hold rows of one column or lanes of one
 * element; its transpose is stored beside it for the adjoint. Cost: one multiplication and addition per element.
 */
final class PropagatorEmitter implements CableEmitter {
    private final MemoryPlan plan;
    private final int variable;
    private final TapeLayout tapeLayout;
    private final GradientMask wanted;
    private final PropagatorClampEmitter clamps;
    /** False without edges, when there are only clamps. */
    private final boolean isCable;

    PropagatorEmitter(
            MemoryPlan plan, PlaceEmitter places, CableEquation equation, TapeLayout tapeLayout, GradientMask wanted) {
        this.plan = plan;
        this.variable = equation.variable();
        this.tapeLayout = tapeLayout;
        this.wanted = wanted;
        clamps = new PropagatorClampEmitter(equation, new ClampLanes(plan, places, equation, tapeLayout, wanted));
        isCable = !plan.program().cable().edges().isEmpty();
    }

    @Override
    public void forward(IrFunction function, String samples, String tape) {
        clamps.begin(function, samples, tape);
        if (isCable) {
            flow(function, tape);
        }
        clamps.finish(function, samples, tape);
    }

    private void flow(IrFunction function, String tape) {
        String x = at(function, plan.field(variable).offset());
        if (tape != null) {
            String before = function.floatAt(tape, tapeLayout.cable(variable).before());
            ArrayEmitter.copy(function, plan, plan.compartmentSlots(), x, before);
        }
        multiply(function, at(function, plan.propagator(variable)), x);
        mirrorRows(function, x);
    }

    /**
     * Copies to padding the value of the row that it repeats. The product leaves 0 there, from which a mechanism may
     * compute NaN (a Nernst potential of the concentration 0), and the next product would spread it: NaN times 0 is
     * NaN.
     */
    private void mirrorRows(IrFunction function, String array) {
        Arithmetic one = function.arithmetic(1);
        int lanes = plan.layout().lanes();
        int[] rows = plan.rowAtSlot(variable);
        int[] slots = plan.slotOfRow(variable);
        for (int slot = 0; slot < rows.length; slot++) {
            int mirrored = slots[rows[slot]];
            for (int lane = 0; mirrored != slot && lane < lanes; lane++) {
                String value = one.load(function.floatAt(array, (long) mirrored * lanes + lane));
                one.store(value, function.floatAt(array, (long) slot * lanes + lane));
            }
        }
    }

    @Override
    public void adjoint(IrFunction function, String samples, String tape) {
        clamps.beginAdjoint(function, samples, tape);
        if (isCable) {
            flowAdjoint(function, tape);
        }
        clamps.finishAdjoint(function, samples, tape);
    }

    private void flowAdjoint(IrFunction function, String tape) {
        String cotangent = at(function, plan.field(variable).offset() + (long) plan.mirror());
        if (wanted.propagators().contains(variable)) {
            String before = function.floatAt(tape, tapeLayout.cable(variable).before());
            String gradient = at(function, plan.propagator(variable) + (long) plan.mirror());
            eachElement(function, gradient, before, (vector, element, index, x) -> {
                String c = vector.load(function.floatAt(cotangent, index));
                vector.accumulate(vector.multiply(c, x), element);
            });
        }
        multiply(function, at(function, plan.transposedPropagator(variable)), cotangent);
    }

    /** Multiplies an array in place. */
    private void multiply(IrFunction function, String matrix, String array) {
        String product = at(function, plan.product());
        ArrayEmitter.clear(function, plan, plan.compartmentSlots(), product);
        eachElement(function, matrix, array, (vector, element, index, x) -> {
            vector.accumulate(vector.multiply(vector.load(element), x), function.floatAt(product, index));
        });
        ArrayEmitter.copy(function, plan, plan.compartmentSlots(), product, array);
    }

    private interface Body {
        /**
         * @param element the address of the matrix element(s)
         * @param index the number of floats before the row in arrays over compartments
         * @param factor the element of the array for the column
         */
        void write(Arithmetic vector, String element, String index, String factor);
    }

    private void eachElement(IrFunction function, String matrix, String array, Body body) {
        int lanes = plan.layout().lanes();
        int columnFloats = plan.compartmentSlots() * lanes;
        Arithmetic vector = function.arithmetic(plan.layout().width());
        function.loop(Integer.toString(plan.compartmentSlots()), 1, column -> {
            String ofColumn = function.floatAt(array, function.multiply(column, lanes));
            String factor = lanes > 1
                    ? vector.load(ofColumn)
                    : vector.splat(function.arithmetic(1).load(ofColumn));
            String elements = function.floatAt(matrix, function.multiply(column, columnFloats));
            function.loop(
                    Integer.toString(columnFloats),
                    vector.width(),
                    index -> body.write(vector, function.floatAt(elements, index), index, factor));
        });
    }

    private static String at(IrFunction function, long offset) {
        return function.floatAt(KernelArgument.ARENA.value(), offset);
    }
}
