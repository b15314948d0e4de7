package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.demo.LayerFivePyramidalCell.PublishedParameter;
import dev.huxley.engine.llvm.LlvmEngine;
import dev.huxley.simulate.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code huxley example l5pc} as a user types it. */
class LayerFivePyramidalCommandTest {
    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HuxleyCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void withoutAFileAGeneratedCellIsFitted() throws IOException {
        Assumptions.assumeTrue(Engines.defaultName().equals(LlvmEngine.NAME), "takes minutes on another engine");
        Path out = folder.resolve("l5pc");
        Run run = run("example", "l5pc", "--starts", "1", "--iterations", "3", "--out", out.toString());
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("drawn at random"), run.out);
        Matcher loss =
                Pattern.compile("(?m)^Loss +(\\S+) -> (\\S+) in 3 iterations").matcher(run.out);
        assertTrue(loss.find(), run.out);
        assertTrue(Double.parseDouble(loss.group(2)) < 0.8 * Double.parseDouble(loss.group(1)), loss.group());
        JsonNode parameters =
                new ObjectMapper().readTree(out.resolve("parameters.json").toFile());
        assertEquals(LayerFivePyramidalCell.parameters().size(), parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            PublishedParameter expected = LayerFivePyramidalCell.parameters().get(i);
            JsonNode have = parameters.get(i);
            assertEquals(expected.path(), have.get("name").asText());
            double fitted = have.get("fitted").asDouble();
            assertTrue(fitted > expected.lower() && fitted < expected.upper(), have.toString());
        }
        for (String file : new String[] {"fit.png", "fit.svg", "traces.csv", "report.html"}) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsWritten() throws IOException {
        Path out = folder.resolve("l5pc");
        Run absent = run("example", "l5pc", "--swc", folder.resolve("no.swc").toString(), "--out", out.toString());
        assertEquals(1, absent.code);
        assertTrue(absent.err.contains("no.swc") && absent.err.contains("check the path"), absent.err);

        Path branch = folder.resolve("branch.swc");
        Files.writeString(branch, "1 1 0 0 0 5 -1\n2 1 0 10 0 5 1\n3 3 0 20 0 1 2\n4 3 0 40 0 1 3\n");
        Run incomplete = run("example", "l5pc", "--swc", branch.toString(), "--out", out.toString());
        assertEquals(1, incomplete.code);
        assertTrue(incomplete.err.contains("apical") && incomplete.err.contains("branch.swc"), incomplete.err);

        Run none = run("example", "l5pc", "--starts", "0", "--out", out.toString());
        assertEquals(2, none.code);
        assertTrue(none.err.contains("--starts"), none.err);

        Run unnamed = run("example");
        assertEquals(2, unnamed.code);
        assertTrue(unnamed.err.contains("huxley example l5pc"), unnamed.err);
        assertFalse(Files.exists(out), "something was written");
    }
}
