package dev.huxley.plot;

import dev.huxley.text.Brief;

/**
 * A tapering tube of a panel, such as a piece of a neurite: a chain of frusta through the points (x[i], y[i], depth[i])
 * with the radii radius[i], all in data units, seen along the depth axis. It is drawn to scale as the outline of frusta
 * with their flat ends, which look like ellipses where the tube points towards the viewer. One point is a ball.
 * Immutable: every setting returns a new tube.
 */
public final class Tube {
    private final double[] x;
    private final double[] y;
    private final double[] depth;
    private final double[] radius;
    private String color = Color.BLACK.hex();
    private String label = "";
    private double leastWidth = 0.6;
    private double jointRadius;
    private int layer;

    private Tube(double[] x, double[] y, double[] depth, double[] radius) {
        this.x = x;
        this.y = y;
        this.depth = depth;
        this.radius = radius;
    }

    private Tube copy() {
        Tube copy = new Tube(x, y, depth, radius);
        copy.color = color;
        copy.label = label;
        copy.leastWidth = leastWidth;
        copy.jointRadius = jointRadius;
        copy.layer = layer;
        return copy;
    }

    /**
     * A tube through points with a radius each.
     *
     * @throws IllegalArgumentException if there is no point, the arrays differ in length, a place is not finite, or a
     *     radius is negative or not finite
     */
    public static Tube of(double[] x, double[] y, double[] depth, double[] radius) {
        if (x.length == 0 || y.length != x.length || depth.length != x.length || radius.length != x.length) {
            throw new IllegalArgumentException("a tube needs as many x, y, depths as radii and at least one; got "
                    + x.length + ", " + y.length + ", " + depth.length + " and " + radius.length);
        }
        for (int i = 0; i < x.length; i++) {
            if (!Range.drawable(x[i], false)
                    || !Range.drawable(y[i], false)
                    || !Range.drawable(depth[i], false)
                    || !(Range.drawable(radius[i], false) && radius[i] >= 0)) {
                throw new IllegalArgumentException("point " + i + " of a tube is at (" + x[i] + ", " + y[i] + ", "
                        + depth[i] + ") with radius " + radius[i]
                        + "; places must be finite, radii finite and not negative");
            }
        }
        return new Tube(x.clone(), y.clone(), depth.clone(), radius.clone());
    }

    /** A ball. */
    public static Tube ball(double x, double y, double radius) {
        return of(new double[] {x}, new double[] {y}, new double[1], new double[] {radius});
    }

    /** Sets the color; black unless set. */
    public Tube color(Color choice) {
        return color(choice.hex());
    }

    /** Sets the color as {@code #rrggbb}. */
    public Tube color(String hex) {
        Tube copy = copy();
        copy.color = Color.checked(hex);
        return copy;
    }

    /** Sets the name in the legend; a tube without a label is not listed. */
    public Tube label(String text) {
        Tube copy = copy();
        copy.label = Lettering.clean(text);
        return copy;
    }

    /** Sets the least width in pixels at which the tube is drawn, so that it never vanishes; 0.6 unless set. */
    public Tube leastWidth(double pixels) {
        if (!(pixels >= 0.1 && pixels <= 20)) {
            throw new IllegalArgumentException("the least width " + pixels + " of a tube is outside 0.1 to 20 pixels");
        }
        Tube copy = copy();
        copy.leastWidth = pixels;
        return copy;
    }

    /**
     * Adds a ball below all tubes at the start of this one, which closes the gap if it continues another one with a
     * bend.
     *
     * @param radius in data units, 0 for none
     */
    public Tube joint(double radius) {
        Tube copy = copy();
        copy.jointRadius = radius;
        return copy;
    }

    /**
     * Sets the layer; 0 unless set. Tubes of a higher layer lie over those of lower ones; within a layer the order in
     * the panel counts.
     */
    public Tube layer(int number) {
        Tube copy = copy();
        copy.layer = number;
        return copy;
    }

    /** The number of points of the tube. */
    public int size() {
        return x.length;
    }

    double x(int index) {
        return x[index];
    }

    double y(int index) {
        return y[index];
    }

    double depth(int index) {
        return depth[index];
    }

    double radius(int index) {
        return radius[index];
    }

    String color() {
        return color;
    }

    public String label() {
        return label;
    }

    double leastWidth() {
        return leastWidth;
    }

    int layer() {
        return layer;
    }

    double jointRadius() {
        return jointRadius;
    }

    @Override
    public String toString() {
        return "Tube[" + Brief.of(label) + ", " + Brief.count(x.length, "point") + "]";
    }
}
