package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.GlobalValues;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.NeuralNetwork;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters and states of the model as a whole, seen by all its mechanisms. */
class GlobalValuesTest {
    private static final double DT = 0.1;
    private static final double DURATION = 4;

    @TempDir
    Path folder;

    /** A leak that a temperature and two modulators change. */
    static final class Modulated extends Channel {
        Modulated() {
            this("Modulated");
        }

        Modulated(String name) {
            super(name);
            globalParameter("temperature", 34, "degC");
            globalState("modulator", new int[] {2}, new double[] {1, 0.5}, "uM");
            parameter("gLeak", 1e-4, "S/cm2");
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray speed =
                    NDArrays.pow(2.3, membrane.get("temperature").sub(24).div(10));
            NDArray dose = membrane.get("modulator").sum(new int[] {0});
            return membrane.get("gLeak")
                    .mul(speed)
                    .mul(dose.add(1))
                    .mul(membrane.voltage().add(70));
        }
    }

    /** A synapse that the first modulator opens. */
    static final class Gated extends Synapse {
        Gated() {
            this("Gated");
        }

        Gated(String name) {
            super(name);
            globalState("modulator", new int[] {2}, new double[] {1, 0.5}, "uM");
            parameter("g", 2e-4, "uS");
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.get("g")
                    .mul(synapse.get("modulator").get(0))
                    .mul(synapse.postVoltage().sub(synapse.preVoltage()));
        }
    }

    /** The modulators decay. */
    static final class Decay extends GlobalProcess {
        Decay() {
            this("Decay");
        }

        Decay(String name) {
            super(name);
            globalState("modulator", new int[] {2}, new double[] {1, 0.5}, "uM");
            globalParameter("modulator_decay", 2, "ms");
        }

        @Override
        public Map<String, NDArray> update(GlobalValues model) {
            NDArray factor = NDArrays.div(-model.timeStep(), model.get("modulator_decay"))
                    .exp();
            return Map.of("modulator", model.get("modulator").mul(factor));
        }
    }

    private static Network network() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.insert(new Modulated());
        Network network = new Network(cell, cell);
        network.set("v", -70, -60, -50, -40, -45, -55, -65, -75);
        network.set("radius", 3);
        network.connect(
                network.cell(0).branch(1).loc(1), network.cell(1).branch(0).loc(0), new Gated());
        network.connect(
                network.cell(1).branch(1).loc(1), network.cell(0).branch(0).loc(0), new Gated());
        network.record("v");
        return network;
    }

    private static NDArray run(NDManager manager, NeuronModel model, Inputs inputs) {
        try (Simulation simulation = Simulation.of(model).dt(DT).tMax(DURATION).build()) {
            return simulation.run(manager, inputs);
        }
    }

    private static double[] traces(NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            return run(manager, model, Inputs.none()).toDoubleArray();
        }
    }

    @Test
    void aGlobalValueIsThatValueEverywhere() {
        Network network = network();
        network.globals().set("temperature", 30);
        network.globals().set("modulator", 0.2, 0.7);
        double[] global = traces(network);
        // The same leak by a local conductance, the same synapse by its own one.
        network.set("Modulated_gLeak", 1e-4 * Math.pow(2.3, 0.6) * (1 + 0.9));
        network.set("Gated_g", 2e-4 * 0.2);
        network.globals().set("temperature", 24);
        network.globals().set("modulator", 1, -1);
        assertArrayEquals(traces(network), global, 1e-10);
    }

    @Test
    void theGradientEqualsCentralDifferences() {
        Network network = network();
        network.globals().insert(new Decay());
        network.globals().makeTrainable("temperature");
        network.globals().makeTrainable("modulator");
        network.globals().makeTrainable("modulator_decay");
        network.globals().record("modulator");
        try (Simulation simulation =
                Simulation.of(network).dt(DT).tMax(DURATION).build()) {
            BatchedGradientCheck.assertGradient(network, simulation);
        }
    }

    @Test
    void aStateEvolvesOnceForAll() {
        Network network = network();
        network.globals().insert(new Decay());
        network.deleteRecordings();
        network.globals().record("modulator");
        double[] traces = traces(network);
        int points = traces.length / 2;
        for (int k = 0; k < points; k++) {
            assertEquals(Math.exp(-k * DT / 2), traces[k], 1e-12, "step " + k);
            assertEquals(0.5 * Math.exp(-k * DT / 2), traces[points + k], 1e-12, "step " + k);
        }
    }

    @Test
    void aClampedGlobalStateDrivesTheModel() {
        Network network = network();
        network.globals().clamp("modulator[1]", Waveform.of(time -> 0.3 * time, DT, DURATION));
        network.globals().record("modulator[1]");
        try (NDManager manager = HuxleyRuntime.newManager()) {
            NDArray own = run(manager, network, Inputs.none());
            assertEquals(0.3 * 1.0, own.get(8, 11).getDouble(), 1e-12);
            NDArray samples =
                    manager.create(new double[3 * 40], new Shape(3, 40)).add(2);
            NDArray driven = run(manager, network, Inputs.none().clampValues(0, samples));
            assertEquals(2, driven.get(1, 8, 11).getDouble());
            double apart = driven.get(0).sub(own).abs().max().getDouble();
            assertTrue(apart > 1.5, "the voltages follow: " + apart);
        }
    }

    @Test
    void aBatchOfGlobalValuesEqualsSingleRuns() {
        Network network = network();
        try (NDManager manager = HuxleyRuntime.newManager()) {
            NDArray temperatures = manager.create(new double[] {24, 30, 37}, new Shape(3, 1));
            NDArray together =
                    run(manager, network, Inputs.none().with(network.globals(), "temperature", temperatures));
            for (int row = 0; row < 3; row++) {
                network.globals().set("temperature", temperatures.getDouble(row, 0));
                assertArrayEquals(traces(network), together.get(row).toDoubleArray(), 1e-12);
            }
        }
    }

    @Test
    void aNetworkOfWeightsCanBeGlobal() {
        final class Steered extends Channel {
            private final NeuralNetwork rule = globalNetwork("rule", NeuralNetwork.dense(1, 3, 1));

            Steered() {
                super("Steered");
            }

            @Override
            public NDArray current(Membrane membrane) {
                return rule.apply(membrane, membrane.voltage().div(50)).get(0).mul(1e-3);
            }
        }
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("radius", 3, 2, 4);
        cell.insert(new Steered());
        cell.globals().makeTrainable("rule");
        cell.record("v");
        try (Simulation simulation = Simulation.of(cell).dt(DT).tMax(DURATION).build()) {
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    @Test
    void globalsAreStoredAndComeAlong() {
        Network network = network();
        network.globals().set("temperature", 29.5);
        network.globals().insert(new Decay());
        network.globals().define("season", new int[] {2}, new double[] {1, 2}, "1");
        network.globals().makeTrainable("temperature");
        network.globals().record("modulator");
        Path file = folder.resolve("network.huxley");
        ModelFile.write(network, file);
        Network read = ModelFile.readNetwork(
                file,
                MechanismRegistry.library()
                        .with(Modulated.class, Modulated::new)
                        .with(Gated.class, Gated::new)
                        .with(Decay.class, Decay::new));
        assertArrayEquals(traces(network), traces(read));
        assertArrayEquals(new double[] {1, 2}, read.globals().get("season"));
        assertEquals("globals/temperature", read.trainables().get(0).path());

        Cell warm = new Cell(new Compartment());
        warm.insert(new Modulated());
        warm.globals().set("temperature", 37);
        assertEquals(37, new Network(warm, warm).globals().get("temperature")[0]);
        Cell cold = new Cell(new Compartment());
        cold.insert(new Modulated());
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> new Network(warm, cold));
        assertTrue(error.getMessage().contains("37.0") && error.getMessage().contains("34.0"), error.getMessage());
    }

    @Test
    void mistakesWithGlobalsSayWhatToDo() {
        Network network = network();
        Map<String, Runnable> mistakes = Map.of(
                "use globals() of the model", () -> network.set("temperature", 30),
                "Did you mean 'temperature'?", () -> network.globals().set("temprature", 30),
                "change it with set", () -> network.globals().define("temperature", 30, "degC"),
                "give it another name", () -> network.globals().define("radius", 30, "um"),
                "modulator[0]", () -> network.globals().clamp("modulator", Waveform.of(t -> 1, DT, 1)),
                "not a state", () -> network.globals().clamp("temperature", Waveform.of(t -> 1, DT, 1)));
        mistakes.forEach((remedy, mistake) -> {
            IllegalArgumentException error = assertThrows(IllegalArgumentException.class, mistake::run);
            assertTrue(error.getMessage().contains(remedy), error.getMessage());
        });
        network.globals().define("HH_h", 1, "mM");
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> network.insert(new HH()));
        assertTrue(error.getMessage().contains("'HH_h'"), error.getMessage());
    }
}
