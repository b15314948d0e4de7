package dev.huxley.plot.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a network's cells in a picture. A cell with coordinates keeps its place. Cells without, and those at
 * exactly the place of an earlier cell, such as cells read from one file, are put side by side: up to {@value
 * #MOST_ON_CIRCLE} point neurons on a circle, others in rows, to the right of the cells that have a place.
 */
final class Arrangement {
    private static final int MOST_ON_CIRCLE = 40;

    /** The distance between point neurons in radii. */
    private static final double POINT_PITCH = 9;

    /** The gap between other cells as a fraction of the size of the largest. */
    private static final double GAP = 0.12;

    private final Anatomy anatomy;
    private final Projection projection;
    private final int[] first;
    private final double[][] offsets;

    private Arrangement(Anatomy anatomy, Projection projection) {
        this.anatomy = anatomy;
        this.projection = projection;
        int cells = anatomy.structure().cells();
        first = new int[cells + 1];
        for (int row = anatomy.structure().compartments() - 1; row >= 0; row--) {
            first[anatomy.structure().cell(row)] = row;
        }
        first[cells] = anatomy.structure().compartments();
        offsets = new double[cells][2];
    }

    /** The shift of every cell in the picture: to the right, and up. */
    static double[][] of(Anatomy anatomy, Projection projection) {
        Arrangement arrangement = new Arrangement(anatomy, projection);
        if (arrangement.offsets.length > 1) {
            arrangement.arrange();
        }
        return arrangement.offsets;
    }

    private void arrange() {
        Map<List<Double>, Integer> taken = new HashMap<>();
        List<Integer> homeless = new ArrayList<>();
        List<Integer> placed = new ArrayList<>();
        boolean twice = false;
        for (int cell = 0; cell < offsets.length; cell++) {
            boolean free = !anatomy.isPlaced(cell) || taken.putIfAbsent(anatomy.start(first[cell]), cell) == null;
            twice |= !free;
            (anatomy.isPlaced(cell) && free ? placed : homeless).add(cell);
        }
        if (homeless.isEmpty()) {
            return;
        }
        if (placed.size() == 1 && twice) {
            // It has no better place than those that stand where it stands.
            homeless.add(0, placed.remove(0));
        }
        boolean points = homeless.stream().allMatch(cell -> anatomy.isPoint(first[cell]));
        if (points && homeless.size() <= MOST_ON_CIRCLE) {
            circle(homeless);
        } else {
            rows(homeless, points);
        }
        if (!placed.isEmpty()) {
            standBeside(homeless, placed);
        }
    }

    private void circle(List<Integer> cells) {
        double pitch = POINT_PITCH * largestRadius(cells);
        double radius = cells.size() == 1 ? 0 : pitch / 2 / Math.sin(Math.PI / cells.size());
        for (int i = 0; i < cells.size(); i++) {
            // Two side by side; three and more begin at the top and go clockwise.
            double start = cells.size() == 2 ? Math.PI : Math.PI / 2;
            double angle = start - 2 * Math.PI * i / cells.size();
            center(cells.get(i), radius * Math.cos(angle), radius * Math.sin(angle));
        }
    }

    private void rows(List<Integer> cells, boolean points) {
        double width = 0;
        double height = 0;
        for (int cell : cells) {
            Box box = box(cell);
            width = Math.max(width, box.width());
            height = Math.max(height, box.height());
        }
        double gap = points ? (POINT_PITCH / 2 - 1) * width : GAP * Math.max(width, height);
        double area = 0;
        for (int cell : cells) {
            Box box = box(cell);
            area += (box.width() + gap) * (box.height() + gap);
        }
        // Rows that make the whole about 1.5 times as wide as high; each as high as its highest cell.
        double longest = Math.max(width, Math.sqrt(1.5 * area));
        double right = 0;
        double up = 0;
        double highest = 0;
        for (int cell : cells) {
            Box box = box(cell);
            if (right > 0 && right + box.right() - box.left() > longest) {
                right = 0;
                up -= highest + gap;
                highest = 0;
            }
            offsets[cell][0] += right - box.left();
            offsets[cell][1] += up - box.upper();
            right += box.width() + gap;
            highest = Math.max(highest, box.height());
        }
    }

    /** Moves the cells together to the right of others. */
    private void standBeside(List<Integer> cells, List<Integer> others) {
        Box box = box(cells);
        Box beside = box(others);
        double gap = GAP * Math.max(beside.width(), beside.height()) + 0.5 * largestRadius(cells);
        for (int cell : cells) {
            offsets[cell][0] += beside.right() + gap - box.left();
            offsets[cell][1] += (beside.lower() + beside.upper() - box.lower() - box.upper()) / 2;
        }
    }

    private void center(int cell, double right, double up) {
        Box box = box(cell);
        offsets[cell][0] += right - (box.left() + box.right()) / 2;
        offsets[cell][1] += up - (box.lower() + box.upper()) / 2;
    }

    private double largestRadius(List<Integer> cells) {
        double largest = 0;
        for (int cell : cells) {
            for (int row = first[cell]; row < first[cell + 1]; row++) {
                largest = Math.max(
                        largest,
                        Arrays.stream(anatomy.piece(row).radius()).max().orElseThrow());
            }
        }
        return largest;
    }

    /** The present extent of some cells. */
    private Box box(List<Integer> cells) {
        return cells.stream().map(this::box).reduce(Box.EMPTY, Box::with);
    }

    private Box box(int cell) {
        Box box = Box.EMPTY;
        for (int row = first[cell]; row < first[cell + 1]; row++) {
            Piece piece = anatomy.piece(row);
            for (int i = 0; i < piece.radius().length; i++) {
                double right = projection.right(piece.places()[i]) + offsets[cell][0];
                double up = projection.up(piece.places()[i]) + offsets[cell][1];
                box = box.with(right, up, piece.radius()[i]);
            }
        }
        return box;
    }
}
