package dev.huxley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.Fit;
import dev.huxley.model.NeuronModel;
import dev.huxley.plot.Figure;
import dev.huxley.recording.Recordings;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every object that users hold prints as a text that names it: no public class prints as Cell@694f9431. */
class ReadableTextTest {
    /** Called by DJL, never held by a user. */
    private static final Set<String> LEFT_OUT = Set.of("dev.huxley.autograd.MendedPyTorch");

    /** Looking at classes that use DJL's loads DJL's, which Huxley must mend before. */
    @BeforeAll
    static void mendDjl() {
        HuxleyRuntime.newManager().close();
    }

    /** Every public class of the packages that users know has a text of its own. */
    @Test
    void everyPublicValueClassHasAText() throws IOException, URISyntaxException {
        Set<String> silent = new TreeSet<>();
        int classes = 0;
        for (Class<?> anchor :
                List.of(NeuronModel.class, Figure.class, Simulation.class, Fit.class, Recordings.class)) {
            for (Class<?> type : publicClasses(anchor)) {
                if (isValue(type)) {
                    classes++;
                    if (!hasText(type)) {
                        silent.add(type.getName());
                    }
                }
            }
        }
        assertTrue(classes > 150, "only " + classes + " classes were found");
        assertEquals(Set.of(), silent, "classes without a text of their own");
    }

    /** True if users hold objects of the class: not abstract, not only static methods, not an exception. */
    private static boolean isValue(Class<?> type) {
        boolean hasObjects = type.isRecord()
                || Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getDeclaringClass() != Object.class
                                && !Modifier.isStatic(method.getModifiers()));
        return hasObjects
                && !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !Modifier.isAbstract(type.getModifiers())
                && !Throwable.class.isAssignableFrom(type);
    }

    private static boolean hasText(Class<?> type) {
        try {
            Method text = type.getMethod("toString");
            boolean isGenerated = type.isRecord() && isGenerated(type);
            return text.getDeclaringClass() != Object.class && !isGenerated;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True if a record has components that print badly and leaves its text to the compiler. */
    private static boolean isGenerated(Class<?> type) {
        boolean printsBadly = Arrays.stream(type.getRecordComponents()).anyMatch(ReadableTextTest::printsBadly);
        // The compiler's own text is made by a dynamic call from the record to a text, which stands in the class file.
        String call = "(L" + type.getName().replace('.', '/') + ";)Ljava/lang/String;";
        return printsBadly && new String(bytes(type), StandardCharsets.ISO_8859_1).contains(call);
    }

    private static boolean printsBadly(RecordComponent component) {
        Class<?> type = component.getType();
        boolean isFunction = type.isInterface()
                && !type.isSealed()
                && Arrays.stream(type.getMethods())
                                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                                .count()
                        == 1;
        return isFunction || component.getGenericType().getTypeName().matches(".*(\\[]|NDArray|tree\\.Tree).*");
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> publicClasses(Class<?> anchor) throws IOException, URISyntaxException {
        URI location =
                anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path path = Path.of(location);
        if (Files.isDirectory(path)) {
            return publicClasses(anchor, path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
            return publicClasses(anchor, jar.getPath("/"));
        }
    }

    /** The public classes of the packages that the module at this place exports to everybody. */
    private static List<Class<?>> publicClasses(Class<?> anchor, Path root) throws IOException {
        Set<String> exported;
        try (InputStream module = Files.newInputStream(root.resolve("module-info.class"))) {
            exported = ModuleDescriptor.read(module).exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith("dev/huxley/") && name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                    .filter(name -> !LEFT_OUT.contains(name))
                    .<Class<?>>map(name -> load(anchor, name))
                    .filter(ReadableTextTest::isPublic)
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(Class<?> anchor, String name) {
        try {
            return Class.forName(name, false, anchor.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }
}
