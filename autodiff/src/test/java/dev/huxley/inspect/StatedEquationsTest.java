package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code equations()} says of every shipped mechanism is what its code computes: the current, the change of every state
 * in time, steady states, and what follows at once from other quantities. Voltages, parameters and states are drawn at
 * random.
 */
class StatedEquationsTest {
    private static final int DRAWS = 12;
    /** Some rates of Hay et al. are shifted by 1e-6 mV, which no equation says; differences in time are good to 1e-9. */
    private static final double TOLERANCE = 2e-6;
    /** The longest of the time steps (ms) from whose quotients the derivative follows. */
    private static final double STEP = 1e-6;

    /** States that no equation gives but words: flags of spikes, and what a pulse of transmitter keeps in mind. */
    private static final Set<String> IN_WORDS = Set.of("spikes", "above", "C", "R0", "R1", "timecount");

    static Stream<CatalogueEntry> shipped() {
        return Catalogue.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void equationsSayWhatTheCodeComputes(CatalogueEntry entry) {
        Mechanism mechanism = entry.create();
        StatedEquations stated = new StatedEquations(mechanism.equations());
        List<TracedFunctions> functions = Stream.of(STEP, STEP / 2, STEP / 4)
                .map(step -> functions(mechanism, step))
                .toList();
        Random random = new Random(entry.fullName().hashCode());
        Set<String> compared = new TreeSet<>();
        Map<String, String> wrong = new TreeMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<String, Double> values = draw(functions.get(0), mechanism, random);
            // A step first, so that states which follow from others do so.
            advance(functions.get(0), values);
            compare(mechanism, stated, functions, values, compared, wrong);
        }
        Set<String> computed = computed(mechanism, functions.get(0));
        computed.removeAll(compared);
        computed.removeAll(stated.assignments(true).keySet());
        assertEquals(Set.of(), computed, "not said by the equations of " + entry.fullName());
        assertTrue(wrong.isEmpty(), entry.fullName() + ":\n" + String.join("\n", wrong.values()));
    }

    /** Above a threshold and below it. A step of {@value #STEP} ms changes nothing else that could be seen. */
    @ParameterizedTest
    @ValueSource(strings = {"simplified.Fire", "simplified.Izhikevich", "simplified.AdEx"})
    void resetsAreThoseThatAreStated(String name) {
        Mechanism mechanism = Catalogue.find(name).create();
        StatedEquations stated = new StatedEquations(mechanism.equations());
        UnaryOperator<String> key = local -> key(mechanism, local);
        TracedFunctions functions = functions(mechanism, STEP);
        Random random = new Random(name.hashCode());
        Set<Boolean> held = new TreeSet<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<String, Double> values = draw(functions, mechanism, random);
            // Far from where the upstroke of AdEx takes the voltage over the threshold within a step.
            values.put("v", (draw % 2 == 0 ? -90 : 40) + 30 * random.nextDouble());
            boolean holds = stated.holds(key, values);
            held.add(holds);
            Map<String, Double> after =
                    numbers(functions.evaluate(functions.graph(TracedFunctions.UPDATE), arrays(values)));
            stated.assignments(holds).forEach((assigned, expression) -> {
                double expected = stated.expression(expression, key, values);
                assertEquals(
                        expected,
                        after.get(key.apply(assigned)),
                        1e-4 * Math.max(1, Math.abs(expected)),
                        assigned + " at " + values);
            });
        }
        assertEquals(Set.of(true, false), held, "draws above and below the threshold");
    }

    /** The results that the code computes and equations should state: a current, and the states that it changes. */
    private static Set<String> computed(Mechanism mechanism, TracedFunctions functions) {
        Set<String> computed = new TreeSet<>();
        functions
                .graph(TracedFunctions.UPDATE)
                .outputs()
                .keySet()
                .forEach(key -> computed.add(functions.localName(key)));
        computed.removeAll(IN_WORDS);
        computed.add(mechanism instanceof IonPump pump ? pump.ion() : TracedFunctions.CURRENT);
        return computed;
    }

    private static void compare(
            Mechanism mechanism,
            StatedEquations stated,
            List<TracedFunctions> functions,
            Map<String, Double> values,
            Set<String> compared,
            Map<String, String> wrong) {
        UnaryOperator<String> key = name -> key(mechanism, name);
        Map<String, double[]> at = arrays(values);
        List<Map<String, Double>> after = new ArrayList<>();
        functions.forEach(each -> after.add(numbers(each.evaluate(each.graph(TracedFunctions.UPDATE), at))));
        for (String state : stated.changing()) {
            double expected = stated.derivative(state, key, values);
            double actual = mechanism instanceof IonPump pump && pump.ion().equals(state)
                    ? -density(functions.get(0), at)
                    : derivative(after, values, key.apply(state));
            // The quotients are good to the rounding of the state over the step; opening and closing of gates may
            // cancel.
            double size = Math.max(
                    stated.steadyState(state, key, values) > 0 ? 1e-2 : 0,
                    5e-3 * Math.abs(values.get(key.apply(state))));
            check("d" + state + "/dt", expected, actual, size, values, wrong);
            compared.add(state);
        }
        Map<String, Double> steady =
                numbers(functions.get(0).evaluate(functions.get(0).graph(TracedFunctions.STEADY_STATE), at));
        // What follows from states at once does so from the new ones.
        Map<String, Double> later = new HashMap<>(values);
        later.putAll(after.get(0));
        for (Declaration state : mechanism.states()) {
            if (stated.defined().contains(state.name()) && !IN_WORDS.contains(state.name())) {
                double expected = stated.value(state.name(), key, later);
                check(state.name(), expected, after.get(0).get(state.key()), 0, values, wrong);
                compared.add(state.name());
            }
            double expected = stated.steadyState(state.name(), key, values);
            if (!Double.isNaN(expected)) {
                check("steady " + state.name(), expected, steady.get(state.key()), 0, values, wrong);
            }
        }
        if (!(mechanism instanceof IonPump)) {
            String current = mechanism instanceof MembraneMechanism membrane ? membrane.currentName() : "i";
            boolean isNone = mechanism.equations().contains("no current");
            double expected = isNone ? 0 : stated.value(current, key, values);
            check("current", expected, density(functions.get(0), at), 0, values, wrong);
            compared.add(TracedFunctions.CURRENT);
        }
    }

    private static void check(
            String what,
            double expected,
            double actual,
            double size,
            Map<String, Double> values,
            Map<String, String> wrong) {
        if (!(Math.abs(actual - expected) <= TOLERANCE * Math.max(size, Math.abs(expected)))) {
            wrong.putIfAbsent(
                    what, what + " is said to be " + expected + ", but the code computes " + actual + " at " + values);
        }
    }

    // ---- the mechanism's functions ----

    private static TracedFunctions functions(Mechanism mechanism, double step) {
        return mechanism instanceof Synapse synapse
                ? SynapseFunctions.of(synapse, step)
                : MechanismFunctions.of((MembraneMechanism) mechanism, step, List.of("i_Ca", "iCa"));
    }

    /** The key of a name in the text of equations. */
    private static String key(Mechanism mechanism, String name) {
        return switch (name) {
            case "v_pre" -> SynapseFunctions.PRE;
            case "v_post" -> SynapseFunctions.POST;
            default -> mechanism.key(name);
        };
    }

    private static double density(TracedFunctions functions, Map<String, double[]> at) {
        String name =
                functions instanceof MechanismFunctions membrane ? membrane.densityName() : TracedFunctions.CURRENT;
        return functions.evaluate(functions.graph(name), at).get(TracedFunctions.CURRENT)[0];
    }

    private static void advance(TracedFunctions functions, Map<String, Double> values) {
        values.putAll(numbers(functions.evaluate(functions.graph(TracedFunctions.UPDATE), arrays(values))));
    }

    /** The quotients of the three steps, extrapolated to none (Richardson): fast states are far from linear over a step. */
    private static double derivative(List<Map<String, Double>> after, Map<String, Double> before, String key) {
        return (8 * quotient(after.get(2), before, key, STEP / 4)
                        - 6 * quotient(after.get(1), before, key, STEP / 2)
                        + quotient(after.get(0), before, key, STEP))
                / 3;
    }

    private static double quotient(Map<String, Double> after, Map<String, Double> before, String key, double step) {
        return (after.getOrDefault(key, before.get(key)) - before.get(key)) / step;
    }

    /**
     * Values beside the defaults; below all thresholds, so that nothing spikes, but with pulses of transmitter that have
     * begun.
     */
    private static Map<String, Double> draw(TracedFunctions functions, Mechanism mechanism, Random random) {
        Map<String, Double> values = new HashMap<>();
        // In the order of names: that of an immutable map is another in every process, and so would be the draws.
        new TreeMap<>(functions.defaults())
                .forEach((key, value) -> values.put(
                        key,
                        key.startsWith("i_") || key.equals("iCa")
                                ? -0.01 * random.nextDouble()
                                : value == 0 ? 0.3 * random.nextDouble() : value * (0.75 + random.nextDouble() / 2)));
        new TreeMap<>(functions.varied())
                .forEach((key, range) -> values.put(key, range[0] + (range[1] - range[0]) * random.nextDouble()));
        boolean spikes = mechanism.states().stream().anyMatch(state -> IN_WORDS.contains(state.name()));
        new TreeSet<>(functions.voltages().keySet())
                .forEach(key -> values.put(key, -95 + (spikes ? 30 : 115) * random.nextDouble()));
        values.replaceAll((key, value) -> key.endsWith("_spikes") ? 0.0 : value);
        // During a pulse of transmitter its concentration is the greatest.
        values.computeIfPresent(mechanism.key("C"), (key, value) -> values.get(mechanism.key("Cmax")));
        return values;
    }

    private static Map<String, double[]> arrays(Map<String, Double> values) {
        Map<String, double[]> arrays = new HashMap<>();
        values.forEach((key, value) -> arrays.put(key, new double[] {value}));
        return arrays;
    }

    private static Map<String, Double> numbers(Map<String, double[]> arrays) {
        Map<String, Double> numbers = new HashMap<>();
        arrays.forEach((key, array) -> numbers.put(key, array[0]));
        return numbers;
    }

    // ---- the text ----

    @Test
    void textIsReadAsPeopleReadIt() {
        StatedEquations stated = new StatedEquations(
                """
                i = g / 2 m^2 (v - e), u = v + 10; rates in 1/ms
                m: alpha = -0.5 exp(-(u / 10)^2), beta = 2e-1
                n: inf = 1 / (1 + x), tau = x + 1 below u = -50, 3 - x above
                tau dw/dt = -w
                A <-> B, to the right with 2 up, to the left with 3 down
                if v > 3 mV: v = 2 g and w = 1, else w = 0
                up = 5, down = 7, T = 34 °C""");
        Map<String, Double> values = Map.of(
                "g", 4.0, "v", 2.0, "e", 1.0, "m", 3.0, "n", 0.5, "x", 1.0, "tau", 8.0, "w", 4.0, "A", 0.25, "B", 0.5);
        UnaryOperator<String> key = UnaryOperator.identity();
        assertEquals(18, stated.value("i", key, values));
        assertEquals(Set.of("A", "B", "m", "n", "w"), stated.changing());
        double alpha = -0.5 * Math.exp(-1.44);
        assertEquals(alpha * (1 - 3) - 0.2 * 3, stated.derivative("m", key, values), 1e-12);
        assertEquals(0, stated.derivative("n", key, values));
        assertEquals(0.5, stated.steadyState("n", key, values));
        assertEquals(-0.5, stated.derivative("w", key, values));
        assertEquals(-0.25 * 10 + 0.5 * 21, stated.derivative("A", key, values));
        assertEquals(0.25 * 10 - 0.5 * 21, stated.derivative("B", key, values));
        assertEquals(34, stated.value("T", key, values));
        assertFalse(stated.holds(key, values));
        assertEquals(Map.of("v", "2 g", "w", "1"), stated.assignments(true));
        assertEquals(Map.of("w", "0"), stated.assignments(false));
        assertEquals(8, stated.expression("2 g", key, values));
        assertThrows(AssertionError.class, () -> stated.value("nothing", key, values));
        assertThrows(AssertionError.class, () -> new StatedEquations("a = 2 (b").value("a", key, values));
    }
}
