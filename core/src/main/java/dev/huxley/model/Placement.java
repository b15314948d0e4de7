package dev.huxley.model;

import dev.huxley.morphology.TracedBranch;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Moves whole cells in space. Only coordinates change: the columns x, y and z, and the traced points; sizes and
 * simulations do not. Cells without coordinates first get some from {@link Layout}.
 */
public final class Placement {
    /** The plane of a rotation. */
    public enum Plane {
        XY(0, 1),
        XZ(0, 2),
        YZ(1, 2);

        private final int from;
        private final int to;

        Plane(int from, int to) {
            this.from = from;
            this.to = to;
        }
    }

    private Placement() {}

    /** Moves cells by (x, y, z) um. */
    public static void move(Selection cells, double x, double y, double z) {
        requireWholeCells(cells);
        double[] by = finite(x, y, z);
        map(cells, place -> new double[] {place[0] + by[0], place[1] + by[1], place[2] + by[2]});
    }

    /** Moves cells together so that the center of the first compartment comes to (x, y, z) um. */
    public static void moveTo(Selection cells, double x, double y, double z) {
        requireWholeCells(cells);
        double[] first = place(cells);
        move(cells, x - first[0], y - first[1], z - first[2]);
    }

    /** Moves each cell so that the center of its first compartment comes to its own point; one point (um) per cell. */
    public static void moveEachTo(Selection cells, double[] x, double[] y, double[] z) {
        requireWholeCells(cells);
        List<View> each = cells.cells();
        if (x.length != each.size() || y.length != each.size() || z.length != each.size()) {
            throw new IllegalArgumentException("there are " + each.size() + " cells to move, but " + x.length + ", "
                    + y.length + " and " + z.length + " coordinates; give one x, y and z per cell");
        }
        for (int i = 0; i < x.length; i++) {
            finite(x[i], y[i], z[i]);
        }
        for (int i = 0; i < x.length; i++) {
            moveTo(each.get(i), x[i], y[i], z[i]);
        }
    }

    /** Turns cells about the origin; a positive angle turns the plane's first axis towards its second. */
    public static void rotate(Selection cells, double degrees, Plane plane) {
        requireWholeCells(cells);
        finite(degrees);
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        map(cells, place -> {
            double[] turned = place.clone();
            turned[plane.from] = cosine * place[plane.from] - sine * place[plane.to];
            turned[plane.to] = sine * place[plane.from] + cosine * place[plane.to];
            return turned;
        });
    }

    /**
     * Places cells in layers: the first {@code cellsPerLayer[0]} cells in layer 0, and so on.
     *
     * @param within the distance between neighbors in a layer, um; 500 is usual
     * @param between the distance between layers, um; 1500 is usual
     * @param vertical whether layers stand above each other (along y); else they are side by side (along x)
     */
    public static void layers(Selection cells, int[] cellsPerLayer, double within, double between, boolean vertical) {
        requireWholeCells(cells);
        int count = cells.shape().cells();
        if (Arrays.stream(cellsPerLayer).sum() != count
                || Arrays.stream(cellsPerLayer).anyMatch(layer -> layer < 1)) {
            throw new IllegalArgumentException("layers of " + Arrays.toString(cellsPerLayer) + " cells do not hold "
                    + count + " cells; give positive numbers that add up to " + count);
        }
        double[] x = new double[count];
        double[] y = new double[count];
        int cell = 0;
        for (int layer = 0; layer < cellsPerLayer.length; layer++) {
            for (int i = 0; i < cellsPerLayer[layer]; i++, cell++) {
                double inLayer = (i - (cellsPerLayer[layer] - 1) / 2.0) * within;
                x[cell] = vertical ? inLayer : layer * between;
                y[cell] = vertical ? layer * between : inLayer;
            }
        }
        moveEachTo(cells, x, y, new double[count]);
    }

    private static double[] place(Selection cells) {
        Layout.apply(cells.model());
        Columns nodes = cells.model().nodes();
        int first = cells.compartments[0];
        return new double[] {
            nodes.numbers("x").value(first),
            nodes.numbers("y").value(first),
            nodes.numbers("z").value(first)
        };
    }

    private static void map(Selection cells, UnaryOperator<double[]> function) {
        NeuronModel model = cells.model();
        Layout.apply(model);
        NumberColumn x = model.nodes().numbers("x");
        NumberColumn y = model.nodes().numbers("y");
        NumberColumn z = model.nodes().numbers("z");
        for (int row : cells.compartments) {
            double[] moved = function.apply(new double[] {x.value(row), y.value(row), z.value(row)});
            x.set(row, moved[0]);
            y.set(row, moved[1]);
            z.set(row, moved[2]);
        }
        Arrays.stream(cells.compartments)
                .map(model.structure()::branch)
                .distinct()
                .forEach(
                        branch -> model.paths().set(branch, mapped(model.paths().get(branch), function)));
    }

    private static BranchPath mapped(BranchPath path, UnaryOperator<double[]> function) {
        TracedBranch points = path.points();
        double[][] places = {points.x(), points.y(), points.z()};
        for (int i = 0; i < points.pointCount(); i++) {
            double[] moved = function.apply(new double[] {places[0][i], places[1][i], places[2][i]});
            for (int axis = 0; axis < moved.length; axis++) {
                places[axis][i] = moved[axis];
            }
        }
        return new BranchPath(
                new TracedBranch(points.type(), points.length(), places[0], places[1], places[2], points.radius()),
                path.hasSizes(),
                path.minRadius(),
                path.conventions());
    }

    private static double[] finite(double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "cells cannot be moved by " + Arrays.toString(values) + "; give finite numbers (um, degrees)");
            }
        }
        return values;
    }

    private static void requireWholeCells(Selection cells) {
        Structure structure = cells.model().structure();
        int[] inView = new int[structure.cells()];
        int[] inCell = new int[structure.cells()];
        for (int row : cells.compartments) {
            inView[structure.cell(row)]++;
        }
        for (int row = 0; row < structure.compartments(); row++) {
            inCell[structure.cell(row)]++;
        }
        for (int cell = 0; cell < inCell.length; cell++) {
            if (inView[cell] != 0 && inView[cell] != inCell[cell]) {
                throw new IllegalArgumentException("only whole cells can be moved, but " + cells.label() + " has "
                        + inView[cell] + " of the " + inCell[cell] + " compartments of cell " + cell);
            }
        }
    }
}
