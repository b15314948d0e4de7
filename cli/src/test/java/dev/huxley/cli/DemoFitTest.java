package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.demo.DemoNeuron;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code huxley fit} without a recording. */
class DemoFitTest {
    private static final Pattern LOSS = Pattern.compile("(?m)^Loss +(\\S+) -> (\\S+) mV2");

    @TempDir
    Path folder;

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HuxleyCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertEquals(0, code, () -> err.toString());
        return out.toString();
    }

    private JsonNode parameters() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("parameters.json").toFile());
    }

    @Test
    void fewStepsLowerTheLoss() throws IOException {
        String out = run(
                "fit",
                "--out",
                folder.toString(),
                "--starts",
                "1",
                "--iterations",
                "6",
                "--learning-rate",
                "0.05",
                "--set",
                "HH_gNa=0.11",
                "--set",
                "HH_gK=0.03",
                "--set",
                "HH_gLeak=0.0005",
                "--to",
                "9");
        Matcher loss = LOSS.matcher(out);
        assertTrue(loss.find(), out);
        double before = Double.parseDouble(loss.group(1));
        double after = Double.parseDouble(loss.group(2));
        assertTrue(after < 0.9 * before, before + " -> " + after);
        assertEquals(0.11, parameters().get(0).get("start").asDouble(), 1e-9);
    }

    /** The promise of the demo: from twice the true conductances back to them, through noise of 0.5 mV. */
    @Test
    void conductancesAreRecovered() throws IOException {
        String out = run("fit", "--out", folder.toString());
        Matcher loss = LOSS.matcher(out);
        assertTrue(loss.find(), out);
        double remaining = Double.parseDouble(loss.group(2));
        // The variance of the noise is what a perfect model would leave.
        assertTrue(remaining > 0.2 && remaining < 0.35, "loss at the end " + remaining + " mV2");
        assertEquals(3, parameters().size());
        for (JsonNode parameter : parameters()) {
            double truth = DemoNeuron.TRUTH.get(parameter.get("name").asText());
            double fitted = parameter.get("fitted").asDouble();
            assertEquals(truth, fitted, 0.05 * truth, parameter.get("name").asText());
        }
    }
}
