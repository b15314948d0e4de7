package dev.huxley.search;

import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a search with their bounds. A search works on points of the unit cube: 0 is a parameter's lower
 * bound, 1 its upper one, linearly or on a logarithmic scale.
 *
 * <pre>{@code
 * SearchSpace space = SearchSpace.of(
 *         SearchSpace.logarithmic("Na.g", 1e-3, 1), SearchSpace.linear("Na.vt", -80, -35));
 * double[] values = space.physical(new double[] {0.5, 0.5}); // 0.0316 S/cm2, -57.5 mV
 * }</pre>
 */
public final class SearchSpace {
    /**
     * One parameter.
     *
     * @param name its name, for messages and results
     * @param lower its lower bound, in its own unit
     * @param upper its upper bound
     * @param logarithmic whether the scale between the bounds is logarithmic; both are positive then
     */
    public record Axis(String name, double lower, double upper, boolean logarithmic) {
        public Axis {
            if (!(lower < upper) || !Double.isFinite(upper - lower)) {
                throw new IllegalArgumentException("parameter " + name + " needs a finite lower bound below its upper"
                        + " bound, not " + lower + " and " + upper + "; a value that is known is no parameter");
            }
            if (logarithmic && !(lower > 0)) {
                throw new IllegalArgumentException("parameter " + name + " has the lower bound " + lower
                        + "; a logarithmic scale needs positive bounds");
            }
        }

        double physical(double unit) {
            double at = Math.min(1, Math.max(0, unit));
            if (at == 1) {
                return upper;
            }
            return logarithmic ? lower * StrictMath.pow(upper / lower, at) : lower + at * (upper - lower);
        }

        double unit(double value) {
            double at = logarithmic
                    ? StrictMath.log(value / lower) / StrictMath.log(upper / lower)
                    : (value - lower) / (upper - lower);
            return Math.min(1, Math.max(0, at));
        }
    }

    private final List<Axis> axes;

    private SearchSpace(List<Axis> axes) {
        Set<String> names = new HashSet<>();
        for (Axis axis : axes) {
            if (!names.add(axis.name())) {
                throw new IllegalArgumentException("two parameters are called " + axis.name());
            }
        }
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("a search needs at least one parameter");
        }
        this.axes = axes;
    }

    /** A space of these parameters, in this order. */
    public static SearchSpace of(Axis... axes) {
        return new SearchSpace(List.of(axes));
    }

    /** A space of these parameters, in this order. */
    public static SearchSpace of(List<Axis> axes) {
        return new SearchSpace(List.copyOf(axes));
    }

    /** A parameter with a linear scale between its bounds. */
    public static Axis linear(String name, double lower, double upper) {
        return new Axis(name, lower, upper, false);
    }

    /** A parameter with a logarithmic scale between two positive bounds. */
    public static Axis logarithmic(String name, double lower, double upper) {
        return new Axis(name, lower, upper, true);
    }

    /** The parameters. */
    public List<Axis> axes() {
        return axes;
    }

    /** The number of parameters. */
    public int size() {
        return axes.size();
    }

    /** The names of the parameters. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        axes.forEach(axis -> names.add(axis.name()));
        return names;
    }

    /** The values of a point of the unit cube, in the parameters' own units, always within the bounds. */
    public double[] physical(double[] point) {
        checkSize(point);
        double[] values = new double[point.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = axes.get(i).physical(point[i]);
        }
        return values;
    }

    /** The point of the unit cube for these values; values beyond a bound become that bound. */
    public double[] unit(double[] values) {
        checkSize(values);
        double[] point = new double[values.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = axes.get(i).unit(values[i]);
            if (Double.isNaN(point[i])) {
                throw new IllegalArgumentException(
                        "parameter " + axes.get(i).name() + " has the value " + values[i] + ", which is on no scale");
            }
        }
        return point;
    }

    private void checkSize(double[] values) {
        if (values.length != axes.size()) {
            throw new IllegalArgumentException("a point of this space has " + Brief.count(axes.size(), "value")
                    + ", one for each parameter, not " + values.length);
        }
    }

    @Override
    public String toString() {
        return "SearchSpace[" + String.join(", ", names()) + "]";
    }
}
