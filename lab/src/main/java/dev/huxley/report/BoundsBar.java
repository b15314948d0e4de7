package dev.huxley.report;

import java.util.Locale;

/** A bar with the places of values between their bounds, as SVG: 0 is the lower bound, 1 the upper one. */
final class BoundsBar {
    private static final int LEFT = 10;
    private static final int WIDTH = 110;

    private final StringBuilder svg = new StringBuilder();

    BoundsBar(boolean logarithmic) {
        svg.append("<svg class=\"bar\" viewBox=\"0 0 130 16\" role=\"img\"><title>")
                .append(logarithmic ? "logarithmic scale" : "linear scale")
                .append("</title><line x1=\"10\" y1=\"8\" x2=\"120\" y2=\"8\"/>")
                .append("<line x1=\"10\" y1=\"3\" x2=\"10\" y2=\"13\"/><line x1=\"120\" y1=\"3\" x2=\"120\""
                        + " y2=\"13\"/>");
    }

    /** Adds a wide line between two places; nothing if one of them is NaN. */
    BoundsBar spread(double from, double to) {
        if (!Double.isNaN(from) && !Double.isNaN(to)) {
            svg.append(String.format(
                    Locale.ROOT, "<line class=\"spread\" x1=\"%.1f\" y1=\"8\" x2=\"%.1f\" y2=\"8\"/>", x(from), x(to)));
        }
        return this;
    }

    /** Adds an open circle; nothing if the place is NaN. */
    BoundsBar start(double place) {
        return circle("start", place, "3.5");
    }

    /** Adds a filled circle; nothing if the place is NaN. */
    BoundsBar fitted(double place) {
        return circle("fitted", place, "4.5");
    }

    private BoundsBar circle(String kind, double place, String radius) {
        if (!Double.isNaN(place)) {
            svg.append(String.format(
                    Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"8\" r=\"%s\"/>", kind, x(place), radius));
        }
        return this;
    }

    /** The coordinate of a place; one outside the bounds stands just beside its end. */
    private static double x(double place) {
        return LEFT + WIDTH * Math.max(-0.04, Math.min(1.04, place));
    }

    String svg() {
        return svg + "</svg>";
    }
}
