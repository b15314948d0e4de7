package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;

/**
 * Writes the clamps of an explicit step. Where a clamp holds x at V, the inflow is the amount that brings the
 * compartment there, {@code C (V - x)}; the clamp's charge is that minus the other inflow. A conductance g (times the
 * step) carries {@code g (V - x')}, so {@code x' = x + (amount + g (V - x)) / (C + g)}.
 */
final class ExplicitClampEmitter {
    private final HinesEmitter tree;
    private final ClampLanes clamps;

    ExplicitClampEmitter(HinesEmitter tree, ClampLanes clamps) {
        this.tree = tree;
        this.clamps = clamps;
    }

    /** Replaces the inflows by those under the clamps, once all other inflow is known. */
    void changeAmount(IrFunction function, String samples, String amounts) {
        if (clamps.isEmpty()) {
            return;
        }
        String capacities = tree.excess(function);
        clamps.clearCurrents(function, samples, false);
        clamps.eachHolding(function, samples, null, lane -> {
            Arithmetic vector = lane.vector;
            String change = vector.subtract(lane.value, lane.load(lane.quantity()));
            String needed = vector.multiply(lane.load(lane.at(capacities)), change);
            if (clamps.givesCurrent()) {
                String charge = vector.subtract(needed, lane.load(lane.at(amounts)));
                lane.storeIfActing(lane.times(charge, clamps.nanoamperes()), lane.current());
            }
            lane.storeIfActing(needed, lane.at(amounts));
        });
        clamps.eachResisting(function, samples, null, lane -> {
            Arithmetic vector = lane.vector;
            String capacity = lane.load(lane.at(capacities));
            String g = lane.conductance();
            String driven = vector.multiply(g, vector.subtract(lane.value, lane.load(lane.quantity())));
            String all = vector.add(lane.load(lane.at(amounts)), driven);
            String share = vector.divide(capacity, vector.add(capacity, g));
            lane.storeIfActing(vector.multiply(all, share), lane.at(amounts));
        });
    }

    /** Finishes the step. */
    void finish(IrFunction function, String samples, String tape) {
        clamps.eachHolding(function, samples, null, lane -> lane.storeIfActing(lane.value, lane.quantity()));
        clamps.finishResisting(function, samples, tape);
    }

    /** Takes cotangents back through the clamps, given the cotangents of the amounts of a step without clamps. */
    void adjoint(IrFunction function, String samples, String adjoint, String tape) {
        if (clamps.isEmpty()) {
            return;
        }
        String capacities = tree.excess(function);
        clamps.eachHolding(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String m = lane.chargeCotangent();
            String ofValue = vector.multiply(m, lane.load(lane.at(capacities)));
            String after = lane.load(lane.cotangent());
            lane.storeIfActing(vector.negate(m), lane.at(adjoint));
            lane.storeIfActing(vector.negate(ofValue), lane.cotangent());
            lane.leaveGradient(vector.add(after, ofValue));
        });
        clamps.eachResisting(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String g = lane.conductance();
            String m = lane.chargeCotangent();
            String after = vector.subtract(lane.load(lane.cotangent()), vector.multiply(g, m));
            String l = vector.divide(after, vector.add(lane.load(lane.at(capacities)), g));
            lane.storeIfActing(l, lane.at(adjoint));
            lane.storeIfActing(vector.subtract(after, vector.multiply(g, l)), lane.cotangent());
            String ofCharge = vector.add(l, m);
            lane.leaveConductanceGradient(vector.multiply(ofCharge, lane.load(lane.taped(0))));
            lane.leaveGradient(vector.multiply(ofCharge, g));
        });
        clamps.clearCurrents(function, samples, true);
    }
}
