package dev.huxley.model;

import dev.huxley.model.Junctions.Direction;
import dev.huxley.morphology.Attachment;
import dev.huxley.morphology.TracedBranch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes cells with other numbers of compartments, without some branches, or joined. The given cell does not change. */
final class CellEditing {
    /** The quantities that follow from the division into compartments and need not be uniform. */
    private static final Set<String> PLACES = Set.of("x", "y", "z");

    private static final Set<String> SIZES = Set.of(
            Quantities.LENGTH,
            Quantities.RADIUS,
            Quantities.AREA,
            Quantities.VOLUME,
            Quantities.LOAD_IN,
            Quantities.LOAD_OUT);

    private CellEditing() {}

    // ---- numbers of compartments ----

    static Cell withCompartments(Cell cell, int[] counts) {
        Structure old = cell.structure();
        if (counts.length != old.branches()) {
            throw new IllegalArgumentException("the cell has " + old.branches() + " branches, but " + counts.length
                    + " numbers of compartments were given; give one per branch");
        }
        int[] parents = IntStream.range(0, counts.length).map(old::parent).toArray();
        List<Attachment> attachments =
                IntStream.range(0, counts.length).mapToObj(old::attachment).toList();
        Structure structure = Structure.ofCell(parents, attachments, counts);
        int[] source = new int[structure.compartments()];
        int[] kept = new int[old.compartments()];
        Arrays.fill(kept, -1);
        for (int branch = 0; branch < counts.length; branch++) {
            boolean changes = counts[branch] != old.compartmentsOfBranch(branch);
            if (changes) {
                requireUniform(cell, branch);
            }
            for (int i = 0; i < counts[branch]; i++) {
                int row = structure.firstCompartment(branch) + i;
                source[row] = old.firstCompartment(branch) + (changes ? 0 : i);
                if (!changes) {
                    kept[source[row]] = row;
                }
            }
        }
        Cell edited =
                new Rearrangement(cell).cell(structure, cell.paths(), source, kept, "cut into other compartments");
        for (int branch = 0; branch < counts.length; branch++) {
            if (counts[branch] != old.compartmentsOfBranch(branch)) {
                size(cell, edited, branch);
            }
        }
        return edited;
    }

    private static void size(Cell cell, Cell edited, int branch) {
        Structure old = cell.structure();
        int first = edited.structure().firstCompartment(branch);
        int count = edited.structure().compartmentsOfBranch(branch);
        BranchPath path = cell.paths().get(branch);
        if (path != null) {
            BranchPaths.writeCenters(edited.nodes(), first, BranchPaths.cut(path, count));
        }
        if (isTraced(cell, branch)) {
            BranchPaths.writeSizes(edited.nodes(), first, BranchPaths.cut(path, count));
            return;
        }
        double whole = cell.nodes().numbers(Quantities.LENGTH).value(old.firstCompartment(branch))
                * old.compartmentsOfBranch(branch);
        for (int row = first; row < first + count; row++) {
            edited.nodes().numbers(Quantities.LENGTH).set(row, whole / count);
            Quantities.makeCylinder(edited.nodes(), row);
        }
    }

    /** Tells whether the branch still has its traced sizes, so that they can be integrated anew. */
    private static boolean isTraced(Cell cell, int branch) {
        BranchPath path = cell.paths().get(branch);
        Structure structure = cell.structure();
        return path != null
                && path.hasSizes()
                && BranchPaths.hasSizes(
                        cell.nodes(),
                        structure.firstCompartment(branch),
                        BranchPaths.cut(path, structure.compartmentsOfBranch(branch)));
    }

    private static void requireUniform(Cell cell, int branch) {
        boolean traced = isTraced(cell, branch);
        int first = cell.structure().firstCompartment(branch);
        for (String name : cell.nodes().names()) {
            if (PLACES.contains(name) || (SIZES.contains(name) && traced)) {
                continue;
            }
            Column column = cell.nodes().get(name);
            for (int row = first + 1; row <= cell.structure().lastCompartment(branch); row++) {
                if (!same(column, first, row)) {
                    throw new IllegalArgumentException("branch " + branch
                            + " cannot be cut into other compartments: '" + name + "' is " + text(column, first)
                            + " in compartment 0 and " + text(column, row) + " in compartment " + (row - first)
                            + "; make it equal along the branch first, and set what differs afterwards");
                }
            }
        }
    }

    private static boolean same(Column column, int one, int other) {
        if (column instanceof NumberColumn numbers) {
            return Arrays.equals(numbers.row(one), numbers.row(other));
        }
        if (column instanceof IndexColumn indices) {
            return indices.value(one) == indices.value(other);
        }
        return column.isPresent(one) == column.isPresent(other);
    }

    private static String text(Column column, int row) {
        if (!column.isPresent(row)) {
            return "absent";
        }
        if (column instanceof NumberColumn numbers) {
            return numbers.rowSize() == 1 ? String.valueOf(numbers.row(row)[0]) : "another array";
        }
        return column instanceof IndexColumn indices ? String.valueOf(indices.value(row)) : "present";
    }

    // ---- branches ----

    static Cell without(Cell cell, View view) {
        if (view.model() != cell) {
            throw new IllegalArgumentException(
                    "the branches to delete are those of another model (" + view + "); give a view of the cell itself");
        }
        Structure structure = cell.structure();
        BitSet deleted = new BitSet();
        int[] members = new int[structure.branches()];
        for (int row : view.compartments) {
            members[structure.branch(row)]++;
            deleted.set(structure.branch(row));
        }
        deleted.stream().forEach(branch -> {
            if (members[branch] != structure.compartmentsOfBranch(branch)) {
                throw new IllegalArgumentException("only whole branches can be deleted, but " + view + " has "
                        + members[branch] + " of the " + structure.compartmentsOfBranch(branch)
                        + " compartments of branch " + branch);
            }
        });
        int[] kept = IntStream.range(0, structure.branches())
                .filter(branch -> !deleted.get(branch))
                .toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException(
                    "all " + structure.branches() + " branches would be deleted; a cell needs at least one branch");
        }
        Direction direction = Junctions.of(structure).only(kept).directed();
        if (direction == null) {
            throw new IllegalArgumentException(
                    "without branch " + Index.label(deleted.stream().toArray())
                            + " the cell falls into pieces; delete the branches behind it as well");
        }
        return directed(new Cell[] {cell}, kept, direction, "deleted");
    }

    static Cell join(Cell cell, BranchEnd here, Cell other, BranchEnd there) {
        requireEnd(cell, here);
        requireEnd(other, there);
        Structure both = Structure.ofCells(List.of(cell.structure(), other.structure()));
        Junctions apart = Junctions.of(both);
        int otherBranch = cell.structure().branches() + there.branch();
        Junctions joined = apart.merged(
                here.isStart() ? apart.start(here.branch()) : apart.end(here.branch()),
                there.isStart() ? apart.start(otherBranch) : apart.end(otherBranch));
        int[] all = IntStream.range(0, both.branches()).toArray();
        return directed(new Cell[] {cell, other}, all, joined.directed(), "joined");
    }

    private static void requireEnd(Cell cell, BranchEnd end) {
        if (end.branch() < 0 || end.branch() >= cell.structure().branches()) {
            throw new IllegalArgumentException(
                    "there is no branch " + end.branch() + " to join; the cell has branches 0" + " to "
                            + (cell.structure().branches() - 1));
        }
    }

    /** Puts the given branches of the cells side by side, directed anew. Both halves of a branch turn round with it. */
    private static Cell directed(Cell[] cells, int[] branches, Direction direction, String change) {
        Structure old = Structure.ofCells(
                Arrays.stream(cells).map(NeuronModel::structure).toList());
        BranchPaths paths = BranchPaths.ofParts(old, List.of(cells));
        int[] counts = Arrays.stream(branches).map(old::compartmentsOfBranch).toArray();
        Structure structure = Structure.ofCell(direction.parents(), direction.attachments(), counts);
        int[] source = new int[structure.compartments()];
        int[] kept = new int[old.compartments()];
        Arrays.fill(kept, -1);
        BranchPath[] ways = new BranchPath[branches.length];
        List<Integer> turned = new ArrayList<>();
        for (int branch = 0; branch < branches.length; branch++) {
            boolean turns = direction.reversed()[branch];
            for (int i = 0; i < counts[branch]; i++) {
                int row = structure.firstCompartment(branch) + i;
                source[row] =
                        turns ? old.lastCompartment(branches[branch]) - i : old.firstCompartment(branches[branch]) + i;
                kept[source[row]] = row;
                if (turns) {
                    turned.add(row);
                }
            }
            BranchPath way = paths.get(branches[branch]);
            ways[branch] = way == null || !turns ? way : turned(way);
        }
        Cell cell = new Rearrangement(cells).cell(structure, BranchPaths.of(ways), source, kept, change);
        NumberColumn in = cell.nodes().numbers(Quantities.LOAD_IN);
        NumberColumn out = cell.nodes().numbers(Quantities.LOAD_OUT);
        for (int row : turned) {
            double swapped = in.value(row);
            in.set(row, out.value(row));
            out.set(row, swapped);
        }
        return cell;
    }

    private static BranchPath turned(BranchPath way) {
        TracedBranch points = way.points();
        TracedBranch back = new TracedBranch(
                points.type(),
                points.length(),
                turned(points.x()),
                turned(points.y()),
                turned(points.z()),
                turned(points.radius()));
        return new BranchPath(back, way.hasSizes(), way.minRadius(), way.conventions());
    }

    private static double[] turned(double[] values) {
        double[] back = new double[values.length];
        Arrays.setAll(back, i -> values[values.length - 1 - i]);
        return back;
    }
}
