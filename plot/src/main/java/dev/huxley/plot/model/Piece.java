package dev.huxley.plot.model;

/**
 * The shape of one compartment: a chain of frusta, or a ball if it is one point.
 *
 * @param places the x, y and z of each point, um
 * @param radius the radius at each point, um
 */
record Piece(double[][] places, double[] radius) {
    /** Tells whether the piece is a single point. */
    boolean isBall() {
        return radius.length == 1;
    }

    /** The place of the last point. */
    double[] end() {
        return places[places.length - 1];
    }

    /** The radius at the last point. */
    double endRadius() {
        return radius[radius.length - 1];
    }

    /** The length of the chain. */
    double length() {
        return along(places)[places.length - 1];
    }

    /** The place halfway along the points. */
    double[] center() {
        double[] along = along(places);
        double half = along[along.length - 1] / 2;
        for (int i = 1; i < along.length; i++) {
            if (along[i] >= half && along[i] > along[i - 1]) {
                return between(places[i - 1], places[i], (half - along[i - 1]) / (along[i] - along[i - 1]));
            }
        }
        return places[0].clone();
    }

    /** The path length along a chain of places to each of them. */
    static double[] along(double[][] places) {
        double[] along = new double[places.length];
        for (int i = 1; i < along.length; i++) {
            along[i] = along[i - 1] + distance(places[i - 1], places[i]);
        }
        return along;
    }

    static double distance(double[] one, double[] other) {
        double dx = other[0] - one[0];
        double dy = other[1] - one[1];
        double dz = other[2] - one[2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    static double[] between(double[] one, double[] other, double share) {
        double[] place = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            place[axis] = one[axis] + share * (other[axis] - one[axis]);
        }
        return place;
    }
}
