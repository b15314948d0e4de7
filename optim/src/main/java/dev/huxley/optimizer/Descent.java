package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;
import java.util.Objects;
import java.util.function.Function;

/**
 * A running descent: an optimizer, the present parameters and state, and the native memory that holds them. Each step
 * closes the arrays of the step before, so a loop of any length needs the memory of one step.
 *
 * <pre>{@code
 * try (Descent descent = Descent.start(manager, new Adam(0.01), parameters)) {
 *     for (int i = 0; i < 1000; i++) {
 *         ... loss and gradients at descent.parameters() ...
 *         descent.step(gradients, loss);
 *     }
 *     result = descent.parameters().map(array -> array.duplicate());
 * }
 * }</pre>
 *
 * Arrays taken from {@link #parameters} and {@link #state} are closed by the next step and by {@link #close}; duplicate
 * arrays that must outlive them. For use by one thread at a time.
 */
public final class Descent implements AutoCloseable {
    private final Optimizer optimizer;
    private final NDManager parent;
    private NDManager current;
    private Optimizer.Step step;

    private Descent(Optimizer optimizer, NDManager parent, NDManager current, Optimizer.Step step) {
        this.optimizer = optimizer;
        this.parent = parent;
        this.current = current;
        this.step = step;
    }

    /**
     * A descent from copies of {@code parameters}, which may be closed afterwards.
     *
     * @param manager the parent of the descent's own managers; closing it ends the descent as well
     */
    public static Descent start(NDManager manager, Optimizer optimizer, ArrayTree parameters) {
        return begin(manager, optimizer, parameters, null);
    }

    /** A descent that continues another one from copies of its parameters and state. */
    public static Descent resume(NDManager manager, Optimizer optimizer, ArrayTree parameters, Optimizer.State state) {
        return begin(manager, optimizer, parameters, Objects.requireNonNull(state, "the state to resume from is null"));
    }

    private static Descent begin(NDManager parent, Optimizer optimizer, ArrayTree parameters, Optimizer.State from) {
        NDManager own = parent.newSubManager();
        try (StepScope scope = new StepScope(own)) {
            ArrayTree copies = scope.copied(parameters);
            Optimizer.State state = from == null
                    ? optimizer.start(own, copies)
                    : new Optimizer.State(from.step(), scope.copied(from.memory()));
            return new Descent(optimizer, parent, own, new Optimizer.Step(copies, state));
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** The present parameters, until the next step. Each requires a gradient if it did at the start. */
    public ArrayTree parameters() {
        return step.parameters();
    }

    /** The present state, until the next step. */
    public Optimizer.State state() {
        return step.state();
    }

    /**
     * Takes one step; the errors are those of {@link Optimizer#step}. An error leaves the descent unchanged.
     *
     * @return the new parameters
     */
    public ArrayTree step(ArrayTree gradients, double loss) {
        return step(next -> optimizer.step(next, step.parameters(), gradients, loss, step.state()));
    }

    /**
     * Takes one step of several descents at once, one per row of every array; see {@link Optimizer#stepEach}. An error
     * leaves the descents unchanged.
     *
     * @return the new parameters
     */
    public ArrayTree stepEach(ArrayTree gradients, double[] losses) {
        return step(next -> optimizer.stepEach(next, step.parameters(), gradients, losses, step.state()));
    }

    private ArrayTree step(Function<NDManager, Optimizer.Step> rule) {
        NDManager next = parent.newSubManager();
        try {
            step = rule.apply(next);
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        current.close();
        current = next;
        return step.parameters();
    }

    /** Closes the present parameters and state. */
    @Override
    public void close() {
        current.close();
    }

    @Override
    public String toString() {
        return "Descent[" + optimizer + ", step " + step.state().step() + "]";
    }
}
