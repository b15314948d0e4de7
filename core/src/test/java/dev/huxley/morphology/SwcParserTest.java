package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.testing.HostileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed SWC files are refused: the message gives the file, the line, the value and the remedy. */
class SwcParserTest {
    private static final String HEAD = "# a comment\n1 3 0 0 0 1 -1\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 3 1 zero 0 1 1             | 3 | (y)       | \"zero\"  | finite decimal number",
                "2 3 1 NaN 0 1 1              | 3 | (y)       | \"NaN\"   | finite decimal number",
                "2 3 Infinity 0 0 1 1         | 3 | (x)       | Infinity  | finite decimal number",
                "2 3 0 0 -1e400 1 1           | 3 | (z)       | -1e400    | finite decimal number",
                "2 3 0x1p3 0 0 1 1            | 3 | (x)       | 0x1p3     | finite decimal number",
                "2 3 1f 0 0 1 1               | 3 | (x)       | 1f        | finite decimal number",
                "2 3 0 0 0 nan 1              | 3 | (radius)  | nan       | finite decimal number",
                "2.5 3 1 0 0 1 1              | 3 | (id)      | 2.5       | whole number",
                "-2 3 1 0 0 1 1               | 3 | (id)      | -2        | whole number",
                "9223372036854775808 3 1 0 0 1 1 | 3 | (id)   | 92233720368 | whole number",
                "1e300 3 1 0 0 1 1            | 3 | (id)      | 1e300     | whole number",
                "2 soma 1 0 0 1 1             | 3 | (type)    | soma      | finite decimal number",
                "2 3 1 0 0 1 -2               | 3 | (parent)  | -2        | -1 for the root",
                "2 3 1 0 0 1                  | 3 | 6 columns | seven     | id type x y z radius parent",
                "2,3,1,0,0,1,1                | 3 | 1 columns | seven     | separated by spaces or tabs",
                "2 3 1 0 0 -0.5 1             | 3 | radius is | -0.5 um   | minRadius",
                "2 3 1 0 0 1 9                | 3 | parent 9  | point 2   | not in the file",
                "1 3 1 0 0 1 1                | 3 | id 1      | line 2    | id of its own",
                "2 3 1 0 0 1 2                | 3 | point 2   | ancestor  | lead to the root",
            })
    void badLineIsNamedWithItsValueAndTheRemedy(String line, int number, String what, String value, String remedy) {
        SwcException e = refused(HEAD + line + "\n");
        assertEquals(number, e.line(), e.getMessage());
        for (String part : List.of("bad.swc, line " + number, what, value, remedy)) {
            assertTrue(e.getMessage().contains(part), "\"" + part + "\" is missing in: " + e.getMessage());
        }
    }

    @Test
    void cycleIsNamedBesideAHealthyTree() {
        SwcException e = refused(HEAD + "2 3 1 0 0 1 4\n3 3 2 0 0 1 2\n4 3 3 0 0 1 3\n5 3 3 0 0 1 4\n");
        assertTrue(e.getMessage().contains("its own ancestor"), e.getMessage());
        assertTrue(e.line() >= 3 && e.line() <= 5, e.getMessage());
    }

    @Test
    void fileWithoutRootIsRefused() {
        assertTrue(refused("1 3 0 0 0 1 2\n2 3 0 0 1 1 1\n").getMessage().contains("no root"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only\n# comments\n"})
    void fileWithoutPointsIsRefused(String text) {
        SwcException e = refused(text);
        assertEquals(0, e.line());
        assertTrue(e.getMessage().startsWith("bad.swc: no points"), e.getMessage());
    }

    @Test
    void longTokensAreShortenedInTheMessage() {
        SwcException e = refused(HEAD + "2 3 " + "9".repeat(100_000) + " 0 0 1 1\n");
        assertTrue(e.getMessage().length() < 300, "message of " + e.getMessage().length() + " characters");
    }

    @Test
    void missingFileAndFolderAreNamed(@TempDir Path folder) {
        Path absent = folder.resolve("absent.swc");
        SwcException e = assertThrows(SwcException.class, () -> Swc.read(absent));
        assertTrue(e.getMessage().contains("absent.swc") && e.getMessage().contains("not found"), e.getMessage());
        SwcException f = assertThrows(SwcException.class, () -> Swc.read(folder));
        assertTrue(f.getMessage().contains("folder"), f.getMessage());
    }

    @Test
    void fileIsReadWhateverTheEncodingOfItsComments(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cell.swc");
        Files.write(
                file,
                ("\u00EF\u00BB\u00BF# f\u00FCr \u00B5m\r\n1 1 0 0 0 5 -1\r\n").getBytes(StandardCharsets.ISO_8859_1));
        Morphology m = Swc.read(file);
        assertEquals("cell.swc", m.name());
        assertEquals(100 * Math.PI, m.area()[0], 1e-9);
    }

    @Test
    void errorInAFileNamesItsPath(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cell.swc");
        Files.writeString(file, "1 1 0 0 0 5 -1\n2 3 0 0 0 x 1\n");
        SwcException e = assertThrows(SwcException.class, () -> Swc.read(file));
        assertEquals(file.toString(), e.source());
        assertTrue(e.getMessage().startsWith(file + ", line 2: "), e.getMessage());
    }

    @Test
    void wholeNumbersMayBeWrittenAsDecimals() {
        assertEquals(
                1,
                Swc.parse("1.0 3.0 0 0 0 1 -1.0\n2e0 3 1 0 0 1 1.00\n", "m", Swc.options())
                        .branchCount());
    }

    // ---- repairs ----

    private static final String SOMA_AND_NEURITE = "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 105 0 0 1 2\n";

    private static SwcDescription described(String text) {
        return Swc.describe(text, "mended.swc", Swc.options());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u001A", "\0\0\u001A", "\n\0", "\0\n", " \0 \r\n"})
    void marksOfTheEndOfAFileAreLeftOut(String end) {
        SwcDescription description = described(SOMA_AND_NEURITE.strip() + end);
        assertEquals(300 * Math.PI, description.total().area(), 1e-9);
        assertTrue(
                description.repairs().get(0).contains("NUL"),
                description.repairs().toString());
        assertEquals(List.of(), described(SOMA_AND_NEURITE).repairs(), "a clean file needs no repair");
    }

    @Test
    void charactersNulAmongDataAreRefusedWithTheRemedy() {
        SwcException e = refused("1\0 \0001\0 \000".repeat(3) + "\n");
        assertTrue(e.getMessage().contains("line 1: ") && e.getMessage().contains("UTF-16"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16WithAByteOrderMarkIsRead(String charset, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("wide.swc");
        Files.write(file, ("\uFEFF# \u00B5m\r\n" + SOMA_AND_NEURITE).getBytes(charset));
        SwcDescription description = Swc.describe(file);
        assertEquals(300 * Math.PI, description.total().area(), 1e-9);
        assertTrue(
                description.repairs().get(0).contains(charset),
                description.repairs().toString());
    }

    @Test
    void rootsMarkedByThemselvesOrBy0AreRoots() {
        for (String root : List.of("1", "0")) {
            SwcDescription description = described(SOMA_AND_NEURITE.replace("5 -1", "5 " + root));
            assertEquals(300 * Math.PI, description.total().area(), 1e-9);
            assertTrue(
                    description.repairs().get(0).startsWith("line 1: point 1"),
                    description.repairs().toString());
        }
        SwcDescription fromZero = described("0 1 0 0 0 5 -1\n1 3 5 0 0 1 0\n2 3 105 0 0 1 1\n");
        assertEquals(300 * Math.PI, fromZero.total().area(), 1e-9, "0 may be a point");
        assertEquals(List.of(), fromZero.repairs());
    }

    @Test
    void ofSeveralTreesTheOneWithTheSomaIsKept() {
        String text = "9 3 0 0 0 1 -1\n" + SOMA_AND_NEURITE + "10 3 5 5 0 1 9\n11 3 5 9 0 1 10\n12 2 0 0 1 1 -1\n"
                + "13 3 9 9 0 1 11\n";
        SwcDescription description = described(text);
        assertEquals(3, description.trees());
        assertEquals(8, description.points());
        assertEquals(300 * Math.PI, description.total().area(), 1e-9);
        String warning = description.warnings().get(0);
        for (String part :
                List.of("3 trees", "root 1 (line 2, 3 points, with the soma)", "left out 5 points", "root 9 (line 1")) {
            assertTrue(warning.contains(part), "\"" + part + "\" is missing in: " + warning);
        }
        SwcException e = assertThrows(
                SwcException.class,
                () -> Swc.parse(text, "two.swc", Swc.options().strict(true)));
        assertTrue(e.line() == 1 && e.getMessage().contains("files of their own"), e.getMessage());
        SwcDescription noSoma =
                described("1 3 0 0 0 1 -1\n2 3 9 0 0 1 1\n3 3 0 0 0 1 -1\n4 3 0 9 0 1 3\n5 3 0 19 0 1 4\n");
        assertEquals(2 * Math.PI * 19, noSoma.total().area(), 1e-9, "the largest");
    }

    @Test
    void cableWithoutLengthIsRefusedWithTheRemedy() {
        for (String text : List.of("1 3 0 0 0 1 -1\n", "1 3 0 0 0 1 -1\n2 3 0 0 0 2 1\n")) {
            assertTrue(refused(text).getMessage().contains("give the point of a soma the type 1"), text);
        }
    }

    private static SwcException refused(String text) {
        return assertThrows(SwcException.class, () -> Swc.parse(text, "bad.swc", Swc.options()));
    }

    @Test
    void errorsQuoteLittleOfTheFile() {
        for (String text : new String[] {
            "X", "X 1 0 0 0 1 -1", "1 X 0 0 0 1 -1", "1 1 0 X 0 1 -1", "1 1 0 0 0 X -1", "1 1 0 0 0 1 X", "1 1 0 0 X"
        }) {
            String hostile = text.replace("X", HostileText.LONG);
            HostileText.requireBounded(
                    assertThrows(SwcException.class, () -> Swc.parse(hostile, "a\u001bb", Swc.options()), text)
                            .getMessage());
        }
    }
}
