package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients through imported point processes, synapses and artificial cells are those of central differences. */
@Tag("names-engines")
class NmodlPointGradientsTest {
    private static final double DT = 0.1;
    private static final double DURATION = 3;
    private static final String SPIKES = "SpikeSource_spikes";

    /** Events act at times, which have no gradient; or the file uses it nowhere. */
    private static final List<String> WITHOUT_GRADIENT = List.of(
            "t",
            "spikes",
            "events",
            "above",
            "threshold",
            "pending_time",
            "pending_flag",
            "resting",
            "spent",
            "number",
            "refractory",
            "vother");

    static Stream<Arguments> synapsesAndEngines() {
        return Stream.of("synexp", "syntwo", "synnmda", "gapj")
                .flatMap(file -> Stream.of("torch", "llvm").map(engine -> Arguments.of(file, engine)));
    }

    static Stream<Arguments> channelsAndEngines() {
        return Stream.of("pulses", "lifcell", "kmtab")
                .flatMap(file -> Stream.of("torch", "llvm").map(engine -> Arguments.of(file, engine)));
    }

    static Stream<String> engines() {
        return Stream.of("torch", "llvm");
    }

    private static Cell passive() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        cell.insert(new Leak());
        cell.set("v", -65);
        return cell;
    }

    /** A source of these spikes (ms), and a passive cell. */
    private static Network driven(double... times) {
        Cell source = new Cell(new Compartment());
        source.insert(new SpikeSource());
        Network network = new Network(source, passive());
        network.cell(0).clamp(SPIKES, Waveform.spikes(times, DT, 20));
        network.cell(1).record("v");
        return network;
    }

    private static List<String> keys(Mechanism mechanism) {
        return mechanism.declarations().stream()
                .filter(declaration -> !WITHOUT_GRADIENT.contains(declaration.name()))
                .map(Declaration::key)
                .toList();
    }

    /** The gradient by weights, all parameters and initial states, and by the spikes' amounts. */
    @ParameterizedTest
    @MethodSource("synapsesAndEngines")
    void gradientsOfSynapsesEqualCentralDifferences(String file, String engine) {
        NmodlSynapse type = Nmodl.parseSynapse(ModFiles.text(file));
        boolean hasEvents = !file.equals("gapj");
        Network network = driven(0.4, 1.1, 2);
        SynapseSelection synapse =
                network.connect(network.cell(0), network.cell(1), hasEvents ? type.drivenBy(SPIKES) : type);
        SteadyState.apply(network);
        if (hasEvents) {
            synapse.set(type.name() + "_weight", 0.01);
            synapse.set(type.name() + "_e", 5);
        }
        for (Declaration state : type.states()) {
            if (state.unit().equals("uS")) {
                synapse.set(state.key(), 0.004);
            }
        }
        if (file.equals("syntwo")) {
            synapse.set("SynTwo_r", 0.7);
            synapse.set("SynTwo_last", -3);
        }
        if (file.equals("synnmda")) {
            network.set("SynNMDA_pending_time", new double[] {1.4, -1, -1, -1, -1, -1, -1, -1});
        }
        List<String> keys = keys(type).stream()
                // The share is a part of one and the same current.
                .filter(key -> !key.equals("SynNMDA_share"))
                .toList();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network)
                        .dt(DT)
                        .tMax(DURATION)
                        .engine(engine)
                        .build()) {
            ArrayTree at = ArrayTree.empty();
            for (String key : keys) {
                at = at.with(key, GradientCheck.leaf(manager, synapse.get(key)));
            }
            NDArray weights = manager.arange(0, (float) (1.5 + DURATION / DT), 1)
                    .toType(DataType.FLOAT64, true)
                    .div(40)
                    .add(1);
            GradientCheck.assertGradient(at, values -> {
                Inputs inputs = Inputs.none();
                for (String key : values.paths()) {
                    inputs = inputs.with(synapse, key, values.get(key));
                }
                NDArray v = simulation.run(manager, inputs);
                return v.add(66)
                        .mul(weights.get("0:" + v.getShape().get(1)))
                        .square()
                        .sum();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("channelsAndEngines")
    void gradientsOfChannelsEqualCentralDifferences(String file, String engine) {
        NmodlChannel channel = Nmodl.parse(ModFiles.text(file));
        channel = file.equals("kmtab") ? channel.withTables() : channel;
        Cell cell = passive();
        cell.insert(channel);
        cell.set("v", -43.7);
        SteadyState.apply(cell);
        cell.record("v");
        switch (file) {
            case "pulses" -> {
                double[] values = {0.4, 0.7, 0.5, 2.5, 0.03, 0.02};
                List<String> names = List.of("del", "dur", "gap", "number", "amp", "slope");
                for (int i = 0; i < values.length; i++) {
                    cell.set("Pulses_" + names.get(i), values[i]);
                }
            }
            case "lifcell" -> {
                cell.clamp("LifCell_events", Waveform.spikes(new double[] {0.3, 1, 1.2, 2.6}, DT, 20));
                cell.set("LifCell_weight", 0.45);
                cell.set("LifCell_level", 0.3);
                cell.set("LifCell_t0", -0.3);
                cell.record("LifCell_level");
            }
            default -> cell.set("kmtab_p", 0.3);
        }
        List<String> keys = new ArrayList<>(keys(channel));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(DURATION).engine(engine).build()) {
            ArrayTree at = ArrayTree.empty();
            for (String key : keys) {
                at = at.with(key, GradientCheck.leaf(manager, cell.get(key)));
            }
            GradientCheck.assertGradient(at, values -> {
                Inputs inputs = Inputs.none();
                for (String key : values.paths()) {
                    inputs = inputs.with(cell, key, values.get(key));
                }
                return simulation.run(manager, inputs).add(50).square().sum();
            });
        }
    }

    /** Gradients pass into the spikes of a source as through ExpSyn, where there is a spike and where there is none. */
    @ParameterizedTest
    @MethodSource("engines")
    void spikesHaveTheGradientsOfExpSyn(String engine) {
        double[][] gradients = new double[2][];
        for (int i = 0; i < 2; i++) {
            Network network = driven(1, 1.2, 4);
            network.connect(
                            network.cell(0),
                            network.cell(1),
                            i == 0
                                    ? new ExpSyn("SynExp", SPIKES)
                                    : Nmodl.parseSynapse(ModFiles.text("synexp"))
                                            .drivenBy(SPIKES))
                    .set("SynExp_tau", 2);
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = simulation(network, engine)) {
                NDArray spikes = manager.create(
                        Waveform.spikes(new double[] {1, 1.2, 4}, DT, 20).samples(0));
                spikes.setRequiresGradient(true);
                ArrayTree at = ArrayTree.empty().with("spikes", spikes);
                try (Tape tape = Tape.open()) {
                    NDArray v = simulation.run(manager, Inputs.none().clampValues(0, spikes));
                    gradients[i] = tape.gradients(v.add(60).square().sum(), at)
                            .get("spikes")
                            .toDoubleArray();
                }
            }
        }
        assertTrue(Arrays.stream(gradients[0]).limit(50).allMatch(each -> each != 0), "the gradient is 0 somewhere");
        for (int k = 0; k < gradients[0].length; k++) {
            double want = gradients[0][k];
            assertEquals(want, gradients[1][k], 1e-9 * Math.abs(want) + 1e-15, "by the spike of step " + k);
        }
    }

    private static Simulation simulation(NeuronModel model, String engine) {
        return Simulation.of(model).dt(DT).tMax(10).engine(engine).build();
    }
}
