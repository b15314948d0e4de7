package dev.huxley.simulate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory that the gradient of a run may take for states of the model on the way. The less there is, the more steps
 * the adjoint repeats, each about once more for every division of the memory by ten. Gradients are the same up to
 * rounding, whatever the budget. The {@code torch} engine keeps every step and knows no budget.
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
     * @throws IllegalArgumentException unless it is positive; a run says if it is too small
     */
    public static CheckpointBudget auto(long bytes) {
        return new CheckpointBudget(bytes);
    }
}
