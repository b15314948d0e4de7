package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that stages read in a time loop: states, their delayed values, and parameters, whose rows are gathered
 * once for all steps.
 */
final class LoopValues {
    private final Program program;
    private final BatchPlan plan;
    private final DelayLines delayLines;
    private final NDManager manager;
    /** The parameters by variable; null for variables that are not parameters. */
    final NDArray[] parameters;

    private final Map<Binding, NDArray> parameterRows = new IdentityHashMap<>();

    /**
     * @param manager owns the arrays that outlive a step
     */
    LoopValues(Program program, BatchPlan plan, DelayLines delayLines, NDManager manager) {
        this.program = program;
        this.plan = plan;
        this.delayLines = delayLines;
        this.manager = manager;
        parameters = new NDArray[program.variables().size()];
    }

    /** Gathers the rows of parameters among these inputs. */
    void gather(List<Binding> inputs) {
        for (Binding input : inputs) {
            if (!program.changesInTime(input.variable()) && !input.isWhole()) {
                parameterRows.put(input, keep(plan.read(input, parameters[input.variable()])));
            }
        }
    }

    /**
     * The inputs of a graph by name.
     *
     * @param states by variable, and behind them the delay lines
     */
    Map<String, NDArray> read(List<Binding> inputs, NDArray[] states) {
        Map<String, NDArray> arrays = new HashMap<>();
        for (Binding input : inputs) {
            NDArray array;
            if (input.isDelayed()) {
                array = delayLines.read(input.delayLine(), states[parameters.length + input.delayLine()]);
            } else if (program.changesInTime(input.variable())) {
                array = plan.read(input, states[input.variable()]);
            } else {
                array = input.isWhole() ? parameters[input.variable()] : parameterRows.get(input);
            }
            arrays.put(input.name(), array);
        }
        return arrays;
    }

    /** Takes an array out of the current scope. */
    NDArray keep(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }

    /** Keeps the new states, which are neither arguments nor unchanged. */
    void keepAll(NDArray[] states, NDArray[] before) {
        for (int i = 0; i < states.length; i++) {
            if (states[i] != null && (i >= before.length || states[i] != before[i])) {
                keep(states[i]);
            }
        }
    }
}
