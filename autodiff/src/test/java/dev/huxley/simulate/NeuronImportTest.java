package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.morphology.Swc;
import dev.huxley.morphology.SwcDescription;
import dev.huxley.morphology.TracedBranch;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.NeuronCases;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Traced cells as NEURON 9 imports them: input resistance, and 20 ms of Hodgkin-Huxley spikes at the soma and a far tip, in
 * one compartment per section. NEURON keeps points as float32, which moves traces by up to 1e-4 mV.
 */
class NeuronImportTest {
    private static final double TRACE_TOLERANCE = 2e-4;
    private static final double SPIKE_TOLERANCE = 1e-5;
    /** NEURON also cuts at interruptions of the tracing, one dendrite of ca1_n120: that makes 0.0201 mV. */
    private static final double CUT_TOLERANCE = 0.025;

    private static final double CUT_SPIKE_TOLERANCE = 0.005;

    /**
     * The cases in which our reading is meant to differ: a contour is a sphere, and a single point of another type
     * beside the soma has no cable to the soma's center.
     */
    private static final List<String> NOT_THE_BAR = List.of("soma_contour", "soma_contour_r0", "fork5_end6");

    /** The groups of NEURON's types. */
    private static final Map<String, String> GROUPS =
            Map.of("soma", "soma", "axon", "axon", "dend", "basal", "apic", "apical");

    @TestFactory
    Stream<DynamicTest> areasAndLengthsByTypeEqualNeurons() {
        return tests((name, neuron) -> {
            SwcDescription description = Swc.describe(file(neuron));
            neuron.at("/expected/by_type").properties().forEach(type -> {
                double area = type.getValue().get("area").asDouble();
                double length = type.getValue().get("length").asDouble();
                SwcDescription.Group group = description.group(GROUPS.get(type.getKey()));
                // The ends of a soma of one point are places that NEURON rounds to float32.
                double relative = type.getKey().equals("soma") ? 2e-6 : 1e-6;
                assertEquals(area, group.area(), relative * area, "area of " + type.getKey());
                assertEquals(length, group.length(), relative * length, "length of " + type.getKey());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> inputResistanceEqualsNeurons() {
        return tests((name, neuron) -> {
            Cell cell = read(neuron, Swc.options().cutAtInterruptions(true));
            double resistance = inputResistance(cell, electrode(cell));
            double wanted = neuron.at("/expected/input_resistance_MOhm").asDouble();
            assertEquals(wanted, resistance, 1e-6 * wanted, name);
        });
    }

    @TestFactory
    Stream<DynamicTest> spikesEqualNeurons() {
        return Stream.of("ca1_n120", "allen_485574832", "l5pc_with_axon").flatMap(name -> Stream.of(true, false)
                .map(cut -> DynamicTest.dynamicTest(
                        name + (cut ? ", cut at interruptions" : ""),
                        () -> assertSpikes(name, NeuronCases.of("import3d_" + name), cut))));
    }

    /** A test for every file that NEURON reads as it should be. */
    private static Stream<DynamicTest> tests(BiConsumer<String, JsonNode> test) {
        List<DynamicTest> tests = new ArrayList<>();
        NeuronCases.all().properties().forEach(field -> {
            String name = field.getKey().replace("import3d_", "");
            boolean isBar = field.getKey().startsWith("import3d_")
                    && field.getValue().at("/expected/reads").asBoolean()
                    && !NOT_THE_BAR.contains(name);
            if (isBar) {
                tests.add(DynamicTest.dynamicTest(name, () -> test.accept(name, field.getValue())));
            }
        });
        assertEquals(22, tests.size(), "files that NEURON reads as they should be");
        return tests.stream();
    }

    private static void assertSpikes(String name, JsonNode neuron, boolean cut) {
        JsonNode setup = neuron.at("/setup/hh_run");
        JsonNode expected = neuron.at("/expected/hh_run");
        Cell cell = read(neuron, Swc.options().cutAtInterruptions(cut));
        cell.insert(new HH());
        cell.set("axial_resistivity", 100);
        cell.set("v", -65);
        SteadyState.apply(cell);
        electrode(cell).stimulate(Waveform.step(2, 15, setup.at("/stimulus/amp").asDouble(), 0.025, 20));
        electrode(cell).record("v");
        cell.branch(tip(cell, neuron, setup.at("/tip/swc_point").asLong()))
                .loc(0.5)
                .record("v");
        double[][] v = run(cell, 0.025);
        int every = setup.at("/run/every").asInt();
        String[] places = {"soma", "far_tip"};
        for (int row = 0; row < places.length; row++) {
            double[] wanted = Reference.doubles(expected.get(places[row]).get("v"));
            double worst = 0;
            for (int i = 0; i < wanted.length; i++) {
                worst = Math.max(worst, Math.abs(wanted[i] - v[row][i * every]));
            }
            double[] times = Reference.doubles(expected.get(places[row]).get("spike_times"));
            double[] have = spikeTimes(v[row]);
            assertEquals(times.length, have.length, "spikes at the " + places[row]);
            double late = 0;
            for (int i = 0; i < times.length; i++) {
                late = Math.max(late, Math.abs(times[i] - have[i]));
            }
            String message = name + ": the " + places[row] + " differs by " + worst + " mV and " + late + " ms";
            assertTrue(worst <= (cut ? TRACE_TOLERANCE : CUT_TOLERANCE), message);
            assertTrue(late <= (cut ? SPIKE_TOLERANCE : CUT_SPIKE_TOLERANCE), message);
        }
    }

    // ---- cells ----

    private static Path file(JsonNode neuron) {
        return SharedData.file(neuron.at("/setup/file").asText());
    }

    private static Cell read(JsonNode neuron, Swc.Options options) {
        return new Cell(Swc.describe(file(neuron), options).morphology());
    }

    /** The middle of the first branch, which is the soma, as in NEURON. */
    private static View electrode(Cell cell) {
        return cell.branch(0).loc(0.5);
    }

    /** The branch that ends at a point of the file. */
    private static int tip(Cell cell, JsonNode neuron, long id) {
        double[] point = point(neuron, id);
        for (int branch = 0; branch < cell.structure().branches(); branch++) {
            TracedBranch points = cell.trace(branch).orElseThrow();
            int end = points.pointCount() - 1;
            if (points.x()[end] == point[0] && points.y()[end] == point[1] && points.z()[end] == point[2]) {
                return branch;
            }
        }
        throw new AssertionError("no branch ends at point " + id);
    }

    private static double[] point(JsonNode neuron, long id) {
        try {
            for (String line : Files.readAllLines(file(neuron))) {
                String[] fields = line.strip().split("\\s+");
                if (fields[0].equals(String.valueOf(id))) {
                    return Stream.of(fields[2], fields[3], fields[4])
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no point " + id);
    }

    // ---- runs ----

    static double inputResistance(Cell cell, View electrode) {
        double dt = 1e12; // one step of backward Euler is the steady state
        cell.insert(new Leak());
        cell.set("Leak_gLeak", 1e-4);
        cell.set("Leak_eLeak", -65);
        cell.set("axial_resistivity", 100);
        cell.set("v", -65);
        electrode.stimulate(Waveform.of(new double[] {1e-3}, dt));
        electrode.record("v");
        return (run(cell, dt)[0][1] + 65) / 1e-3;
    }

    static double[][] run(Cell cell, double dt) {
        return run(cell, dt, Integrators.backwardEuler());
    }

    static double[][] run(Cell cell, double dt, Integrator integrator) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(dt).integrator(integrator).build()) {
            NDArray v = simulation.run(manager);
            double[][] rows = new double[(int) v.getShape().get(0)][];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = v.get(row).toDoubleArray();
            }
            return rows;
        }
    }

    private static double[] spikeTimes(double[] v) {
        List<Double> times = new ArrayList<>();
        for (int k = 1; k < v.length; k++) {
            if (v[k - 1] < 0 && v[k] >= 0) {
                times.add(0.025 * (k - v[k] / (v[k] - v[k - 1])));
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
