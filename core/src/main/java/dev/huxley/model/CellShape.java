package dev.huxley.model;

import dev.huxley.morphology.Attachment;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.TracedBranch;
import java.util.ArrayList;
import java.util.List;

/** Makes the morphology that a cell has: of traced points, and of straight lines for branches of cylinders. */
final class CellShape {
    /** The SWC types that groups stand for, by their numbers. */
    private static final List<String> TYPES = List.of("undefined", "soma", "axon", "basal", "apical");

    /** The angle between the directions of successive branches, which never repeat. */
    private static final double TURN = Math.PI * (3 - Math.sqrt(5));

    private final Cell cell;
    private final Structure structure;
    private final List<TracedBranch> branches = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    private CellShape(Cell cell) {
        this.cell = cell;
        structure = cell.structure();
        int[] order = structure.parentsFirst();
        int[] number = new int[order.length];
        for (int branch : order) {
            number[branch] = branches.size();
            int parent = structure.parent(branch);
            parents.add(parent < 0 ? -1 : number[parent]);
            attachments.add(structure.attachment(branch));
            counts.add(structure.compartmentsOfBranch(branch));
            branches.add(branch(branch));
        }
    }

    static Morphology of(Cell cell) {
        CellShape shape = new CellShape(cell);
        return Morphology.ofBranches(
                "a cell",
                shape.branches,
                shape.parents.stream().mapToInt(Integer::intValue).toArray(),
                shape.attachments,
                shape.counts.stream().mapToInt(Integer::intValue).toArray());
    }

    private TracedBranch branch(int branch) {
        int first = structure.firstCompartment(branch);
        int count = structure.compartmentsOfBranch(branch);
        BranchPath path = cell.paths().get(branch);
        boolean isTraced = path != null
                && path.hasSizes()
                && path.conventions() == Conventions.PHYSICAL
                && BranchPaths.hasSizes(cell.nodes(), first, BranchPaths.cut(path, count));
        return isTraced ? path.points() : line(branch, first, count);
    }

    private TracedBranch line(int branch, int first, int count) {
        double radius = value(Quantities.RADIUS, first);
        double length = 0;
        for (int row = first; row < first + count; row++) {
            double cylinder = 2 * Math.PI * radius * value(Quantities.LENGTH, row);
            boolean isCylinder = value(Quantities.RADIUS, row) == radius
                    && Math.abs(value(Quantities.AREA, row) - cylinder) <= 1e-9 * cylinder;
            if (!isCylinder) {
                throw new IllegalArgumentException("branch " + branch + " has neither the sizes of traced points nor"
                        + " one radius, so its shape is not known (" + structure.place(row)
                        + "); set the radius of the whole branch");
            }
            length += value(Quantities.LENGTH, row);
        }
        double[] end = {length * Math.cos(TURN * branch), length * Math.sin(TURN * branch), 0};
        return new TracedBranch(
                type(first),
                length,
                new double[] {0, end[0]},
                new double[] {0, end[1]},
                new double[] {0, end[2]},
                new double[] {radius, radius});
    }

    private int type(int row) {
        return TYPES.stream()
                .filter(name ->
                        cell.groups().contains(name) && cell.nodes().flags(name).isPresent(row))
                .mapToInt(TYPES::indexOf)
                .findFirst()
                .orElse(0);
    }

    private double value(String key, int row) {
        return cell.nodes().numbers(key).value(row);
    }
}
