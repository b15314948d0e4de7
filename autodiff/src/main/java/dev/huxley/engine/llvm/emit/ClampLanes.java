package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.PointCurrents;
import dev.huxley.engine.llvm.plan.TapeLayout;
import dev.huxley.program.CableEquation;
import dev.huxley.program.Program.ClampSlot;

/**
 * The lanes of a quantity's clamps, for all emitters of clamps along the cable: loops over the lanes, and the places of
 * a lane's numbers. The adjoint overwrites a step's samples with the gradients by them, so it reads the samples that it
 * needs before.
 */
final class ClampLanes {
    /** Writes the code for a lane, or for a vector of equal lanes of rows of the batch. */
    interface Body {
        void write(Lane lane);
    }

    private final MemoryPlan plan;
    private final PlaceEmitter places;
    private final CableEquation equation;
    /** Null for no tape. */
    private final TapeLayout tapeLayout;
    /** Null if there is no adjoint. */
    private final GradientMask wanted;

    ClampLanes(
            MemoryPlan plan, PlaceEmitter places, CableEquation equation, TapeLayout tapeLayout, GradientMask wanted) {
        this.plan = plan;
        this.places = places;
        this.equation = equation;
        this.tapeLayout = tapeLayout;
        this.wanted = wanted;
    }

    boolean isEmpty() {
        return !equation.isClamped();
    }

    boolean givesCurrent() {
        return equation.givesClampCurrent();
    }

    boolean hasHolding() {
        return equation.clamps().stream().anyMatch(clamp -> !slot(clamp).hasResistance());
    }

    /** The factor from a charge (10 fF mV) in a step to a current in nA. */
    double nanoamperes() {
        return 1 / (PointCurrents.CHARGE * plan.program().timeStep());
    }

    /** Runs the body on the lanes of the clamps that hold the quantity. */
    void eachHolding(IrFunction function, String samples, String tape, Body body) {
        each(function, samples, tape, false, body);
    }

    /** Runs the body on the lanes of the clamps with a series resistance. */
    void eachResisting(IrFunction function, String samples, String tape, Body body) {
        each(function, samples, tape, true, body);
    }

    /** Sets the current of all lanes, or its cotangent, to zero. */
    void clearCurrents(IrFunction function, String samples, boolean ofCotangents) {
        if (!givesCurrent()) {
            return;
        }
        Body clear =
                lane -> lane.store(lane.vector.constant(0), ofCotangents ? lane.currentCotangent() : lane.current());
        eachHolding(function, samples, null, clear);
        eachResisting(function, samples, null, clear);
    }

    /**
     * Finishes the step: the remaining differences across the series resistances go onto the tape, the flow through
     * them into the current.
     */
    void finishResisting(IrFunction function, String samples, String tape) {
        eachResisting(function, samples, tape, lane -> {
            String difference = lane.ifActing(lane.vector.subtract(lane.value, lane.load(lane.quantity())));
            if (lane.isTaped()) {
                lane.store(difference, lane.taped(0));
            }
            if (givesCurrent()) {
                String charge = lane.vector.multiply(lane.conductance(), difference);
                lane.vector.accumulate(lane.times(charge, nanoamperes()), lane.current());
            }
        });
    }

    private void each(IrFunction function, String samples, String tape, boolean isResisting, Body body) {
        int lanes = 0;
        for (int clamp : equation.clamps()) {
            int before = lanes;
            lanes += slot(clamp).lanes();
            if (slot(clamp).hasResistance() == isResisting) {
                places.eachClamped(function, clamp, (vector, position, sample) -> {
                    body.write(new Lane(vector, clamp, samples, tape, position, sample, before));
                });
            }
        }
    }

    private ClampSlot slot(int clamp) {
        return plan.program().clamps().get(clamp);
    }

    /** A lane in a step. */
    final class Lane {
        final Arithmetic vector;
        private final IrFunction function;
        private final int clamp;
        private final String samples;
        private final String tape;
        private final String position;
        private final String sample;
        /** The lanes of the quantity's clamps before those of this one. */
        private final int before;
        /** The sample of the clamp. */
        final String value;
        /** The mask of the elements where the clamp does nothing. */
        final String isFree;

        private Lane(
                Arithmetic vector, int clamp, String samples, String tape, String position, String sample, int before) {
            this.vector = vector;
            function = vector.function();
            this.clamp = clamp;
            this.samples = samples;
            this.tape = tape;
            this.position = position;
            this.sample = sample;
            this.before = before;
            value = vector.load(valueAddress());
            isFree = vector.compare("uno", value, value);
        }

        String load(String address) {
            return vector.load(address);
        }

        void store(String number, String address) {
            vector.store(number, address);
        }

        /** The number where the clamp acts, zero elsewhere. */
        String ifActing(String number) {
            return vector.select(isFree, vector.constant(0), number);
        }

        /** Stores a number where the clamp acts. */
        void storeIfActing(String number, String address) {
            store(vector.select(isFree, load(address), number), address);
        }

        /** Adds a number where the clamp acts. */
        void addIfActing(String number, String address) {
            vector.accumulate(ifActing(number), address);
        }

        String times(String number, double factor) {
            return vector.multiply(number, vector.constant(factor));
        }

        /** The charge that flows in a step per mV through the series resistance, zero where the clamp does nothing. */
        String conductance() {
            return ifActing(load(conductanceAddress()));
        }

        /** The value, zero where the clamp does nothing. */
        String command() {
            return ifActing(value);
        }

        /** The element of an array over nodes that begins at an address. */
        String at(String array) {
            return function.floatAt(array, position);
        }

        /** The element of a variable over all compartments. */
        String of(int variable) {
            return inArena(plan.field(variable).offset());
        }

        String cotangentOf(int variable) {
            return inArena(plan.field(variable).offset() + (long) plan.mirror());
        }

        String quantity() {
            return of(equation.variable());
        }

        String cotangent() {
            return cotangentOf(equation.variable());
        }

        String current() {
            return of(equation.clampCurrent());
        }

        String currentCotangent() {
            return cotangentOf(equation.clampCurrent());
        }

        /** The cotangent of the charge in a step where the clamp acts; zero if nobody reads the current. */
        String chargeCotangent() {
            return givesCurrent() ? ifActing(times(load(currentCotangent()), nanoamperes())) : vector.constant(0);
        }

        /** One of three numbers that the step leaves on the tape for every lane. */
        String taped(int number) {
            int all = equation.clamps().stream()
                    .mapToInt(each -> slot(each).lanes())
                    .sum();
            long offset = tapeLayout.cable(equation.variable()).clamps()
                    + (long) (before + number * all) * plan.layout().lanes();
            return function.floatAt(tape, function.add(sample, offset));
        }

        boolean isTaped() {
            return tape != null;
        }

        /** Leaves the derivative by the sample of the clamp. */
        void leaveGradient(String gradient) {
            if (wanted.clamps().contains(clamp)) {
                store(ifActing(gradient), valueAddress());
            }
        }

        /** Leaves the derivative by the conductance of the clamp. */
        void leaveConductanceGradient(String gradient) {
            if (wanted.clampConductances().contains(clamp)) {
                store(ifActing(gradient), conductanceAddress());
            }
        }

        private String valueAddress() {
            return sampleAddress(places.clampSample(clamp));
        }

        private String conductanceAddress() {
            return sampleAddress(places.conductanceSample(clamp));
        }

        private String sampleAddress(int first) {
            return function.floatAt(
                    samples, function.add(sample, (long) first * plan.layout().lanes()));
        }

        private String inArena(long offset) {
            return function.floatAt(KernelArgument.ARENA.value(), function.add(position, offset));
        }
    }
}
