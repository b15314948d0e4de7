package dev.huxley.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The file NOTICE names every library that a run has on its class path, in its version, and no other. */
class NoticeTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", ".."));
    /** Dependencies of the tests only. */
    private static final Set<String> TESTING = Set.of("junit-", "opentest4j-", "apiguardian-", "archunit-");

    private record Line(String group, String artifact, String version, String licence, String source) {
        boolean isOf(String jar) {
            // Native libraries have a classifier behind the version.
            return jar.equals(name())
                    || jar.startsWith(name() + "-") && !Character.isDigit(jar.charAt(name().length() + 1));
        }

        String name() {
            return artifact + "-" + version;
        }
    }

    @Test
    void everyLibraryOfARunIsNamedWithItsLicenceAndNoOther() throws Exception {
        String notice = Files.readString(ROOT.resolve("NOTICE"));
        int optional = notice.indexOf("\nOptional");
        List<Line> shipped = lines(notice.substring(0, optional));
        Set<String> jars = jars();
        // The tests of architecture bring what a user adds.
        jars.removeIf(jar -> lines(notice.substring(optional)).stream().anyMatch(line -> line.isOf(jar)));
        assertTrue(jars.size() > 15, "jars of the class path: " + jars);
        Set<String> unnamed = new TreeSet<>(jars);
        unnamed.removeIf(jar -> shipped.stream().anyMatch(line -> line.isOf(jar)));
        assertEquals(Set.of(), unnamed, "on the class path, but not in NOTICE in this version");
        Set<String> gone = shipped.stream()
                .filter(line -> jars.stream().noneMatch(line::isOf))
                .map(Line::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), gone, "in NOTICE, but not on the class path");
        for (Line line : lines(notice)) {
            assertTrue(!line.licence.isBlank() && !line.source.isBlank(), line.toString());
        }
    }

    @Test
    void theJarsCarryLicenceAndNotice() throws Exception {
        for (Class<?> type : new Class<?>[] {
            dev.huxley.model.Cell.class, dev.huxley.simulate.Simulation.class, dev.huxley.fit.Fit.class
        }) {
            for (String name : new String[] {"LICENSE", "NOTICE"}) {
                Path place = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                assertNotNull(place, type.getName());
                byte[] expected = Files.readAllBytes(ROOT.resolve(name));
                assertEquals(
                        new String(expected, StandardCharsets.UTF_8),
                        read(place, "META-INF/" + name),
                        name + " in " + place.getFileName());
            }
        }
    }

    private static String read(Path place, String name) throws Exception {
        if (Files.isDirectory(place)) {
            return Files.readString(place.resolve(name));
        }
        try (java.util.jar.JarFile jar = new java.util.jar.JarFile(place.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Line> lines(String text) {
        return text.lines()
                .map(line -> line.split(" : ", 5))
                .filter(parts -> parts.length == 5)
                .map(parts -> new Line(parts[0], parts[1], parts[2], parts[3], parts[4]))
                .toList();
    }

    /** The jars of a run by name, without Huxley's own. */
    private static Set<String> jars() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString())
                .filter(name -> name.endsWith(".jar") && !name.startsWith("huxley-"))
                .filter(name -> TESTING.stream().noneMatch(name::startsWith))
                .map(name -> name.substring(0, name.length() - ".jar".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
