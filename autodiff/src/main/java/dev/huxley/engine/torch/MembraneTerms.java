package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The linearized currents of channels and rates of pumps: all are evaluated and summed at once. */
final class MembraneTerms {
    private final TorchKernel kernel;
    private final BatchPlan plan;
    private final LoopValues values;
    private final List<TermStage> stages;

    MembraneTerms(Program program, TorchKernel kernel, BatchPlan plan, LoopValues values) {
        this.kernel = kernel;
        this.plan = plan;
        this.values = values;
        stages = TermStage.of(program);
    }

    /** Gathers the rows of parameters that the stages read. */
    void gather() {
        stages.forEach(stage -> values.gather(stage.inputs()));
    }

    /** Evaluates all currents and rates, writes the current variables, and returns the sums of slopes and constants. */
    Map<Integer, LinearTerms> of(NDArray[] states) {
        Map<Integer, List<NDArray>> slopes = new HashMap<>();
        Map<Integer, List<NDArray>> constants = new HashMap<>();
        Map<Integer, List<NDArray>> currents = new HashMap<>();
        for (TermStage term : stages) {
            NDArray[] results = kernel.replay(term.stage()).run(values.read(term.inputs(), states));
            int rows = term.compartments().length;
            add(slopes, term.variable(), plan.expand(results[0], rows));
            add(constants, term.variable(), plan.expand(results[1], rows));
            if (term.current() >= 0) {
                add(currents, term.current(), plan.expand(results[2], rows));
            }
        }
        currents.forEach((variable, parts) ->
                states[variable] = plan.currentSums.get(variable).of(parts));
        Map<Integer, LinearTerms> terms = new HashMap<>();
        plan.termSums.forEach((variable, sum) ->
                terms.put(variable, new LinearTerms(sum.of(slopes.get(variable)), sum.of(constants.get(variable)))));
        return terms;
    }

    private static void add(Map<Integer, List<NDArray>> parts, int variable, NDArray part) {
        parts.computeIfAbsent(variable, absent -> new ArrayList<>()).add(part);
    }
}
