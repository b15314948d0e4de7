package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.CableSystem;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import java.util.function.Consumer;

/**
 * Writes operations of one quantity on the tree: implicit steps lead to the symmetric system with the off-diagonal
 * elements {@code -w} and the diagonal {@code e + sum of w}, solved by eliminating the tree from its leaves to its
 * roots (Hines 1984, Int. J. Biomed. Comput. 15:69).
 *
 * <p>The excess e is kept in place of the diagonal: eliminating a node of excess e and right-hand side r, coupled to
 * its parent by w, with {@code d = e + w}, adds {@code (w/d) e} and {@code (w/d) r} to the parent. Nothing is
 * subtracted, so the result is accurate also where couplings are many orders of magnitude larger than the excess
 * (Grassmann, Taksar and Heyman 1985). The matrix is symmetric, so the adjoint is a second solve with the pivots of the
 * first: with x the solution and l the adjoint solution, the cotangents are l of the right-hand side, {@code -l x} of
 * the excess and {@code -(l_i - l_j) (x_i - x_j)} of the coupling of i and j.
 *
 * <p>Layout: excess, right-hand side and solution are arrays (nodes, lanes) of the arena; couplings and inverse pivots
 * are in the sequence of the {@link dev.huxley.engine.llvm.plan.EliminationOrder}, so they are read in order, and
 * tables give the positions of each node and its parent. Units for the voltage: excess and couplings in 10 fF,
 * right-hand side in 10 fF mV. Cost: one division, four multiplications and three additions per node.
 */
public final class HinesEmitter {
    private final MemoryPlan plan;
    private final CableSystem system;
    private final int parentTable;
    private final int rootTable;

    HinesEmitter(MemoryPlan plan, CableSystem system) {
        this.plan = plan;
        this.system = system;
        parentTable = plan.eliminations().size();
        rootTable = 2 * plan.eliminations().size();
    }

    /** The address of the quantity. */
    String quantity(IrFunction function) {
        return at(function, plan.field(system.variable()).offset());
    }

    /** The address of the quantity's cotangent. */
    String cotangent(IrFunction function) {
        return at(function, plan.field(system.variable()).offset() + (long) plan.mirror());
    }

    /** The address of the system's excess. */
    String excess(IrFunction function) {
        return at(function, plan.field(system.excess()).offset());
    }

    /** The address of the system's right-hand side. */
    String right(IrFunction function) {
        return at(function, plan.field(system.right()).offset());
    }

    /** Sets excess and right-hand side of branch points, which have no capacity. */
    void clearBranchPoints(IrFunction function) {
        clearBranchPoints(function, excess(function));
        clearBranchPoints(function, right(function));
    }

    /** Sets an array over nodes to zero at branch points. */
    void clearBranchPoints(IrFunction function, String array) {
        eachBranchPoint(function, (lanes, offset) -> lanes.store(lanes.constant(0), function.floatAt(array, offset)));
    }

    /** Sets an array over nodes, at branch points, to the mean of their neighbors; uses the excess there. */
    void meansAtBranchPoints(IrFunction function, String array) {
        if (plan.program().cable().branchPoints() == 0) {
            return;
        }
        String weights = excess(function);
        clearBranchPoints(function, array);
        clearBranchPoints(function, weights);
        String couplings = couplings(function);
        Arithmetic lanes = lanes(function);
        function.loop(Integer.toString(plan.pointEdges()), 1, index -> {
            String row = function.multiply(index, 3);
            String first = function.loadWord("%tables", function.add(row, plan.pointEdgeTable()));
            String point = function.loadWord("%tables", function.add(row, plan.pointEdgeTable() + 1L));
            String other = function.loadWord("%tables", function.add(row, plan.pointEdgeTable() + 2L));
            String w = lanes.load(function.floatAt(couplings, first));
            lanes.accumulate(w, function.floatAt(weights, point));
            lanes.accumulate(
                    lanes.multiply(w, lanes.load(function.floatAt(array, other))), function.floatAt(array, point));
        });
        eachBranchPoint(function, (vector, offset) -> {
            String sum = vector.load(function.floatAt(array, offset));
            String weight = vector.load(function.floatAt(weights, offset));
            vector.store(vector.divide(sum, weight), function.floatAt(array, offset));
        });
    }

    /** Adds to an array over nodes the inflow at the values of another. */
    void flow(IrFunction function, String values, String into) {
        Arithmetic lanes = lanes(function);
        String couplings = couplings(function);
        eachElimination(function, false, (offset, child, parent) -> {
            String w = lanes.load(function.floatAt(couplings, offset));
            String difference = lanes.subtract(
                    lanes.load(function.floatAt(values, parent)), lanes.load(function.floatAt(values, child)));
            String flow = lanes.multiply(w, difference);
            lanes.accumulate(flow, function.floatAt(into, child));
            String left = lanes.load(function.floatAt(into, parent));
            lanes.store(lanes.subtract(left, flow), function.floatAt(into, parent));
        });
    }

    /** The elimination: turns excess and right-hand side into those of the roots, and keeps the inverse pivots. */
    void eliminate(IrFunction function, String inverses) {
        Arithmetic lanes = lanes(function);
        String excess = excess(function);
        String right = right(function);
        String couplings = couplings(function);
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

    /** The elimination of a right-hand side with existing pivots. */
    void eliminateRight(IrFunction function, String right, String inverses) {
        Arithmetic lanes = lanes(function);
        String couplings = couplings(function);
        eachElimination(function, false, (offset, child, parent) -> {
            String w = lanes.load(function.floatAt(couplings, offset));
            String factor = lanes.multiply(w, lanes.load(function.floatAt(inverses, offset)));
            String r = lanes.load(function.floatAt(right, child));
            lanes.accumulate(lanes.multiply(factor, r), function.floatAt(right, parent));
        });
    }

    /** The values of all nodes from the eliminated right-hand side. */
    void substituteBack(IrFunction function, String inverses, String right, String solution) {
        Arithmetic lanes = lanes(function);
        String couplings = couplings(function);
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

    /** Adds the cotangents of the couplings, {@code -(l_i - l_j) (x_i - x_j)}. */
    void couplings(IrFunction function, String adjoint, String solution) {
        Arithmetic lanes = lanes(function);
        String gradients = at(function, plan.couplings(system.variable()) + (long) plan.mirror());
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
         * @param offset the number of floats before the elimination's coupling and pivot in their arrays
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

    private interface PointBody {
        /**
         * @param offset the number of floats before the branch point in arrays over nodes
         */
        void write(Arithmetic lanes, String offset);
    }

    private void eachBranchPoint(IrFunction function, PointBody body) {
        int count = plan.program().cable().branchPoints();
        if (count == 0) {
            return;
        }
        long first = plan.nodePosition(plan.program().compartments());
        Arithmetic lanes = lanes(function);
        function.loop(
                Integer.toString(count),
                1,
                index -> body.write(
                        lanes,
                        function.add(function.multiply(index, plan.layout().lanes()), first)));
    }

    private String couplings(IrFunction function) {
        return at(function, plan.couplings(system.variable()));
    }

    /** An address in the arena. */
    String at(IrFunction function, long offset) {
        return function.floatAt("%arena", offset);
    }
}
