package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.synapse.AlphaSynapse;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhConductanceSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.EdgeSharing;
import dev.huxley.model.Index;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that are large enough for whole vectors of synapses, with several types and as many synapses onto a compartment
 * as chance gives, have the traces and gradients of the torch engine.
 */
class NetworkAgreementTest {
    private static final int STEPS = 60;
    private static final double DT = 0.05;
    private static final int DRIVEN = 4;
    private static final String IONOTROPIC = "IonotropicSynapse_";

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    private record Results(double[] traces, Map<String, double[]> gradients) {}

    private static Network network(int seed, boolean equalSynapses) {
        Cell branched = new Cell(new Branch(new Compartment(), 2), -1, 0);
        Cell point = new Cell(new Compartment());
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            cells.add(i % 3 == 2 ? point : branched);
        }
        Network network = new Network(cells);
        network.insert(new HH());
        network.set("axial_resistivity", 200);
        Random random = new Random(seed);
        int compartments = network.structure().compartments();
        connect(network, random, 90, new TanhRateSynapse());
        connect(network, random, 900, new IonotropicSynapse());
        connect(network, random, 40, new GapJunction());
        connect(network, random, 150, new TanhConductanceSynapse());
        connect(network, random, 30, new AlphaSynapse());
        network.set("v", random.doubles(compartments, -75, -55).toArray());
        network.set(IONOTROPIC + "gS", random.doubles(900, 1e-5, 5e-4).toArray());
        network.set(IONOTROPIC + "s", random.doubles(900, 0, 1).toArray());
        if (!equalSynapses) {
            network.set(IONOTROPIC + "v_th", random.doubles(900, -60, -30).toArray());
            network.set(IONOTROPIC + "delta", random.doubles(900, 5, 15).toArray());
        }
        network.cell(Index.range(0, DRIVEN)).branch(0).loc(0).stimulate(Waveform.of(constant(0.3), DT));
        for (int cell : new int[] {0, 5, 20, 33, 69}) {
            network.cell(cell).branch(0).loc(0).record("v");
        }
        network.synapses("IonotropicSynapse").edge(7, 300, 899).record(IONOTROPIC + "s");
        network.synapses("IonotropicSynapse").edge(7, 11).record("i_IonotropicSynapse");
        network.synapses("IonotropicSynapse").makeTrainable(IONOTROPIC + "gS", EdgeSharing.PER_SYNAPSE);
        network.synapses("IonotropicSynapse").makeTrainable(IONOTROPIC + "s", EdgeSharing.PER_SYNAPSE);
        network.synapses("TanhRateSynapse").makeTrainable("TanhRateSynapse_gS", EdgeSharing.PER_SYNAPSE);
        network.synapses("GapJunction").makeTrainable("GapJunction_gE");
        network.makeTrainable("HH_gNa");
        if (!equalSynapses) {
            network.synapses("IonotropicSynapse").makeTrainable(IONOTROPIC + "v_th", EdgeSharing.PER_SYNAPSE);
            network.synapses("IonotropicSynapse").makeTrainable(IONOTROPIC + "k_minus", EdgeSharing.PER_PRE_CELL);
        }
        return network;
    }

    private static double[] constant(double current) {
        double[] samples = new double[STEPS];
        Arrays.fill(samples, current);
        return samples;
    }

    private static void connect(Network network, Random random, int count, Synapse synapse) {
        int compartments = network.structure().compartments();
        for (int i = 0; i < count; i++) {
            // Some compartments get many more than others.
            int post = (int) (compartments * Math.pow(random.nextDouble(), 1.5));
            network.connect(network.select(random.nextInt(compartments)), network.select(post), synapse);
        }
    }

    private static Simulation simulation(Network network, String engine) {
        return Simulation.of(network)
                .dt(DT)
                .tMax((STEPS - 0.5) * DT)
                .engine(engine)
                .build();
    }

    private static Results run(Network network, String engine, int batch, NDManager manager) {
        try (Simulation simulation = simulation(network, engine);
                Tape tape = Tape.open()) {
            ArrayTree parameters = network.parameters(manager);
            Inputs inputs = Inputs.of(parameters);
            if (batch > 1) {
                double[] currents = new double[batch * DRIVEN * STEPS];
                Arrays.setAll(currents, i -> 0.1 + 0.2 * (i / STEPS % 7));
                inputs = inputs.waveform(0, manager.create(currents, new Shape(batch, DRIVEN, STEPS)));
            }
            NDArray traces = simulation.run(manager, inputs);
            Map<String, double[]> gradients = new LinkedHashMap<>();
            tape.gradients(traces.square().mean(), parameters)
                    .forEach((path, gradient) -> gradients.put(path, gradient.toDoubleArray()));
            return new Results(traces.toDoubleArray(), gradients);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 1, false", "3, 5, true", "4, 5, false"})
    void aNetworkAgrees(int seed, int batch, boolean equalSynapses) {
        requireAgreement(seed, batch, equalSynapses);
    }

    static void requireAgreement(int seed, int batch, boolean equalSynapses) {
        Network network = network(seed, equalSynapses);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            Results torch = run(network, "torch", batch, manager);
            Results llvm = run(network, "llvm", batch, manager);
            requireClose("traces", torch.traces, llvm.traces, 1e-9);
            torch.gradients.forEach(
                    (path, gradient) -> requireClose("gradient of " + path, gradient, llvm.gradients.get(path), 1e-8));
            if (batch == 1) {
                try (Simulation forward = simulation(network, "llvm")) {
                    double[] plain = forward.run(manager).toDoubleArray();
                    requireClose("traces without derivatives", torch.traces, plain, 1e-9);
                    assertArrayEquals(plain, forward.run(manager).toDoubleArray(), "repeated");
                }
            }
        }
    }

    /** Equal and different parameters of the synapses from a compartment, as values of a run and in rows of one batch. */
    @Test
    void everyRunAndRowGoesTheWayOfItsOwnValues() {
        Network network = network(5, true);
        int synapses = network.synapses("IonotropicSynapse").size();
        double[] equal = new double[synapses];
        Arrays.fill(equal, -42);
        double[] different = new Random(6).doubles(synapses, -60, -30).toArray();
        double[] rows = Arrays.copyOf(equal, 3 * synapses);
        System.arraycopy(different, 0, rows, synapses, synapses);
        Arrays.fill(rows, 2 * synapses, 3 * synapses, -35);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation torch = simulation(network, "torch");
                Simulation llvm = simulation(network, "llvm")) {
            double[][] single = new double[2][];
            for (double[] values : new double[][] {equal, different, rows, equal}) {
                NDArray array = values.length == synapses
                        ? manager.create(values)
                        : manager.create(values, new Shape(3, synapses));
                Inputs inputs = Inputs.none().with(network.synapses("IonotropicSynapse"), IONOTROPIC + "v_th", array);
                double[] expected = torch.run(manager, inputs).toDoubleArray();
                double[] actual = llvm.run(manager, inputs).toDoubleArray();
                requireClose("traces", expected, actual, 1e-9);
                if (values == equal || values == different) {
                    single[values == equal ? 0 : 1] = actual;
                } else {
                    int size = actual.length / 3;
                    for (int row = 0; row < 2; row++) {
                        double[] ofRow = Arrays.copyOfRange(actual, row * size, (row + 1) * size);
                        requireClose("row " + row + " beside its single run", single[row], ofRow, 1e-12);
                    }
                }
            }
            assertTrue(Math.abs(single[0][STEPS] - single[1][STEPS]) > 1e-6, "the parameter acts");
        }
    }

    static Stream<CatalogueEntry> synapses() {
        return Catalogue.entries().stream().filter(entry -> entry.create() instanceof Synapse);
    }

    /** Many synapses from each of few neurons: all that can be computed once per neuron is. */
    @ParameterizedTest
    @MethodSource("synapses")
    void everySynapseOfTheLibraryAgrees(CatalogueEntry entry) {
        Network network = new Network(Collections.nCopies(9, new Cell(new Compartment())));
        network.insert(new HH());
        network.set("v", new Random(1).doubles(9, -75, 20).toArray());
        Synapse synapse = (Synapse) entry.create();
        if (synapse.readsPre().contains("Fire_spikes")) {
            network.insert(new Fire());
        }
        network.fullyConnect(network, network, synapse);
        network.cell(0, 1).stimulate(Waveform.of(constant(0.1), DT));
        network.cell(0, 4, 8).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation torch = simulation(network, "torch");
                Simulation llvm = simulation(network, "llvm")) {
            double[] expected = torch.run(manager).toDoubleArray();
            requireClose(entry.fullName(), expected, llvm.run(manager).toDoubleArray(), 1e-9);
        }
    }

    private static void requireClose(String what, double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what);
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertTrue(
                    Math.abs(expected[i] - actual[i]) <= tolerance * size,
                    () -> what + " at " + at + ": " + actual[at] + " instead of " + expected[at] + ", of " + size);
        }
        assertTrue(size > 0, () -> what + ": all are 0");
    }
}
