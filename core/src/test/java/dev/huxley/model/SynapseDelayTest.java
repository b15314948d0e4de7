package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.graph.ModelGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delays of synapses as values of the description. */
class SynapseDelayTest {
    private Network network;

    @TempDir
    Path folder;

    @BeforeEach
    void connect() {
        Cell point = new Cell(new Compartment());
        network = new Network(point, point, point);
        network.fullyConnect(network.cell(0, 1), network.cell(1, 2), new IonotropicSynapse());
        network.connect(network.cell(2), network.cell(0), new TanhRateSynapse());
    }

    @Test
    void delaysAreZeroUnlessSet() {
        assertArrayEquals(new double[5], network.get("delay"));
        long before = network.revision();
        network.synapses("IonotropicSynapse").set("delay", 1, 2, 3, 4);
        network.edge(4).set("delay", 0.5);
        network.between(network.cell(0), network.cell(2)).set("delay", 7);
        assertArrayEquals(new double[] {1, 7, 3, 4, 0.5}, network.get("delay"));
        assertEquals(before, network.revision(), "delays are values");
        network.connect(network.cell(0), network.cell(0), new TanhRateSynapse());
        assertArrayEquals(new double[] {1, 7, 3, 4, 0.5, 0}, network.synapses().get(Edges.DELAY));
        assertEquals("ms", network.unit("delay"));
    }

    @Test
    void delaysStayWithTheirSynapses() throws Exception {
        network.set("delay", 1, 2, 3, 4, 5);
        assertArrayEquals(
                new int[] {2, 3, 4}, network.synapses().where("delay >= 3").edges());
        Path csv = folder.resolve("synapses.csv");
        network.synapses().table().writeCsv(csv);
        assertTrue(Files.readString(csv).lines().findFirst().orElseThrow().contains("delay [ms]"));
        network.set("delay", 0);
        network.synapses().readCsv(csv);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5}, network.get("delay"));
        network.edge(0, 2).delete();
        assertArrayEquals(new double[] {2, 4, 5}, network.get("delay"));
        ModelGraph graph = ModelGraph.of(network);
        assertArrayEquals(new double[] {2, 4, 5}, ((Network) graph.toModel()).get("delay"));
        graph.graph().edgeSet().forEach(edge -> edge.attributes().remove("delay"));
        assertArrayEquals(new double[3], ((Network) graph.toModel()).get("delay"), "none is said");
    }

    @Test
    void wrongDelaysAreNamed() throws Exception {
        network.connect(network.cell(0), network.cell(1), new GapJunction());
        assertSays(() -> network.set("delay", 1), "synapse 5", "GapJunction", "1.0 ms", "at once");
        assertArrayEquals(new double[6], network.get("delay"), "nothing is half set");
        network.edge(5).set("delay", 0);
        assertSays(() -> network.edge(3).set("delay", -1), "synapse 3", "-1.0 ms", "from 0 on");
        assertSays(() -> network.edge(3).set("delay", Double.POSITIVE_INFINITY), "synapse 3", "Infinity");
        assertSays(() -> network.synapses("IonotropicSynapse").set("delay", 1, 2), "'delay'", "4 synapses", "2");
        Path csv = folder.resolve("wrong.csv");
        Files.writeString(csv, "edge,delay [ms]\n3,2\n5,1\n");
        assertSays(() -> network.synapses().readCsv(csv), "line 3", "synapse 5", "GapJunction", "at once");
        Files.writeString(csv, "edge,delay [ms]\n3,-1\n");
        assertSays(() -> network.synapses().readCsv(csv), "line 2", "synapse 3", "-1.0 ms", "from 0 on");
        assertArrayEquals(new double[6], network.get("delay"), "nothing is half set");
        assertSays(() -> network.makeTrainable("delay"), "'delay'", "derivative");
        assertSays(() -> network.record("delay"), "'delay'");
        assertSays(() -> new Network(new Cell(new Compartment())).set("delay", 1), "'delay'", "connect cells first");
    }

    @Test
    void delayIsNoNameForWhatSynapsesOrChannelsDeclare() {
        var named = new dev.huxley.mechanism.Synapse("Named") {
            {
                sharedParameter("delay", 1, "ms");
            }

            @Override
            public ai.djl.ndarray.NDArray current(dev.huxley.mechanism.SynapseContext synapse) {
                return synapse.get("delay");
            }
        };
        assertSays(() -> network.connect(network.cell(0), network.cell(1), named), "Named", "'delay'", "another name");
        Channel channel = new Channel("Late") {
            {
                sharedParameter("delay", 1, "ms");
            }

            @Override
            public ai.djl.ndarray.NDArray current(Membrane membrane) {
                return membrane.get("delay");
            }
        };
        assertSays(() -> network.insert(channel), "Late", "'delay'", "synapses");
    }
}
