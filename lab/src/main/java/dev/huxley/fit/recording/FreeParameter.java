package dev.huxley.fit.recording;

import dev.huxley.fit.Fit;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter that a fit may change, between bounds.
 *
 * @param path the quantity, {@code "HH_gNa"}, with one value for the whole cell; after a group, {@code "soma/HH_gNa"},
 *     with one value for the group; or the path of a trainable of the cell
 * @param lower the lower bound, in the quantity's unit
 * @param upper the upper bound
 */
public record FreeParameter(String path, double lower, double upper) {
    /** The ratio of positive bounds from which on the fit works on the logarithm. */
    private static final double LOGARITHMIC_FROM = 5;

    /** The part of the range next to a bound in which the transform is too flat to start from. */
    private static final double MARGIN = 1e-3;

    /**
     * @throws IllegalArgumentException if the bounds are not finite, or the lower one is not below the upper one
     */
    public FreeParameter {
        if (!(lower < upper) || !Double.isFinite(lower) || !Double.isFinite(upper)) {
            throw new IllegalArgumentException("the bounds of " + Quotation.of(path) + " are " + lower + " and " + upper
                    + "; the lower one must be smaller than the upper one");
        }
    }

    /**
     * The parameters that are usually unknown: all conductances, within a factor of 20 of their default either way, and the
     * reversal potential of the leak.
     */
    public static List<FreeParameter> usual(NeuronModel model) {
        List<FreeParameter> free = new ArrayList<>();
        for (Channel channel : model.channels()) {
            for (Declaration parameter : channel.parameters()) {
                if (parameter.isScalar() && parameter.unit().equals("S/cm2")) {
                    free.add(new FreeParameter(parameter.key(), parameter.value() / 20, parameter.value() * 20));
                } else if (parameter.name().equals("eLeak")) {
                    free.add(new FreeParameter(parameter.key(), -90, -40));
                }
            }
        }
        return free;
    }

    /**
     * The value to start from: the model's own if it is well within the bounds, otherwise the middle on their scale.
     */
    public double start(double own) {
        double place =
                isLogarithmic() ? Math.log(own / lower) / Math.log(upper / lower) : (own - lower) / (upper - lower);
        if (place > MARGIN && place < 1 - MARGIN) {
            return own;
        }
        return isLogarithmic() ? Math.sqrt(lower * upper) : (lower + upper) / 2;
    }

    /** Sets the bounds in a fit, on the logarithm if they are positive and at least a factor of five apart. */
    public void bound(Fit fit) {
        if (isLogarithmic()) {
            fit.logarithmicBounds(path, lower, upper);
        } else {
            fit.bounds(path, lower, upper);
        }
    }

    private boolean isLogarithmic() {
        return lower > 0 && upper / lower >= LOGARITHMIC_FROM;
    }
}
