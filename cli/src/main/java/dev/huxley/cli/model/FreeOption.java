package dev.huxley.cli.model;

import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.text.Quotation;
import java.util.Map;

/** The option {@code --free}: a parameter to fit, with its bounds. */
public final class FreeOption {
    private FreeOption() {}

    /** Reads {@code name=lower:upper}. */
    public static FreeParameter parse(String text) {
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

    /** Throws an error if the user set a start value outside the bounds. */
    static void requireInside(FreeParameter parameter, Map<String, Double> values) {
        Double value = values.get(parameter.path());
        if (value != null && !(value > parameter.lower() && value < parameter.upper())) {
            throw new IllegalArgumentException(
                    "--set " + Quotation.of(parameter.path() + "=" + value) + " is not within the bounds "
                            + parameter.lower() + ":" + parameter.upper()
                            + " of --free; set a value inside, or widen the bounds");
        }
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
