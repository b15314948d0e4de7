package dev.huxley.cli;

import dev.huxley.text.Quotation;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The values that an option with a number may have. NaN is none of them.
 *
 * @param words the range in words, behind "it takes"
 */
record OptionRange(DoublePredicate range, String words) {
    private static final double LARGEST_JUNCTION_POTENTIAL = 100;

    private static final OptionRange COUNT = new OptionRange(value -> value >= 1, "a whole number from 1");

    /** The ranges of the options of {@code huxley fit}. */
    static final Map<String, OptionRange> OF_FIT = Map.of(
            "--dt",
            new OptionRange(value -> value > 0 && value < Double.POSITIVE_INFINITY, "a number of ms above 0"),
            "--from",
            new OptionRange(Double::isFinite, "a finite number of ms"),
            "--to",
            new OptionRange(Double::isFinite, "a finite number of ms"),
            "--stop-at-z",
            new OptionRange(value -> value >= 0 && value < Double.POSITIVE_INFINITY, "a finite number from 0"),
            "--junction-potential",
            new OptionRange(
                    value -> Math.abs(value) <= LARGEST_JUNCTION_POTENTIAL,
                    "a number of mV from -" + (int) LARGEST_JUNCTION_POTENTIAL + " to "
                            + (int) LARGEST_JUNCTION_POTENTIAL),
            "--minutes",
            new OptionRange(value -> value > 0, "a number above 0"),
            "--evaluations",
            COUNT,
            "--starts",
            COUNT,
            "--iterations",
            COUNT);

    /**
     * Checks the options that are given.
     *
     * @throws ParameterException naming the first option, in the order of the command line, whose value is outside its range
     */
    static void check(ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptions()) {
            OptionRange range = OF_FIT.get(option.longestName());
            if (range != null
                    && option.getValue() instanceof Number number
                    && !range.range.test(number.doubleValue())) {
                List<String> typed = option.originalStringValues();
                throw new ParameterException(
                        parsed.commandSpec().commandLine(),
                        "Invalid value for option '" + option.longestName() + "': "
                                + Quotation.of(typed.get(typed.size() - 1)) + "; it takes " + range.words);
            }
        }
    }
}
