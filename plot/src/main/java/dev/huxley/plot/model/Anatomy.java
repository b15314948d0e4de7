package dev.huxley.plot.model;

import dev.huxley.model.Layout;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Structure;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.TracedBranch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shapes and places of a model's compartments.
 *
 * <p>A traced branch is cut into compartments of equal path length, as for its sizes. The traced radii apply between
 * the points, unless the radius of a compartment was set since; that compartment is a cylinder. A branch that was not
 * traced gets a place by {@link Layout}, in a copy of the model. A cell of one compartment that was not traced is a
 * ball with the compartment's area.
 */
final class Anatomy {
    /** The length (um) below which a branch is a point. */
    private static final double POINT = 1e-9;

    private static final double SAME = 1e-6;

    private final NeuronModel model;
    private final Structure structure;
    private final boolean[] isPlaced;
    private final Piece[] pieces;

    /** The compartment that represents each cell, if cells are points; otherwise null. */
    private int[] points;

    private Anatomy(NeuronModel model, boolean[] isPlaced) {
        this.model = model;
        this.structure = model.structure();
        this.isPlaced = isPlaced;
        this.pieces = new Piece[structure.compartments()];
        for (int branch = 0; branch < structure.branches(); branch++) {
            cut(branch);
        }
    }

    static Anatomy of(NeuronModel model) {
        Structure structure = model.structure();
        boolean[] isPlaced = new boolean[structure.cells()];
        boolean complete = true;
        for (int branch = 0; branch < structure.branches(); branch++) {
            boolean known = model.trace(branch).isPresent();
            complete &= known;
            if (structure.parent(branch) < 0) {
                isPlaced[structure.cell(structure.firstCompartment(branch))] = known;
            }
        }
        if (complete) {
            return new Anatomy(model, isPlaced);
        }
        NeuronModel copy = ModelSnapshot.of(model).build();
        Layout.apply(copy);
        return new Anatomy(copy, isPlaced);
    }

    /** A copy with every cell as a ball of its whole area at its soma, or at its first compartment if it has none. */
    Anatomy cellsAsPoints() {
        Anatomy whole = new Anatomy(model, isPlaced);
        whole.points = new int[structure.cells()];
        Arrays.fill(whole.points, -1);
        double[] area = new double[structure.cells()];
        boolean hasSoma = model.groups().contains("soma");
        for (int row = 0; row < pieces.length; row++) {
            int cell = structure.cell(row);
            int now = whole.points[cell];
            boolean better = hasSoma
                    && now >= 0
                    && model.nodes().flags("soma").isPresent(row)
                    && !model.nodes().flags("soma").isPresent(now);
            whole.points[cell] = now < 0 || better ? row : now;
            area[cell] += number("area", row);
        }
        for (int row = 0; row < pieces.length; row++) {
            int cell = structure.cell(row);
            double[] center = pieces[whole.points[cell]].center();
            double[] radius = {Math.sqrt(area[cell] / 4 / Math.PI)};
            whole.pieces[row] = new Piece(new double[][] {center}, radius);
        }
        return whole;
    }

    /** The compartment that is drawn for the given one: itself, unless cells are points. */
    int drawn(int compartment) {
        return points == null ? compartment : points[structure.cell(compartment)];
    }

    Structure structure() {
        return structure;
    }

    /** The compartment at whose end the given one begins, -1 at the root. */
    int before(int compartment) {
        int branch = structure.branch(compartment);
        if (compartment > structure.firstCompartment(branch)) {
            return compartment - 1;
        }
        return structure.compartmentBefore(branch);
    }

    /** A place (um) with a radius (um). */
    record Joint(double[] place, double radius) {}

    /** The place and radius on its predecessor at which a compartment begins. */
    Joint joint(int compartment) {
        int branch = structure.branch(compartment);
        Piece piece = pieces[before(compartment)];
        Joint end = new Joint(piece.end(), piece.endRadius());
        if (compartment > structure.firstCompartment(branch)) {
            return end;
        }
        return switch (structure.attachment(branch)) {
            case START -> new Joint(piece.places()[0], piece.radius()[0]);
            case MIDDLE -> structure.compartmentsOfBranch(structure.parent(branch)) % 2 == 0
                    ? end
                    : new Joint(piece.center(), Math.max(piece.radius()[0], end.radius()));
            case END -> end;
        };
    }

    /** The length of the branch of a compartment, um. */
    double branchLength(int compartment) {
        int branch = structure.branch(compartment);
        double length = 0;
        for (int row = structure.firstCompartment(branch); row <= structure.lastCompartment(branch); row++) {
            length += pieces[row].length();
        }
        return length;
    }

    /** The shape of a compartment. */
    Piece piece(int compartment) {
        return pieces[compartment];
    }

    /** Tells whether the cell has coordinates of its own. */
    boolean isPlaced(int cell) {
        return isPlaced[cell];
    }

    /** The place at which the first branch of a cell begins, um. */
    List<Double> start(int firstCompartment) {
        TracedBranch root = model.trace(structure.branch(firstCompartment)).orElseThrow();
        return List.of(root.x()[0], root.y()[0], root.z()[0]);
    }

    /** Tells whether the cell of a compartment is one ball. */
    boolean isPoint(int compartment) {
        return pieces[compartment].isBall() && (points != null || isAlone(compartment));
    }

    private void cut(int branch) {
        TracedBranch points = model.trace(branch).orElseThrow();
        int first = structure.firstCompartment(branch);
        int count = structure.compartmentsOfBranch(branch);
        double[][] places = places(points);
        double[] radius = points.radius();
        double[] along = Piece.along(places);
        double whole = along[along.length - 1];
        boolean laidOut = points.type() == 0 && radius.length == 2;
        if (laidOut && isAlone(first)) {
            double[] center = Piece.between(places[0], places[1], 0.5);
            pieces[first] =
                    new Piece(new double[][] {center}, new double[] {Math.sqrt(number("area", first) / 4 / Math.PI)});
            return;
        }
        double[] traced =
                Morphology.ofBranch(points, count, 0, Conventions.PHYSICAL).radius();
        for (int i = 0; i < count; i++) {
            double own = number("radius", first + i);
            if (whole < POINT) {
                pieces[first + i] = new Piece(new double[][] {places[0]}, new double[] {own});
                continue;
            }
            boolean asTraced = Math.abs(traced[i] - own) <= SAME * own;
            double from = whole * i / count;
            double to = i == count - 1 ? whole : whole * (i + 1) / count;
            pieces[first + i] = stretch(places, radius, along, from, to, asTraced ? Double.NaN : own);
        }
    }

    /**
     * The points between two path lengths along a branch, with the traced radii, or with one radius unless that is NaN.
     */
    private static Piece stretch(
            double[][] places, double[] radius, double[] along, double from, double to, double own) {
        List<double[]> at = new ArrayList<>();
        List<Double> width = new ArrayList<>();
        for (int i = 1; i < along.length; i++) {
            if (along[i] < from || along[i - 1] > to || (along[i] == from && to > from) || along[i - 1] == to) {
                continue;
            }
            double length = along[i] - along[i - 1];
            for (double way : new double[] {Math.max(from, along[i - 1]), Math.min(to, along[i])}) {
                double share = length == 0 ? (way == from ? 0 : 1) : (way - along[i - 1]) / length;
                double r = Double.isNaN(own) ? radius[i - 1] + share * (radius[i] - radius[i - 1]) : own;
                add(at, width, Piece.between(places[i - 1], places[i], share), r);
            }
        }
        return new Piece(
                at.toArray(double[][]::new),
                width.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void add(List<double[]> at, List<Double> width, double[] place, double r) {
        int last = at.size() - 1;
        if (last < 0 || Piece.distance(at.get(last), place) > 0 || width.get(last) != r) {
            at.add(place);
            width.add(r);
        }
    }

    /** Tells whether the compartment is the only one of its cell. */
    private boolean isAlone(int row) {
        int cell = structure.cell(row);
        return (row == 0 || structure.cell(row - 1) != cell)
                && (row + 1 == structure.compartments() || structure.cell(row + 1) != cell);
    }

    private double number(String key, int row) {
        return model.nodes().numbers(key).value(row);
    }

    private static double[][] places(TracedBranch points) {
        double[] x = points.x();
        double[] y = points.y();
        double[] z = points.z();
        double[][] places = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            places[i] = new double[] {x[i], y[i], z[i]};
        }
        return places;
    }
}
