package dev.huxley.notebook.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A notebook that is not as it must be fails, with the place and the reason. */
class NotebookRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aNotebookAsItMustBeHasNoFailures() throws IOException {
        ArrayNode cells = JSON.createArrayNode();
        cell(cells, "%maven dev.huxley:huxley-notebook:0\nimport static dev.huxley.notebook.Huxley.*;\n\nint one = 1;");
        expect(cell(cells, "// counts\nSystem.out.println(\"two \" + (one + one));"), "two 2$");
        expect(
                cell(cells, "record Pair(int a, int b) {}\nvar pair = new Pair(one, 2);\npair"),
                "a=1, b=2",
                "text/plain");
        expect(
                cell(cells, "show(plot(\"t (ms)\", new double[] {0, 1}, \"v (mV)\", new double[] {-70, 30}))"),
                "Figure",
                "image/png",
                "text/plain");
        assertEquals(List.of(), failures(cells));
    }

    /** JShell itself would keep them in variables of its own. */
    @Test
    void valuesOfExpressionsAreForgotten() throws Exception {
        try (CellShell shell = new CellShell(Duration.ZERO)) {
            WeakReference<Object> value =
                    new WeakReference<>(shell.evaluate("new int[1000]").orElseThrow());
            assertEquals(3, shell.evaluate("1 + 2").orElseThrow());
            for (int i = 0; i < 100 && value.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertNull(value.get(), "the value of an expression of an earlier cell");
        }
    }

    @Test
    void codeThatDoesNotCompileFailsWithItsLine() throws IOException {
        requireFailure(
                "made-up.ipynb, cell of code 1, line 4 (int c = d;): cannot find symbol",
                """
                int a = 1;

                int b = a;
                int c = d;
                int e = a;
                """);
        requireFailure(
                "made-up.ipynb, cell of code 1, line 2 (a +* 1): illegal start of expression",
                """
                int a = 1;
                a +* 1
                """);
        requireFailure(
                "made-up.ipynb, cell of code 1, line 2 (if (a > 0) {): the code ends too early",
                """
                int a = 1;
                if (a > 0) {
                """);
        requireFailure(
                "made-up.ipynb, cell of code 1, line 1 (int f() { return g(); }): ",
                """
                int f() { return g(); }
                f()
                """,
                "g()");
    }

    @Test
    void anExceptionFailsWithItsLine() throws IOException {
        requireFailure(
                "made-up.ipynb, cell of code 1, line 4 (return 1 / i;): java.lang.ArithmeticException: / by zero",
                """
                // quotient

                int f(int i) {
                    return 1 / i;
                }
                f(0)
                """);
    }

    @Test
    void aMagicOfAnotherKernelFails() throws IOException {
        requireFailure(
                "made-up.ipynb, cell of code 1, line 2 (%%time): this kernel has no magic %%time",
                """
                %maven a:b:c
                %%time
                """);
    }

    @Test
    void outputsOtherThanExpectedFail() throws IOException {
        ArrayNode cells = JSON.createArrayNode();
        expect(cell(cells, "1 + 1"), "^3$", "image/png");
        List<String> failures = failures(cells);
        assertEquals(2, failures.size(), failures::toString);
        assertEquals(
                "made-up.ipynb, cell of code 1: no output of type image/png; there are [text/plain]", failures.get(0));
        assertEquals(
                "made-up.ipynb, cell of code 1: no text with \"^3$\" in 2",
                failures.get(1).strip());
    }

    @Test
    void aWrongExpectationIsAnError() {
        ArrayNode cells = JSON.createArrayNode();
        cell(cells, "1").withObject("/metadata/expect").put("types", "image/png");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> failures(cells))
                .getMessage()
                .contains("cell of code 1: the metadata \"expect\" have \"mime\" and \"text\", not \"types\""));
    }

    @Test
    void aFileThatIsLeftBehindFails() throws IOException {
        ArrayNode cells = JSON.createArrayNode();
        cell(
                cells,
                "import java.nio.file.*;\nFiles.writeString(Path.of(System.getProperty(\"huxley.root\"), \"notebooks\","
                        + " \"left-behind.txt\"), \"text\");");
        try {
            List<String> failures = failures(cells);
            assertEquals(1, failures.size(), failures::toString);
            assertTrue(failures.get(0).contains("[left-behind.txt]"), failures.get(0));
        } finally {
            Files.deleteIfExists(Notebook.folder().resolve("left-behind.txt"));
        }
    }

    private static void requireFailure(String start, String source, String... parts) throws IOException {
        ArrayNode cells = JSON.createArrayNode();
        cell(cells, source);
        cell(cells, "throw new Error(\"the cell after a failure is not run\");");
        List<String> failures = failures(cells);
        assertEquals(1, failures.size(), failures::toString);
        assertTrue(failures.get(0).startsWith(start), failures.get(0));
        for (String part : parts) {
            assertTrue(failures.get(0).contains(part), failures.get(0));
        }
    }

    private static ObjectNode cell(ArrayNode cells, String source) {
        ObjectNode cell = cells.addObject().put("cell_type", "code").put("source", source);
        cell.putObject("metadata");
        return cell;
    }

    private static void expect(ObjectNode cell, String text, String... types) {
        ObjectNode expect = cell.withObject("/metadata/expect").put("text", text);
        ArrayNode list = expect.putArray("mime");
        List.of(types).forEach(list::add);
    }

    private static List<String> failures(ArrayNode cells) throws IOException {
        ObjectNode notebook = JSON.createObjectNode();
        notebook.set("cells", cells);
        return NotebookRun.failures(Notebook.parse("made-up.ipynb", notebook.toString()));
    }
}
