package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/**
 * A rule for the next parameters, given the gradient of the loss. An optimizer is immutable: its memory between steps
 * is an explicit {@link State}, so a fit can be stopped, stored, repeated or forked.
 *
 * <p><b>Memory.</b> A step makes new arrays and does not change its inputs. The new arrays (parameters and state,
 * nothing else) are attached to the manager given for the step and own their memory; intermediate results are closed.
 * Give each step a sub-manager and close the one before, or let {@link Descent} do so. The step itself is never part of
 * a gradient graph. A new parameter requires a gradient if the old one did.
 *
 * <p><b>Precision.</b> All arithmetic is in the data type of the parameters; hyperparameters are doubles.
 */
public interface Optimizer {
    /**
     * The state of an optimizer between two steps.
     *
     * @param step the number of steps taken so far
     * @param memory the optimizer's own arrays (empty for those without memory)
     */
    record State(long step, ArrayTree memory) {
        @Override
        public String toString() {
            return "State[step " + step + ", memory " + Brief.list(memory.paths()) + "]";
        }
    }

    /** The result of a step. */
    record Step(ArrayTree parameters, State state) {
        @Override
        public String toString() {
            return "Step[" + Brief.list(parameters.paths()) + ", " + state + "]";
        }
    }

    /**
     * The state before the first step.
     *
     * @throws IllegalArgumentException if a parameter is not of a floating point type
     */
    State start(NDManager manager, ArrayTree parameters);

    /**
     * One step.
     *
     * @param manager the owner of the new arrays
     * @param gradients the gradient of the loss, with the paths, shapes and data types of the parameters
     * @param loss the loss at the parameters
     * @throws IllegalArgumentException if the gradients do not fit the parameters (it names the path), or the state
     *     belongs to other parameters
     * @throws NonFiniteException if the loss or a gradient is infinite or NaN; it names the path
     */
    Step step(NDManager manager, ArrayTree parameters, ArrayTree gradients, double loss, State state);

    /**
     * One step of several independent descents at once: row s of the first axis of every array, and loss s, belong to
     * descent s. The errors are those of {@link #step}.
     *
     * <p>By default this calls {@link #step}, which suits an optimizer that treats every element separately. An
     * optimizer that uses the norm of the gradient or the loss must override it and work row by row.
     */
    default Step stepEach(NDManager manager, ArrayTree parameters, ArrayTree gradients, double[] losses, State state) {
        return step(manager, parameters, gradients, Arrays.stream(losses).sum(), state);
    }
}
