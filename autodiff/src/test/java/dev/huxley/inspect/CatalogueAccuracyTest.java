package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Graph;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.graph.optimize.Algebra;
import dev.huxley.graph.optimize.SafeWhere;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped mechanism equals its equations from -200 to 100 mV, in value, gradient and second derivative by the
 * voltage, as traced and as engines compute it. The equations are evaluated in numbers of 50 digits, where nothing is
 * clipped, nothing overflows and nothing cancels.
 */
class CatalogueAccuracyTest {
    /**
     * Relative to the number itself. Of derivatives also to the value per mV and per mV^2, since a gate that hardly moves in
     * a step has a derivative that is a small difference of two numbers of its size.
     */
    private static final double TOLERANCE = 1e-12;

    /** Sums of probabilities are right to a part of 1. */
    private static final Set<String> CHAINS =
            Set.of("hodgkinhuxley.Na8States", "hodgkinhuxley.K5States", "usui.Hyper", "kamiyama.Hyper");

    /** Above 100 mV in the horizontal cell the pH runs away within a step, so that the step has no solution. */
    private static final Set<String> WITHOUT_SOLUTION = Set.of("ribbon.FeedbackRibbon");

    static Stream<CatalogueEntry> shipped() {
        return Catalogue.entries().stream();
    }

    @Test
    void everyMechanismOfTheCatalogueIsCompared() {
        Set<String> names = Catalogue.entries().stream()
                .map(CatalogueEntry::fullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names, PublishedEquations.ALL.mechanisms());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void valueGradientAndSecondDerivativeAreThoseOfTheEquations(CatalogueEntry entry) {
        TracedFunctions functions = functions(entry.create());
        Set<String> left = PublishedEquations.ALL.keys().stream()
                .filter(key -> key.startsWith(entry.fullName() + "/"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> wrong = new ArrayList<>();
        Map<String, List<Jet>> exact = new HashMap<>();
        for (String function : functions.functions()) {
            Graph traced = SafeWhere.guard(functions.graph(function));
            for (Graph graph : List.of(traced, Algebra.optimize(traced))) {
                String how = graph == traced ? ", as traced" : ", as optimized";
                for (String output : graph.outputs().keySet()) {
                    Graph own = ScannedPoints.only(graph, output);
                    for (String voltage : functions.voltages().keySet()) {
                        String key = key(entry.fullName(), functions, function, output, voltage);
                        UnaryOperator<Jet> equation = PublishedEquations.ALL.of(key);
                        boolean isSmooth = own.nodes().stream().noneMatch(CatalogueAccuracyTest::isJump);
                        if (equation != null) {
                            left.remove(key);
                            compare(
                                    functions,
                                    own,
                                    output,
                                    voltage,
                                    exact.computeIfAbsent(key, k -> exactly(equation)),
                                    key + how,
                                    wrong);
                        } else if (isSmooth && TracedFunctions.used(own).contains(voltage)) {
                            wrong.add(key + " depends on the voltage, but no equation says how");
                        }
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), wrong.size() + " are wrong: " + String.join("\n", wrong));
        assertEquals(Set.of(), left, "equations of functions that " + entry.fullName() + " does not have");
    }

    /** The equation at all voltages; null where it says nothing. */
    private static List<Jet> exactly(UnaryOperator<Jet> equation) {
        return Arrays.stream(PublishedEquations.voltages())
                .mapToObj(v -> equation.apply(Jet.variable(v)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Flags and pulses step at a voltage and are flat beside it. */
    private static boolean isJump(Graph.Node node) {
        return switch (node.operation()) {
            case STOP_GRADIENT, GT, GTE -> true;
            default -> false;
        };
    }

    /** Values and derivatives stay finite where exponentials leave the range of doubles. */
    @ParameterizedTest
    @MethodSource("shipped")
    void nothingIsNaNHoweverFarOut(CatalogueEntry entry) {
        TracedFunctions functions = functions(entry.create());
        double[] far = {-1e6, -2e4, -9e3, -5e3, -2e3, -1e3, -500, -250, 150, 500, 1e3, 2e3, 5e3, 9e3, 2e4, 1e6};
        List<String> wrong = new ArrayList<>();
        for (String function : functions.functions()) {
            Graph traced = SafeWhere.guard(functions.graph(function));
            for (Graph graph : List.of(traced, Algebra.optimize(traced))) {
                for (String output : graph.outputs().keySet()) {
                    Graph own = ScannedPoints.only(graph, output);
                    for (String voltage : functions.voltages().keySet()) {
                        if (WITHOUT_SOLUTION.contains(entry.fullName()) && voltage.startsWith("post")) {
                            continue;
                        }
                        Map<String, double[]> at = at(functions, output, voltage, far);
                        double[][] all = derivatives(functions, own, output, voltage, at);
                        for (int order = 0; order < all.length; order++) {
                            for (int i = 0; i < all[order].length; i++) {
                                if (!Double.isFinite(all[order][i])) {
                                    wrong.add(entry.fullName() + ", " + function + " of " + output + ", derivative "
                                            + order + " at " + voltage + " = " + far[i] + ": " + all[order][i]
                                            + (graph == traced ? "" : ", as optimized"));
                                }
                            }
                        }
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), String.join("\n", wrong));
    }

    private static void compare(
            TracedFunctions functions,
            Graph graph,
            String output,
            String voltage,
            List<Jet> exact,
            String what,
            List<String> wrong) {
        double[] v = PublishedEquations.voltages();
        double[][] have = derivatives(functions, graph, output, voltage, at(functions, output, voltage, v));
        double floor = CHAINS.stream().anyMatch(what::startsWith) ? 1 : 0;
        double worst = 0;
        String where = "";
        for (int i = 0; i < v.length; i++) {
            Jet want = exact.get(i);
            for (int order = 0; want != null && order < 3; order++) {
                double number = want.derivative(order).doubleValue();
                double size = Math.abs(want.value().doubleValue());
                double scale = Math.max(Math.max(Math.abs(number), size), floor);
                double error = Math.abs(have[order][i] - number) / Math.max(scale, Double.MIN_NORMAL);
                if (!(error <= worst)) {
                    worst = error;
                    where = ", derivative " + order + " at " + v[i] + " mV: " + have[order][i] + ", exactly " + number;
                }
            }
        }
        if (!(worst <= TOLERANCE)) {
            wrong.add(what + where + ", relative error " + worst);
        }
    }

    /** The value and the first two derivatives of a function by a voltage. */
    private static double[][] derivatives(
            TracedFunctions functions, Graph graph, String output, String voltage, Map<String, double[]> at) {
        Map<String, double[]> given = new HashMap<>(at);
        int count = at.get(voltage).length;
        double[][] all = {
            spread(functions.evaluate(graph, given).get(output), count), new double[count], new double[count]
        };
        if (TracedFunctions.used(graph).contains(voltage)) {
            String slope = ReverseMode.gradient(voltage);
            given.put(ReverseMode.cotangent(output), new double[] {1});
            Graph gradient = ReverseMode.differentiate(graph, List.of(voltage));
            all[1] = spread(functions.evaluate(gradient, given).get(slope), count);
            given.put(ReverseMode.cotangent(slope), new double[] {1});
            if (TracedFunctions.used(gradient).contains(voltage)) {
                Graph second = ReverseMode.differentiate(gradient, List.of(voltage));
                all[2] = spread(functions.evaluate(second, given).get(slope), count);
            }
        }
        return all;
    }

    private static Map<String, double[]> at(TracedFunctions functions, String output, String voltage, double[] v) {
        Map<String, double[]> at = new HashMap<>();
        boolean startsClosed =
                PublishedEquations.isChain(functions.inspected()) && !output.equals(TracedFunctions.CURRENT);
        for (Declaration state : functions.inspected().states()) {
            boolean isGate = TracedFunctions.isGate(state) && !startsClosed;
            double other =
                    switch (state.unit()) {
                        case "uM" -> PublishedEquations.MICROMOLAR;
                        case "uS" -> PublishedEquations.MICROSIEMENS;
                        default -> startsClosed
                                ? PublishedEquations.closed(functions.inspected(), state)
                                : state.value();
                    };
            at.put(state.key(), new double[] {isGate ? PublishedEquations.GATE : other});
        }
        functions.voltages().keySet().forEach(other -> at.put(other, new double[] {-70}));
        at.put(voltage, v);
        return at;
    }

    private static String key(
            String mechanism, TracedFunctions functions, String function, String output, String voltage) {
        String state = output.equals(TracedFunctions.CURRENT) ? "" : "/" + functions.localName(output);
        String side = functions instanceof SynapseFunctions ? "/" + voltage.substring(0, voltage.indexOf('/')) : "";
        return mechanism + "/" + function + state + side;
    }

    private static TracedFunctions functions(Mechanism mechanism) {
        return mechanism instanceof Synapse synapse
                ? SynapseFunctions.of(synapse, PublishedEquations.TIME_STEP)
                : MechanismFunctions.of(
                        (MembraneMechanism) mechanism, PublishedEquations.TIME_STEP, List.of("i_Ca", "iCa"));
    }

    private static double[] spread(double[] values, int count) {
        double[] all = new double[count];
        Arrays.setAll(all, i -> values[values.length == 1 ? 0 : i]);
        return all;
    }
}
