package dev.huxley.cli;

import dev.huxley.fit.Fit;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A parameter that a fit may change, one value for the whole cell.
 *
 * @param key the quantity, for instance {@code HH_gNa}
 * @param lower the lower bound
 * @param upper the upper bound
 */
record FreeParameter(String key, double lower, double upper) {
    /** From this ratio of positive bounds on, the order of magnitude is what is unknown. */
    private static final double LOGARITHMIC_FROM = 5;

    /** Nearer to a bound than this part of the range the transform is too flat to start from. */
    private static final double MARGIN = 1e-3;

    FreeParameter {
        if (!(lower < upper) || !Double.isFinite(lower) || !Double.isFinite(upper)) {
            throw new IllegalArgumentException("the bounds of " + Quotation.of(key) + " are " + lower + " and " + upper
                    + "; the lower one must be smaller than the upper one");
        }
    }

    /** Reads {@code name=lower:upper}. */
    static FreeParameter parse(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals + 1);
        if (equals < 1 || colon < 0) {
            throw new IllegalArgumentException("--free " + Quotation.of(text)
                    + " is not of the form name=lower:upper, for instance --free HH_gNa=0.02:0.5");
        }
        return new FreeParameter(
                text.substring(0, equals).strip(),
                number(text, text.substring(equals + 1, colon)),
                number(text, text.substring(colon + 1)));
    }

    /**
     * The parameters that are free by default: all conductances, within a factor of 20 of their default either way, the
     * reversal potential of the leak, and, for a point neuron, its radius.
     */
    static List<FreeParameter> defaults(NeuronModel model, boolean isPoint) {
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
        if (isPoint) {
            free.add(new FreeParameter("radius", 2, 200));
        }
        return free;
    }

    /** A value to start from: the model's own if it is well within the bounds, else the middle, on their scale. */
    double start(double own) {
        double place =
                isLogarithmic() ? Math.log(own / lower) / Math.log(upper / lower) : (own - lower) / (upper - lower);
        if (place > MARGIN && place < 1 - MARGIN) {
            return own;
        }
        return isLogarithmic() ? Math.sqrt(lower * upper) : (lower + upper) / 2;
    }

    /** Throws an error if the user set a start value that is not within the bounds. */
    void requireInside(Map<String, Double> values) {
        Double value = values.get(key);
        if (value != null && !(value > lower && value < upper)) {
            throw new IllegalArgumentException("--set " + Quotation.of(key + "=" + value) + " is not within the bounds "
                    + lower + ":" + upper + " of --free; set a value inside, or widen the bounds");
        }
    }

    /** Bounds the parameter of the fit: by its logarithm when the bounds are far apart. */
    void bound(Fit fit) {
        if (isLogarithmic()) {
            fit.logarithmicBounds(key, lower, upper);
        } else {
            fit.bounds(key, lower, upper);
        }
    }

    private boolean isLogarithmic() {
        return lower > 0 && upper / lower >= LOGARITHMIC_FROM;
    }

    private static double number(String text, String part) {
        try {
            return Double.parseDouble(part.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--free " + Quotation.of(text) + ": " + Quotation.of(part.strip()) + " is not a number", e);
        }
    }
}
