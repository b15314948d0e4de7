package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.program.CableEquation;

/**
 * Writes the clamps of a flow by a propagator: a quantity is held before it and after it. The charge for this is {@code
 * e V - r + C (V - y)}: the charge that the membrane lacks at V, plus the charge that has flowed away, from the value y
 * after the flow, where the propagator's row of a held compartment gives the value without the charge. A conductance g
 * (times the step) carries {@code g (V - x')} at the end, so {@code x' = (C y + g V) / (C + g)}.
 */
final class PropagatorClampEmitter {
    private final CableEquation equation;
    private final ClampLanes clamps;

    PropagatorClampEmitter(CableEquation equation, ClampLanes clamps) {
        this.equation = equation;
        this.clamps = clamps;
    }

    /** Acts before the flow. */
    void begin(IrFunction function, String samples, String tape) {
        if (clamps.isEmpty()) {
            return;
        }
        clamps.clearCurrents(function, samples, false);
        clamps.eachHolding(function, samples, tape, lane -> {
            if (clamps.givesCurrent()) {
                String taken = lane.vector.multiply(lane.load(lane.of(equation.inertia())), lane.value);
                String lack = lane.vector.subtract(taken, lane.load(lane.of(equation.impulse())));
                lane.storeIfActing(lack, lane.current());
                if (lane.isTaped()) {
                    lane.store(lane.load(lane.of(equation.inertia())), lane.taped(2));
                }
            }
            lane.storeIfActing(lane.value, lane.quantity());
        });
    }

    /** Acts after the flow. */
    void finish(IrFunction function, String samples, String tape) {
        clamps.eachHolding(function, samples, tape, lane -> {
            if (clamps.givesCurrent()) {
                String lost = lane.vector.subtract(lane.value, lane.load(lane.quantity()));
                if (lane.isTaped()) {
                    lane.store(lane.ifActing(lost), lane.taped(0));
                }
                String ofFlow = lane.vector.multiply(lost, capacity(lane));
                String charge = lane.vector.add(lane.load(lane.current()), ofFlow);
                lane.storeIfActing(lane.times(charge, clamps.nanoamperes()), lane.current());
            }
            lane.storeIfActing(lane.value, lane.quantity());
        });
        clamps.eachResisting(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String capacity = capacity(lane);
            String g = lane.conductance();
            String sum = vector.add(
                    vector.multiply(capacity, lane.load(lane.quantity())), vector.multiply(g, lane.command()));
            lane.storeIfActing(vector.divide(sum, vector.add(capacity, g)), lane.quantity());
            String difference = lane.ifActing(vector.subtract(lane.value, lane.load(lane.quantity())));
            if (lane.isTaped()) {
                lane.store(difference, lane.taped(0));
            }
            if (clamps.givesCurrent()) {
                String charge = vector.multiply(g, difference);
                vector.accumulate(lane.times(charge, clamps.nanoamperes()), lane.current());
            }
        });
    }

    /** Acts before the adjoint of the flow. */
    void beginAdjoint(IrFunction function, String samples, String tape) {
        clamps.eachResisting(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String capacity = capacity(lane);
            String g = lane.conductance();
            String m = lane.chargeCotangent();
            String difference = lane.load(lane.taped(0));
            String after = vector.subtract(lane.load(lane.cotangent()), vector.multiply(g, m));
            String q = vector.divide(after, vector.add(capacity, g));
            // y - x' is -g (V - x') / C.
            String change = vector.divide(vector.multiply(g, difference), capacity);
            addToCapacity(lane, vector.negate(vector.multiply(q, change)));
            lane.storeIfActing(vector.multiply(capacity, q), lane.cotangent());
            String ofCharge = vector.add(q, m);
            lane.leaveConductanceGradient(vector.multiply(ofCharge, difference));
            lane.leaveGradient(vector.multiply(ofCharge, g));
        });
        clamps.eachHolding(function, samples, tape, lane -> {
            Arithmetic vector = lane.vector;
            String m = lane.chargeCotangent();
            String ofFlow = vector.multiply(m, capacity(lane));
            String ofValue = vector.add(lane.load(lane.cotangent()), ofFlow);
            if (clamps.givesCurrent()) {
                addToCapacity(lane, vector.multiply(m, lane.load(lane.taped(0))));
                ofValue = vector.add(ofValue, vector.multiply(m, lane.load(lane.taped(2))));
                lane.addIfActing(vector.multiply(m, lane.value), lane.cotangentOf(equation.inertia()));
                lane.addIfActing(vector.negate(m), lane.cotangentOf(equation.impulse()));
            }
            lane.store(ofValue, lane.taped(1));
            lane.storeIfActing(vector.negate(ofFlow), lane.cotangent());
        });
    }

    /** Acts after the adjoint of the flow. */
    void finishAdjoint(IrFunction function, String samples, String tape) {
        if (clamps.isEmpty()) {
            return;
        }
        clamps.eachHolding(function, samples, tape, lane -> {
            String ofHeld = lane.load(lane.cotangent());
            lane.storeIfActing(lane.vector.constant(0), lane.cotangent());
            lane.leaveGradient(lane.vector.add(lane.load(lane.taped(1)), ofHeld));
        });
        clamps.clearCurrents(function, samples, true);
    }

    private String capacity(ClampLanes.Lane lane) {
        String size = lane.load(lane.of(equation.size()));
        return equation.specificCapacity() < 0
                ? size
                : lane.vector.multiply(size, lane.load(lane.of(equation.specificCapacity())));
    }

    private void addToCapacity(ClampLanes.Lane lane, String cotangent) {
        if (equation.specificCapacity() < 0) {
            lane.addIfActing(cotangent, lane.cotangentOf(equation.size()));
            return;
        }
        String size = lane.load(lane.of(equation.size()));
        String specific = lane.load(lane.of(equation.specificCapacity()));
        lane.addIfActing(lane.vector.multiply(cotangent, specific), lane.cotangentOf(equation.size()));
        lane.addIfActing(lane.vector.multiply(cotangent, size), lane.cotangentOf(equation.specificCapacity()));
    }
}
