package dev.huxley.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The patterns by which cells of a network are connected. */
class ConnectingTest {
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

    @Test
    void fullyConnectTakesEveryPairOfCells() {
        network.fullyConnect(network.cell(0, 1), network.cell(0, 2, 3), new IonotropicSynapse());
        assertPairs(new int[][] {{0, 0}, {0, 5}, {0, 6}, {3, 0}, {3, 5}, {3, 6}});
    }

    /** A fault of Jaxley's: a random target must not lose or repeat pairs. */
    @Test
    void fullyConnectWithRandomTargetsIsFull() {
        Set<Integer> targets = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            build();
            SynapseSelection edges = network.fullyConnect(
                    network.cell(0, 1), network.cell(0, 1, 3), new IonotropicSynapse(), PostCompartment.random(seed));
            assertArrayEquals(new int[] {0, 0, 0, 3, 3, 3}, edges.pre());
            assertArrayEquals(new int[] {0, 1, 3, 0, 1, 3}, cells(edges.post()), "seed " + seed);
            Arrays.stream(edges.post()).forEach(targets::add);
        }
        assertEquals(Set.of(0, 1, 2, 3, 4, 6, 7, 8, 9), targets, "compartments that were hit");
    }

    /** A fault of Jaxley's: random targets must stay with the pair that the matrix names. */
    @Test
    void matrixWithRandomTargetsKeepsItsPairs() {
        boolean[][] matrix = {{false, true}, {true, false}};
        for (long seed = 0; seed < 20; seed++) {
            build();
            SynapseSelection edges = network.connectivityMatrixConnect(
                    network.cell(0, 1),
                    network.cell(0, 3),
                    new IonotropicSynapse(),
                    matrix,
                    PostCompartment.random(seed));
            assertArrayEquals(new int[] {0, 3}, edges.pre());
            assertArrayEquals(new int[] {3, 0}, cells(edges.post()), "seed " + seed);
        }
    }

    @Test
    void matrixPicksPairsInTheOrderOfTheViews() {
        network.addToGroup("everything");
        network.select(6, 7, 3).addToGroup("targets");
        boolean[][] matrix = {{true, false}, {false, false}, {false, true}, {true, true}};
        network.connectivityMatrixConnect(
                network.group("everything"), network.select(6, 7, 3), new TanhRateSynapse(), matrix);
        assertPairs(new int[][] {{0, 6}, {5, 3}, {6, 6}, {6, 3}});
    }

    @Test
    void sparseConnectDrawsEveryPairIndependently() {
        Network large = new Network(Collections.nCopies(100, cell(2)));
        SynapseSelection edges = large.sparseConnect(large, large, new IonotropicSynapse(), 0.1, 3);
        Set<List<Integer>> pairs = new HashSet<>();
        for (int i = 0; i < edges.size(); i++) {
            pairs.add(List.of(edges.pre()[i], edges.post()[i]));
        }
        assertEquals(edges.size(), pairs.size(), "no pair twice");
        // Binomial of 10,000 pairs with 0.1: mean 1,000, standard deviation 30.
        assertEquals(1000, edges.size(), 150, "number of synapses");
        int[] perColumn = new int[100];
        Arrays.stream(edges.post()).forEach(post -> perColumn[large.structure().cell(post)]++);
        assertEquals(10, Arrays.stream(perColumn).average().orElseThrow(), 1.5, "synapses per cell");
        assertTrue(Arrays.stream(perColumn).max().orElseThrow() < 30, "no cell gets most");
        assertEquals(
                10_000,
                large.sparseConnect(large, large, new TanhRateSynapse(), 1, 0).size(),
                "p = 1 is full");
    }

    @Test
    void equalSeedsGiveEqualSynapses() {
        assertArrayEquals(sparse(5, 1).post(), sparse(5, 1).post());
        assertArrayEquals(sparse(5, 1).pre(), sparse(5, 1).pre());
        assertNotEquals(pairs(sparse(5, 1)), pairs(sparse(6, 1)), "another seed");
        assertNotEquals(pairs(sparse(5, 1)), pairs(sparse(5, 2)), "another seed of targets");
        assertArrayEquals(sparse(5, 1).pre(), sparse(5, 2).pre(), "targets do not change the pairs");
    }

    private static SynapseSelection sparse(long seed, long targetSeed) {
        Network cells = new Network(Collections.nCopies(30, cell(4)));
        return cells.sparseConnect(
                cells, cells, new IonotropicSynapse(), 0.2, seed, PostCompartment.random(targetSeed));
    }

    private static List<List<Integer>> pairs(SynapseSelection edges) {
        List<List<Integer>> pairs = new ArrayList<>();
        int[] pre = edges.pre();
        int[] post = edges.post();
        for (int i = 0; i < pre.length; i++) {
            pairs.add(List.of(pre[i], post[i]));
        }
        return pairs;
    }

    /** One call of a million pairs, and a hundred thousand calls of one pair: columns grow in amortized linear time. */
    @Test
    void aMillionSynapsesAreConnected() {
        Network cells = new Network(Collections.nCopies(1000, cell(1)));
        cells.fullyConnect(cells, cells, new IonotropicSynapse());
        Selection pre = cells.cell(3);
        Selection post = cells.cell(999);
        Synapse rate = new TanhRateSynapse();
        for (int i = 0; i < 100_000; i++) {
            cells.connect(pre, post, rate);
        }
        assertEquals(1_100_000, cells.edges().rows());
        assertEquals(999, cells.edges().indices(Edges.PRE).value(999_999));
        assertEquals(99_999, cells.edges().indices(Edges.INDEX_IN_TYPE).value(1_099_999));
        assertEquals(ABSENT, cells.get("TanhRateSynapse_gS")[999_999]);
    }

    private int[] cells(int[] compartments) {
        return IntStream.of(compartments).map(network.structure()::cell).toArray();
    }

    private void assertPairs(int[][] expected) {
        int[] pre = network.edges().indices(Edges.PRE).values();
        int[] post = network.edges().indices(Edges.POST).values();
        int[][] pairs = IntStream.range(0, pre.length)
                .mapToObj(i -> new int[] {pre[i], post[i]})
                .toArray(int[][]::new);
        assertEquals(Arrays.deepToString(expected), Arrays.deepToString(pairs));
    }
}
