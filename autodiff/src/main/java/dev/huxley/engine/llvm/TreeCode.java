package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

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
    private final double membrane;
    private final int compartments;
    private final int childTable;
    private final int parentTable;
    private final int rootTable;

    TreeCode(MemoryPlan plan, PlaceCode places) {
        this.plan = plan;
        this.places = places;
        membrane = DENSITY_CURRENT * plan.program().timeStep();
        compartments = plan.program().compartments();
        childTable = plan.table(positions(plan.eliminations(), TreeOrder.Elimination::node));
        parentTable = plan.table(positions(plan.eliminations(), TreeOrder.Elimination::parent));
        rootTable = plan.table(positions(plan.order().roots(), root -> root));
    }

    /**
     * Writes the step of the voltage.
     *
     * @param hasCurrents whether the sums of slopes and constants are there
     * @param samples the address of the samples of the step
     * @param inverses the address where the inverse pivots go
     */
    void solve(IrFunction function, boolean hasCurrents, String samples, String inverses) {
        assemble(function, hasCurrents);
        String right = at(function, plan.right());
        places.eachStimulus(
                function,
                (vector, element, sample) -> vector.accumulate(
                        vector.load(function.floatAt(samples, sample)), function.floatAt(right, element)));
        eliminate(function, inverses);
        substituteBack(function, inverses, right, at(function, plan.offset(Program.VOLTAGE)));
    }

    /**
     * Writes the adjoint of the step: turns the cotangent of the voltage after into that of the voltage before, and sets
     * the cotangents of slopes and constants.
     *
     * @param layout the layout of the frame
     * @param before where the frame has the voltage before the step; -1 if derivatives by the area and the capacitance
     *     are not wanted
     * @param frame the address of the frame on the tape
     * @param gradients the address of the gradients by the samples of the step; null if none is wanted
     */
    void solveAdjoint(
            IrFunction function,
            Frame layout,
            int before,
            boolean hasCurrents,
            boolean couplingsWanted,
            String frame,
            String gradients) {
        String adjoint = at(function, plan.right());
        String cotangent = at(function, plan.offset(Program.VOLTAGE) + plan.mirror());
        String inverses = function.floatAt(frame, layout.offset(Frame.Part.INVERSES));
        String solution = function.floatAt(frame, layout.offset(Frame.Part.SOLUTION));
        ArrayCode.copy(function, plan, plan.nodeSlots(), cotangent, adjoint);
        sweep(function, adjoint, inverses);
        substituteBack(function, inverses, adjoint, adjoint);
        distribute(function, layout, before, hasCurrents, frame, adjoint, solution, cotangent);
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

    private void assemble(IrFunction function, boolean hasCurrents) {
        eachCompartment(function, (vector, index) -> {
            String area = load(vector, plan.offset(plan.program().area()), index);
            String capacity = load(vector, plan.offset(plan.program().capacitance()), index);
            String excess = capacity;
            String right = vector.multiply(capacity, load(vector, plan.offset(Program.VOLTAGE), index));
            if (hasCurrents) {
                String scale = vector.constant(membrane);
                excess = vector.add(excess, vector.multiply(scale, load(vector, plan.slopes(), index)));
                right = vector.add(right, vector.multiply(scale, load(vector, plan.constants(), index)));
            }
            vector.store(vector.multiply(area, excess), address(vector, plan.excess(), index));
            vector.store(vector.multiply(area, right), address(vector, plan.right(), index));
        });
        int branchPoints = plan.program().cable().branchPoints();
        if (branchPoints > 0) {
            Arithmetic lanes = lanes(function);
            long first = plan.nodePosition(compartments);
            String excess = at(function, plan.excess() + first);
            String right = at(function, plan.right() + first);
            function.loop(Integer.toString(branchPoints), 1, index -> {
                String offset = function.multiply(index, plan.layout().lanes());
                lanes.store(lanes.constant(0), function.floatAt(excess, offset));
                lanes.store(lanes.constant(0), function.floatAt(right, offset));
            });
        }
    }

    private void eliminate(IrFunction function, String inverses) {
        Arithmetic lanes = lanes(function);
        String excess = at(function, plan.excess());
        String right = at(function, plan.right());
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

    private void distribute(
            IrFunction function,
            Frame layout,
            int before,
            boolean hasCurrents,
            String frame,
            String adjoint,
            String solution,
            String cotangent) {
        Program program = plan.program();
        eachCompartment(function, (vector, index) -> {
            String offset = function.multiply(index, plan.layout().lanes());
            String l = vector.load(function.floatAt(adjoint, offset));
            String x = vector.load(function.floatAt(solution, offset));
            String area = load(vector, plan.offset(program.area()), index);
            String capacitance = load(vector, plan.offset(program.capacitance()), index);
            String areaTimesL = vector.multiply(area, l);
            vector.store(vector.multiply(areaTimesL, capacitance), function.floatAt(cotangent, offset));
            String scale = vector.constant(membrane);
            if (hasCurrents) {
                String constant = vector.multiply(areaTimesL, scale);
                vector.store(constant, address(vector, plan.constants(), index));
                vector.store(vector.negate(vector.multiply(constant, x)), address(vector, plan.slopes(), index));
            }
            if (before >= 0) {
                String voltage = vector.load(function.floatAt(function.floatAt(frame, before), offset));
                String change = vector.subtract(voltage, x);
                vector.accumulate(
                        vector.multiply(areaTimesL, change),
                        address(vector, plan.offset(program.capacitance()) + plan.mirror(), index));
                String perArea = vector.multiply(capacitance, change);
                if (hasCurrents) {
                    String slope = vector.load(
                            function.floatAt(function.floatAt(frame, layout.offset(Frame.Part.SLOPES)), offset));
                    String constant = vector.load(
                            function.floatAt(function.floatAt(frame, layout.offset(Frame.Part.CONSTANTS)), offset));
                    String current = vector.subtract(constant, vector.multiply(slope, x));
                    perArea = vector.add(perArea, vector.multiply(scale, current));
                }
                vector.accumulate(
                        vector.multiply(l, perArea),
                        address(vector, plan.offset(program.area()) + plan.mirror(), index));
            }
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

    private interface CompartmentBody {
        void write(Arithmetic vector, String index);
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

    private void eachCompartment(IrFunction function, CompartmentBody body) {
        Arithmetic vector = function.arithmetic(plan.layout().width());
        function.loop(
                Integer.toString(compartments), plan.layout().rowsPerVector(), index -> body.write(vector, index));
    }

    private void eachElimination(IrFunction function, boolean backwards, EliminationBody body) {
        String count = Integer.toString(plan.eliminations().size());
        if (plan.eliminations().isEmpty()) {
            return;
        }
        Consumer<String> one = index -> body.write(
                function.multiply(index, plan.layout().lanes()),
                function.loadWord("%tables", function.add(index, childTable)),
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

    private String load(Arithmetic vector, int array, String index) {
        return vector.load(address(vector, array, index));
    }

    private String address(Arithmetic vector, int array, String index) {
        IrFunction function = vector.function();
        return function.floatAt(
                at(function, array), function.multiply(index, plan.layout().lanes()));
    }

    private static String at(IrFunction function, long offset) {
        return function.floatAt("%arena", offset);
    }

    private <T> long[] positions(List<T> elements, ToIntFunction<T> node) {
        return elements.stream()
                .mapToLong(element -> plan.nodePosition(node.applyAsInt(element)))
                .toArray();
    }
}
