package dev.huxley.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.testing.Reference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of retinal libraries, and ribbon synapses, give the traces of the reference, with all their states. */
@Tag("names-engines")
class RodAndBipolarReferenceTest {
    private static final double DT = RetinaCases.DT;
    private static final int STEPS = RetinaCases.SAMPLES;
    private static final double TOLERANCE = RetinaCases.TOLERANCE;

    /**
     * The chain of Hyper takes exact steps here, so the reference is that with exact steps: the voltage at every 40th
     * column and all states at the end.
     */
    @ParameterizedTest
    @CsvSource({"usui96, usui, torch", "usui96, usui, llvm", "kamiyama09, kamiyama, torch", "kamiyama09, kamiyama, llvm"
    })
    void exactChainsGiveTheTraces(String name, String library, String engine) {
        JsonNode setup = RetinaCases.setup(name);
        Map<String, double[]> traces = run(cell(setup, library), setup, engine);
        JsonNode expected = Reference.of("retina").at("/expected/" + name + "/exact_hyper");
        compare(name, "v", traces.get("v"), expected.get("v"), 40);
        for (Map.Entry<String, JsonNode> end : expected.get("end").properties()) {
            double[] trace = traces.get(end.getKey());
            double want = end.getValue().asDouble();
            assertEquals(
                    want, trace[STEPS], TOLERANCE * Math.max(1, Math.abs(want)), name + " ends at " + end.getKey());
        }
    }

    /** All other states over the whole run; the exact chain moves the voltage by up to 2e-6 mV from the implicit one. */
    @ParameterizedTest
    @CsvSource({"usui96, usui", "kamiyama09, kamiyama"})
    void theWholeCourseIsThatOfImplicitChainsButForTheirError(String name, String library) {
        JsonNode setup = RetinaCases.setup(name);
        Map<String, double[]> traces = run(cell(setup, library), setup, "llvm");
        for (Map.Entry<String, JsonNode> trace :
                Reference.of("retina").at("/expected/" + name + "/traces").properties()) {
            RetinaCases.assertClose(
                    name + ", " + trace.getKey(), trace.getValue(), traces.get(trace.getKey()), 10, 5e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RibbonSynapse, torch",
        "RibbonSynapse, llvm",
        "Ribbon_mGluR6, torch",
        "Ribbon_mGluR6, llvm",
        "FeedbackRibbon, torch",
        "FeedbackRibbon, llvm"
    })
    void synapsesGiveTheTraces(String name, String engine) {
        JsonNode setup = RetinaCases.setup(name);
        Network network = network(name);
        setAll(setup.get("parameters"), network);
        setAll(setup.get("initial_states"), network);
        List<String> names = new ArrayList<>(List.of("v_pre", "v_post"));
        network.cell(0).record("v");
        network.cell(1).record("v");
        for (Iterator<String> keys = setup.get("initial_states").fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            network.synapses().edge(0).record(key);
            names.add(key);
        }
        stimulate(network, setup.get("stimulus"));
        if (setup.has("second_stimulus")) {
            stimulate(network, setup.get("second_stimulus"));
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network)
                        .dt(DT)
                        .tMax((STEPS - 0.5) * DT)
                        .engine(engine)
                        .build()) {
            NDArray traces = simulation.run(manager);
            for (int i = 0; i < names.size(); i++) {
                JsonNode expected = Reference.of("retina").at("/expected/" + name + "/traces/" + names.get(i));
                compare(name, names.get(i), traces.get(i).toDoubleArray(), expected, 10);
            }
        }
    }

    /** Two point cells with leaks, and the synapse from the first to the second. */
    private static Network network(String synapse) {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.set("length", 10);
        network.set("radius", 5);
        network.set("capacitance", 1);
        network.insert(new Leak());
        network.cell(0).set("Leak_gLeak", 3e-4);
        network.cell(0).set("Leak_eLeak", -45);
        network.cell(0).set("v", -45);
        network.cell(1).set("Leak_gLeak", 1e-4);
        network.cell(1).set("Leak_eLeak", -60);
        network.cell(1).set("v", -60);
        network.connect(network.cell(0), network.cell(1), (Synapse)
                Catalogue.find("ribbon." + synapse).create());
        return network;
    }

    private static void setAll(JsonNode values, Network network) {
        values.properties()
                .forEach(value -> network.set(value.getKey(), value.getValue().asDouble()));
    }

    private static void stimulate(Network network, JsonNode stimulus) {
        network.cell(stimulus.get("cell").asText().equals("pre") ? 0 : 1)
                .stimulate(RetinaCases.samples(stimulus, "amplitude", 0));
    }

    private static Cell cell(JsonNode setup, String library) {
        List<MembraneMechanism> mechanisms = new ArrayList<>();
        for (JsonNode mechanism : setup.get("mechanisms")) {
            mechanisms.add(Catalogue.find(library + "." + mechanism.asText()).insertable());
        }
        Cell cell = RetinaCases.cell(setup, mechanisms, Set.of());
        RetinaCases.begin(cell, setup);
        return cell;
    }

    private static Map<String, double[]> run(Cell cell, JsonNode setup, String engine) {
        List<String> names = new ArrayList<>(List.of("v"));
        setup.get("initial_states").fieldNames().forEachRemaining(names::add);
        names.forEach(cell::record);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(DT)
                        .tMax((STEPS - 0.5) * DT)
                        .engine(engine)
                        .build()) {
            NDArray traces = simulation.run(manager);
            Map<String, double[]> byName = new java.util.LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                byName.put(names.get(i), traces.get(i).toDoubleArray());
            }
            return byName;
        }
    }

    private static void compare(String name, String key, double[] trace, JsonNode expected, int every) {
        RetinaCases.assertClose(name + ", " + key, expected, trace, every, TOLERANCE);
    }
}
