package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.testing.HostileText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command line that cannot be meant ends at once, with a short message, and writes nothing. */
class WrongUsageTest {
    @TempDir
    Path folder;

    /** A script with an unset variable passes an empty name. */
    @Test
    void anEmptyNameOfAFileOrFolderIsAnError() throws IOException {
        List<String> before = workingFolder();
        for (String[] arguments : new String[][] {
            {"fit", "--out", ""},
            {"fit", "--out= "},
            {"fit", "--recording", ""},
            {"fit", "--swc", ""},
            {"plot", "--swc", "cell.swc", "--out", ""},
            {"plot", "--swc", "", "--out", "cell.png"},
            {"example", "l5pc", "--out", ""},
            {"mechanisms", "--describe", "HH", "--plot", ""}
        }) {
            String said = fail(2, arguments);
            assertTrue(said.contains("the name is empty"), String.join(" ", arguments) + ": " + said);
        }
        assertEquals(before, workingFolder(), "files in the working folder");
    }

    @Test
    void aNameThatNoFileCanHaveIsAnError() {
        String said = fail(2, "fit", "--out", "a\0b");
        assertTrue(said.contains("'a\\u0000b'") && said.contains("--out"), said);
    }

    @Test
    void aNumberOutsideTheRangeOfItsOptionIsAnError() throws IOException {
        List<String> before = workingFolder();
        String[][] wrong = {
            {"--dt", "a number of ms above 0", "NaN", "0", "-1", "Infinity"},
            {"--from", "a finite number of ms", "NaN", "Infinity"},
            {"--to", "a finite number of ms", "NaN", "-Infinity"},
            {"--stop-at-z", "a finite number from 0", "NaN", "-1"},
            {"--junction-potential", "a number of mV from -100 to 100", "NaN", "1e9", "-101"},
            {"--evaluations", "a whole number from 1", "0", "-5"},
            {"--minutes", "a number above 0", "NaN", "0", "-1"},
            {"--starts", "a whole number from 1", "0"},
            {"--iterations", "a whole number from 1", "-1"}
        };
        for (String[] option : wrong) {
            for (String value : List.of(option).subList(2, option.length)) {
                String said =
                        fail(2, "fit", option[0] + "=" + value).lines().toList().get(0);
                assertEquals(
                        "Invalid value for option '" + option[0] + "': '" + value + "'; it takes " + option[1], said);
            }
        }
        assertEquals(before, workingFolder(), "files in the working folder");
    }

    @Test
    void messagesQuoteLittleOfTheCommandLine() throws IOException {
        String swc = Files.writeString(folder.resolve("cell.swc"), "1 1 0 0 0 5 -1\n")
                .toString();
        for (String[] arguments : new String[][] {
            {"X"},
            {"fit", "--X"},
            {"fit", "--iterations", "X"},
            {"fit", "--iterations=X"},
            {"fit", "--set", "radius=X"},
            {"fit", "--set", "X"},
            {"fit", "--set", "X=1"},
            {"fit", "--free", "X"},
            {"fit", "--free", "X=1:2"},
            {"fit", "--free", "radius=X:2"},
            {"fit", "--free", "X=2:1"},
            {"fit", "--loss", "X"},
            {"fit", "--engine", "X"},
            {"fit", "--channels", "X"},
            {"fit", "--sweeps", "X"},
            {"fit", "--sweeps", "1-X"},
            {"plot", "--swc", swc, "--out", folder.resolve("cell.png").toString(), "--color", "X"},
            {"plot", "--swc", swc, "--out", folder.resolve("cell.png").toString(), "--projection", "X"},
            {"mechanisms", "--describe", "X"},
            {"bench", "--case", "X"},
            {"bench", "--engine", "X"},
            {"bench", "--precision", "X"},
            {"bench", "--batch", "X"},
            {"example", "X"}
        }) {
            String command = String.join(" ", arguments);
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = arguments[i].replace("X", HostileText.LONG);
            }
            String said = fail(-1, arguments);
            // The message, without the help that may follow.
            String message = said.split("\nUsage: ")[0];
            assertTrue(message.length() < 2500, command + ": " + message.length() + " characters");
            try {
                HostileText.requireBounded(message);
            } catch (AssertionError e) {
                throw new AssertionError(command + ": " + e.getMessage(), e);
            }
        }
    }

    /** Returns the text on standard error; the exit code must be {@code code}, or any but 0 if that is negative. */
    private static String fail(int code, String... arguments) {
        StringWriter err = new StringWriter();
        PrintWriter out = new PrintWriter(new StringWriter());
        int actual = HuxleyCommand.execute(out, new PrintWriter(err, true), arguments);
        assertTrue(
                code < 0 ? actual != 0 : actual == code, String.join(" ", arguments) + " ended with " + actual + err);
        return err.toString();
    }

    private static List<String> workingFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
