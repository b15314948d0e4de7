package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;
import java.util.Objects;
import java.util.function.Function;

/**
 * An optimizer on its way: the present parameters and state, and the native memory they live in. Each step closes the
 * arrays of the one before, so that a loop of any length needs the memory of one step.
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
 * what is to outlive them. For use by one thread at a time.
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
     * @param manager what the descent's own managers belong to; closing it ends the descent as well
     */
    public static Descent start(NDManager manager, Optimizer optimizer, ArrayTree parameters) {
        return begin(manager, optimizer, parameters, null);
    }

    /** A descent that goes on where another one was: from copies of its parameters and of its state. */
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
     * Takes one step; the errors are those of {@link Optimizer#step}. After an error the descent is where it was.
     *
     * @return the new parameters
     */
    public ArrayTree step(ArrayTree gradients, double loss) {
        return step(next -> optimizer.step(next, step.parameters(), gradients, loss, step.state()));
    }

    /**
     * Takes one step of several descents at once, a row of every array each; see {@link Optimizer#stepEach}. After an error
     * the descents are where they were.
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
