package dev.huxley.plot;

import java.util.List;

/**
 * The drawing operations of a figure, with one implementation per file format. Coordinates are in pixels of the figure,
 * x to the right, y downwards. Only {@link Lettering} measures text, never a canvas, so all canvases share one layout.
 */
interface Canvas {
    /** The part of a text that is placed at the given point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** One line of text: size in pixels, (x, y) on its baseline; {@code upwards} turns it by 90 degrees to the left. */
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

    /**
     * Draws several polylines with one pen, with round ends unless it is dashed: paths[k] holds the x and the y of the
     * k-th.
     */
    void strokes(List<double[][]> paths, Pen pen);

    /** Fills several polygons as one: areas[k] holds the x and the y of the k-th, all with the same orientation. */
    void areas(List<double[][]> areas, String color);

    void dot(double x, double y, double radius, String color);

    void text(Text text);

    /** Restricts everything drawn until {@link #unclip} to this rectangle. */
    void clip(double x, double y, double width, double height);

    void unclip();
}
