package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views keep the order in which things are named, and all verbs follow it. */
class ViewOrderTest {
    /** Three cells: branches of 2, 3 and 1 compartments (0-5), of 4 and 2 (6-11), and of 1 (12). */
    private Network network;

    @BeforeEach
    void build() {
        Compartment compartment = new Compartment();
        network = new Network(
                new Cell(
                        List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 1)),
                        -1,
                        0,
                        0),
                new Cell(List.of(new Branch(compartment, 4), new Branch(compartment, 2)), -1, 0),
                new Cell(compartment));
    }

    @Test
    void numbersAreTakenInTheOrderGiven() {
        assertRows(network.cell(2, 0), 12, 0, 1, 2, 3, 4, 5);
        assertRows(network.branch(1, 0), 2, 3, 4, 0, 1, 10, 11, 6, 7, 8, 9, 12);
        assertRows(network.comp(1, 0), 1, 0, 3, 2, 5, 7, 6, 11, 10, 12);
        assertRows(network.cell(1, 0).branch(1, 0), 10, 11, 6, 7, 8, 9, 2, 3, 4, 0, 1);
        assertRows(network.cell(1).branch(0).comp(3, 0, 2), 9, 6, 8);
        assertRows(network.cell(1).branch(0).comp(Index.of(List.of(3, 0, 2))), 9, 6, 8);
        assertRows(network.cell(0).branch(1, 0).loc(1, 0), 4, 2, 1, 0);
        assertRows(network.scope(Scope.GLOBAL).branch(5, 3, 0), 12, 6, 7, 8, 9, 0, 1);
        assertRows(network.scope(Scope.GLOBAL).comp(12, 3, 7), 12, 3, 7);
        assertRows(network.select(7, 0, 3), 7, 0, 3);
    }

    @Test
    void slicesWithANegativeStepRunBackwards() {
        assertRows(network.cell(Index.range(2, -1, -1)).branch(0).comp(0), 12, 6, 0);
        assertRows(network.cell(1).branch(0).comp(Index.range(3, 0, -2)), 9, 7);
        assertEquals("cell(2-0 by -1)", network.cell(Index.range(2, -1, -1)).label());
        assertSays(() -> Index.range(0, 3, -1), "range(0, 3, -1)", "at most -1");
        assertSays(() -> Index.range(3, -2, -1), "range(3, -2, -1)", "to >= -1");
    }

    /** A selection that only leaves rows out keeps the order of the view. */
    @Test
    void conditionsKeepTheOrderOfTheView() {
        network.cell(0, 1).branch(1).addToGroup("tuft");
        View mixed = network.cell(1, 0).branch(1, 0);
        assertRows(mixed.group("tuft"), 10, 11, 2, 3, 4);
        assertRows(mixed.where("comp == 0"), 10, 6, 2, 0);
        assertRows(
                mixed.select(true, false, true, false, true, false, false, true, false, false, true), 10, 6, 8, 3, 1);
        assertRows(mixed.comp(Index.mask(false, true)), 11, 7, 3, 1);
        assertRows(mixed.comp(Index.from(2)), 8, 9, 4);
        assertRows(mixed.branch(Index.all()), mixed.compartments());
        assertRows(mixed.comp(Index.range(0, 9)), mixed.compartments());
        View interleaved = network.select(9, 3, 7, 2, 0);
        assertRows(interleaved.comp(Index.range(0, 9)), 9, 3, 7, 2, 0);
        assertRows(interleaved.scope(Scope.GLOBAL).cell(1, 0), 9, 7, 3, 2, 0);
    }

    /** {@code cell(2,0).cell(0)} is the first cell in view, as {@code cell(2,0).cells().get(0)} is. */
    @Test
    void whatFollowsCountsInTheOrderOfTheView() {
        assertRows(network.cell(2, 0).cell(0), 12);
        assertRows(network.cell(2, 0).cells().get(0), 12);
        assertRows(network.cell(2, 0).cell(1, 0), 0, 1, 2, 3, 4, 5, 12);
        assertRows(network.branch(1, 0).branch(0), 2, 3, 4, 10, 11, 12);
        View reversed = network.cell(1).branch(0).comp(Index.range(3, -1, -1));
        assertRows(reversed.comp(0), 9);
        assertEquals(
                "cell(1).branch(0).comp(3-0 by -1).comp(0)",
                reversed.comps().get(0).label());
        for (View part : network.cell(1, 0).branch(1, 0).comps()) {
            String step = part.label().substring("cell(1,0).branch(1,0).".length());
            int[] n = Arrays.stream(step.split("\\D+"))
                    .filter(text -> !text.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            View again = network.cell(1, 0).branch(1, 0).cell(n[0]).branch(n[1]).comp(n[2]);
            assertRows(again, part.compartments());
        }
    }

    @Test
    void nothingIsNamedTwice() {
        assertSays(() -> network.cell(1, 0, 1), "index 1", "given twice", "1,0,1");
        assertSays(() -> network.branch(0, 0), "index 0", "given twice");
        assertSays(() -> network.comp(Index.of(List.of(2, 2))), "index 2", "given twice");
        assertSays(() -> network.select(3, 1, 3), "compartment 3", "given twice");
        assertSays(() -> network.cell(1).branch(0).loc(0.3, 0.3), "0.3 and 0.3", "compartment 1", "once");
        assertSays(() -> network.cell(0).loc(0.1, 0.2), "0.1 and 0.2", "cell 0, branch 0, compartment 0");
        assertSays(() -> network.cell(2).loc(0, 1), "0.0 and 1.0", "cell 2, branch 0, compartment 0");
        network.fullyConnect(network, network, new IonotropicSynapse());
        assertSays(() -> network.edge(4, 4), "index 4", "given twice");
        assertSays(() -> network.synapses().select(4, 4), "synapse 4", "given twice");
    }

    /** The oracle: cells as lists of branches as lists of rows, of which the elements named are picked one by one. */
    @Test
    void randomViewsEqualNestedLists() {
        Random random = new Random(21);
        for (int trial = 0; trial < 2000; trial++) {
            Selection view = network;
            List<List<List<Integer>>> lists = lists(network.structure());
            for (int step = 0; step < 4; step++) {
                int level = random.nextInt(3);
                int longest = longest(lists, level);
                int[] numbers = random.ints(0, longest)
                        .distinct()
                        .limit(1 + random.nextInt(longest))
                        .toArray();
                view = level == 0 ? view.cell(numbers) : level == 1 ? view.branch(numbers) : view.comp(numbers);
                lists = picked(lists, level, numbers);
                assertRows(view, rows(lists));
            }
            double[] values =
                    random.doubles(view.compartments().length, -90, 30).toArray();
            view.set("v", values);
            assertArrayEquals(values, view.get("v"), view.label());
            int i = 0;
            for (int row : rows(lists)) {
                assertEquals(values[i++], network.nodes().numbers("v").value(row), view.label() + ", row " + row);
            }
        }
    }

    private static List<List<List<Integer>>> lists(Structure structure) {
        List<List<List<Integer>>> cells = new ArrayList<>();
        for (int row = 0; row < structure.compartments(); row++) {
            if (structure.compartmentInBranch(row) == 0) {
                if (structure.branchInCell(row) == 0) {
                    cells.add(new ArrayList<>());
                }
                cells.get(structure.cell(row)).add(new ArrayList<>());
            }
            cells.get(structure.cell(row)).get(structure.branchInCell(row)).add(row);
        }
        return cells;
    }

    private static int longest(List<List<List<Integer>>> cells, int level) {
        return switch (level) {
            case 0 -> cells.size();
            case 1 -> cells.stream().mapToInt(List::size).max().orElseThrow();
            default -> cells.stream()
                    .flatMap(List::stream)
                    .mapToInt(List::size)
                    .max()
                    .orElseThrow();
        };
    }

    private static List<List<List<Integer>>> picked(List<List<List<Integer>>> cells, int level, int[] numbers) {
        List<List<List<Integer>>> result = new ArrayList<>();
        for (List<List<Integer>> cell : level == 0 ? picked(cells, numbers) : cells) {
            List<List<Integer>> branches = new ArrayList<>();
            for (List<Integer> branch : level == 1 ? picked(cell, numbers) : cell) {
                List<Integer> rows = level == 2 ? picked(branch, numbers) : branch;
                if (!rows.isEmpty()) {
                    branches.add(rows);
                }
            }
            if (!branches.isEmpty()) {
                result.add(branches);
            }
        }
        return result;
    }

    private static <T> List<T> picked(List<T> list, int[] numbers) {
        return Arrays.stream(numbers)
                .filter(number -> number < list.size())
                .mapToObj(list::get)
                .toList();
    }

    private static int[] rows(List<List<List<Integer>>> cells) {
        return cells.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    // ---- verbs ----

    @Test
    void valuesAndTablesFollowTheOrder() {
        network.cell(2, 0).comp(0).branch(0).set("v", -50, -60);
        assertEquals(-50, network.nodes().numbers("v").value(12));
        assertEquals(-60, network.nodes().numbers("v").value(0));
        assertArrayEquals(
                new double[] {-60, -50}, network.cell(0, 2).comp(0).branch(0).get("v"));
        assertArrayEquals(
                new int[] {12, 6, 10}, network.cell(2, 1).comp(0).table().index());
    }

    @Test
    void trainableValuesFollowTheOrder() {
        network.insert(new Leak());
        network.cell(1, 0).branch(1, 0).makeTrainable("Leak_gLeak", 1, 2, 3, 4);
        assertGroups(network.trainables().get(0), "[10, 11]", "[6, 7, 8, 9]", "[2, 3, 4]", "[0, 1]");
        network.comp(1, 0).cell(2, 0).makeTrainable("v", Sharing.PER_CELL, -50, -60);
        assertGroups(network.trainables().get(1), "[12]", "[1, 0, 3, 2, 5]");
        network.cell(2, 0).comp(0).makeTrainable("radius", 1, 2, 3, 4);
        assertGroups(network.trainables().get(2), "[12]", "[0]", "[2]", "[5]");
    }

    @Test
    void lanesAndTracesFollowTheOrder() {
        View view = network.cell(2, 0).branch(0).comp(0);
        Waveform lanes = Waveform.of(new double[][] {{1, 1}, {2, 2}}, 0.1);
        view.stimulate(lanes);
        view.clamp("v", lanes);
        view.record("v");
        assertArrayEquals(new int[] {12, 0}, network.stimuli().get(0).rows());
        assertArrayEquals(new int[] {12, 0}, network.clamps().get(0).rows());
        assertEquals(
                List.of(12, 0),
                network.recordings().stream().map(PlacedRecording::row).toList());
        network.cell(2).deleteStimuli();
        assertArrayEquals(
                new double[] {2, 2}, network.stimuli().get(0).waveform().samples(0));
    }

    // ---- synapses ----

    @Test
    void aRingIsARing() {
        Network ring = new Network(Collections.nCopies(3, new Cell(new Compartment())));
        SynapseSelection synapses = ring.connect(ring.cell(0, 1, 2), ring.cell(1, 2, 0), new IonotropicSynapse());
        assertArrayEquals(new int[] {0, 1, 2}, synapses.pre());
        assertArrayEquals(new int[] {1, 2, 0}, synapses.post());
        synapses.set("IonotropicSynapse_gS", 1, 2, 3);
        SynapseSelection between = ring.between(ring.cell(2, 1, 0), ring.cell(0, 1, 2));
        assertArrayEquals(new double[] {3, 2, 1}, between.get("IonotropicSynapse_gS"));
        assertArrayEquals(new int[] {2, 0}, ring.edge(2, 0).edges());
        assertArrayEquals(new int[] {0}, ring.edge(2, 0).edge(1).edges());
        assertArrayEquals(new int[] {2, 1, 0}, ring.edge(Index.range(2, -1, -1)).edges());
        assertArrayEquals(
                new int[] {2, 0}, ring.edge(2, 1, 0).select(true, false, true).edges());
        assertArrayEquals(
                new int[] {2, 0}, ring.edge(2, 1, 0).where("pre_cell != 1").edges());
        assertArrayEquals(
                new int[] {2, 0}, ring.edge(2, 0).synapses("IonotropicSynapse").edges());
        ring.edge(2, 0).set("IonotropicSynapse_gS", 30, 10);
        assertArrayEquals(new double[] {10, 2, 30}, ring.synapses().get("IonotropicSynapse_gS"));
        ring.edge(2, 0).makeTrainable("IonotropicSynapse_gS", 3, 1);
        assertGroups(ring.trainables().get(0), "[2]", "[0]");
        ring.edge(2, 0).record("IonotropicSynapse_s");
        assertEquals(
                List.of(2, 0),
                ring.recordings().stream().map(PlacedRecording::row).toList());
    }

    @Test
    void patternsOfConnectionsFollowTheOrder() {
        boolean[][] matrix = {{true, false}, {false, true}};
        SynapseSelection marked = network.connectivityMatrixConnect(
                network.cell(2, 0), network.cell(1, 0).branch(1), new IonotropicSynapse(), matrix);
        assertPairs(marked, "12-10", "0-2");
        SynapseSelection all = network.fullyConnect(network.cell(1, 0), network.cell(2, 1), new IonotropicSynapse());
        assertPairs(all, "6-12", "6-6", "0-12", "0-6");
        SynapseSelection sparse =
                network.sparseConnect(network.cell(1, 0), network.cell(2, 1), new IonotropicSynapse(), 1, 7);
        assertPairs(sparse, "6-12", "6-6", "0-12", "0-6");
    }

    private static void assertPairs(SynapseSelection edges, String... pairs) {
        int[] pre = edges.pre();
        int[] post = edges.post();
        assertEquals(
                List.of(pairs),
                IntStream.range(0, pre.length)
                        .mapToObj(i -> pre[i] + "-" + post[i])
                        .toList());
    }

    private static void assertGroups(TrainableParameter trainable, String... groups) {
        assertEquals(
                List.of(groups),
                trainable.rows().stream().map(Arrays::toString).collect(Collectors.toList()),
                trainable.path());
    }

    private static void assertRows(Selection view, int... rows) {
        assertArrayEquals(rows, view.compartments(), view.label());
    }
}
