package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.protocol.TimePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks the states of a synapse over many steps, and the current of a reciprocal one between equal voltages. */
final class SynapseBehavior {
    /** The duration (ms) of each part, with the presynaptic voltages (mV): rest, a plateau, rest, spikes at 100 Hz. */
    private static final double PART = 50;

    private static final double[] PLATEAUS = {-70, 30, -70};
    /** The time (ms) between two spikes of the train. */
    private static final double CYCLE = 10;

    private static final double TOLERANCE = 1e-9;
    private static final double[] VOLTAGES = {-100, -70, -35.5, 0, 40};

    private SynapseBehavior() {}

    /** Checks that states stay finite and gates do not fall below 0; spikes may sum gates to above 1. */
    static Check bounded(String name, SynapseFunctions functions, Map<String, Graph> graphs) {
        return functions.synapse().states().isEmpty()
                ? Check.skipped(name, "it has no states")
                : Check.of(name, Outcome.WRONG, unbounded(functions, graphs.get(TracedFunctions.UPDATE)));
    }

    private static List<String> unbounded(SynapseFunctions functions, Graph update) {
        List<String> findings = new ArrayList<>();
        Map<String, double[]> at = new HashMap<>();
        List<String> gates = functions.synapse().states().stream()
                .filter(TracedFunctions::isGate)
                .flatMap(state -> TracedFunctions.names(state).stream())
                .toList();
        List<String> readGates = functions.readGates();
        int steps = (int) TimePoints.nearest(PART, functions.timeStep());
        for (int step = 0; step < 4 * steps; step++) {
            double time = step * functions.timeStep();
            boolean isTrain = step >= 3 * steps;
            double inCycle = time % CYCLE;
            double v = !isTrain ? PLATEAUS[step / steps] : inCycle < 1 ? 30 : -70;
            at.put(SynapseFunctions.PRE, new double[] {v});
            double spike = isTrain && inCycle < functions.timeStep() ? 1 : 0;
            readGates.forEach(key -> at.put(key, new double[] {spike}));
            Map<String, double[]> after = functions.evaluate(update, at);
            for (Map.Entry<String, double[]> state : after.entrySet()) {
                double value = state.getValue()[0];
                boolean isOut = gates.contains(state.getKey()) && value < -TOLERANCE;
                if (isOut || !Double.isFinite(value)) {
                    findings.add(String.format(
                            Locale.ROOT,
                            "%s is %s after %.3f ms (v_pre %.0f mV for %.0f ms, %.0f mV for %.0f ms, ...)%s",
                            functions.localName(state.getKey()),
                            value,
                            time + functions.timeStep(),
                            PLATEAUS[0],
                            PART,
                            PLATEAUS[1],
                            PART,
                            isOut ? ", below 0; is the time step longer than its time constant?" : ""));
                    return findings;
                }
            }
            at.putAll(after);
        }
        return findings;
    }

    /**
     * Checks that no current flows between equal voltages, and that current flows out of the side with the higher
     * voltage.
     */
    static Check reciprocal(String name, SynapseFunctions functions, Map<String, Graph> graphs) {
        return Check.of(name, Outcome.WRONG, irreciprocal(functions, graphs.get(TracedFunctions.CURRENT)));
    }

    private static List<String> irreciprocal(SynapseFunctions functions, Graph current) {
        List<String> findings = new ArrayList<>();
        Map<String, double[]> equal = new HashMap<>();
        equal.put(SynapseFunctions.PRE, VOLTAGES);
        equal.put(SynapseFunctions.POST, VOLTAGES);
        double[] none = functions.evaluate(current, equal).get(TracedFunctions.CURRENT);
        double[] shifted = Arrays.stream(VOLTAGES).map(v -> v + 10).toArray();
        Map<String, double[]> up = new HashMap<>(equal);
        up.put(SynapseFunctions.POST, shifted);
        double[] out = functions.evaluate(current, up).get(TracedFunctions.CURRENT);
        for (int i = 0; i < VOLTAGES.length; i++) {
            double still = none[none.length == 1 ? 0 : i];
            double driven = out[out.length == 1 ? 0 : i];
            double scale = Math.max(1e-12, Math.abs(driven));
            if (!(Math.abs(still) <= TOLERANCE * scale)) {
                findings.add("between two sides at " + VOLTAGES[i] + " mV flow " + still
                        + " nA; a current that leaves one side and enters the other must vanish there, or the sides"
                        + " never come to rest");
                break;
            }
            if (!(driven > 0)) {
                findings.add("with v_post 10 mV above v_pre = " + VOLTAGES[i] + " mV the current is " + driven
                        + " nA; outward is positive, so it must be above 0 or the sides drift apart");
                break;
            }
        }
        return findings;
    }

    /**
     * Finds quantities of the compartments that the synapse declares to read but does not, and an unread presynaptic
     * side.
     */
    static List<String> unread(SynapseFunctions functions, List<String> read) {
        List<String> findings = new ArrayList<>();
        for (String key : functions.synapse().readsPre()) {
            if (!read.contains(SynapseContext.preKey(key))) {
                findings.add("it declares to read " + key + " of the presynaptic compartment, but no function does");
            }
        }
        for (String key : functions.synapse().readsPost()) {
            if (!read.contains(SynapseContext.postKey(key))) {
                findings.add("it declares to read " + key + " of the postsynaptic compartment, but no function does");
            }
        }
        if (read.stream().noneMatch(key -> key.startsWith(SynapseContext.preKey("")))) {
            findings.add("nothing of the presynaptic compartment is read, so the synapse transmits nothing");
        }
        return findings;
    }
}
