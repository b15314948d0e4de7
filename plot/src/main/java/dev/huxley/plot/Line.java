package dev.huxley.plot;

import dev.huxley.text.Brief;
import java.util.Objects;

/**
 * One line of a panel: points (x[i], y[i]) in data units, joined in their order. A point that is NaN or infinite (or not
 * positive on a logarithmic axis) breaks the line; a point without neighbors is drawn as a dot. Immutable: every
 * setting returns a new line.
 *
 * <pre>{@code
 * Line.sampled(0, 0.025, voltage).label("model");
 * Line.of(currents, rates).markersOnly(true).label("measured");
 * }</pre>
 */
public final class Line {
    /** The dash pattern of a line. */
    public enum Dash {
        SOLID,
        DASHED,
        DOTTED
    }

    private final double[] x;
    private final double[] y;
    private String color;
    private double width = 1.25;
    private Dash dash;
    private String label = "";
    private boolean markers;
    private boolean joined = true;
    private String markerHex;

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
        copy.joined = joined;
        copy.markerHex = markerHex;
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

    /** A single point, drawn as a circle. */
    public static Line point(double x, double y) {
        return of(new double[] {x}, new double[] {y}).markersOnly(true);
    }

    /** Sets the color; unless set, the lines of a panel cycle through {@link Color#palette}. */
    public Line color(Color choice) {
        return color(choice.hex());
    }

    /** Sets the color as {@code #rrggbb}. */
    public Line color(String hex) {
        Line copy = copy();
        copy.color = Color.checked(hex);
        return copy;
    }

    /** Sets the width of the pen in pixels, 0.1 to 20; 1.25 unless set. */
    public Line width(double pixels) {
        if (!(pixels >= 0.1 && pixels <= 20)) {
            throw new IllegalArgumentException("line width " + pixels + " is outside 0.1 to 20 pixels");
        }
        Line copy = copy();
        copy.width = pixels;
        return copy;
    }

    /**
     * Sets the dash pattern. Unless set, the line is solid; but once lines without a chosen color have used up the
     * palette, the next ones are dashed, then dotted.
     */
    public Line dash(Dash choice) {
        Line copy = copy();
        copy.dash = Objects.requireNonNull(choice, "dash");
        return copy;
    }

    /** Sets the name in the legend; a line without a label is not listed. */
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

    /** Draws a filled circle at every point, in this color instead of the line's. */
    public Line markers(Color choice) {
        return markers(choice.hex());
    }

    /** Draws a filled circle at every point, in this color, given as {@code #rrggbb}. */
    public Line markers(String hex) {
        Line copy = markers(true);
        copy.markerHex = Color.checked(hex);
        return copy;
    }

    /** Chooses whether only circles are drawn, one at every point, and no line between them. */
    public Line markersOnly(boolean only) {
        Line copy = copy();
        copy.joined = !only;
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

    /** Tells whether every point gets a circle. */
    boolean markers() {
        return markers || !joined;
    }

    /** Tells whether lines join the points. */
    boolean joined() {
        return joined;
    }

    /** The pen of the line if it is the index-th one of its panel. */
    Pen pen(int index) {
        if (color != null) {
            return new Pen(color, width, dash == null ? Dash.SOLID : dash);
        }
        Dash[] dashes = Dash.values();
        Dash turn = dashes[index / Color.palette().size() % dashes.length];
        return new Pen(Color.ofLine(index), width, dash == null ? turn : dash);
    }

    /** The color of the circles if this is the index-th line of its panel. */
    String markerColor(int index) {
        return markerHex == null ? pen(index).color() : markerHex;
    }

    @Override
    public String toString() {
        return "Line[" + Brief.of(label) + ", " + Brief.count(x.length, "point") + "]";
    }
}
