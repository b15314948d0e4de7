package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a conductance as a function of position finds the coefficients that the model was made with. */
class FunctionOfPositionTest {
    @Test
    void theCoefficientsAreFound(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("FunctionOfPosition", folder);
        double start = number("loss (\\S+) ->", printed);
        double end = number("-> (\\S+)", printed);
        assertTrue(end < 0.01 * start, printed);
        assertEquals(0.15, number("gNa at the soma (\\S+)", printed), 0.015, printed);
        assertEquals(200, number("space constant (\\S+)", printed), 40, printed);
    }

    private static double number(String pattern, String printed) {
        Matcher line = Pattern.compile(pattern).matcher(printed);
        assertTrue(line.find(), pattern + " is missing in:\n" + printed);
        return Double.parseDouble(line.group(1));
    }
}
