package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.SynapticCurrent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The synaptic currents of a step: evaluated for all synapses, summed over compartments, and converted to densities.
 */
final class SynapticTerms {
    /** The factor from nA/um2 to mA/cm2. */
    private static final double DENSITY = 100;

    private final BatchPlan plan;
    private final TorchKernel kernel;
    private final List<SynapticCurrent> stages;
    /** The factor from a current into a compartment to its density; null without synapses. */
    private final NDArray density;

    /**
     * @param area the areas of the compartments in um2
     * @param keep takes arrays out of the current scope
     */
    SynapticTerms(Program program, BatchPlan plan, TorchKernel kernel, NDArray area, UnaryOperator<NDArray> keep) {
        this.plan = plan;
        this.kernel = kernel;
        stages = program.synapticCurrents();
        density = stages.isEmpty() ? null : keep.apply(kernel.constant(DENSITY).div(area));
    }

    /** The bindings of the variables that the synaptic currents read. */
    List<Binding> inputs() {
        return stages.stream().flatMap(stage -> stage.inputs().stream()).toList();
    }

    /** Writes the current variables that somebody reads. */
    void currents(NDArray[] states, BiFunction<List<Binding>, NDArray[], Map<String, NDArray>> read) {
        for (SynapticCurrent stage : stages) {
            if (stage.current() >= 0) {
                evaluate(stage, states, read);
            }
        }
    }

    /** Adds the linear terms of the synapses; writes the current variables. */
    Map<Integer, LinearTerms> addTo(
            Map<Integer, LinearTerms> terms,
            NDArray[] states,
            BiFunction<List<Binding>, NDArray[], Map<String, NDArray>> read) {
        Map<Integer, List<NDArray>> slopes = new TreeMap<>();
        Map<Integer, List<NDArray>> constants = new TreeMap<>();
        for (SynapticCurrent stage : stages) {
            NDArray[] results = evaluate(stage, states, read);
            int count = stage.compartments().length;
            slopes.computeIfAbsent(stage.target(), target -> new ArrayList<>()).add(plan.expand(results[0], count));
            constants
                    .computeIfAbsent(stage.target(), target -> new ArrayList<>())
                    .add(plan.expand(results[1], count));
        }
        Map<Integer, LinearTerms> all = terms == null ? new HashMap<>() : new HashMap<>(terms);
        slopes.forEach((target, parts) -> {
            SynapticSum sum = plan.synapticSums.get(target);
            NDArray slope = sum.of(parts).mul(density);
            NDArray constant = sum.of(constants.get(target)).mul(density);
            all.merge(
                    target,
                    new LinearTerms(slope, constant),
                    (a, b) -> new LinearTerms(
                            a.slope().add(b.slope()), a.constant().add(b.constant())));
        });
        return all;
    }

    private NDArray[] evaluate(
            SynapticCurrent stage, NDArray[] states, BiFunction<List<Binding>, NDArray[], Map<String, NDArray>> read) {
        NDArray[] results = kernel.replay(stage).run(read.apply(stage.inputs(), states));
        if (stage.current() >= 0) {
            states[stage.current()] = plan.expand(results[2], stage.compartments().length);
        }
        return results;
    }
}
