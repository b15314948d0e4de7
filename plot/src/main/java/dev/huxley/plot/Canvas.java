package dev.huxley.plot;

import java.util.List;

/**
 * The one drawing seam: what a figure needs from paper. Coordinates in pixels of the figure, x to the right, y downwards.
 * Text is measured by {@link Lettering} only, never by a canvas, so that all canvases share one layout.
 */
interface Canvas {
    /** The part of a text that lies at the given point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** One line of text: size in pixels, (x, y) on its baseline; upwards if it is turned by 90 degrees to the left. */
    record Text(
            String string,
            double x,
            double y,
            double size,
            boolean bold,
            Anchor anchor,
            boolean upwards,
            String color) {}

    void rectangle(double x, double y, double width, double height, String fill);

    void line(double x1, double y1, double x2, double y2, Pen pen);

    void polyline(double[] x, double[] y, Pen pen);

    /** Several polylines of one pen, with round ends unless it is dashed: paths[k] holds the x and the y of the k-th. */
    void strokes(List<double[][]> paths, Pen pen);

    /** Several polygons, filled as one: areas[k] holds the x and the y of the k-th, all turning the same way. */
    void areas(List<double[][]> areas, String color);

    void dot(double x, double y, double radius, String color);

    void text(Text text);

    /** Everything drawn until {@link #unclip} shows inside this rectangle only. */
    void clip(double x, double y, double width, double height);

    void unclip();
}
