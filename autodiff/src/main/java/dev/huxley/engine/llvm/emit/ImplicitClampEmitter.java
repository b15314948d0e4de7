package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.MemoryPlan;

/**
 * Writes the clamps of an implicit step over a part p of the time step, whose system is solved for
 * {@code s = p x' + (1 - p) x}.
 *
 * <p><b>Held</b> at V, s is given: {@code p V + (1 - p) x}. The row gets an excess E that absorbs all else, and E times
 * s as right-hand side: elimination then treats it as a row of the identity. In the adjoint the cotangent of s there is
 * E times the solution l; the equation of the compartment itself had no influence, so l is then set to zero.
 *
 * <p><b>The current</b> is the residual of the equation at the solution, {@code p charge = e s - r + sum of w (s -
 * s_j)}. With m its cotangent the derivatives are those of the equation with -m for l, so l is set to -m; and m flows
 * along the cable as s does.
 *
 * <p><b>A conductance</b> g (times the step) carries {@code g (V - x')}: that adds g to the excess and {@code g (p V +
 * (1 - p) x)} to the right-hand side.
 */
final class ImplicitClampEmitter {
    private final MemoryPlan plan;
    private final HinesEmitter tree;
    private final ClampLanes clamps;
    private final double part;

    ImplicitClampEmitter(MemoryPlan plan, HinesEmitter tree, ClampLanes clamps, double part) {
        this.plan = plan;
        this.tree = tree;
        this.clamps = clamps;
        this.part = part;
    }

    /** Changes the system before the solve. */
    void changeSystem(IrFunction function, String samples, String tape) {
        if (clamps.isEmpty()) {
            return;
        }
        double absorbing = function.module().precision().absorbing();
        String excess = tree.excess(function);
        String right = tree.right(function);
        clamps.clearCurrents(function, samples, false);
        clamps.eachHolding(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String e = lane.load(lane.at(excess));
            String target = target(lane, lane.value);
            if (clamps.givesCurrent()) {
                String r = lane.load(lane.at(right));
                lane.storeIfActing(vector.subtract(vector.multiply(e, target), r), lane.current());
                if (lane.isTaped()) {
                    lane.store(lane.ifActing(e), lane.taped(0));
                }
            }
            lane.storeIfActing(vector.constant(absorbing), lane.at(excess));
            lane.storeIfActing(lane.times(target, absorbing), lane.at(right));
        });
        clamps.eachResisting(function, samples, tape, lane -> {
            String g = lane.conductance();
            lane.vector.accumulate(g, lane.at(excess));
            lane.vector.accumulate(lane.vector.multiply(g, target(lane, lane.command())), lane.at(right));
        });
    }

    /** Sets the held values, exact to the last bit, after the solve and before the quantity is extrapolated. */
    void fixSolution(IrFunction function, String samples, String solution) {
        clamps.eachHolding(function, samples, null, lane -> {
            lane.storeIfActing(target(lane, lane.value), lane.at(solution));
        });
    }

    /** Finishes the step. */
    void finish(IrFunction function, String samples, String solution, String tape) {
        if (clamps.isEmpty()) {
            return;
        }
        if (part < 1) {
            clamps.eachHolding(function, samples, null, lane -> lane.storeIfActing(lane.value, lane.quantity()));
        }
        if (clamps.givesCurrent() && clamps.hasHolding()) {
            String inflow = tree.excess(function);
            ArrayEmitter.clear(function, plan, plan.nodeSlots(), inflow);
            tree.flow(function, solution, inflow);
            clamps.eachHolding(function, samples, null, lane -> {
                String lack = lane.vector.subtract(lane.load(lane.current()), lane.load(lane.at(inflow)));
                lane.storeIfActing(lane.times(lack, clamps.nanoamperes() / part), lane.current());
            });
        }
        clamps.finishResisting(function, samples, tape);
    }

    /** Begins the adjoint, before the cotangent of the quantity becomes that of the solution. */
    void beginAdjoint(IrFunction function, String samples, String tape) {
        clamps.eachResisting(function, samples, tape, lane -> {
            String ofCharge = lane.vector.multiply(lane.conductance(), lane.chargeCotangent());
            lane.store(lane.vector.subtract(lane.load(lane.cotangent()), ofCharge), lane.cotangent());
        });
        clamps.eachHolding(function, samples, tape, lane -> {
            // The cotangent of V itself waits on the tape.
            lane.store(lane.load(lane.cotangent()), lane.taped(1));
            lane.storeIfActing(lane.vector.constant(0), lane.cotangent());
        });
    }

    /** Adds the contribution of the current to the right-hand side before the adjoint's solve. */
    void flowOfCurrent(IrFunction function, String samples, String adjoint, String tape) {
        if (!clamps.givesCurrent() || !clamps.hasHolding()) {
            return;
        }
        String given = tree.excess(function);
        ArrayEmitter.clear(function, plan, plan.nodeSlots(), given);
        clamps.eachHolding(function, samples, tape, lane -> {
            String m = ofLack(lane);
            lane.storeIfActing(lane.vector.negate(m), lane.at(given));
            lane.vector.accumulate(lane.vector.multiply(lane.load(lane.taped(0)), m), lane.at(adjoint));
        });
        tree.flow(function, given, adjoint);
    }

    /** Finishes the adjoint after its solve. */
    void finishAdjoint(IrFunction function, String samples, String adjoint, String tape) {
        if (clamps.isEmpty()) {
            return;
        }
        double absorbing = function.module().precision().absorbing();
        clamps.eachHolding(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String ofSolution = lane.times(lane.load(lane.at(adjoint)), absorbing);
            if (part < 1) {
                lane.addIfActing(lane.times(ofSolution, 1 - part), lane.cotangent());
            }
            lane.storeIfActing(vector.negate(ofLack(lane)), lane.at(adjoint));
            lane.leaveGradient(vector.add(lane.load(lane.taped(1)), lane.times(ofSolution, part)));
        });
        clamps.eachResisting(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String l = lane.load(lane.at(adjoint));
            String g = lane.conductance();
            String ofCharge = vector.add(lane.times(l, part), lane.chargeCotangent());
            if (part < 1) {
                lane.addIfActing(lane.times(vector.multiply(g, l), 1 - part), lane.cotangent());
            }
            lane.leaveConductanceGradient(vector.multiply(ofCharge, lane.load(lane.taped(0))));
            lane.leaveGradient(vector.multiply(ofCharge, g));
        });
        // The samples are overwritten by now, so this no longer tests where clamps act.
        clamps.clearCurrents(function, samples, true);
    }

    /** The cotangent of the residual of an equation. */
    private String ofLack(ClampLanes.Lane lane) {
        return lane.times(lane.chargeCotangent(), 1 / part);
    }

    /** The solution of a system whose step ends at a value: that and the value before, weighted by the part. */
    private String target(ClampLanes.Lane lane, String value) {
        if (part == 1) {
            return value;
        }
        String before = lane.times(lane.load(lane.quantity()), 1 - part);
        return lane.vector.add(lane.times(value, part), before);
    }
}
