package dev.huxley.plot.model;

import dev.huxley.model.Selection;
import dev.huxley.model.Structure;
import dev.huxley.plot.Tube;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The compartments of a selection as tubes: consecutive ones of a branch with one color make one tube. */
final class Drawing {
    /** The layer above all cells. */
    static final int MARKS = Integer.MAX_VALUE;

    /** The least diameter of a point neuron in pixels, so that it is visible among large cells. */
    private static final double POINT_NEURON = 5;

    /** The fraction of a radius within which two ends meet. */
    private static final double MEETING = 1e-3;

    private final Anatomy anatomy;
    private final Projection projection;
    private final double[][] offsets;
    private Box box = Box.EMPTY;

    Drawing(Anatomy anatomy, Projection projection) {
        this.anatomy = anatomy;
        this.projection = projection;
        this.offsets = Arrangement.of(anatomy, projection);
    }

    /** Width of the drawing, um. */
    double width() {
        return box.width();
    }

    /** Height of the drawing, um. */
    double height() {
        return box.height();
    }

    /** The place of a compartment in the picture: to the right, and up. */
    double[] place(int compartment) {
        double[] offset = offsets[anatomy.structure().cell(compartment)];
        double[] center = anatomy.piece(anatomy.drawn(compartment)).center();
        return new double[] {projection.right(center) + offset[0], projection.up(center) + offset[1]};
    }

    /** The radius of a compartment if it is a ball, otherwise 0. */
    double ballRadius(int compartment) {
        Piece piece = anatomy.piece(compartment);
        return piece.isBall() ? piece.radius()[0] : 0;
    }

    /**
     * The tubes in the order of the legend. A tube lies over those that begin on it; somata, inside which others may
     * begin, lie over all neurites; tubes without a label lie below.
     *
     * @param leastWidth of neurites in pixels
     */
    List<Tube> tubes(Selection selection, Coloring coloring, double leastWidth) {
        Structure structure = anatomy.structure();
        boolean[] isSoma = new boolean[structure.compartments()];
        if (selection.model().groups().contains("soma")) {
            Arrays.stream(selection.model().group("soma").compartments()).forEach(row -> isSoma[row] = true);
        }
        boolean[] inView = new boolean[structure.compartments()];
        int[] rows = Arrays.stream(selection.compartments())
                .map(anatomy::drawn)
                .distinct()
                .toArray();
        Arrays.stream(rows).forEach(row -> inView[row] = true);
        Arrays.sort(rows);
        Map<String, List<Tube>> byColor = new LinkedHashMap<>();
        coloring.order().forEach(color -> byColor.put(color, new ArrayList<>()));
        for (int i = 0; i < rows.length; ) {
            int end = i + 1;
            while (end < rows.length && follows(rows[end - 1], rows[end], coloring)) {
                end++;
            }
            String color = coloring.colors[rows[i]];
            List<Tube> alike = byColor.computeIfAbsent(color, any -> new ArrayList<>());
            Tube tube = tube(rows, i, end);
            int before = anatomy.before(rows[i]);
            if (before >= 0 && inView[before]) {
                boolean inSoma = isSoma[before] && isSoma[rows[i]];
                if (meet(rows[i]) || inSoma) {
                    tube = tube.joint(jointRadius(before, rows[i], inSoma));
                }
                if (!meet(rows[i])) {
                    alike.add(bridge(rows[i], inSoma)
                            .color(color)
                            .layer(layer(rows[i], false, coloring))
                            .leastWidth(leastWidth));
                }
            }
            alike.add(tube.color(color)
                    .label(coloring.labels[rows[i]])
                    .layer(layer(rows[i], isSoma[rows[i]], coloring))
                    .leastWidth(anatomy.isPoint(rows[i]) ? Math.max(POINT_NEURON, leastWidth) : leastWidth));
            i = end;
        }
        return byColor.values().stream().flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
    }

    private int layer(int row, boolean isSoma, Coloring coloring) {
        int rows = anatomy.structure().compartments();
        return (isSoma ? rows : coloring.labels[row].equals(Coloring.OTHER) ? -rows : 0) - row;
    }

    private boolean follows(int row, int next, Coloring coloring) {
        return next == row + 1
                && anatomy.structure().branch(next) == anatomy.structure().branch(row)
                && coloring.colors[next].equals(coloring.colors[row])
                && coloring.labels[next].equals(coloring.labels[row])
                && anatomy.piece(next).isBall() == anatomy.piece(row).isBall();
    }

    private boolean meet(int row) {
        Piece start = anatomy.piece(row);
        return Piece.distance(anatomy.joint(row).place(), start.places()[0]) <= MEETING * start.radius()[0];
    }

    /** The smaller radius of two compartments where one ends and the other begins. */
    private double jointRadius(int before, int row, boolean inSoma) {
        double radius = Math.min(anatomy.joint(row).radius(), anatomy.piece(row).radius()[0]);
        // Beside a piece that is flatter than wide, a ball would stand out. Within a soma it only rounds it, unless all
        // of a branch is so flat.
        double end =
                inSoma ? anatomy.branchLength(before) : anatomy.piece(before).length();
        double start = inSoma ? anatomy.branchLength(row) : anatomy.piece(row).length();
        return Math.min(radius, Math.min(positive(end), positive(start)));
    }

    private static double positive(double length) {
        return length > 0 ? length : Double.POSITIVE_INFINITY;
    }

    /**
     * The tube between the end of one compartment and the beginning of the next, if they do not meet: a hairline to a
     * neurite that was traced apart from the soma, since the model has no membrane there; full width between pieces of
     * a soma.
     */
    private Tube bridge(int row, boolean whole) {
        double[] offset = offsets[anatomy.structure().cell(row)];
        Anatomy.Joint joint = anatomy.joint(row);
        double[][] ends = {joint.place(), anatomy.piece(row).places()[0]};
        double[][] path = new double[3][2];
        for (int i = 0; i < 2; i++) {
            path[0][i] = projection.right(ends[i]) + offset[0];
            path[1][i] = projection.up(ends[i]) + offset[1];
            path[2][i] = projection.deep(ends[i]);
        }
        double[] radius = {joint.radius(), anatomy.piece(row).radius()[0]};
        Tube tube = Tube.of(path[0], path[1], path[2], whole ? radius : new double[2]);
        return whole ? tube.joint(Math.min(radius[0], radius[1])) : tube;
    }

    private Tube tube(int[] rows, int from, int end) {
        double[] offset = offsets[anatomy.structure().cell(rows[from])];
        int points = 0;
        // The pieces of a ball are the same ball.
        int to = anatomy.piece(rows[from]).isBall() ? from + 1 : end;
        for (int i = from; i < to; i++) {
            points += anatomy.piece(rows[i]).radius().length;
        }
        double[][] path = new double[4][points];
        int n = 0;
        for (int i = from; i < to; i++) {
            Piece piece = anatomy.piece(rows[i]);
            for (int k = 0; k < piece.radius().length; k++, n++) {
                path[0][n] = projection.right(piece.places()[k]) + offset[0];
                path[1][n] = projection.up(piece.places()[k]) + offset[1];
                path[2][n] = projection.deep(piece.places()[k]);
                path[3][n] = piece.radius()[k];
                box = box.with(path[0][n], path[1][n], path[3][n]);
            }
        }
        return Tube.of(path[0], path[1], path[2], path[3]);
    }
}
