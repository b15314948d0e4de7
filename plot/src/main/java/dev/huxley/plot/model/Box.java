package dev.huxley.plot.model;

/** A rectangle in a picture, in um. */
record Box(double left, double right, double lower, double upper) {
    /** The empty extent. */
    static final Box EMPTY = new Box(
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** The extent of this one and a disc. */
    Box with(double x, double y, double radius) {
        return with(new Box(x - radius, x + radius, y - radius, y + radius));
    }

    /** The extent of this one and another one. */
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
