package dev.huxley.fit.description;

/**
 * A function of the distance x (um) from the middle of the soma, in a straight line or along the branches:
 *
 * <pre>
 * linear        times (offset + factor x)
 * exponential   times (offset + factor exp(x / length))
 * sigmoid       times (offset + factor / (1 + exp((x - half) / length)))
 * </pre>
 *
 * @param kind which of them
 * @param times the factor on all of it, in the unit of the value
 * @param offset added to the function
 * @param factor the factor on the function; 1/um for a linear one
 * @param length the length constant (um) of the exponential and of the sigmoid; negative for one that falls, or rises, the
 *     other way round
 * @param half the distance (um) at which a sigmoid is half of its factor
 * @param alongBranches whether the distance is measured along the branches, not in a straight line
 */
public record DistanceFunction(
        Kind kind, double times, double offset, double factor, double length, double half, boolean alongBranches) {
    /** The shape of a function. */
    public enum Kind {
        LINEAR,
        EXPONENTIAL,
        SIGMOID
    }

    /** @throws IllegalArgumentException if a number is not finite, or the length constant is 0 */
    public DistanceFunction {
        for (double number : new double[] {times, offset, factor, length, half}) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a function of the distance has a number that is " + number);
            }
        }
        if (kind != Kind.LINEAR && length == 0) {
            throw new IllegalArgumentException("a function of the distance needs a \"length\" (um) that is not 0");
        }
    }

    /** The value at a distance (um). */
    public double at(double distance) {
        double shape =
                switch (kind) {
                    case LINEAR -> distance;
                    case EXPONENTIAL -> Math.exp(distance / length);
                    case SIGMOID -> 1 / (1 + Math.exp((distance - half) / length));
                };
        return times * (offset + factor * shape);
    }

    @Override
    public String toString() {
        String shape =
                switch (kind) {
                    case LINEAR -> "x";
                    case EXPONENTIAL -> "exp(x / " + length + ")";
                    case SIGMOID -> "/ (1 + exp((x - " + half + ") / " + length + "))";
                };
        return times + " (" + offset + " + " + factor + " " + shape + ")";
    }
}
