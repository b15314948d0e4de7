package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.model.graph.ModelGraph;
import dev.huxley.morphology.Attachment;
import dev.huxley.morphology.Swc;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelFile;
import dev.huxley.testing.RandomNeuron;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Branches that begin at the start or the middle of their parents, in all that is done with cells. */
class AttachmentTest {
    /** A sphere with two dendrites, the second of which forks. */
    private static final String SPHERE =
            "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 55 0 0 1 2\n4 3 -5 0 0 1 1\n5 3 -35 0 0 1 4\n"
                    + "6 3 -35 20 0 1 5\n7 3 -35 -40 0 1 5\n";

    /** A chain of soma points with two neurites at its start and one at its end. */
    private static final String CHAIN =
            "1 1 0 0 0 5 -1\n2 1 8 0 0 6 1\n3 3 -9 0 0 1 1\n4 3 -30 0 0 1 3\n5 4 0 -9 0 1 1\n"
                    + "6 4 0 -40 0 1 5\n7 2 17 0 0 1 2\n8 2 60 0 0 1 7\n";

    private static Cell cell(String swc, int ncomp) {
        return new Cell(Swc.describe(swc, "cell", Swc.options().ncomp(ncomp)).morphology());
    }

    private static List<Attachment> attachments(NeuronModel model) {
        List<Attachment> attachments = new ArrayList<>();
        for (int branch = 0; branch < model.structure().branches(); branch++) {
            attachments.add(model.structure().attachment(branch));
        }
        return attachments;
    }

    @Test
    void pathsPassTheMiddleOfASphereAndTheStartOfAChain() {
        for (int ncomp : new int[] {1, 2, 3, 4}) {
            Cell sphere = cell(SPHERE, ncomp);
            double[] path = Distances.alongBranches(
                    sphere.branch(1).loc(1), sphere.branch(2).loc(1));
            double inCompartments = (50 + 30) / (2.0 * ncomp);
            assertEquals(50 + 30 - inCompartments, path[0], 1e-9, "the soma does not lie between its neurites");
            double[] toSoma = Distances.alongBranches(sphere.branch(1).loc(0), sphere.branch(0));
            for (int i = 0; i < ncomp; i++) {
                double fromMiddle = Math.abs((i + 0.5) * 10 / ncomp - 5);
                assertEquals(25.0 / ncomp + fromMiddle, toSoma[i], 1e-9, ncomp + " compartments, " + i);
            }
            Cell chain = cell(CHAIN, ncomp);
            assertEquals(
                    List.of(Attachment.END, Attachment.START, Attachment.START, Attachment.END), attachments(chain));
            double[] aside = Distances.alongBranches(
                    chain.branch(1).loc(0), chain.branch(2).loc(0));
            assertEquals((30 + 40) / (2.0 * ncomp), aside[0], 1e-9, "both begin at the start of the soma");
            double[] across = Distances.alongBranches(
                    chain.branch(1).loc(0), chain.branch(3).loc(0));
            assertEquals(30 / (2.0 * ncomp) + 8 + 52 / (2.0 * ncomp), across[0], 1e-9, "the soma lies between them");
        }
    }

    /** Deleting a tip changes no distance between what is left, whatever becomes the root. */
    @Test
    void distancesStayWhenBranchesAreDeleted() {
        Random random = new Random(5);
        for (int seed = 0; seed < 16; seed++) {
            Cell cell = cell(new RandomNeuron(seed).swc(), 1 + seed % 3);
            for (int step = 0; step < 4 && cell.structure().branches() > 1; step++) {
                List<Integer> tips = tips(cell.structure());
                int gone = tips.get(random.nextInt(tips.size()));
                int[] kept = Arrays.stream(cell.compartments())
                        .filter(row -> cellBranch(cell, row) != gone)
                        .toArray();
                Cell rest = cell.without(cell.branch(gone));
                requireSameDistances(cell, kept, rest, "neuron " + seed + " without branch " + gone);
            }
        }
    }

    private static int cellBranch(Cell cell, int row) {
        return cell.structure().branchInCell(row);
    }

    private static List<Integer> tips(Structure structure) {
        List<Integer> tips = new ArrayList<>();
        for (int branch = 0; branch < structure.branches(); branch++) {
            int tip = branch;
            boolean bears = false;
            for (int other = 0; other < structure.branches(); other++) {
                bears |= structure.parent(other) == tip;
            }
            if (!bears) {
                tips.add(branch);
            }
        }
        return tips;
    }

    private static void requireSameDistances(Cell before, int[] kept, Cell after, String what) {
        // Rows of branches that were turned round come in the other order: they are told apart by their places.
        int[] now = new int[kept.length];
        boolean[] taken = new boolean[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int best = -1;
            for (int row = 0; row < kept.length; row++) {
                if (!taken[row]
                        && (best < 0 || apart(before, kept[i], after, row) < apart(before, kept[i], after, best))) {
                    best = row;
                }
            }
            taken[best] = true;
            now[i] = best;
        }
        for (int i = 0; i < kept.length; i += 3) {
            double[] old = Distances.alongBranches(before.select(kept[i]), before);
            double[] found = Distances.alongBranches(after.select(now[i]), after);
            for (int k = 0; k < kept.length; k++) {
                assertEquals(old[kept[k]], found[now[k]], 1e-9 * (1 + old[kept[k]]), what);
            }
        }
    }

    private static double apart(Cell one, int row, Cell other, int otherRow) {
        double sum = Math.abs(one.get("area")[row] - other.get("area")[otherRow]);
        for (String axis : List.of("x", "y", "z")) {
            sum += Math.abs(one.get(axis)[row] - other.get(axis)[otherRow]);
        }
        return sum;
    }

    /** Branches that met at a junction still do. */
    @Test
    void withoutTheSomaItsNeuritesMeetEachOther() {
        Cell cell = cell(SPHERE, 2);
        Cell rest = cell.without(cell.branch(0));
        assertEquals(List.of(Attachment.END, Attachment.END, Attachment.END, Attachment.END), attachments(rest));
        assertEquals((50 + 30) / 4.0, Distances.alongBranches(rest.select(1), rest.select(2))[0], 1e-9);
    }

    @Test
    void aCellJoinedToTheTipOfANeuriteHangsOnItsSoma() {
        Cell cable = new Cell(new Branch(new Compartment(), 2), -1, 0);
        Cell joined = cable.join(BranchEnd.end(1), cell(SPHERE, 1), BranchEnd.end(1));
        assertEquals(2 + 5, joined.structure().branches());
        assertEquals(-1, joined.structure().parent(2), "the sphere is the root");
        assertEquals(Attachment.MIDDLE, joined.structure().attachment(3));
        assertEquals(3, joined.structure().parent(1), "what was joined begins where the neurite ends");
        assertSays(
                () -> cell(SPHERE, 1).join(BranchEnd.end(1), cell(SPHERE, 1), BranchEnd.end(1)),
                "two somata",
                "remove");
    }

    @Test
    void placesOnParentsGoThroughFilesAndGraphs() {
        for (int seed = 0; seed < 12; seed++) {
            Cell cell = cell(new RandomNeuron(seed).swc(), 1 + seed % 4);
            byte[] bytes = ModelFile.bytes(cell);
            assertArrayEquals(bytes, ModelFile.bytes(ModelGraph.of(cell).toModel()), "neuron " + seed);
            String graph = ModelGraph.of(cell).toGraphMl();
            NeuronModel back = ModelGraph.parseGraphMl(
                            graph.getBytes(StandardCharsets.UTF_8), "text", MechanismRegistry.library())
                    .toModel();
            assertArrayEquals(bytes, ModelFile.bytes(back), "neuron " + seed);
            assertArrayEquals(
                    bytes,
                    ModelFile.bytes(ModelFile.parse(bytes, "bytes", MechanismRegistry.library())),
                    "neuron " + seed);
        }
    }

    @Test
    void rootsBeginNowhereAndOnlyRootsBearAtTheirStart() {
        int[] two = {1, 1};
        assertSays(
                () -> Structure.ofCell(new int[] {-1, 0}, List.of(Attachment.MIDDLE, Attachment.END), two), "branch 0");
        assertSays(
                () -> Structure.ofCell(
                        new int[] {-1, 0, 1},
                        List.of(Attachment.END, Attachment.END, Attachment.START),
                        new int[] {1, 1, 1}),
                "branch 2",
                "START");
    }
}
