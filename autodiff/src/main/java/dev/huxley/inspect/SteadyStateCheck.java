package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.Declaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Checks that an update does not change a steady state, and that its gates are between 0 and 1. */
final class SteadyStateCheck {
    private static final double TOLERANCE = 1e-9;

    private SteadyStateCheck() {}

    static Check of(String name, TracedFunctions functions, Map<String, Graph> graphs) {
        Graph steadyState = graphs.get(TracedFunctions.STEADY_STATE);
        Graph update = graphs.get(TracedFunctions.UPDATE);
        if (functions.inspected().states().isEmpty()) {
            return Check.skipped(name, "it has no states");
        }
        if (steadyState == null || steadyState.outputs().isEmpty()) {
            return Check.skipped(name, "it has no steady state: no function gives one");
        }
        // Models that write the voltage may spike above this, and synapses may see a spike there; a spike is not a
        // rest.
        boolean maySpike = update.outputs().containsKey("v") || functions instanceof SynapseFunctions;
        double highest = maySpike ? -60 : 60;
        double[] v = IntStream.range(0, 73)
                .mapToDouble(i -> -120 + (highest + 120) * i / 72.0)
                .toArray();
        Map<String, double[]> at = new HashMap<>(Map.of(functions.scans().get(0).key(), v));
        Map<String, double[]> steady = functions.evaluate(steadyState, at);
        at.putAll(steady);
        steady = functions.evaluate(steadyState, at);
        at.putAll(steady);
        Map<String, double[]> after = functions.evaluate(update, at);
        Set<String> moving = moving(functions, steady, after);
        List<String> findings = new ArrayList<>();
        boolean isKept = false;
        for (Declaration state : functions.inspected().states()) {
            for (String element : TracedFunctions.names(state)) {
                // What follows a state that moves is at rest only beside it, as buffers are beside calcium.
                if (!after.containsKey(element)
                        || Collections.disjoint(moving, TracedFunctions.used(ScannedPoints.only(update, element)))) {
                    check(functions, state, element, v, steady.get(element), after.get(element), findings);
                    isKept |= steady.containsKey(element);
                }
            }
        }
        if (!isKept && !moving.isEmpty()) {
            return Check.skipped(name, "the states that it leaves as they are do not rest");
        }
        return Check.of(name, Outcome.WRONG, findings);
    }

    /** The states that have no steady state and that the update moves. */
    private static Set<String> moving(
            TracedFunctions functions, Map<String, double[]> steady, Map<String, double[]> after) {
        Set<String> moving = new TreeSet<>();
        after.forEach((key, values) -> {
            double before = functions.defaults().getOrDefault(key, Double.NaN);
            boolean moves = Arrays.stream(values).anyMatch(value -> Math.abs(value - before) > TOLERANCE);
            if (moves && !steady.containsKey(key)) {
                moving.add(key);
            }
        });
        return moving;
    }

    private static void check(
            TracedFunctions functions,
            Declaration state,
            String name,
            double[] v,
            double[] rest,
            double[] moved,
            List<String> findings) {
        for (int i = 0; rest != null && i < Math.min(v.length, rest.length); i++) {
            if (Double.isNaN(rest[i])) {
                // The check of finite values has reported this already.
                continue;
            }
            if (moved != null && !(Math.abs(moved[i] - rest[i]) <= TOLERANCE * Math.max(1e-3, Math.abs(rest[i])))) {
                findings.add("at v = " + v[i] + " mV the update moves the steady state of " + functions.localName(name)
                        + " from " + rest[i] + " to " + moved[i]);
                return;
            }
            if (TracedFunctions.isGate(state) && !(rest[i] >= -TOLERANCE && rest[i] <= 1 + TOLERANCE)) {
                findings.add("at v = " + v[i] + " mV the steady state of " + functions.localName(name) + " is "
                        + rest[i] + ", outside of 0 to 1");
                return;
            }
        }
    }
}
