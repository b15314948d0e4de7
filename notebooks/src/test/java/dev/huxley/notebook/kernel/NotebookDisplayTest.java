package dev.huxley.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.display.MimeBundle;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** The choice of the notebook, and that its absence harms nothing. */
class NotebookDisplayTest {
    private record Named(String name) implements Notebook {
        @Override
        public void connect() {}

        @Override
        public String show(MimeBundle bundle) {
            return name;
        }

        @Override
        public void replace(String id, MimeBundle bundle) {}
    }

    private static Supplier<Optional<Notebook>> failing(Throwable reason) {
        return () -> {
            if (reason instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) reason;
        };
    }

    @Test
    void theFirstKernelThatIsFoundCounts() {
        Named first = new Named("first");
        Named second = new Named("second");
        assertSame(
                first,
                NotebookDisplay.first(List.of(Optional::empty, () -> Optional.of(first), () -> Optional.of(second)))
                        .orElseThrow());
        assertTrue(NotebookDisplay.first(List.of(Optional::empty)).isEmpty());
    }

    @Test
    void aKernelThatIsAbsentIsNoErrorAndOneThatRefusesIsReported() {
        Named second = new Named("second");
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (LinkageError absent :
                    List.of(new NoClassDefFoundError("x"), new NoSuchMethodError("x"), new BootstrapMethodError("x"))) {
                assertSame(
                        second,
                        NotebookDisplay.first(List.of(failing(absent), () -> Optional.of(second)))
                                .orElseThrow());
            }
            assertEquals("", printed.toString(StandardCharsets.UTF_8));
            assertSame(
                    second,
                    NotebookDisplay.first(List.of(
                                    failing(new IllegalStateException("no renderer")), () -> Optional.of(second)))
                            .orElseThrow());
            assertTrue(printed.toString(StandardCharsets.UTF_8).contains("no renderer"));
        } finally {
            System.setErr(before);
        }
    }

    /** JJava and rapaio find their adapters as services. */
    @Test
    void adaptersAreServices() {
        assertEquals(
                List.of(JJavaExtension.class),
                ServiceLoader.load(Extension.class).stream()
                        .<Class<?>>map(ServiceLoader.Provider::type)
                        .toList());
        assertEquals(
                List.of(RapaioDisplays.class),
                ServiceLoader.load(DisplayProvider.class).stream()
                        .<Class<?>>map(ServiceLoader.Provider::type)
                        .toList());
    }

    /** A program, or a notebook of one kernel, has not the jars of the kernels. */
    @Test
    void withoutKernelsHuxleysClassesLoadAndPrintAsText() throws Exception {
        URL[] path = Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(jupyter-|jjava-|rapaio-).*"))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(NotebookDisplayTest::url)
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            for (String kernel : List.of(
                    "io.github.spencerpark.jupyter.kernel.BaseKernel",
                    "org.dflib.jjava.jupyter.kernel.BaseKernel",
                    "org.rapaio.jupyter.kernel.MainApp")) {
                assertFalse(isThere(loader, kernel), kernel + " is on the path " + Arrays.toString(path));
            }
            Class<?> compartment = loader.loadClass("dev.huxley.model.Compartment");
            Object made = compartment.getConstructor().newInstance();
            Object bundle = compartment.getMethod("mimeBundle").invoke(made);
            Object data = bundle.getClass().getMethod("data").invoke(bundle);
            assertTrue(data.toString().contains(made.toString()), data::toString);
            Class<?> displayable = loader.loadClass("dev.huxley.display.Displayable");
            assertEquals(false, displayable.getField("CONNECTED").get(null));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isThere(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
