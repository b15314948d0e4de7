package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ion current of a synapse reaches the mechanisms of its compartment that read the ion's current: in nA over the area
 * of the compartment, summed over synapses and channels, seen in the step after the one in which it flows.
 */
@Tag("names-engines")
class NmodlIonCurrentsTest {
    private static final double DT = 0.1;
    private static final double DURATION = 30;
    private static final String SPIKES = "SpikeSource_spikes";
    private static final double FARADAY = 96485.33212331001;

    /** Calcium current that does not depend on the voltage, so that the pool has a closed form. */
    private static final String SYNAPSE =
            """
            NEURON { POINT_PROCESS Influx USEION ca WRITE ica VALENCE 2 RANGE tau, k }
            PARAMETER { tau = 5 (ms) k = 40 (mV) }
            ASSIGNED { ica (nA) }
            STATE { g (uS) }
            BREAKPOINT { SOLVE decay METHOD cnexp ica = -g * k }
            INITIAL { g = 0 }
            DERIVATIVE decay { g' = -g / tau }
            NET_RECEIVE(weight (uS)) { g = g + weight }
            """;

    private static final String CHANNEL =
            """
            NEURON { SUFFIX drip USEION ca WRITE ica RANGE rate }
            PARAMETER { rate = 2e-5 (mA/cm2) }
            ASSIGNED { ica (mA/cm2) }
            BREAKPOINT { ica = -rate }
            """;

    static Stream<Arguments> modelsAndEngines() {
        return Stream.of("spikes", "threshold", "channel")
                .flatMap(model -> Stream.of("torch", "llvm").map(engine -> Arguments.of(model, engine)));
    }

    /** A source and a cell of two compartments with pools; two synapses end in the first, one in the second. */
    private static Network network(String model, NmodlSynapse type) {
        Cell source = new Cell(new Compartment());
        Cell cell = new Cell(new Branch(new Compartment(), 2));
        for (Cell each : List.of(source, cell)) {
            each.insert(new Leak());
            each.set("v", -65);
        }
        if (model.equals("spikes")) {
            source.insert(new SpikeSource());
        }
        cell.insert(Nmodl.parse(ModFiles.text("capool")));
        if (model.equals("channel")) {
            cell.branch(0).comp(0).insert(Nmodl.parse(CHANNEL));
        }
        cell.set("radius", new double[] {3, 5});
        Network network = new Network(source, cell);
        if (model.equals("spikes")) {
            network.cell(0).clamp(SPIKES, Waveform.spikes(new double[] {2, 9, 9.5}, DT, DURATION));
        }
        NmodlSynapse driven = model.equals("spikes") ? type.drivenBy(SPIKES) : type;
        for (int compartment : new int[] {0, 0, 1}) {
            network.connect(network.cell(0), network.cell(1).branch(0).comp(compartment), driven);
        }
        SteadyState.apply(network);
        return network;
    }

    private static SynapseSelection synapses(Network network, String name) {
        return network.synapses(name);
    }

    /** The pool follows its equation with the sum of the currents of the step before, exactly. */
    @ParameterizedTest
    @MethodSource("modelsAndEngines")
    void aPoolIsFilledByTheCurrentsOfSynapses(String model, String engine) {
        Network network = network(model, Nmodl.parseSynapse(SYNAPSE));
        SynapseSelection synapses = synapses(network, "Influx");
        synapses.set("Influx_weight", new double[] {1e-3, 2e-3, 5e-4});
        if (!model.equals("spikes")) {
            synapses.set("Influx_g", new double[] {1e-3, 2e-3, 5e-4});
        }
        synapses.record("Influx_g");
        network.cell(1).record("cai");
        network.cell(1).record("ica");
        double[][] traces;
        try (Simulation simulation =
                Simulation.of(network).dt(DT).tMax(DURATION).engine(engine).build()) {
            traces = NeuronModels.run(simulation);
        }
        double[] areas = network.cell(1).get("area");
        double decay = Math.exp(-DT / 80);
        double[] largest = new double[2];
        for (int compartment = 0; compartment < 2; compartment++) {
            double cai = 1e-4;
            double[] actual = traces[3 + compartment];
            for (int n = 0; n < actual.length; n++) {
                assertEquals(cai, actual[n], 1e-13, model + ", cai of compartment " + compartment + ", step " + n);
                largest[compartment] = Math.max(largest[compartment], cai);
                // A channel's current is known at the start, that of synapses from the first step on.
                double conductance = n == 0 ? 0 : compartment == 0 ? traces[0][n] + traces[1][n] : traces[2][n];
                double density = -100 * 40 * conductance / areas[compartment];
                density -= model.equals("channel") && compartment == 0 ? 2e-5 : 0;
                assertEquals(
                        density,
                        traces[5 + compartment][n],
                        1e-12 * Math.abs(density),
                        "ica of compartment " + compartment);
                double rest = 1e-4 - 80 * 10000 * density * 0.05 / (2 * FARADAY * 0.1);
                cai = rest + (cai - rest) * decay;
            }
        }
        assertTrue(largest[0] > 2e-4 && largest[1] > 1.2e-4, largest[0] + ", " + largest[1] + ": no current arrived");
    }

    /** The concentration converges to that of the continuous equations, two exponentials, with the first power of the step. */
    @Test
    void aPoolConvergesToItsClosedForm() {
        double[] errors = new double[2];
        double[] steps = {0.1, 0.05};
        for (int i = 0; i < 2; i++) {
            Network network = network("threshold", Nmodl.parseSynapse(SYNAPSE));
            synapses(network, "Influx").set("Influx_g", new double[] {2e-3, 0, 0});
            network.cell(1).branch(0).comp(0).record("cai");
            double[] cai = NeuronModels.run(network, steps[i], 20)[0];
            double area = network.cell(1).get("area")[0];
            double influx = 10000 * (100 * 40 * 2e-3 / area) * 0.05 / (2 * FARADAY * 0.1);
            double fast = 5;
            double slow = 80;
            double want = 1e-4 + influx * (Math.exp(-20 / slow) - Math.exp(-20 / fast)) / (1 / fast - 1 / slow);
            errors[i] = cai[cai.length - 1] - want;
        }
        assertTrue(Math.abs(errors[1]) < 3e-5, "errors " + errors[0] + " and " + errors[1]);
        assertEquals(2, errors[0] / errors[1], 0.05, "errors " + errors[0] + " and " + errors[1] + " at half the step");
    }

    /** The gradient through the synapses, their block by magnesium, and the pool. */
    @ParameterizedTest
    @MethodSource("modelsAndEngines")
    void gradientsEqualCentralDifferences(String model, String engine) {
        NmodlSynapse type = Nmodl.parseSynapse(ModFiles.text("synnmda"));
        Network network = network(model, type);
        SynapseSelection synapses = synapses(network, "SynNMDA");
        synapses.set("SynNMDA_weight", 1e-3);
        for (String state : List.of("gA", "gR", "gD")) {
            synapses.set("SynNMDA_" + state, new double[] {1e-3, 3e-3, 2e-3});
        }
        network.cell(1).record("v");
        network.cell(1).record("cai");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(3).engine(engine).build()) {
            ArrayTree at = ArrayTree.empty();
            for (String key : List.of("weight", "share", "mg", "decay", "gR")) {
                if (!key.equals("weight") || model.equals("spikes")) {
                    at = at.with("SynNMDA_" + key, GradientCheck.leaf(manager, synapses.get("SynNMDA_" + key)));
                }
            }
            for (String key : List.of("capool_gamma", "capool_depth", "radius", "v", "cai")) {
                at = at.with(key, GradientCheck.leaf(manager, network.cell(1).get(key)));
            }
            GradientCheck.assertGradient(at, values -> {
                Inputs inputs = Inputs.none();
                for (String key : values.paths()) {
                    inputs = key.startsWith("SynNMDA")
                            ? inputs.with(synapses, key, values.get(key))
                            : inputs.with(network.cell(1), key, values.get(key));
                }
                NDArray traces = simulation.run(manager, inputs);
                NDArray v = traces.get("0:2").add(60).div(10).square().sum();
                NDArray cai = traces.get("2:4").mul(5000).square().sum();
                return v.add(cai);
            });
        }
    }

    /** An unknown current is refused by name, in place of a derivative without the ion currents. */
    @Test
    void vectorFieldsWithSuchCurrentsAreRefused() {
        Network network = network("threshold", Nmodl.parseSynapse(SYNAPSE));
        UnsupportedOperationException error;
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(1).engine("torch").build()) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            error = assertThrows(
                    UnsupportedOperationException.class, () -> dynamics.rates(manager, states, Inputs.none()));
        }
        assertTrue(error.getMessage().contains("'ica' of synapses"), error.getMessage());
    }

    /** A model in which nobody reads the current is not changed by it. */
    @Test
    void aChannelWithoutPoolSeesNothing() {
        NmodlChannel drip = Nmodl.parse(CHANNEL);
        assertEquals(List.of("ica"), drip.carriedCurrents());
        assertEquals(List.of("ica"), Nmodl.parseSynapse(SYNAPSE).ionCurrentNames());
        assertEquals(List.of(), Nmodl.parseSynapse(SYNAPSE).warnings());
    }
}
