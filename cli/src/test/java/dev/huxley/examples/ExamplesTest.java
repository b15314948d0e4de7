package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the folder examples compiles without a warning, and has a test of its name that runs it. */
class ExamplesTest {
    static Stream<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(ExampleProgram.ROOT.resolve("examples"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theProgramCompilesAndIsRunByATestOfItsName(String program, @TempDir Path folder) throws IOException {
        ExampleProgram.compile(program, folder);
        Path test = ExampleProgram.ROOT.resolve("cli/src/test/java/dev/huxley/examples/" + program + "Test.java");
        assertTrue(Files.exists(test), "no test runs examples/" + program + ".java; write " + test.getFileName());
        assertTrue(
                Files.readString(test).contains("ExampleProgram.run(\"" + program + "\""),
                test.getFileName() + " does not run the program");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theReadmeNamesTheProgram(String program) throws IOException {
        String readme = Files.readString(ExampleProgram.ROOT.resolve("README.md"));
        assertEquals(true, readme.contains("examples/" + program + ".java"), "examples/" + program + ".java");
    }
}
