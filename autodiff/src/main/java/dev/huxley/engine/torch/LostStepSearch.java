package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.huxley.engine.LostStep;
import dev.huxley.engine.RunControl;
import dev.huxley.program.Program;
import java.util.ArrayList;

/**
 * Finds the step in which a row leaves the finite numbers: some steps at a time until a state is not finite, then once
 * more from there, step by step. Called with gradients off.
 */
final class LostStepSearch {
    /** Makes the time loop of some steps. */
    interface Loops {
        TimeLoop loop(NDManager owner);
    }

    private final Program program;
    private final NDManager manager;
    private final Loops loops;
    private final RunControl control;

    /**
     * @param manager owns the states at the starts of pieces
     */
    LostStepSearch(Program program, NDManager manager, Loops loops, RunControl control) {
        this.program = program;
        this.manager = manager;
        this.loops = loops;
        this.control = control;
    }

    /** The step, null if the row stays finite. */
    LostStep find(int steps, int stride) {
        NDArray[] states;
        try (NDManager scratch = manager.newSubManager()) {
            states = kept(loops.loop(scratch).initialStates());
        }
        if (LostStep.isLost(values(states))) {
            return new LostStep(-1, null, values(states));
        }
        for (int from = 0; from < steps; from += stride) {
            int to = Math.min(steps, from + stride);
            NDArray[] next = after(states, from, to);
            if (LostStep.isLost(values(next))) {
                return within(states, from, to);
            }
            StateCopies.free(states);
            states = next;
        }
        return null;
    }

    private LostStep within(NDArray[] start, int from, int to) {
        NDArray[] states = start;
        for (int step = from; step < to; step++) {
            NDArray[] next = after(states, step, step + 1);
            double[][] after = values(next);
            if (LostStep.isLost(after)) {
                return new LostStep(step, values(states), after);
            }
            states = next;
        }
        return null;
    }

    private NDArray[] after(NDArray[] states, int from, int to) {
        try (NDManager scratch = manager.newSubManager()) {
            return kept(loops.loop(scratch).run(states, from, to, new ArrayList<>(), step -> control.check()));
        }
    }

    private NDArray[] kept(NDArray[] states) {
        return StateCopies.of(states, i -> true, manager);
    }

    private double[][] values(NDArray[] states) {
        double[][] values = new double[program.variables().size()][];
        for (int variable = 0; variable < values.length; variable++) {
            if (program.changesInTime(variable) && states[variable] != null) {
                values[variable] =
                        states[variable].toType(DataType.FLOAT64, false).toDoubleArray();
            }
        }
        return values;
    }
}
