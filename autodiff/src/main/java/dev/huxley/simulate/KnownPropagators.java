package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tracking;
import dev.huxley.program.Cable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The propagators of a simulation's last run, for runs that repeat the couplings and capacities. They are kept outside
 * DJL, since nobody knows when the last run that holds an array ends; a copy costs a thousandth of a new one.
 */
final class KnownPropagators {
    /** The most elements that are kept, 64 MB. */
    private static final long MOST_ELEMENTS = 8_000_000;

    private record Known(Cable cable, double[] couplings, double[] capacity, double[] elements, Shape shape) {}

    private final Map<Integer, Known> last = new HashMap<>();

    /**
     * The propagator of a variable, from the last run if nothing of it has changed and no gradient passes through it.
     *
     * @param cable whose compartments and edges these are
     * @param manager owns the array if it is a copy
     * @param made makes the propagator from couplings and capacity
     */
    synchronized NDArray of(
            int variable, Cable cable, NDArray couplings, NDArray capacity, NDManager manager, Supplier<NDArray> made) {
        if (Tracking.isTracked(couplings) || Tracking.isTracked(capacity)) {
            return made.get();
        }
        double[] ofCouplings = couplings.toDoubleArray();
        double[] ofCapacity = capacity.toDoubleArray();
        Known known = last.get(variable);
        if (known != null
                && known.cable == cable
                && Arrays.equals(known.couplings, ofCouplings)
                && Arrays.equals(known.capacity, ofCapacity)) {
            return manager.create(known.elements, known.shape);
        }
        NDArray matrix = made.get();
        last.remove(variable);
        if (matrix.size() <= MOST_ELEMENTS) {
            last.put(variable, new Known(cable, ofCouplings, ofCapacity, matrix.toDoubleArray(), matrix.getShape()));
        }
        return matrix;
    }
}
