package dev.huxley.search;

/**
 * A map of the whole line onto [0, 1], on which CMA-ES may step anywhere: the identity but within {@value #MARGIN} of
 * the bounds, where it bends quadratically, and periodic beyond, as a reflection. An optimum at a bound is a smooth
 * minimum on the line. (The form is that of Hansen's program, 2014; the reflection is of this one.)
 */
final class SoftBounds {
    static final double MARGIN = 0.05;

    private SoftBounds() {}

    /** The point of the unit cube for a point of the space. */
    static double[] bounded(double[] free) {
        double[] point = new double[free.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = bounded(free[i]);
        }
        return point;
    }

    private static double bounded(double free) {
        double y = reflected(free);
        if (y < MARGIN) {
            return (y + MARGIN) * (y + MARGIN) / (4 * MARGIN);
        }
        if (y > 1 - MARGIN) {
            return 1 - (1 + MARGIN - y) * (1 + MARGIN - y) / (4 * MARGIN);
        }
        return y;
    }

    /** Folds the line at -margin and 1 + margin. */
    static double reflected(double free) {
        if (free >= -MARGIN && free <= 1 + MARGIN) {
            return free;
        }
        double width = 1 + 2 * MARGIN;
        double at = (free + MARGIN) % (2 * width);
        if (at < 0) {
            at += 2 * width;
        }
        return (at > width ? 2 * width - at : at) - MARGIN;
    }

    /** Tells whether an odd number of folds lies between a number and the cube. */
    static boolean isReversed(double free) {
        return Math.floorMod((long) Math.floor((free + MARGIN) / (1 + 2 * MARGIN)), 2) == 1;
    }

    /** The nearest point of the space for a point of the unit cube. */
    static double[] free(double[] point) {
        double[] free = new double[point.length];
        for (int i = 0; i < free.length; i++) {
            double x = Math.min(1, Math.max(0, point[i]));
            if (x < MARGIN) {
                free[i] = Math.sqrt(4 * MARGIN * x) - MARGIN;
            } else if (x > 1 - MARGIN) {
                free[i] = 1 + MARGIN - Math.sqrt(4 * MARGIN * (1 - x));
            } else {
                free[i] = x;
            }
        }
        return free;
    }
}
