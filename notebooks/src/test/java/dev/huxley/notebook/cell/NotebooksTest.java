package dev.huxley.notebook.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The notebooks of the project run, and hold what they say; each as its file has it and as it runs now. */
class NotebooksTest {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    /** Pictures at twice the resolution, but no data of whole runs. */
    private static final long LARGEST = 2_500_000;

    @TestFactory
    Stream<DynamicTest> theNotebookRuns() throws IOException {
        return Notebook.files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertEquals(List.of(), NotebookRun.failures(Notebook.read(file)))));
    }

    @TestFactory
    Stream<DynamicTest> theNotebookIsStoredWithItsOutputs() throws IOException {
        return Notebook.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> requireOutputs(file)));
    }

    private static void requireOutputs(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        String name = notebook.name();
        assertEquals("java", notebook.kernel(), name + ": name of the kernel");
        assertEquals("java", notebook.language(), name + ": language of the kernel");
        assertTrue(Files.size(file) <= LARGEST, name + " has " + Files.size(file) + " bytes, more than " + LARGEST);
        String first = "%maven dev.huxley:huxley-notebook:" + version() + "\n";
        assertTrue(
                notebook.cells().get(0).source().startsWith(first),
                name + " must begin with " + first + "but begins with "
                        + notebook.cells().get(0).source());
        boolean checksTypes = false;
        boolean checksText = false;
        for (Notebook.Cell cell : notebook.cells()) {
            String place = name + ", cell of code " + cell.number();
            assertTrue(cell.isExecuted(), place + " was not executed: notebooks/run-jupyter.sh " + name);
            assertEquals(List.of(), cell.stored().errors(), place);
            assertEquals(List.of(), cell.expectation().missingIn(cell.stored()), place);
            checksTypes |= !cell.expectation().types().isEmpty();
            checksText |= cell.expectation().text().isPresent();
        }
        assertTrue(checksTypes && checksText, name + " expects no MIME type or no text of any cell");
        String root =
                Path.of(System.getProperty("huxley.root")).toAbsolutePath().toString();
        for (String path : List.of(root, System.getProperty("user.home") + "/")) {
            assertTrue(!Files.readString(file).contains(path), name + " holds a path of one machine: " + path);
        }
    }

    private static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Notebook.folder().resolve("pom.xml")));
        assertTrue(version.find(), "the pom has no version");
        return version.group(1);
    }
}
