package dev.huxley.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Draws tubes with few strokes.
 *
 * <p>A thin segment that hardly tapers is a stroke of one pen; widths are rounded to {@value #CLASS} pixels, and all
 * segments of one color and width whose order does not matter make one path. Any other segment is an area: the frustum
 * with an ellipse at each end. So a tree of thousands of points becomes a few hundred elements.
 */
final class TubePainter {
    private static final double CLASS = 0.1;

    /** The width from which on strokes are drawn as areas, since round caps and steps would be visible. */
    private static final double THICK = 2.5;

    private static final double TAPER = 0.3;

    private final Canvas canvas;

    /** The strokes of the present color by width class. */
    private final TreeMap<Long, List<double[][]>> strokes = new TreeMap<>();

    private final List<double[][]> areas = new ArrayList<>();
    private String color = "";

    private TubePainter(Canvas canvas) {
        this.canvas = canvas;
    }

    /**
     * @param toX   place on the paper of an x
     * @param toY   place on the paper of a y
     * @param scale pixels per data unit
     */
    static void paint(Canvas canvas, List<Tube> tubes, DoubleUnaryOperator toX, DoubleUnaryOperator toY, double scale) {
        TubePainter painter = new TubePainter(canvas);
        List<Tube> ordered = new ArrayList<>(tubes);
        ordered.sort(Comparator.comparingInt(Tube::layer));
        for (Tube tube : ordered) {
            double radius = scale * tube.jointRadius();
            if (2 * radius >= THICK) {
                painter.use(tube.color());
                painter.ball(toX.applyAsDouble(tube.x(0)), toY.applyAsDouble(tube.y(0)), radius);
            }
        }
        for (Tube tube : ordered) {
            painter.use(tube.color());
            painter.add(TubeOutline.of(tube, toX, toY, scale));
        }
        painter.flush();
    }

    private void use(String next) {
        if (!next.equals(color)) {
            flush();
            color = next;
        }
    }

    private void flush() {
        strokes.forEach((width, paths) -> canvas.strokes(paths, new Pen(color, width * CLASS)));
        if (!areas.isEmpty()) {
            canvas.areas(areas, color);
        }
        strokes.clear();
        areas.clear();
    }

    private void add(TubeOutline tube) {
        double[] width = tube.width();
        if (tube.size() == 1) {
            ball(tube.x()[0], tube.y()[0], width[0] / 2);
            return;
        }
        for (int i = 0; i + 1 < tube.size(); i++) {
            if (isThin(width, i)) {
                int end = i + 1;
                while (end + 1 < tube.size() && isThin(width, end) && widthClass(width, end) == widthClass(width, i)) {
                    end++;
                }
                stroke(tube, i, end);
                i = end - 1;
            } else {
                frustum(tube, i);
                if (i > 0) {
                    bend(tube, i);
                }
            }
        }
    }

    private void ball(double x, double y, double radius) {
        areas.add(ellipse(x, y, radius, radius, 1, 0));
    }

    private static boolean isThin(double[] width, int i) {
        return Math.max(width[i], width[i + 1]) < THICK && Math.abs(width[i + 1] - width[i]) <= TAPER;
    }

    private static long widthClass(double[] width, int i) {
        return Math.max(1, Math.round((width[i] + width[i + 1]) / 2 / CLASS));
    }

    private void stroke(TubeOutline tube, int from, int to) {
        double[][] path = new double[2][to - from + 1];
        for (int i = from; i <= to; i++) {
            path[0][i - from] = tube.x()[i];
            path[1][i - from] = tube.y()[i];
        }
        strokes.computeIfAbsent(widthClass(tube.width(), from), w -> new ArrayList<>())
                .add(path);
    }

    /** Draws the frustum between two points: its sides, and its ends as seen by the viewer. */
    private void frustum(TubeOutline tube, int i) {
        double dx = tube.x()[i + 1] - tube.x()[i];
        double dy = tube.y()[i + 1] - tube.y()[i];
        double across = Math.hypot(dx, dy);
        double deep = Math.abs(tube.depth()[i + 1] - tube.depth()[i]);
        double whole = Math.hypot(across, deep);
        double ux = across == 0 ? 1 : dx / across;
        double uy = across == 0 ? 0 : dy / across;
        double r0 = tube.width()[i] / 2;
        double r1 = tube.width()[i + 1] / 2;
        areas.add(new double[][] {
            {tube.x()[i] - uy * r0, tube.x()[i + 1] - uy * r1, tube.x()[i + 1] + uy * r1, tube.x()[i] + uy * r0},
            {tube.y()[i] + ux * r0, tube.y()[i + 1] + ux * r1, tube.y()[i + 1] - ux * r1, tube.y()[i] - ux * r0}
        });
        double tilt = whole == 0 ? 1 : deep / whole;
        for (int end = i; end <= i + 1; end++) {
            double r = tube.width()[end] / 2;
            if (r * tilt > CLASS) {
                areas.add(ellipse(tube.x()[end], tube.y()[end], r * tilt, r, ux, uy));
            }
        }
    }

    /** Draws the two wedges between the flat ends of the segments on both sides of a point. */
    private void bend(TubeOutline tube, int i) {
        double r = tube.width()[i] / 2;
        double[][] sides = new double[2][];
        for (int k = 0; k < 2; k++) {
            double dx = tube.x()[i + k] - tube.x()[i + k - 1];
            double dy = tube.y()[i + k] - tube.y()[i + k - 1];
            double length = Math.hypot(dx, dy);
            sides[k] = length == 0 ? new double[] {0, 0} : new double[] {-dy / length * r, dx / length * r};
        }
        double turn = sides[0][0] * sides[1][1] - sides[0][1] * sides[1][0];
        double[] from = turn > 0 ? sides[1] : sides[0];
        double[] to = turn > 0 ? sides[0] : sides[1];
        for (int side = -1; side <= 1; side += 2) {
            areas.add(new double[][] {
                {tube.x()[i], tube.x()[i] + side * from[0], tube.x()[i] + side * to[0]},
                {tube.y()[i], tube.y()[i] + side * from[1], tube.y()[i] + side * to[1]}
            });
        }
    }

    /** An ellipse as a polygon that turns as {@link #frustum} does, so that overlapping areas add up. */
    private static double[][] ellipse(double x, double y, double along, double across, double ux, double uy) {
        // The sides are nowhere farther than a twentieth of a pixel inside.
        int corners = (int) Math.ceil(Math.max(8, Math.PI * Math.sqrt(10 * across)));
        double[][] polygon = new double[2][corners];
        for (int i = 0; i < corners; i++) {
            double angle = -2 * Math.PI * i / corners;
            double a = along * Math.cos(angle);
            double b = across * Math.sin(angle);
            polygon[0][i] = x + a * ux - b * uy;
            polygon[1][i] = y + a * uy + b * ux;
        }
        return polygon;
    }
}
