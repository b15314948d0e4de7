package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Other numbers of compartments, cells without some branches, cells joined. */
class CellEditingTest {
    /** A soma of three points and two dendrites that taper, the second of them with a side branch. */
    private static final String SWC =
            """
            1 1 0 0 0 5 -1
            2 1 0 8 0 6 1
            3 1 0 16 0 5 2
            4 3 10 20 0 1.5 3
            5 3 25 30 3 1 4
            6 3 60 35 5 0.5 5
            7 4 -10 25 0 2 3
            8 4 -20 50 0 1.5 7
            9 4 -20 90 5 1 8
            10 4 -50 60 -5 0.7 8
            """;

    private static Cell traced(int compartmentsPerBranch) {
        return new Cell(Swc.parse(SWC, "two dendrites", Swc.options().ncomp(compartmentsPerBranch)));
    }

    /** A root of two compartments, two children of three and one; every compartment has its own length and radius. */
    private static Cell built() {
        Compartment compartment = new Compartment();
        Cell cell = new Cell(
                List.of(new Branch(compartment, 2), new Branch(compartment, 3), new Branch(compartment, 1)), -1, 0, 0);
        cell.set("length", 10, 20, 30, 40, 50, 60);
        cell.set("radius", 6, 5, 4, 3, 2, 1);
        return cell;
    }

    // ---- numbers of compartments ----

    @Test
    void tracedBranchesAreIntegratedAnew() {
        int[] counts = {3, 1, 5, 2, 4};
        Morphology expected = Swc.parse(SWC, "two dendrites", Swc.options()).withCompartments(counts);
        Cell cell = traced(2);
        cell.insert(new HH());
        cell.set("HH_gNa", 0.3);
        Cell edited = cell.withCompartments(counts);
        assertArrayEquals(expected.length(), edited.get("length"), 1e-12);
        assertArrayEquals(expected.radius(), edited.get("radius"), 1e-12);
        assertArrayEquals(expected.area(), edited.get("area"), 1e-12);
        assertArrayEquals(expected.volume(), edited.get("volume"), 1e-12);
        assertArrayEquals(expected.resistiveLoadIn(), edited.get("resistive_load_in"), 1e-12);
        assertArrayEquals(expected.resistiveLoadOut(), edited.get("resistive_load_out"), 1e-12);
        assertArrayEquals(expected.x(), edited.get("x"), 1e-12);
        double[] same = new double[15];
        Arrays.fill(same, 0.3);
        assertArrayEquals(same, edited.get("HH_gNa"));
        expected.groups()
                .forEach((group, members) -> assertArrayEquals(
                        IntStream.range(0, members.length)
                                .filter(i -> members[i])
                                .toArray(),
                        edited.group(group).compartments(),
                        group));
        assertEquals(10, cell.structure().compartments(), "the cell itself stays");
    }

    @Test
    void goingThereAndBackChangesNothing() {
        Cell cell = traced(1);
        Cell back = cell.withCompartments(7, 3, 9, 1, 5).withCompartments(1, 1, 1, 1, 1);
        for (String name : cell.nodes().names()) {
            if (cell.nodes().get(name) instanceof NumberColumn) {
                assertArrayEquals(cell.get(name), back.get(name), 1e-12, name);
            }
        }
    }

    @Test
    void uniformBranchesAreCutIntoCylindersOfTheSameLength() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.branch(1).set("radius", 3);
        cell.branch(1).set("length", 21);
        Cell edited = cell.withCompartmentsInBranch(1, 3);
        assertArrayEquals(new double[] {10, 10, 14, 14, 14}, edited.get("length"), 1e-12);
        assertArrayEquals(new double[] {1, 1, 3, 3, 3}, edited.get("radius"));
        assertEquals(2 * Math.PI * 3 * 14, edited.get("area")[4], 1e-9);
    }

    /** Sizes that were set on a traced cell are not replaced by those of its file. */
    @Test
    void setSizesAreKeptAlsoOfTracedBranches() {
        Cell cell = traced(1);
        cell.branch(2).set("radius", 9);
        Cell edited = cell.withCompartmentsInBranch(2, 4);
        for (double radius : edited.branch(2).get("radius")) {
            assertEquals(9, radius);
        }
        assertEquals(
                cell.branch(2).get("length")[0],
                Arrays.stream(edited.branch(2).get("length")).sum(),
                1e-12);
        Cell partly = traced(2);
        partly.branch(2).comp(0).set("radius", 9);
        assertSays(
                () -> partly.withCompartmentsInBranch(2, 4), "branch 2", "'radius'", "9.0", "compartment 1", "equal");
    }

    @Test
    void protocolsMoveWithBranchesThatStayAndStandInTheWayElsewhere() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        cell.branch(2).comp(1).stimulate(Waveform.of(new double[] {1}, 0.1));
        cell.branch(0).comp(1).clamp("HH_m", Waveform.of(new double[] {1}, 0.1));
        cell.branch(2).record("v");
        cell.branch(0, 2).makeTrainable("HH_gNa");
        Cell edited = cell.withCompartmentsInBranch(1, 5);
        assertArrayEquals(new int[] {8}, edited.stimuli().get(0).rows());
        assertArrayEquals(new int[] {1}, edited.clamps().get(0).rows());
        assertEquals(
                List.of(new PlacedRecording(Domain.NODES, "v", 7), new PlacedRecording(Domain.NODES, "v", 8)),
                edited.recordings());
        assertArrayEquals(new int[] {7, 8}, edited.trainables().get(0).rows().get(1));
        assertSays(() -> cell.withCompartmentsInBranch(2, 1), "branch 2", "stimulus", "deleteStimuli");
        assertSays(() -> cell.withCompartmentsInBranch(0, 1), "branch 0", "clamp of 'HH_m'", "deleteClamps");
        cell.branch(2).deleteStimuli();
        assertSays(() -> cell.withCompartmentsInBranch(2, 1), "recording of 'v'", "deleteRecordings");
        cell.deleteRecordings();
        assertSays(() -> cell.withCompartmentsInBranch(2, 1), "trainable 'branch(0,2)/HH_gNa'", "deleteTrainables");
    }

    @Test
    void whatDiffersAlongABranchStandsInTheWay() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1, 0);
        cell.branch(1).comp(2).addToGroup("tip");
        assertSays(() -> cell.withCompartments(3, 1), "branch 1", "'tip'", "absent", "present", "compartment 2");
        cell.removeFromGroup("tip");
        cell.branch(1).comp(1).insert(new Leak());
        assertSays(() -> cell.withCompartments(3, 1), "branch 1", "'Leak'");
        assertEquals(4, cell.withCompartments(1, 3).structure().compartments(), "other branches do not matter");
        assertSays(() -> cell.withCompartments(1), "2 branches", "1 numbers");
        assertSays(() -> cell.withCompartments(1, 0), "branch 1", "0 compartments");
        assertSays(() -> cell.withCompartmentsInBranch(2, 1), "branch 2", "0 to 1");
    }

    @Test
    void diffusionGoesOnInTheEditedCell() {
        Cell cell = new Cell(new Branch(new Compartment(), 1), -1, 0, 0);
        cell.branch(0).insert(new CaPump());
        cell.diffuse("CaCon_i");
        cell.branch(2).set("axial_diffusion_CaCon_i", 3);
        Cell edited = cell.withCompartments(1, 2, 2);
        assertEquals(Set.of("CaCon_i"), edited.diffusingStates());
        assertArrayEquals(new double[] {5e-5, 0, 0, 0, 0}, edited.get("CaCon_i"));
        assertArrayEquals(new double[] {1, 1, 1, 3, 3}, edited.get("axial_diffusion_CaCon_i"));
        edited.deleteDiffusion("CaCon_i");
        assertEquals(Double.NaN, edited.get("CaCon_i")[3], "no mechanism declares it there");
        Cell joined = cell.join(BranchEnd.end(1), new Cell(new Compartment()), BranchEnd.start(0));
        assertArrayEquals(new double[] {1, 1, 3, 1}, joined.get("axial_diffusion_CaCon_i"));
        assertArrayEquals(new double[] {5e-5, 0, 0, 0}, joined.get("CaCon_i"));
    }

    /** The large cell of Hay et al.: numbers of compartments, membrane area and distances as in Jaxley. */
    @Test
    void theLayer5PyramidalCellGetsTheCompartmentsOfTheReference() {
        JsonNode expected = Reference.of("l5pc").get("expected");
        Cell read = new Cell(Swc.read(
                SharedData.file("morphologies/morph_l5pc_with_axon.swc"),
                Swc.options().conventions(Conventions.JAXLEY)));
        read.set("axial_resistivity", 100);
        read.group("apical").set("capacitance", 2);
        Cell cell = DLambda.apply(read, 100);
        JsonNode counts = expected.get("ncomp_per_branch");
        assertEquals(counts.size(), cell.structure().branches());
        for (int branch = 0; branch < counts.size(); branch++) {
            assertEquals(counts.get(branch).asInt(), cell.structure().compartmentsOfBranch(branch), "branch " + branch);
        }
        assertEquals(expected.get("compartments").asInt(), cell.structure().compartments());
        double area = Arrays.stream(cell.get("area")).sum();
        assertEquals(expected.get("area_sum").asDouble(), area, 1e-9 * area);
        View basal = cell.group("basal");
        double[] distances = Distances.direct(cell.group("soma").branch(0).comp(0), basal);
        double sum = Arrays.stream(distances)
                .map(d -> (-0.8696 + 2.087 * Math.exp(0.0031 * d)) * 8e-5)
                .sum();
        assertEquals(expected.get("gH_sum").asDouble(), sum, 1e-9 * sum);
    }

    @Test
    void theRuleNeedsSensibleNumbers() {
        Cell cell = built();
        assertSays(() -> DLambda.counts(cell, 0), "frequency", "0.0");
        assertSays(() -> DLambda.counts(cell, Double.NaN), "frequency", "NaN");
        cell.nodes().numbers("length").set(0, 1e18);
        assertSays(() -> DLambda.counts(cell, 100), "branch 0", "units");
    }

    // ---- branches ----

    @Test
    void deletedBranchesTakeOnlyThemselvesAway() {
        Cell cell = built();
        cell.branch(1).insert(new Leak());
        cell.branch(0, 2).insert(new HH());
        cell.branch(1).addToGroup("dendrite");
        cell.branch(2).addToGroup("other");
        cell.branch(2).record("HH_m");
        Cell rest = cell.without(cell.branch(1));
        assertArrayEquals(new double[] {10, 20, 60}, rest.get("length"));
        assertEquals(-1, rest.structure().parent(0));
        assertEquals(0, rest.structure().parent(1));
        assertEquals(Set.of("other"), rest.groups());
        assertEquals(1, rest.channels().size());
        assertTrue(!rest.nodes().contains("Leak_gLeak") && !rest.nodes().contains("dendrite"));
        assertEquals(List.of(new PlacedRecording(Domain.NODES, "HH_m", 2)), rest.recordings());
        assertSays(() -> cell.without(cell.branch(2)), "branch 2", "recording of 'HH_m'");
    }

    @Test
    void withoutItsRootACellIsTurnedRound() {
        Cell cell = built();
        double[] before = Distances.alongBranches(cell.branch(1).comp(0), cell.branch(1, 2));
        cell.select(2, 3, 4).set("v", 1, 2, 3);
        Cell rest = cell.without(cell.branch(0));
        // Branch 1 was the first with a free end: it now runs from its tip to where branch 2 begins.
        assertArrayEquals(new double[] {50, 40, 30, 60}, rest.get("length"));
        assertArrayEquals(new double[] {3, 2, 1}, rest.branch(0).get("v"));
        assertEquals(0, rest.structure().parent(1));
        double[] after = Distances.alongBranches(rest.branch(0).comp(2), rest);
        assertArrayEquals(new double[] {before[2], before[1], before[0], before[3]}, after, 1e-12);
    }

    /** Unequal halves of a compartment stay on their sides when its branch is turned round. */
    @Test
    void turningABranchSwapsTheHalvesOfItsCompartments() {
        Cell cell = traced(2);
        int last = cell.structure().branches() - 1;
        Cell once = cell.without(cell.branch(0));
        double[] in = cell.branch(1).get("resistive_load_in");
        double[] out = cell.branch(1).get("resistive_load_out");
        assertTrue(in[0] != out[0], "the halves differ");
        assertArrayEquals(new double[] {out[1], out[0]}, once.branch(0).get("resistive_load_in"));
        assertArrayEquals(new double[] {in[1], in[0]}, once.branch(0).get("resistive_load_out"));
        // The traced points turned with it: a new cut gives the same membrane.
        Cell cut = once.withCompartments(IntStream.range(0, last).map(i -> 4).toArray());
        assertEquals(
                Arrays.stream(once.get("area")).sum(),
                Arrays.stream(cut.get("area")).sum(),
                1e-9);
    }

    @Test
    void impossibleDeletionsSayWhy() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 1);
        assertSays(() -> cell.without(cell.branch(1)), "branch 1", "pieces", "behind");
        assertSays(() -> cell.without(cell.branch(1, 2).comp(0)), "whole branches", "1 of the 2", "branch 1");
        assertSays(() -> cell.without(cell.branch(0, 1, 2)), "all 3 branches");
        assertSays(() -> cell.without(built().branch(0)), "another model");
    }

    /** Whatever ends are joined, every way through the cell has the length that it must have. */
    @Test
    void joiningKeepsAllDistances() {
        for (boolean hereStart : new boolean[] {true, false}) {
            for (boolean thereStart : new boolean[] {true, false}) {
                for (int here = 0; here < 3; here++) {
                    for (int there = 0; there < 3; there++) {
                        requireDistances(new BranchEnd(here, hereStart), new BranchEnd(there, thereStart));
                    }
                }
            }
        }
    }

    private static void requireDistances(BranchEnd here, BranchEnd there) {
        Cell one = built();
        Cell other = built();
        one.set("v", 0, 1, 2, 3, 4, 5);
        other.set("v", 6, 7, 8, 9, 10, 11);
        Cell joined = one.join(here, other, there);
        double[] name = joined.get("v");
        assertEquals(12, name.length);
        for (int from = 0; from < name.length; from++) {
            double[] distances = Distances.alongBranches(joined.select(from), joined);
            for (int to = 0; to < name.length; to++) {
                double expected = name[from] < 6 == name[to] < 6
                        ? distance((int) name[from] % 6, (int) name[to] % 6)
                        : toEnd((int) Math.min(name[from], name[to]), here)
                                + toEnd((int) Math.max(name[from], name[to]) - 6, there);
                assertEquals(expected, distances[to], 1e-9, here + " to " + there + ": " + name[from] + " " + name[to]);
            }
        }
    }

    private static double distance(int from, int to) {
        Cell cell = built();
        return Distances.alongBranches(cell.select(from), cell.select(to))[0];
    }

    /** To the center of the compartment at the end, and half of it on. */
    private static double toEnd(int from, BranchEnd end) {
        Cell cell = built();
        int branch = end.branch();
        if (end.isStart() && branch > 0) {
            branch = 0; // the start of a child is the end of the root
            end = BranchEnd.end(0);
        }
        int at = end.isStart()
                ? cell.structure().firstCompartment(branch)
                : cell.structure().lastCompartment(branch);
        double half = cell.get("length")[at] / 2;
        int home = cell.structure().branch(from);
        boolean beyond = !end.isStart() && branch == 0 && home > 0;
        return distance(from, at) + (beyond ? -half : half);
    }

    @Test
    void joiningCarriesEverythingOfBoth() {
        Cell one = built();
        one.insert(new HH());
        one.branch(2).addToGroup("tip");
        one.branch(0).comp(0).record("v");
        Cell other = built();
        other.branch(1).insert(new Leak());
        other.branch(1).comp(2).stimulate(Waveform.of(new double[] {1}, 0.1));
        other.branch(1).makeTrainable("Leak_gLeak");
        Cell joined = one.join(BranchEnd.end(2), other, BranchEnd.start(0));
        assertEquals(2, joined.channels().size());
        assertArrayEquals(new int[] {5}, joined.group("tip").compartments());
        assertEquals(List.of(new PlacedRecording(Domain.NODES, "v", 0)), joined.recordings());
        assertArrayEquals(new int[] {10}, joined.stimuli().get(0).rows());
        assertArrayEquals(
                new int[] {8, 9, 10}, joined.trainables().get(0).rows().get(0));
        assertEquals(2, joined.structure().parent(3));
        assertSays(() -> one.join(BranchEnd.end(3), other, BranchEnd.start(0)), "branch 3", "0 to 2");
    }
}
