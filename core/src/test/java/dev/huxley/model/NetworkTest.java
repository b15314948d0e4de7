package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks as descriptions: the dictionary of edges, views on synapses. */
class NetworkTest {
    private static final double ABSENT = Double.NaN;

    /** Cells of 3 (0-2), 2 (3, 4), 1 (5) and 4 (6-9) compartments. */
    private Network network;

    @BeforeEach
    void build() {
        network = new Network(cell(3), cell(2), cell(1), cell(4));
    }

    private static Cell cell(int compartments) {
        return new Cell(new Branch(new Compartment(), compartments), -1);
    }

    /** A synapse that reads a gate and a current on either side. */
    private static final class Reading extends Synapse {
        Reading(String pre, String post) {
            super("Reading");
            readsPre(pre);
            readsPost(post);
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.preVoltage();
        }
    }

    // ---- columns ----

    @Test
    void edgesAreColumnsPaddedAcrossTypes() {
        network.connect(network.cell(0).comp(0, 1), network.cell(1), new IonotropicSynapse());
        network.connect(network.cell(2), network.cell(3).comp(1), new TanhRateSynapse());
        SynapseSelection last = network.connect(network.cell(3).comp(0), network.cell(2), new IonotropicSynapse());
        Columns edges = network.edges();
        assertEquals(4, edges.rows());
        assertArrayEquals(new int[] {0, 1, 5, 6}, edges.indices(Edges.PRE).values());
        assertArrayEquals(new int[] {3, 4, 7, 5}, edges.indices(Edges.POST).values());
        assertArrayEquals(new int[] {0, 0, 1, 0}, edges.indices(Edges.TYPE).values());
        assertArrayEquals(
                new int[] {0, 1, 0, 2}, edges.indices(Edges.INDEX_IN_TYPE).values());
        assertArrayEquals(new double[] {0.2, 0.2, ABSENT, 0.2}, network.get("IonotropicSynapse_s"));
        assertArrayEquals(
                new double[] {ABSENT, ABSENT, 1e-4, ABSENT},
                edges.numbers("TanhRateSynapse_gS").values());
        assertArrayEquals(new int[] {3}, last.edges());
        assertEquals(2, network.synapseTypes().size());
        assertEquals("uS", network.unit("IonotropicSynapse_gS"));
        assertEquals("nA", network.unit("i_TanhRateSynapse"));
        assertTrue(network.isState("IonotropicSynapse_s"));
        assertFalse(network.isState("IonotropicSynapse_gS"));
    }

    @Test
    void severalSynapsesOfOneOrSeveralTypesJoinOnePair() {
        Selection pre = network.cell(0).comp(1);
        Selection post = network.cell(1).comp(0);
        network.connect(pre, post, new IonotropicSynapse());
        network.connect(pre, post, new TanhRateSynapse());
        network.connect(pre, post, new IonotropicSynapse());
        network.connect(post, pre, new IonotropicSynapse());
        SynapseSelection pair = network.between(1, 3);
        assertArrayEquals(new int[] {0, 1, 2}, pair.edges());
        assertArrayEquals(new int[] {0, 2}, pair.synapses("IonotropicSynapse").edges());
        assertArrayEquals(
                new int[] {3}, network.between(network.cell(1), network.cell(0)).edges());
        pair.set("IonotropicSynapse_gS", 7);
        assertArrayEquals(new double[] {7, ABSENT, 7, 1e-4}, network.get("IonotropicSynapse_gS"));
    }

    @Test
    void edgesOfATypeCountWithinIt() {
        network.connect(network.cell(1), network.cell(0).comp(0, 1), new TanhRateSynapse());
        network.connect(network.cell(0), network.cell(3).comp(0, 1, 2), new IonotropicSynapse());
        SynapseSelection second = network.synapses("IonotropicSynapse").edge(1);
        assertArrayEquals(new int[] {3}, second.edges());
        assertArrayEquals(new int[] {1}, second.pre());
        assertArrayEquals(new int[] {7}, second.post());
        assertEquals("IonotropicSynapse.edge(1)", second.label());
        network.synapses("IonotropicSynapse").set("IonotropicSynapse_gS", 1, 2, 3);
        assertArrayEquals(new double[] {3, 1}, network.synapses().select(4, 2).get("IonotropicSynapse_gS"));
        assertArrayEquals(
                new double[] {2, 3},
                network.synapses().select(false, false, false, true, true).get("IonotropicSynapse_gS"));
    }

    @Test
    void reciprocalSynapsesCountTheJunctionsOfACompartment() {
        network.connect(network.cell(0).comp(0, 1), network.cell(1).comp(0, 1), new GapJunction());
        network.connect(network.cell(1), network.cell(0).comp(0, 2), new IonotropicSynapse());
        network.connect(network.cell(2), network.cell(0).comp(0), new GapJunction("Other"));
        assertArrayEquals(new double[] {2, 1, ABSENT, ABSENT, 1}, network.get(SynapseContext.PRE_JUNCTIONS));
        assertArrayEquals(new double[] {1, 1, ABSENT, ABSENT, 2}, network.get(SynapseContext.POST_JUNCTIONS));
        assertSays(() -> network.set(SynapseContext.PRE_JUNCTIONS, 3), "pre_junctions", "cannot be set");
    }

    // ---- trainables, recordings, clamps ----

    @Test
    void trainablesOfSynapsesAreSharedByTheView() {
        network.connect(network.cell(0).comp(0), network.cell(1).comp(0), new TanhRateSynapse());
        network.fullyConnect(network.cell(0, 1), network.cell(2, 3), new IonotropicSynapse());
        network.set("IonotropicSynapse_gS", 1, 2, 3, 4);
        network.makeTrainable("IonotropicSynapse_gS");
        network.synapses("IonotropicSynapse").edge(0, 2).makeTrainable("IonotropicSynapse_s", 0.3, 0.4);
        network.synapses("IonotropicSynapse").makeTrainable("IonotropicSynapse_e_syn");
        List<TrainableParameter> all = network.trainables();
        assertTrainable(all.get(0), "IonotropicSynapse_gS", new double[] {2.5}, new int[] {1, 2, 3, 4});
        // A global edge number, not one within the type (as Jaxley 0.14 has it).
        assertTrainable(
                all.get(1),
                "IonotropicSynapse.edge(0,2)/IonotropicSynapse_s",
                new double[] {0.3, 0.4},
                new int[] {1},
                new int[] {3});
        assertEquals("IonotropicSynapse/IonotropicSynapse_e_syn", all.get(2).path());
        assertSays(() -> network.makeTrainable("IonotropicSynapse_gS"), "trained already", "#2");
        assertSays(
                () -> network.edge(0, 1).makeTrainable("IonotropicSynapse_gS"), "synapse 0", "TanhRate", "of its type");
        try (NDManager manager = NDManager.newBaseManager()) {
            network.write(ArrayTree.of(all.get(1).path(), manager.create(new double[] {0.7, 0.8})));
            assertArrayEquals(new double[] {ABSENT, 0.7, 0.2, 0.8, 0.2}, network.get("IonotropicSynapse_s"));
        }
        SynapseSelection ionotropic = network.synapses("IonotropicSynapse");
        network.deleteTrainables();
        network.set("IonotropicSynapse_gS", 1, 2, 3, 4);
        ionotropic.makeTrainable("IonotropicSynapse_gS", EdgeSharing.PER_PRE_CELL);
        TrainableParameter byPre = network.trainables().get(0);
        assertTrainable(byPre, null, new double[] {1.5, 3.5}, new int[] {1, 2}, new int[] {3, 4});
        network.deleteTrainables();
        network.set("IonotropicSynapse_gS", 1, 2, 3, 4);
        ionotropic.makeTrainable("IonotropicSynapse_gS", EdgeSharing.PER_POST_CELL);
        TrainableParameter byPost = network.trainables().get(0);
        assertTrainable(byPost, null, new double[] {2, 3}, new int[] {1, 3}, new int[] {2, 4});
    }

    private static void assertTrainable(TrainableParameter trainable, String path, double[] values, int[]... rows) {
        assertEquals(Domain.EDGES, trainable.domain());
        assertArrayEquals(values, trainable.values(), 1e-15);
        assertEquals(rows.length, trainable.rows().size(), trainable.path());
        for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(rows[i], trainable.rows().get(i), trainable.path());
        }
        if (path != null) {
            assertEquals(path, trainable.path());
        }
    }

    /** A fault of Jaxley's: a second clamp of a synapse's state holds edge numbers, like the first. */
    @Test
    void clampsAndRecordingsOfSynapsesHoldEdges() {
        network.insert(new HH());
        network.connect(network.cell(0).comp(0), network.cell(1).comp(0), new TanhRateSynapse());
        network.fullyConnect(network.cell(0, 1), network.cell(2, 3), new IonotropicSynapse());
        Waveform waveform = Waveform.of(new double[] {0, 1}, 0.025);
        network.synapses("IonotropicSynapse").edge(1).clamp("IonotropicSynapse_s", waveform);
        network.synapses("IonotropicSynapse").edge(3).clamp("IonotropicSynapse_s", waveform);
        network.cell(0).comp(1).clamp("HH_m", waveform);
        List<PlacedWaveform> clamps = network.clamps();
        assertEquals(Domain.EDGES, clamps.get(0).domain());
        assertArrayEquals(new int[] {2}, clamps.get(0).rows());
        assertArrayEquals(new int[] {4}, clamps.get(1).rows());
        assertEquals(Domain.NODES, clamps.get(2).domain());
        network.cell(3).comp(0).record("v");
        network.synapses("IonotropicSynapse").edge(2).record("IonotropicSynapse_s");
        network.record("i_TanhRateSynapse");
        assertEquals(
                List.of(
                        new PlacedRecording(Domain.NODES, "v", 6),
                        new PlacedRecording(Domain.EDGES, "IonotropicSynapse_s", 3),
                        new PlacedRecording(Domain.EDGES, "i_TanhRateSynapse", 0)),
                network.recordings());
        network.edge(2).deleteClamps();
        network.cell(1).deleteRecordings();
        network.cell(0).comp(0).deleteRecordings();
        assertEquals(2, network.clamps().size());
        assertEquals(3, network.recordings().size());
        network.edge(3).deleteRecordings();
        assertEquals(2, network.recordings().size());
        network.deleteRecordings();
        network.deleteClamps();
        assertEquals(0, network.recordings().size() + network.clamps().size());
    }

    // ---- mistakes ----

    @Test
    void networksWithoutSynapsesSayWhatToDo() {
        assertSays(() -> network.edge(0), "edge(0)", "no synapses", "connect cells first");
        assertSays(() -> network.synapses("IonotropicSynapse"), "IonotropicSynapse", "connect cells first");
        assertSays(() -> network.between(0, 1), "no synapses", "connect cells first");
        assertSays(() -> network.synapses().select(2), "connect cells first");
        assertSays(() -> network.synapses().set("IonotropicSynapse_gS", 1), "connect cells first");
    }

    @Test
    void wrongConnectionsAreNamedAndLeaveNothing() {
        Synapse synapse = new IonotropicSynapse();
        Network other = new Network(cell(1));
        assertSays(
                () -> network.connect(network.cell(0), network.cell(1), synapse),
                "cell(0)",
                "3",
                "cell(1)",
                "2",
                "fullyConnect");
        assertSays(() -> network.connect(network.cell(2), other.cell(0), synapse), "another model", "cell(0)");
        assertSays(() -> network.fullyConnect(other, network, synapse), "another model");
        assertSays(
                () -> network.connectivityMatrixConnect(
                        network.cell(0, 1), network.cell(2), synapse, new boolean[][] {{true, false}, {true, true}}),
                "2 rows",
                "1 elements",
                "[2]");
        assertSays(
                () -> network.connectivityMatrixConnect(
                        network.cell(0, 1), network.cell(2), synapse, new boolean[][] {{false}, {false}}),
                "no pair");
        assertSays(() -> network.sparseConnect(network, network, synapse, 1.5, 0), "1.5", "between 0 and 1");
        assertSays(() -> network.sparseConnect(network, network, synapse, 0, 0), "no pair");
        assertEquals(0, network.edges().rows());
        assertTrue(network.synapseTypes().isEmpty());
        assertSays(() -> new Network(), "at least one cell");
    }

    @Test
    void synapsesReadOnlyWhatIsThere() {
        network.cell(0).insert(new HH());
        assertSays(
                () -> network.connect(network.cell(0), network.cell(0), new Reading("HH_x", "v")),
                "Reading",
                "'HH_x'",
                "presynaptic",
                "insert");
        assertSays(
                () -> network.connect(network.cell(0).comp(1), network.cell(2), new Reading("HH_m", "i_HH")),
                "'i_HH'",
                "postsynaptic",
                "cell 2",
                "insert");
        assertEquals(0, network.edges().rows());
        network.connect(network.cell(0).comp(1), network.cell(0).comp(0), new Reading("HH_m", "i_HH"));
        assertEquals(1, network.edges().rows());
        assertSays(() -> network.cell(0).comp(1).deleteMechanism("HH"), "HH", "compartment 1", "'HH_m'", "synapses");
        network.cell(0).comp(2).deleteMechanism("HH");
    }

    @Test
    void namesOfSynapsesAndCompartmentsMustDiffer() {
        network.insert(new HH());
        network.cell(0).addToGroup("near");
        Selection pre = network.cell(0).comp(0);
        Selection post = network.cell(1).comp(0);
        assertSays(() -> network.connect(pre, post, new IonotropicSynapse("HH")), "'HH'", "another name");
        assertSays(() -> network.connect(pre, post, new IonotropicSynapse("near")), "'near'", "another name");
        network.connect(pre, post, new IonotropicSynapse());
        assertSays(() -> network.connect(pre, post, new TanhRateSynapse("IonotropicSynapse")), "another name");
        assertSays(() -> network.insert(new HH("IonotropicSynapse")), "IonotropicSynapse", "synapses");
        assertSays(() -> network.cell(0).addToGroup("IonotropicSynapse"), "IonotropicSynapse");
        assertSays(() -> network.cell(0).set("IonotropicSynapse_gS", 1), "belongs to synapses", "network.synapses");
        assertSays(() -> network.cell(0).record("IonotropicSynapse_s"), "belongs to synapses");
        assertSays(() -> network.synapses().set("radius", 1), "'radius'");
        assertSays(() -> network.synapses("Ionotropic"), "IonotropicSynapse");
        assertSays(() -> network.synapses().record("IonotropicSynapse_x"), "IonotropicSynapse_s");
        assertSays(() -> network.synapses().set("IonotropicSynapse_gS", Double.NaN), "NaN", "synapse 0", "cell 1");
        assertSays(() -> network.synapses().set("IonotropicSynapse_gS", 1, 2), "one value", "2");
        assertSays(() -> network.synapses("IonotropicSynapse").edge(1), "edge(1)", "0 to 0");
    }
}
