package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of Lyapunov exponents tells rest, a limit cycle and a driven neuron apart. */
class LyapunovExponentTest {
    @Test
    void trajectoriesMeetAtRestAndStaySideBySideOnALimitCycle(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("LyapunovExponent", folder);
        double atRest = exponent("at rest", printed);
        double firing = exponent("firing by itself", printed);
        double driven = exponent("driven at 40 Hz", printed);
        assertTrue(atRest < -0.05, "at rest " + atRest + " per ms");
        assertTrue(Math.abs(firing) < 0.02, "on the limit cycle " + firing + " per ms, not 0");
        assertTrue(driven < 0.02, "led by its stimulus " + driven + " per ms");
    }

    private static double exponent(String of, String printed) {
        Matcher line = Pattern.compile(of + "\\s+(\\S+) per ms").matcher(printed);
        assertTrue(line.find(), "'" + of + "' is missing in:\n" + printed);
        return Double.parseDouble(line.group(1));
    }
}
