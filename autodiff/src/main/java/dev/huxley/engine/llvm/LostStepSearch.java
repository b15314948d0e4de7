package dev.huxley.engine.llvm;

import dev.huxley.engine.LostStep;
import dev.huxley.engine.RunControl;

/**
 * Finds the step in which a row leaves the finite numbers: with the code of the run that lost it, some steps at a time
 * until a state is not finite, then once more from there, step by step.
 */
final class LostStepSearch {
    private final ForwardKernel kernel;
    private final BlockMemory memory;
    private final StateValues states;
    private final SavedStates saved;
    private final RunControl control;

    /**
     * @param memory the memory of a block with this one row, for as many steps as are run at a time
     * @param saved memory for one state
     */
    LostStepSearch(ForwardKernel kernel, BlockMemory memory, SavedStates saved, RunControl control) {
        this.kernel = kernel;
        this.memory = memory;
        this.saved = saved;
        this.control = control;
        states = memory.states();
    }

    /** The step, null if the row stays finite. */
    LostStep find(int steps, int stride) {
        memory.load(0, 1);
        memory.callStart(kernel.prepare());
        memory.callStart(kernel.start());
        if (isLost()) {
            return new LostStep(-1, null, states.ofFirstLane());
        }
        for (int from = 0; from < steps; from += stride) {
            int to = Math.min(steps, from + stride);
            memory.saveTo(saved.address(0));
            run(from, to);
            if (isLost()) {
                memory.restoreFrom(saved.address(0));
                return within(from, to);
            }
        }
        return null;
    }

    private LostStep within(int from, int to) {
        double[][] before = states.ofFirstLane();
        for (int step = from; step < to; step++) {
            run(step, step + 1);
            double[][] after = states.ofFirstLane();
            if (LostStep.isLost(after)) {
                return new LostStep(step, before, after);
            }
            before = after;
        }
        return null;
    }

    private void run(int from, int to) {
        control.check();
        memory.loadWaveforms(from, to);
        memory.callSteps(kernel.steps(), from, to);
    }

    private boolean isLost() {
        boolean[] lost = new boolean[1];
        states.markLost(lost, 0, 1);
        return lost[0];
    }
}
