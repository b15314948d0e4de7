package dev.huxley.morphology;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The notes on what was done to a file to read it: repairs, which change nothing that was meant, and warnings, where
 * something had to be guessed or cannot be meant. Strict reading refuses what it would warn of.
 */
final class SwcNotes {
    private final String source;
    private final boolean strict;
    private final List<String> repairs = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SwcNotes(String source, boolean strict) {
        this.source = source;
        this.strict = strict;
    }

    void repaired(int line, String what) {
        repairs.add(at(line) + what);
    }

    /**
     * @param line the line, 0 for the whole file
     * @param remedy what makes a strict reading take the file
     */
    void warn(int line, String what, String remedy) {
        if (strict) {
            throw new SwcException(source, line, what + ". Strict reading refuses it; " + remedy);
        }
        warnings.add(at(line) + what + "; " + remedy);
    }

    List<String> repairs() {
        return List.copyOf(repairs);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** A number for people: six digits. */
    static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(value);
    }

    private static String at(int line) {
        return line > 0 ? "line " + line + ": " : "";
    }
}
