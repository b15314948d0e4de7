package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Deleted synapses leave the others, and all that belongs to them, as if they had never been. */
class SynapseDeletionTest {
    private static final double ABSENT = Double.NaN;
    private static final String G = "IonotropicSynapse_gS";

    /** One synapse of a network: from cell to cell, with a value of its first parameter. */
    private record Made(Supplier<Synapse> type, int pre, int post, String key, double value) {}

    /** Junctions have no delay. */
    private static final Made GAP = new Made(GapJunction::new, 0, 2, "GapJunction_gE", 0.5);

    private static final List<Made> ALL = List.of(
            new Made(TanhRateSynapse::new, 0, 1, "TanhRateSynapse_gS", 0.1),
            new Made(IonotropicSynapse::new, 0, 1, G, 0.2),
            new Made(IonotropicSynapse::new, 0, 1, G, 0.3),
            GAP,
            new Made(IonotropicSynapse::new, 2, 0, G, 0.4),
            GAP,
            new Made(IonotropicSynapse::new, 1, 1, G, 0.6));

    private static Network network(List<Made> synapses) {
        Cell point = new Cell(new Compartment());
        Network network = new Network(point, point, point);
        for (Made made : synapses) {
            SynapseSelection view = network.connect(network.cell(made.pre), network.cell(made.post), made.type.get());
            view.set(made.key, made.value);
            if (made != GAP) {
                view.set(Edges.DELAY, 10 * made.value);
            }
        }
        return network;
    }

    /**
     * Records, clamps, stimulates and trains the last two ionotropic synapses, which have the given numbers, and
     * compartments.
     */
    private static void use(Network network, int first, int second) {
        network.cell(1).record("v");
        network.edge(first, second).record("IonotropicSynapse_s");
        network.edge(first).record("i_IonotropicSynapse");
        network.edge(first, second)
                .clamp("IonotropicSynapse_s", Waveform.of(new double[][] {{0.1, 0.2}, {0.3, 0.4}}, 0.1));
        network.cell(0, 1).clamp("v", Waveform.of(new double[] {-60}, 0.1));
        network.cell(2).stimulate(Waveform.of(new double[] {1}, 0.1));
        network.select(0, 2).makeTrainable("radius");
        network.synapses("IonotropicSynapse").select(first, second).makeTrainable(G, EdgeSharing.ONE_VALUE);
    }

    @Test
    void theRestIsAsIfTheDeletedHadNeverBeen() {
        Network network = network(ALL);
        use(network, 4, 6);
        long before = network.revision();
        network.edge(0, 2, 3).delete();
        assertTrue(network.revision() > before, "a simulation is built anew");
        Network never = network(List.of(ALL.get(1), ALL.get(4), ALL.get(5), ALL.get(6)));
        use(never, 1, 3);
        assertEquals(4, network.edges().rows());
        assertArrayEquals(new double[] {0.2, 0.5, ABSENT, 0.5}, network.get(G), "the last two share their mean");
        assertArrayEquals(
                new int[] {0, 1, 0, 2},
                network.edges().indices(Edges.INDEX_IN_TYPE).values());
        assertArrayEquals(new double[] {ABSENT, ABSENT, 1, ABSENT}, network.get(SynapseContext.PRE_JUNCTIONS));
        assertFalse(network.edges().contains("TanhRateSynapse_gS"), "the columns of a type that is gone");
        assertEquals(2, network.synapseTypes().size());
        TrainableParameter kept = network.trainables().get(1);
        assertEquals("IonotropicSynapse.select(4,6)/" + G, kept.path(), "paths stay");
        assertArrayEquals(new int[] {1, 3}, kept.rows().get(0));
        // All the rest is equal bit by bit.
        network.synapses().deleteTrainables();
        never.synapses().deleteTrainables();
        assertArrayEquals(ModelFile.bytes(never), ModelFile.bytes(network));
    }

    @Test
    void afterTheLastSynapseTheNetworkIsAsItWasBeforeTheFirst() {
        Network network = network(ALL);
        network.synapses("GapJunction").delete();
        assertFalse(network.edges().contains(SynapseContext.PRE_JUNCTIONS), "no junctions are left to count");
        network.synapses().delete();
        assertArrayEquals(ModelFile.bytes(network(List.of())), ModelFile.bytes(network));
        network.connect(network.cell(1), network.cell(0), new TanhRateSynapse()).set(Edges.DELAY, 1e-3);
        assertArrayEquals(
                ModelFile.bytes(network(List.of(new Made(TanhRateSynapse::new, 1, 0, "TanhRateSynapse_gS", 1e-4)))),
                ModelFile.bytes(network),
                "and can be connected again");
    }

    @Test
    void whatIsUsedIsNotDeleted() {
        Network network = network(ALL);
        use(network, 4, 6);
        byte[] before = ModelFile.bytes(network);
        assertSays(
                () -> network.edge(3, 4).delete(),
                "synapse 4 (IonotropicSynapse",
                "'IonotropicSynapse_s' is recorded",
                "deleteRecordings()");
        assertArrayEquals(before, ModelFile.bytes(network), "nothing was deleted");
        network.edge(4).deleteRecordings();
        assertSays(() -> network.edge(4).delete(), "'IonotropicSynapse_s' is clamped", "deleteClamps()");
        network.edge(4).deleteClamps();
        assertSays(() -> network.edge(4).delete(), "'" + G + "' is trainable", "deleteTrainables()");
        network.edge(4, 6).deleteTrainables();
        network.edge(4).delete();
        assertArrayEquals(new int[] {5}, network.clamps().get(0).rows(), "the other clamp follows its synapse");
        assertArrayEquals(
                new double[] {0.3, 0.4}, network.clamps().get(0).waveform().samples(0));
        network.edge(3).delete();
        assertArrayEquals(new double[] {1}, network.synapses("GapJunction").get(SynapseContext.POST_JUNCTIONS));
    }

    @Test
    void viewsThatWereTakenBeforeSayThatTheyNoLongerHold() {
        Network network = network(ALL);
        SynapseSelection last = network.edge(6);
        SynapseSelection all = network.synapses();
        network.edge(0).delete();
        assertSays(() -> last.set(G, 1), "edge(6)", "before synapses were deleted", "again");
        assertSays(last::delete, "edge(6)", "before synapses were deleted");
        assertSays(() -> all.edge(0), "all synapses", "before synapses were deleted");
        assertArrayEquals(new double[] {0.6}, network.edge(5).get(G));
    }
}
