package dev.huxley.plot.model;

/** The extent of something in a picture, in um. */
record Box(double left, double right, double lower, double upper) {
    /** The extent of nothing. */
    static final Box EMPTY = new Box(
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** This one and a disc. */
    Box with(double x, double y, double radius) {
        return with(new Box(x - radius, x + radius, y - radius, y + radius));
    }

    /** This one and another one. */
    Box with(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.max(right, other.right),
                Math.min(lower, other.lower),
                Math.max(upper, other.upper));
    }

    double width() {
        return right - left;
    }

    double height() {
        return upper - lower;
    }
}
