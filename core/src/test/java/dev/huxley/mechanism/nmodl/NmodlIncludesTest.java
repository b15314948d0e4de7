package dev.huxley.mechanism.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.testing.ModFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages about a file that includes others name the file in which the fault stands, with its own line and column. */
class NmodlIncludesTest {
    private static final String HEAD =
            """
            NEURON { SUFFIX x NONSPECIFIC_CURRENT i }
            ASSIGNED { v i }
            STATE { n }
            BREAKPOINT { SOLVE states METHOD cnexp i = 1e-4 * n * v }
            COMMENT
            INCLUDE "nowhere.inc"
            ENDCOMMENT

            INCLUDE "rest.inc"
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("x.mod"), HEAD + "FUNCTION g(v) { g = zz }\n");
    }

    private String error() {
        return assertThrows(IllegalArgumentException.class, () -> Nmodl.read(file))
                .getMessage();
    }

    private static void assertContains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
        }
    }

    @Test
    void aFaultIsToldAtItsPlaceInItsFile() throws IOException {
        Files.writeString(folder.resolve("rest.inc"), "\n\n  DERIVATIVE states { n' = (ninf - n) / 3 }\n");
        assertContains(error(), "  rest.inc:3:29: 'ninf' is not declared", "  x.mod:10:21: 'zz' is not declared");
    }

    @Test
    void aFaultInAFileThatAnIncludedOneIncludesIsTold() throws IOException {
        Files.writeString(folder.resolve("rest.inc"), "INCLUDE \"deep.inc\"\nFUNCTION f(v) { f = yy }");
        Files.writeString(folder.resolve("deep.inc"), "DERIVATIVE states { n' = -n\n");
        assertContains(error(), "deep.inc:1:19: the brace that opens DERIVATIVE states", "in line 2 of rest.inc");
    }

    @Test
    void anIncludedFileThatIsNotThereIsToldWhereItIsIncluded() throws IOException {
        assertContains(error(), "x.mod:9:1: INCLUDE \"rest.inc\": there is no file", "put it beside x.mod");
        Files.writeString(folder.resolve("rest.inc"), "\n INCLUDE \"deep.inc\"\n");
        assertContains(error(), "rest.inc:2:2: INCLUDE \"deep.inc\": there is no file", "put it beside rest.inc");
    }

    /** The rest of the line of an INCLUDE is read, and the text of a mechanism is that of all files. */
    @Test
    void aTextHoldsWhatItIncludes() throws IOException {
        Files.writeString(file, HEAD.replace("\"rest.inc\"", "\"rest.inc\" FUNCTION g(v) { g = v }"));
        Files.writeString(folder.resolve("rest.inc"), "DERIVATIVE states { n' = (g(v) - n) / 3 }");
        NmodlChannel channel = Nmodl.read(file);
        assertContains(channel.source(), "DERIVATIVE states", "FUNCTION g");
        assertEquals(
                channel.declarations().toString(),
                Nmodl.parse(channel.source()).declarations().toString());
    }

    @Test
    void aWarningNamesItsFileAndLine() throws IOException {
        Files.writeString(
                folder.resolve("rest.inc"),
                "DERIVATIVE states { n' = (f(v) - n) / 3 }\nFUNCTION f(v) {\n  TABLE FROM 0 TO 1 WITH 9\n f = v }\n");
        Files.writeString(file, HEAD);
        List<String> warnings = new ArrayList<>();
        Nmodl.read(file, warnings::add);
        assertEquals(1, warnings.size(), warnings.toString());
        assertContains(warnings.get(0), "rest.inc:3:3: TABLE is not used");
    }

    @Test
    void aFileOfAnotherKindIsNamed() throws IOException {
        Files.writeString(file, ModFiles.text("synexp"));
        assertContains(error(), "x.mod:", "POINT_PROCESS SynExp is a synapse");
    }
}
