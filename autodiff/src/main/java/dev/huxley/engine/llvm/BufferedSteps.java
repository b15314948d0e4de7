package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.emit.PlaceEmitter;
import dev.huxley.engine.llvm.plan.MemoryPlan;

/** The number of steps that a block of rows runs at a time. */
final class BufferedSteps {
    /** The floats of waveforms and traces that are handled at once and stay in the first-level cache. */
    private static final int BUFFER_FLOATS = 1 << 12;
    /** The least number of steps at once, unless that takes long. */
    private static final int FEWEST = 16;
    /** The floats of states that are advanced between two checks whether the run must end: at most some 50 ms. */
    private static final long ADVANCED_FLOATS = 1L << 24;

    private BufferedSteps() {}

    /** The number for a run of this many steps. */
    static int of(MemoryPlan plan, int steps) {
        PlaceEmitter places = new PlaceEmitter(plan);
        int perStep = (places.samples() + places.recordings()) * plan.layout().lanes();
        // Whole squares of the transfers.
        int buffered = Math.max(FEWEST, BUFFER_FLOATS / perStep / 8 * 8);
        long interruptible = Math.max(1, ADVANCED_FLOATS / Math.max(1, plan.changingFloats()));
        return (int) Math.min(steps, Math.min(buffered, interruptible));
    }
}
