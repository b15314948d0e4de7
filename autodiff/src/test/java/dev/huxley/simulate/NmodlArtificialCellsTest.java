package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.neuron.EventConnection;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Artificial cells receive events by weighted connections with delays, and drive others, as an event-driven run says. */
@Tag("names-engines")
class NmodlArtificialCellsTest {
    private static final double DT = 0.1;
    private static final double DURATION = 40;
    private static final String SPIKES = "SpikeSource_spikes";
    private static final double[][] TIMES = {{1, 4.5, 12, 12.4, 25}, {2, 4.5, 20, 30}, {3, 11.5, 21, 22, 31}};
    private static final double[] WEIGHTS = {0.5, 0.625, 0.75};
    private static final double[] DELAYS = {1, 2.5, 0.4};

    @TempDir
    Path folder;

    static Stream<String> engines() {
        return Stream.of("torch", "llvm");
    }

    /** Three sources, an artificial cell that they drive, and a passive cell: cells 0 to 2, 3 and 4. */
    private static Network network() {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Cell source = new Cell(new Compartment());
            source.insert(new SpikeSource());
            cells.add(source);
        }
        Cell unit = new Cell(new Compartment());
        unit.set("radius", 3.7);
        unit.insert(Nmodl.parse(ModFiles.text("lifcell")));
        cells.add(unit);
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cells.add(cell);
        Network network = new Network(cells.toArray(new Cell[0]));
        for (int i = 0; i < 3; i++) {
            network.cell(i).clamp(SPIKES, Waveform.spikes(TIMES[i], DT, DURATION));
            SynapseSelection input =
                    network.connect(network.cell(i), network.cell(3), new EventConnection("Input", "LifCell", SPIKES));
            input.set("Input_weight", WEIGHTS[i]);
            input.set("delay", DELAYS[i]);
        }
        SteadyState.apply(network);
        return network;
    }

    private static double[][] run(Network network, String engine) {
        try (Simulation simulation =
                Simulation.of(network).dt(DT).tMax(DURATION).engine(engine).build()) {
            return NeuronModels.run(simulation);
        }
    }

    /** The spikes (ms) of the unit by its equations, event by event; events of one time act together. */
    private static List<Double> spikes(double tau, double refractory) {
        Map<Long, Double> events = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            for (double time : TIMES[i]) {
                events.merge(Math.round((time + DELAYS[i]) / DT), WEIGHTS[i], Double::sum);
            }
        }
        List<Double> spikes = new ArrayList<>();
        double level = 0;
        double last = 0;
        double ready = 0;
        for (Map.Entry<Long, Double> event : events.entrySet()) {
            double time = event.getKey() * DT;
            if (time < ready - 1e-9) {
                continue;
            }
            if (ready > last) {
                last = ready;
                level = 0;
            }
            level = level * Math.exp(-(time - last) / tau) + event.getValue();
            last = time;
            if (level >= 1) {
                spikes.add(time);
                level = 0;
                ready = time + refractory;
            }
        }
        return spikes;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aUnitWithSeveralWeightedInputsSpikesAsItsEquationsSay(String engine) {
        Network network = network();
        network.cell(3).record("LifCell_spikes");
        double[] trace = run(network, engine)[0];
        List<Double> actual = new ArrayList<>();
        for (int k = 0; k < trace.length; k++) {
            if (trace[k] != 0) {
                // The state after the step that begins with the spike.
                actual.add((k - 1) * DT);
            }
        }
        List<Double> want = spikes(10, 3);
        assertTrue(want.size() >= 4, "spikes " + want);
        assertEquals(want.size(), actual.size(), "spikes " + actual + " for " + want);
        for (int i = 0; i < want.size(); i++) {
            assertEquals(want.get(i), actual.get(i), 1e-9, "spikes " + actual + " for " + want);
        }
    }

    /** A synapse that the unit drives gives the voltage of one that a source of the same spikes drives. */
    @ParameterizedTest
    @MethodSource("engines")
    void aUnitDrivesASynapseOfACell(String engine) {
        double[][] traces = new double[2][];
        for (int i = 0; i < 2; i++) {
            Network network = network();
            int from = i == 0 ? 3 : 0;
            if (i == 1) {
                double[] times =
                        spikes(10, 3).stream().mapToDouble(Double::doubleValue).toArray();
                network.deleteClamps();
                network.cell(0).clamp(SPIKES, Waveform.spikes(times, DT, DURATION));
            }
            String spikes = i == 0 ? "LifCell_spikes" : SPIKES;
            SynapseSelection output =
                    network.connect(network.cell(from), network.cell(4), new ExpSyn("Output", spikes));
            output.set("Output_weight", 2e-3);
            output.set("Output_tau", 2);
            output.set("delay", 1.2);
            network.cell(4).record("v");
            traces[i] = run(network, engine)[0];
        }
        assertTrue(traces[0][traces[0].length - 1] > -70 && traces[0][80] != traces[0][0], "no synaptic current");
        assertArrayEquals(traces[1], traces[0], 1e-12);
    }

    /** A unit is driven by the voltage of a cell and by another unit; an event without delay comes one step later. */
    @ParameterizedTest
    @MethodSource("engines")
    void voltagesAndOtherUnitsDriveAUnit(String engine) {
        Network network = network();
        network.cell(4).clamp("v", Waveform.of(time -> time < 5 ? -65 : 20, DT, DURATION));
        network.connect(network.cell(4), network.cell(3), new EventConnection("FromCell", "LifCell"));
        SynapseSelection inputs = network.synapses("Input");
        inputs.set("Input_weight", 0);
        network.synapses("FromCell").set("FromCell_weight", 1);
        network.cell(3).record("LifCell_spikes");
        double[] trace = run(network, engine)[0];
        List<Integer> steps = new ArrayList<>();
        for (int k = 0; k < trace.length; k++) {
            if (trace[k] != 0) {
                steps.add(k - 1);
            }
        }
        assertEquals(1, steps.size(), "one crossing, one spike: " + steps);
        network.synapses("FromCell").set("delay", 3);
        trace = run(network, engine)[0];
        int later = -1;
        for (int k = 0; k < trace.length; k++) {
            later = trace[k] != 0 ? k - 1 : later;
        }
        assertEquals(steps.get(0) + 29, later, "with a delay of 3 ms");
    }

    /** The gradient of a level by the weights, where no event makes a spike. */
    @ParameterizedTest
    @MethodSource("engines")
    void gradientsByWeightsEqualCentralDifferences(String engine) {
        Network network = network();
        SynapseSelection inputs = network.synapses("Input");
        inputs.set("Input_weight", new double[] {0.11, 0.13, 0.17});
        network.cell(3).record("LifCell_level");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(8).engine(engine).build()) {
            ArrayTree at = ArrayTree.empty()
                    .with("weight", GradientCheck.leaf(manager, inputs.get("Input_weight")))
                    .with("tau", GradientCheck.leaf(manager, network.cell(3).get("LifCell_tau")));
            GradientCheck.assertGradient(at, values -> {
                Inputs given = Inputs.none()
                        .with(inputs, "Input_weight", values.get("weight"))
                        .with(network.cell(3), "LifCell_tau", values.get("tau"));
                NDArray level = simulation.run(manager, given);
                return level.add(1).square().sum();
            });
        }
    }

    @Test
    void aConnectionNeedsItsUnitAndIsStored() {
        Network network = network();
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> network.connect(network.cell(0), network.cell(4), new EventConnection("Wrong", "LifCell")));
        assertTrue(error.getMessage().contains("LifCell_events"), error.getMessage());
        network.cell(3).record("LifCell_spikes");
        Path file = folder.resolve("network.huxley");
        ModelFile.write(network, file);
        assertArrayEquals(run(network, "llvm")[0], run(ModelFile.readNetwork(file), "llvm")[0]);
    }
}
