package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.FusedLoop;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.program.WriteClamp;

/**
 * Writes the clamps of variables that do not flow along the cable: two arrays beside every clamped variable give the
 * places where it is held in the step and the values; they are filled before the step's loops, which read them. The
 * cotangents of the values are added up in the mirror by the loops' adjoints and go to the clamps' gradients.
 */
final class StateClampEmitter {
    private final MemoryPlan plan;
    private final PlaceEmitter places;
    private final GradientMask wanted;

    /**
     * @param wanted the derivatives of the adjoint; null if there is none
     */
    StateClampEmitter(MemoryPlan plan, PlaceEmitter places, GradientMask wanted) {
        this.plan = plan;
        this.places = places;
        this.wanted = wanted;
    }

    void forward(IrFunction function, String samples) {
        for (WriteClamp stage : plan.loops().stateClamps()) {
            String held = array(function, FusedLoop.held(stage.quantity()), 0);
            String values = array(function, FusedLoop.heldAt(stage.quantity()), 0);
            for (int clamp : stage.clamps()) {
                places.eachClamped(function, clamp, (vector, position, sample) -> {
                    vector.store(vector.constant(0), function.floatAt(held, position));
                    vector.store(vector.constant(0), function.floatAt(values, position));
                });
            }
            for (int clamp : stage.clamps()) {
                places.eachClamped(function, clamp, (vector, position, sample) -> {
                    String value = vector.load(sample(function, samples, clamp, sample));
                    String isFree = vector.compare("uno", value, value);
                    String isHeld = function.floatAt(held, position);
                    String heldAt = function.floatAt(values, position);
                    vector.store(vector.select(isFree, vector.load(isHeld), vector.constant(1)), isHeld);
                    vector.store(vector.select(isFree, vector.load(heldAt), value), heldAt);
                });
            }
        }
    }

    /**
     * @param samples the address of the samples of the step, where the gradients go
     */
    void adjoint(IrFunction function, String samples) {
        for (WriteClamp stage : plan.loops().stateClamps()) {
            String cotangents = array(function, FusedLoop.heldAt(stage.quantity()), plan.mirror());
            // Backward, since the later of two values for one place counts.
            for (int i = stage.clamps().size() - 1; i >= 0; i--) {
                int clamp = stage.clamps().get(i);
                places.eachClampedBackwards(function, clamp, (vector, position, sample) -> {
                    String address = sample(function, samples, clamp, sample);
                    String value = vector.load(address);
                    String isFree = vector.compare("uno", value, value);
                    String cotangent = vector.load(function.floatAt(cotangents, position));
                    String zero = vector.constant(0);
                    vector.store(vector.select(isFree, cotangent, zero), function.floatAt(cotangents, position));
                    if (wanted.clamps().contains(clamp)) {
                        vector.store(vector.select(isFree, zero, cotangent), address);
                    }
                });
            }
        }
    }

    private String sample(IrFunction function, String samples, int clamp, String sample) {
        long first = (long) places.clampSample(clamp) * plan.layout().lanes();
        return function.floatAt(samples, function.add(sample, first));
    }

    private String array(IrFunction function, String name, int shift) {
        return function.floatAt(KernelArgument.ARENA.value(), plan.field(name).offset() + (long) shift);
    }
}
