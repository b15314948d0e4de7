package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import java.util.function.Consumer;

/**
 * Writes the implicit step of the voltage: the symmetric system with the off-diagonal elements {@code -w} and the
 * diagonal {@code e + sum of w}, solved by eliminating the tree from its leaves to its roots.
 *
 * <p>The excess e is kept in place of the diagonal: eliminating a node of excess e and right-hand side r, coupled to its
 * parent by w, with {@code d = e + w}, adds {@code (w/d) e} and {@code (w/d) r} to the parent. Nothing is subtracted, so
 * the result is accurate also where couplings are many orders of magnitude larger than the excess (Grassmann, Taksar and
 * Heyman 1985). The matrix is symmetric, so the adjoint is a second solve with the pivots of the first: with x the
 * solution and l the adjoint solution, the cotangents are l of the right-hand side, {@code -l x} of the excess and
 * {@code -(l_i - l_j) (x_i - x_j)} of the coupling of i and j.
 *
 * <p>Units: excess and couplings in 10 fF, right-hand side in 10 fF mV. Cost: one division, four multiplications and
 * three additions per node.
 */
final class TreeCode {
    /** mA/cm2 times um2 times ms, in units of 10 fF mV. */
    static final double DENSITY_CURRENT = 1000;
    /** nA times ms, in units of 10 fF mV. */
    static final double POINT_CURRENT = 1e5;

    private final MemoryPlan plan;
    private final PlaceCode places;
    private final int parentTable;
    private final int rootTable;

    TreeCode(MemoryPlan plan, PlaceCode places) {
        this.plan = plan;
        this.places = places;
        parentTable = plan.eliminations().size();
        rootTable = 2 * plan.eliminations().size();
    }

    /**
     * Writes the step of the voltage. Excess and right-hand side of the compartments are there.
     *
     * @param samples the address of the samples of the step
     * @param inverses the address where the inverse pivots go
     */
    void solve(IrFunction function, String samples, String inverses) {
        clearBranchPoints(function);
        String right = at(function, plan.field(Sweep.RIGHT).offset());
        places.eachStimulus(
                function,
                (vector, element, sample) -> vector.accumulate(
                        vector.load(function.floatAt(samples, sample)), function.floatAt(right, element)));
        eliminate(function, inverses);
        substituteBack(function, inverses, right, voltage(function, 0));
    }

    /**
     * Writes the adjoint of the step: puts the adjoint solution, which is the cotangent of the right-hand side, in place
     * of the right-hand side. The cotangent of the voltage stays for the sweeps to replace.
     *
     * @param inverses the address of the inverse pivots on the tape
     * @param solution the address of the solution on the tape
     * @param couplingsWanted whether derivatives by the couplings are
     * @param gradients the address of the gradients by the samples of the step; null if none is wanted
     */
    void solveAdjoint(
            IrFunction function, String inverses, String solution, boolean couplingsWanted, String gradients) {
        String adjoint = at(function, plan.field(Sweep.RIGHT).offset());
        ArrayCode.copy(function, plan, plan.nodeSlots(), voltage(function, plan.mirror()), adjoint);
        sweep(function, adjoint, inverses);
        substituteBack(function, inverses, adjoint, adjoint);
        if (couplingsWanted) {
            couplings(function, adjoint, solution);
        }
        if (gradients != null) {
            places.eachStimulus(
                    function,
                    (vector, element, sample) -> vector.store(
                            vector.load(function.floatAt(adjoint, element)), function.floatAt(gradients, sample)));
        }
    }

    private void clearBranchPoints(IrFunction function) {
        int branchPoints = plan.program().cable().branchPoints();
        if (branchPoints > 0) {
            Arithmetic lanes = lanes(function);
            long first = plan.nodePosition(plan.program().compartments());
            String excess = at(function, plan.field(Sweep.EXCESS).offset() + first);
            String right = at(function, plan.field(Sweep.RIGHT).offset() + first);
            function.loop(Integer.toString(branchPoints), 1, index -> {
                String offset = function.multiply(index, plan.layout().lanes());
                lanes.store(lanes.constant(0), function.floatAt(excess, offset));
                lanes.store(lanes.constant(0), function.floatAt(right, offset));
            });
        }
    }

    private void eliminate(IrFunction function, String inverses) {
        Arithmetic lanes = lanes(function);
        String excess = at(function, plan.field(Sweep.EXCESS).offset());
        String right = at(function, plan.field(Sweep.RIGHT).offset());
        String couplings = at(function, plan.couplings());
        eachElimination(function, false, (offset, child, parent) -> {
            String e = lanes.load(function.floatAt(excess, child));
            String w = lanes.load(function.floatAt(couplings, offset));
            String inverse = lanes.divide(lanes.constant(1), lanes.add(e, w));
            String factor = lanes.multiply(w, inverse);
            lanes.store(inverse, function.floatAt(inverses, offset));
            lanes.accumulate(lanes.multiply(factor, e), function.floatAt(excess, parent));
            String r = lanes.load(function.floatAt(right, child));
            lanes.accumulate(lanes.multiply(factor, r), function.floatAt(right, parent));
        });
        eachRoot(function, (offset, root) -> {
            String e = lanes.load(function.floatAt(excess, root));
            lanes.store(lanes.divide(lanes.constant(1), e), function.floatAt(inverses, offset));
        });
    }

    /** The elimination of a right-hand side with pivots that are there already. */
    private void sweep(IrFunction function, String right, String inverses) {
        Arithmetic lanes = lanes(function);
        String couplings = at(function, plan.couplings());
        eachElimination(function, false, (offset, child, parent) -> {
            String w = lanes.load(function.floatAt(couplings, offset));
            String factor = lanes.multiply(w, lanes.load(function.floatAt(inverses, offset)));
            String r = lanes.load(function.floatAt(right, child));
            lanes.accumulate(lanes.multiply(factor, r), function.floatAt(right, parent));
        });
    }

    private void substituteBack(IrFunction function, String inverses, String right, String solution) {
        Arithmetic lanes = lanes(function);
        String couplings = at(function, plan.couplings());
        eachRoot(function, (offset, root) -> {
            String r = lanes.load(function.floatAt(right, root));
            String inverse = lanes.load(function.floatAt(inverses, offset));
            lanes.store(lanes.multiply(r, inverse), function.floatAt(solution, root));
        });
        eachElimination(function, true, (offset, child, parent) -> {
            String w = lanes.load(function.floatAt(couplings, offset));
            String r = lanes.load(function.floatAt(right, child));
            String sum = lanes.add(r, lanes.multiply(w, lanes.load(function.floatAt(solution, parent))));
            String inverse = lanes.load(function.floatAt(inverses, offset));
            lanes.store(lanes.multiply(sum, inverse), function.floatAt(solution, child));
        });
    }

    private void couplings(IrFunction function, String adjoint, String solution) {
        Arithmetic lanes = lanes(function);
        String gradients = at(function, plan.couplings() + plan.mirror());
        eachElimination(function, false, (offset, child, parent) -> {
            String l = lanes.subtract(
                    lanes.load(function.floatAt(adjoint, parent)), lanes.load(function.floatAt(adjoint, child)));
            String x = lanes.subtract(
                    lanes.load(function.floatAt(solution, child)), lanes.load(function.floatAt(solution, parent)));
            lanes.accumulate(lanes.multiply(l, x), function.floatAt(gradients, offset));
        });
    }

    private interface EliminationBody {
        /**
         * @param offset floats before the elimination's coupling and pivot in their arrays
         */
        void write(String offset, String child, String parent);
    }

    private interface RootBody {
        void write(String offset, String root);
    }

    private void eachElimination(IrFunction function, boolean backwards, EliminationBody body) {
        String count = Integer.toString(plan.eliminations().size());
        if (plan.eliminations().isEmpty()) {
            return;
        }
        Consumer<String> one = index -> body.write(
                function.multiply(index, plan.layout().lanes()),
                function.loadWord("%tables", index),
                function.loadWord("%tables", function.add(index, parentTable)));
        if (backwards) {
            function.loopBackwards(count, one);
        } else {
            function.loop(count, 1, one);
        }
    }

    private void eachRoot(IrFunction function, RootBody body) {
        int lanes = plan.layout().lanes();
        function.loop(Integer.toString(plan.order().roots().size()), 1, index -> {
            String offset =
                    function.multiply(function.add(index, plan.eliminations().size()), lanes);
            body.write(offset, function.loadWord("%tables", function.add(index, rootTable)));
        });
    }

    private Arithmetic lanes(IrFunction function) {
        return function.arithmetic(plan.layout().lanes());
    }

    private String voltage(IrFunction function, int shift) {
        return at(function, plan.field(Program.VOLTAGE).offset() + (long) shift);
    }

    private static String at(IrFunction function, long offset) {
        return function.floatAt("%arena", offset);
    }
}
