package dev.huxley.cli;

import dev.huxley.text.Quotation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --command-scale}: the current in nA of one unit of a command, as 0.01, 0.01nA/mV or 10pA/mV. */
final class CommandScaleOption implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("(.*?)\\s*(?:(pA|nA|uA)(?:/(mV|V))?)?");

    @Override
    public Double convert(String text) {
        Matcher parts = FORM.matcher(text.strip());
        try {
            if (parts.matches()) {
                double number = Double.parseDouble(parts.group(1));
                if ("V".equals(parts.group(3))) {
                    throw new TypeConversionException(
                            Quotation.of(text) + " is per V; give the current per mV, the unit of such commands");
                }
                return number * nanoampere(parts.group(2));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException(Quotation.of(text)
                + " is no scale of a command; give the current of one of its units, as in 0.01nA/mV");
    }

    private static double nanoampere(String unit) {
        return unit == null
                ? 1
                : switch (unit) {
                    case "pA" -> 1e-3;
                    case "uA" -> 1e3;
                    default -> 1;
                };
    }
}
