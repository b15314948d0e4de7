package dev.huxley.morphology;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes on reading a file: repairs, which do not change the meaning, and warnings of guesses and implausible data.
 * Strict reading turns warnings into errors.
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
     * @param remedy the change with which strict reading accepts the file
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

    /** A number with six digits. */
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
