package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.model.Cell;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compartments with all mechanisms of a library of the retina, under a step of current and, where there is a
 * photoreceptor, of light, have the reference's voltage and states.
 */
@Tag("names-engines")
class RetinaReferenceTest {
    /** The library of each case. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "aoyama00", "aoyama",
            "benison01", "benison",
            "liu04", "liu",
            "torre90", "torre",
            "chen24", "chen");

    /** Parameters of the reference that no equation reads. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("Phototransduction_h", "Phototransduction_I_dark", "Phototransduction_alpha");

    /**
     * Initial states that the reference has less exactly: KA's from the source's rate, which has 1e-6 in its denominator,
     * and the dark state of the rod of Torre in three digits.
     */
    private static final Map<String, Double> ROUGHLY = Map.of(
            "KA_m", 1e-10,
            "Phototransduction_Ca", 1e-3,
            "Phototransduction_Cab", 1e-3,
            "Phototransduction_cGMP", 1e-3);

    static Stream<String> cases() {
        return LIBRARIES.keySet().stream().sorted();
    }

    static Stream<Arguments> casesAndEngines() {
        return cases().flatMap(name -> Stream.of("torch", "llvm").map(engine -> Arguments.of(name, engine)));
    }

    @ParameterizedTest
    @MethodSource("casesAndEngines")
    void theTracesAreTheReferences(String name, String engine) {
        JsonNode setup = RetinaCases.setup(name);
        Cell cell = cell(name, setup);
        RetinaCases.begin(cell, setup);
        JsonNode traces = RetinaCases.expected(name, "traces");
        List<String> states = new ArrayList<>();
        traces.fieldNames().forEachRemaining(states::add);
        states.forEach(cell::record);
        double[][] have = run(Simulation.of(cell)
                .dt(RetinaCases.DT)
                .tMax((RetinaCases.SAMPLES - 0.5) * RetinaCases.DT)
                .engine(engine)
                .build());
        List<Executable> checks = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            String what = name + ", " + states.get(i) + " on " + engine;
            JsonNode want = traces.get(states.get(i));
            double[] trace = have[i];
            checks.add(() -> RetinaCases.assertClose(what, want, trace, 10, RetinaCases.TOLERANCE));
        }
        assertAll(checks);
    }

    private static double[][] run(Simulation simulation) {
        try (NDManager manager = HuxleyRuntime.newManager();
                simulation) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[Math.toIntExact(traces.getShape().get(0))][];
            Arrays.setAll(rows, i -> traces.get(i).toDoubleArray());
            return rows;
        }
    }

    /** Gates begin at their steady state; concentrations, reversal potentials and the light stay as they are set. */
    @ParameterizedTest
    @MethodSource("cases")
    void theInitialStatesAreTheReferences(String name) {
        JsonNode setup = RetinaCases.setup(name);
        Cell cell = cell(name, setup);
        Map<String, Double> shared = new LinkedHashMap<>();
        List<MembraneMechanism> mechanisms = new ArrayList<>(cell.channels());
        setup.get("initial_states").properties().forEach(state -> {
            boolean isOwn =
                    mechanisms.stream().anyMatch(mechanism -> state.getKey().startsWith(mechanism.name() + "_"));
            if (!isOwn) {
                shared.put(state.getKey(), state.getValue().asDouble());
                cell.set(state.getKey(), state.getValue().asDouble());
            }
        });
        SteadyState.apply(cell);
        List<Executable> checks = new ArrayList<>();
        setup.get("initial_states").properties().forEach(state -> {
            double want = state.getValue().asDouble();
            double have = cell.get(state.getKey())[0];
            double tolerance = shared.containsKey(state.getKey()) ? 0 : ROUGHLY.getOrDefault(state.getKey(), 1e-12);
            checks.add(() -> assertEquals(want, have, tolerance * Math.max(1, Math.abs(want)), state.getKey()));
        });
        assertAll(checks);
    }

    /** Every parameter of the reference has its name and default; those of the usual cell are set. */
    @ParameterizedTest
    @MethodSource("cases")
    void parametersHaveTheReferencesNamesAndValues(String name) {
        JsonNode setup = RetinaCases.setup(name);
        Map<String, Double> defaults = new LinkedHashMap<>();
        for (MembraneMechanism mechanism : mechanisms(name, setup)) {
            for (Declaration parameter : mechanism.parameters()) {
                defaults.put(parameter.key(), parameter.value());
            }
        }
        Map<String, Double> expected = new LinkedHashMap<>();
        setup.get("parameters")
                .properties()
                .forEach(entry -> expected.put(entry.getKey(), entry.getValue().asDouble()));
        expected.keySet().removeAll(WITHOUT_EFFECT);
        // A constant of the reference, and the leak of the case, which is of another library.
        defaults.remove("CaNernstReversal_T");
        if (setup.has("light")) {
            defaults.keySet().removeIf(key -> key.startsWith("Leak_"));
            expected.keySet().removeIf(key -> key.startsWith("Leak_"));
        }
        assertEquals(expected, defaults, name);
    }

    private static List<MembraneMechanism> mechanisms(String name, JsonNode setup) {
        boolean isLeakOfTheLibrary = !setup.has("note");
        List<MembraneMechanism> mechanisms = new ArrayList<>();
        for (JsonNode mechanism : setup.get("mechanisms")) {
            String library = mechanism.asText().equals("Leak") && !isLeakOfTheLibrary ? "passive" : LIBRARIES.get(name);
            mechanisms.add(Catalogue.find(library + "." + mechanism.asText()).insertable());
        }
        return mechanisms;
    }

    private static Cell cell(String name, JsonNode setup) {
        Cell cell = RetinaCases.cell(setup, mechanisms(name, setup), WITHOUT_EFFECT);
        cell.set("axial_resistivity", 5000);
        return cell;
    }
}
