package dev.huxley.simulate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory that the gradient of a run may use for checkpoints, which are intermediate states of the model. With less
 * memory the adjoint repeats more steps: each about once more per tenfold reduction. The budget does not change
 * gradients beyond rounding. The {@code torch} engine keeps every step and ignores it.
 *
 * @param bytes the budget
 */
public record CheckpointBudget(long bytes) {
    private static final long LEAST = 256L << 20;
    private static final long MOST = 8L << 30;

    /** A budget in bytes. */
    public CheckpointBudget {
        if (bytes <= 0) {
            throw new IllegalArgumentException(
                    "the budget for checkpoints must be a positive number of bytes, not " + bytes);
        }
    }

    /** A quarter of the memory that is free now, but at least 256 MB and at most 8 GB: the default. */
    public static CheckpointBudget auto() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new CheckpointBudget(Math.max(LEAST, Math.min(MOST, system.getFreeMemorySize() / 4)));
    }

    /**
     * A budget in bytes.
     *
     * @throws IllegalArgumentException unless it is positive; a budget that is too small fails at the run
     */
    public static CheckpointBudget auto(long bytes) {
        return new CheckpointBudget(bytes);
    }
}
