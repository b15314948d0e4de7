package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.inspect.CheckReport.Check;
import dev.huxley.inspect.CheckReport.Outcome;
import dev.huxley.inspect.TracedFunctions.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Checks that gates do not run away from their steady states. The new value of a gate with first-order kinetics depends
 * on the old one with the slope {@code exp(-dt / tau)}; a slope above 1 means a negative time constant, with which the
 * gate runs away.
 */
final class RelaxationCheck {
    private static final double TOLERANCE = 1e-9;

    private RelaxationCheck() {}

    static Check of(String name, TracedFunctions functions, Map<String, Graph> graphs) {
        Graph update = graphs.get(TracedFunctions.UPDATE);
        List<String> gates = functions.inspected().states().stream()
                .filter(TracedFunctions::isGate)
                .flatMap(state -> TracedFunctions.names(state).stream())
                .filter(update.outputs()::containsKey)
                .toList();
        if (gates.isEmpty()) {
            return Check.skipped(name, "it has no gates, which are states without a unit");
        }
        List<String> findings = new ArrayList<>();
        for (String gate : gates) {
            Graph own = ScannedPoints.only(update, gate);
            if (TracedFunctions.used(own).contains(gate)) {
                check(functions, gate, ReverseMode.differentiate(own, List.of(gate)), findings);
            }
        }
        return Check.of(name, Outcome.WRONG, findings);
    }

    private static void check(TracedFunctions functions, String gate, Graph gradient, List<String> findings) {
        double[] v = IntStream.rangeClosed(-300, 200).mapToDouble(i -> i / 2.0).toArray();
        Scan scan = functions.scans().get(0);
        Map<String, double[]> at = new HashMap<>();
        scan.others().forEach((key, value) -> at.put(key, new double[] {value}));
        at.put(scan.key(), v);
        at.put(ReverseMode.cotangent(gate), new double[] {1});
        double[] slopes = functions.evaluate(gradient, at).get(ReverseMode.gradient(gate));
        int first = -1;
        int last = -1;
        for (int i = 0; i < slopes.length; i++) {
            if (slopes[i] > 1 + TOLERANCE) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first >= 0) {
            String place = slopes.length == 1
                    ? "at all voltages"
                    : String.format(Locale.ROOT, "at %s = %s", scan.name(), v[first])
                            + (first == last ? " mV" : " to " + v[last] + " mV");
            findings.add(String.format(
                    Locale.ROOT,
                    "%s the update drives %s away from its steady state: its time constant is %.3g ms, and must not be"
                            + " negative",
                    place,
                    functions.localName(gate),
                    -functions.timeStep() / Math.log(slopes[first])));
        }
    }
}
