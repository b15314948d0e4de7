package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Compiles and runs a program of the folder examples. */
final class ExampleProgram {
    static final Path ROOT = Path.of(System.getProperty("huxley.root", ".."));

    private ExampleProgram() {}

    /** Compiles the program; a warning is an error. */
    static void compile(String name, Path classes) {
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:all,-processing,-path",
                        "-Werror",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ROOT.resolve("examples/" + name + ".java").toString());
        assertEquals(0, code, "the example does not compile");
    }

    /** Compiles and runs the program; returns the text that it prints. */
    static String run(String name, Path classes, String... arguments) throws Exception {
        compile(name, classes);
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
