package dev.huxley.plot;

/** The look of a stroke: color as {@code #rrggbb}, width in pixels, dash. */
record Pen(String color, double width, Line.Dash dash) {
    Pen(String color, double width) {
        this(color, width, Line.Dash.SOLID);
    }

    /** Lengths of ink and gap in pixels, or null for a solid line. */
    double[] pattern() {
        return switch (dash) {
            case SOLID -> null;
            case DASHED -> new double[] {3.5 * width + 1.5, 2 * width + 1.5};
            case DOTTED -> new double[] {width, 1.2 * width + 1};
        };
    }
}
