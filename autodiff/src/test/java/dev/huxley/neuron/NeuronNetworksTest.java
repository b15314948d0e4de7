package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.testing.ModFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gap junctions and sources of spikes are written for NEURON as point processes and events. */
class NeuronNetworksTest {
    private static final double DT = 0.025;
    private static final String SPIKES = "SpikeSource_spikes";

    @TempDir
    Path folder;

    private static Cell passive(double voltage) {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        cell.insert(new Leak());
        cell.set("v", voltage);
        return cell;
    }

    private static Network driven(double... times) {
        Cell source = new Cell(new Compartment());
        source.insert(new SpikeSource());
        Network network = new Network(source, passive(-65));
        network.cell(0).clamp(SPIKES, Waveform.spikes(times, DT, 20));
        network.cell(1).record("v");
        return network;
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.asDouble()));
        return numbers;
    }

    /** Events come at the spikes' times with the delay; a threshold sees spikes of consecutive steps as one. */
    @Test
    void spikesOfASourceAreEvents() throws IOException, InterruptedException {
        Network network = driven(2, 7.5, 7.525);
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Input", SPIKES))
                .set("Input_weight", 2e-3);
        network.synapses("Input").set("delay", 1.5);
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Seen"));
        NmodlSynapse imported = Nmodl.parseSynapse(ModFiles.text("synexp")).drivenBy(SPIKES);
        network.connect(network.cell(0), network.cell(1), imported);
        Map<String, String> files = NeuronExport.of(network).files();
        JsonNode synapses = WrittenFolder.table(files.get("model.py"), "SYNAPSES");
        assertEquals(List.of(3.5, 9.0, 9.025), numbers(synapses.at("/0/events")));
        assertEquals(2e-3, synapses.at("/0/weight").asDouble());
        assertEquals(List.of(2.0, 7.5), numbers(synapses.at("/1/events")), "crossings of a threshold");
        assertEquals(List.of(2.0, 7.5, 7.525), numbers(synapses.at("/2/events")));
        assertTrue(!files.containsKey("mod/SpikeSource.mod"), files.keySet().toString());
        assertTrue(files.get("README.txt").contains("SpikeSource"), files.get("README.txt"));
        PythonRun.requirePython();
        NeuronExport.of(network).tMax(5).write(folder);
        PythonRun.of(folder);
    }

    @Test
    void spikesWithoutAFormAreRefused() {
        Network network = driven(2);
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Input", SPIKES));
        network.deleteClamps();
        network.cell(0).clamp(SPIKES, Waveform.of(time -> time > 1 && time < 1.1 ? 0.5 : 0, DT, 20));
        String message = assertThrows(IllegalArgumentException.class, () -> NeuronExport.of(network)
                        .files())
                .getMessage();
        assertTrue(message.contains("a spike of 0.5"), message);
        Network pointer = driven(2);
        pointer.connect(pointer.cell(0), pointer.cell(1), Nmodl.parseSynapse(ModFiles.text("gapj")));
        message = assertThrows(IllegalArgumentException.class, () -> NeuronExport.of(pointer)
                        .files())
                .getMessage();
        assertTrue(message.contains("voltage of a SpikeSource"), message);
    }

    /** The two sides of a junction that were read back have the junction's voltages but for terms of the time step. */
    @Test
    void aGapJunctionIsTwoPointProcesses() throws IOException, InterruptedException {
        Network network = new Network(passive(-65), passive(-40));
        network.connect(network.cell(0), network.cell(1), new GapJunction()).set("GapJunction_gE", 2e-3);
        network.cell(0).record("v");
        network.cell(1).record("v");
        Map<String, String> files = NeuronExport.of(network).files();
        JsonNode synapses = WrittenFolder.table(files.get("model.py"), "SYNAPSES");
        assertEquals(2, synapses.size());
        for (int side = 0; side < 2; side++) {
            JsonNode row = synapses.get(side);
            assertEquals("HalfGap", row.get("name").asText());
            assertEquals("vother", row.get("pointer").asText());
            assertEquals(2e-3, row.at("/values/g").asDouble());
            assertEquals(side == 0 ? 1 : 0, row.get("section").asInt());
            assertEquals(side, row.get("source").asInt());
        }
        NmodlSynapse half = Nmodl.parseSynapse(files.get("mod/HalfGap.mod"));
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            double dt = DT / (i + 1);
            Network read = new Network(passive(-65), passive(-40));
            read.connect(read.cell(0), read.cell(1), half).set("HalfGap_g", 2e-3);
            read.connect(read.cell(1), read.cell(0), half).set("HalfGap_g", 2e-3);
            read.cell(0).record("v");
            read.cell(1).record("v");
            double[] want = run(network, dt);
            double[] have = run(read, dt);
            errors[i] = have[have.length - 1] - want[want.length - 1];
            assertTrue(Math.abs(errors[i]) < 0.05, "error " + errors[i] + " mV at steps of " + dt);
        }
        assertEquals(2, errors[0] / errors[1], 0.1, "errors " + errors[0] + " and " + errors[1] + " at half the step");
        PythonRun.requirePython();
        NeuronExport.of(network).tMax(5).write(folder);
        PythonRun.of(folder);
    }

    /** A junction that is faster than the time step is limited in Huxley, and has no equal in NEURON. */
    @Test
    void aLimitedGapJunctionIsRefused() {
        Network network = new Network(passive(-65), passive(-40));
        network.connect(network.cell(0), network.cell(1), new GapJunction()).set("GapJunction_gE", 10);
        String message = assertThrows(IllegalArgumentException.class, () -> NeuronExport.of(network)
                        .files())
                .getMessage();
        assertTrue(message.contains("which Huxley limits"), message);
    }

    private static double[] run(Network network, double dt) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(dt).tMax(5).engine("llvm").build()) {
            return simulation.run(manager).get(1).toDoubleArray();
        }
    }
}
