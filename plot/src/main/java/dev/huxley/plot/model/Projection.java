package dev.huxley.plot.model;

/** The projection of a model in space onto the picture, named by the axes that run to the right and upwards. */
public enum Projection {
    /** x to the right, y upwards. */
    XY(0, 1, 2),
    /** x to the right, z upwards. */
    XZ(0, 2, 1),
    /** y to the right, z upwards. */
    YZ(1, 2, 0);

    private final int right;
    private final int up;
    private final int deep;

    Projection(int right, int up, int deep) {
        this.right = right;
        this.up = up;
        this.deep = deep;
    }

    double right(double[] place) {
        return place[right];
    }

    double up(double[] place) {
        return place[up];
    }

    double deep(double[] place) {
        return place[deep];
    }
}
