package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Selection;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rebuilds the cells of NEURON's cases in Huxley's words, runs them, and compares. */
final class NeuronModels {
    private NeuronModels() {}

    /** A compartment with the channels of {@code cell}, in their steady state at {@code voltage}. */
    static Cell point(JsonNode cell, double voltage) {
        Cell point = new Cell(new Compartment());
        point.set("length", cell.get("L").asDouble());
        point.set("radius", cell.get("diam").asDouble() / 2);
        point.set("capacitance", cell.get("cm").asDouble());
        point.set("v", voltage);
        if (cell.has("pas")) {
            point.insert(new Leak());
            point.set("Leak_gLeak", cell.at("/pas/g").asDouble());
            point.set("Leak_eLeak", cell.at("/pas/e").asDouble());
        } else {
            point.insert(new HH());
            point.set("HH_gNa", cell.at("/hh/gnabar").asDouble());
            point.set("HH_gK", cell.at("/hh/gkbar").asDouble());
            setOthers(point, cell.get("hh"));
        }
        SteadyState.apply(point);
        return point;
    }

    /** A tree of branches with values per branch, and with a diameter per compartment. */
    static Cell branched(JsonNode cell, double voltage) {
        int compartments = cell.get("nseg").asInt();
        int[] parents = Arrays.stream(Reference.doubles(cell.get("parents")))
                .mapToInt(parent -> (int) parent)
                .toArray();
        Cell tree = new Cell(new Branch(new Compartment(), compartments), parents);
        tree.insert(new HH());
        for (int branch = 0; branch < parents.length; branch++) {
            Selection here = tree.branch(branch);
            here.set("length", cell.get("length").get(branch).asDouble() / compartments);
            here.set(
                    "radius",
                    Arrays.stream(Reference.doubles(cell.get("diam").get(branch)))
                            .map(diameter -> diameter / 2)
                            .toArray());
            here.set("axial_resistivity", cell.get("Ra").get(branch).asDouble());
            here.set("capacitance", cell.get("cm").get(branch).asDouble());
            here.set("HH_gNa", cell.get("gnabar").get(branch).asDouble());
            here.set("HH_gK", cell.get("gkbar").get(branch).asDouble());
        }
        setOthers(tree, cell.get("other_hh"));
        tree.set("v", voltage);
        SteadyState.apply(tree);
        return tree;
    }

    private static void setOthers(Cell cell, JsonNode hh) {
        cell.set("HH_gLeak", hh.get("gl").asDouble());
        cell.set("HH_eNa", hh.get("ena").asDouble());
        cell.set("HH_eK", hh.get("ek").asDouble());
        cell.set("HH_eLeak", hh.get("el").asDouble());
    }

    /** NEURON's IClamp. */
    static Waveform step(JsonNode stimulus, double timeStep, double duration) {
        return Waveform.step(
                stimulus.get("delay").asDouble(),
                stimulus.get("dur").asDouble(),
                stimulus.get("amp").asDouble(),
                timeStep,
                duration);
    }

    /** The traces by the engine that is the default of this test run. */
    static double[][] run(NeuronModel model, double timeStep, double duration) {
        return run(Simulation.of(model).dt(timeStep).tMax(duration).build());
    }

    /** The traces of a simulation, which is closed. */
    static double[][] run(Simulation simulation) {
        try (NDManager manager = HuxleyRuntime.newManager();
                simulation) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[Math.toIntExact(traces.getShape().get(0))][];
            Arrays.setAll(rows, i -> traces.get(i).toDoubleArray());
            return rows;
        }
    }

    /** Every {@code every}-th sample from {@code first} on is the expected one. */
    static void assertSamples(String what, JsonNode expected, double[] actual, int first, int every, double tolerance) {
        assertTrue(expected.size() > 0, what + " has no samples");
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            double error = Math.abs(actual[first + i * every] - expected.get(i).asDouble());
            if (!(error <= worst)) {
                worst = error;
                at = first + i * every;
            }
        }
        assertTrue(worst <= tolerance, what + " differs by " + worst + " in sample " + at);
    }

    /** Every {@code every}-th sample is the expected one to NEURON's printed digits. */
    static void assertSamples(String what, JsonNode expected, double[] actual, int every) {
        assertSamples(what, expected, actual, 0, every, 1e-8);
    }

    /** The times (ms) at which a trace crosses 0 mV upwards, linear between samples. */
    static double[] spikes(double[] v, double timeStep) {
        List<Double> times = new ArrayList<>();
        for (int k = 1; k < v.length; k++) {
            if (v[k - 1] < 0 && v[k] >= 0) {
                times.add((k - 1 + v[k - 1] / (v[k - 1] - v[k])) * timeStep);
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static void assertSpikes(String what, JsonNode expected, double[] v, double timeStep, double tolerance) {
        double[] want = Reference.doubles(expected);
        double[] have = spikes(v, timeStep);
        String both = what + ": spikes at " + Arrays.toString(have) + " instead of " + Arrays.toString(want);
        assertTrue(want.length == have.length, both);
        for (int i = 0; i < want.length; i++) {
            assertTrue(Math.abs(want[i] - have[i]) <= tolerance, both);
        }
    }
}
