package dev.huxley.plot;

import dev.huxley.text.Brief;
import java.util.Objects;

/**
 * One line of a panel: points (x[i], y[i]) in data units, joined in their order. A point that is NaN or infinite (or not
 * positive on a logarithmic axis) breaks the line; a point without neighbors is drawn as a dot. Immutable: every
 * setting returns a new line.
 */
public final class Line {
    /** The pattern in which a line is broken up. */
    public enum Dash {
        SOLID,
        DASHED,
        DOTTED
    }

    private final double[] x;
    private final double[] y;
    private String color;
    private double width = 1.25;
    private Dash dash = Dash.SOLID;
    private String label = "";
    private boolean markers;

    private Line(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    private Line copy() {
        Line copy = new Line(x, y);
        copy.color = color;
        copy.width = width;
        copy.dash = dash;
        copy.label = label;
        copy.markers = markers;
        return copy;
    }

    /**
     * A line through the points (x[i], y[i]).
     *
     * @throws IllegalArgumentException if the two differ in length
     */
    public static Line of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "a line needs as many x as y values, but has " + x.length + " x and " + y.length + " y");
        }
        return new Line(x.clone(), y.clone());
    }

    /** A line through evenly spaced samples: y[i] at start + i * step. */
    public static Line sampled(double start, double step, double[] y) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = start + i * step;
        }
        return new Line(x, y.clone());
    }

    /** The color, one of the palette; without a choice the palette is used in turns. */
    public Line color(Color choice) {
        return color(choice.hex());
    }

    /** The color as {@code #rrggbb}. */
    public Line color(String hex) {
        Line copy = copy();
        copy.color = Color.checked(hex);
        return copy;
    }

    /** The width of the pen in pixels, 0.1 to 20; 1.25 if not set. */
    public Line width(double pixels) {
        if (!(pixels >= 0.1 && pixels <= 20)) {
            throw new IllegalArgumentException("line width " + pixels + " is outside 0.1 to 20 pixels");
        }
        Line copy = copy();
        copy.width = pixels;
        return copy;
    }

    /** Chooses the pattern in which the line is broken up; solid if not set. */
    public Line dash(Dash choice) {
        Line copy = copy();
        copy.dash = Objects.requireNonNull(choice, "dash");
        return copy;
    }

    /** The name in the legend; a line without a label is not listed there. */
    public Line label(String text) {
        Line copy = copy();
        copy.label = Lettering.clean(text);
        return copy;
    }

    /** Chooses whether every point also gets a filled circle. */
    public Line markers(boolean shown) {
        Line copy = copy();
        copy.markers = shown;
        return copy;
    }

    /** The number of points of the line. */
    public int size() {
        return x.length;
    }

    double x(int index) {
        return x[index];
    }

    double y(int index) {
        return y[index];
    }

    public String label() {
        return label;
    }

    boolean markers() {
        return markers;
    }

    /** The pen of the line if it is the index-th one of its panel. */
    Pen pen(int index) {
        return new Pen(color == null ? Color.ofLine(index) : color, width, dash);
    }

    @Override
    public String toString() {
        return "Line[" + Brief.of(label) + ", " + Brief.count(x.length, "point") + "]";
    }
}
