package dev.huxley.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What is refused, with file, line, value and remedy in the message. */
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
                "3000000000 3 1 0 0 1 1       | 3 | (id)      | 3000000000| whole number",
                "2 soma 1 0 0 1 1             | 3 | (type)    | soma      | finite decimal number",
                "2 3 1 0 0 1 -2               | 3 | (parent)  | -2        | -1 for the root",
                "2 3 1 0 0 1                  | 3 | 6 columns | seven     | id type x y z radius parent",
                "2,3,1,0,0,1,1                | 3 | 1 columns | seven     | separated by spaces or tabs",
                "2 3 1 0 0 0 1                | 3 | radius is | 0.0 um    | minRadius",
                "2 3 1 0 0 -0.5 1             | 3 | radius is | -0.5 um   | minRadius",
                "2 3 1 0 0 1 9                | 3 | parent 9  | point 2   | not in the file",
                "1 3 1 0 0 1 1                | 3 | id 1      | line 2    | id of its own",
                "2 3 1 0 0 1 -1               | 3 | second root | line 2  | files of their own",
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

    private static SwcException refused(String text) {
        return assertThrows(SwcException.class, () -> Swc.parse(text, "bad.swc", Swc.options()));
    }
}
