package dev.huxley.notebook.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The POM that is installed suits the resolvers of all kernels. IJava's evaluates no profiles of parents. It leaves out
 * libraries whose packaging is {@code bundle}, and jars without classifier beside those with one; their classes are in
 * the jar of this module.
 */
class PublishedPomTest {
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

    private record Library(String artifact, String version, String classifier, String scope) {
        static Library of(MatchResult dependency) {
            String text = dependency.group(1).replaceAll("(?s)<exclusions>.*</exclusions>", "");
            return new Library(
                    value(text, "artifactId"), value(text, "version"), value(text, "classifier"), value(text, "scope"));
        }

        private static String value(String text, String name) {
            var found = Pattern.compile("<" + name + ">(.*?)</").matcher(text);
            return found.find() ? found.group(1) : "";
        }
    }

    private static String pom() throws IOException {
        Path file = Path.of(System.getProperty("huxley.root"), "notebooks/target/.flattened-pom.xml");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file + " is made by Maven only");
        return Files.readString(file);
    }

    private static List<Library> libraries() throws IOException {
        return dependencies().stream()
                .filter(library -> !library.scope().equals("provided"))
                .toList();
    }

    private static List<Library> dependencies() throws IOException {
        return DEPENDENCY.matcher(pom()).results().map(Library::of).toList();
    }

    private static String[] classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator);
    }

    /** A library that a kernel has in another version must not be taken for one that the kernel brings. */
    @Test
    void kernelsAloneAreProvided() throws IOException {
        Set<String> provided = new TreeSet<>();
        dependencies().stream()
                .filter(library -> library.scope().equals("provided"))
                .map(Library::artifact)
                .forEach(provided::add);
        assertEquals(Set.of("jupyter-jvm-basekernel", "jjava-jupyter", "rapaio-jupyter-kernel"), provided);
    }

    @Test
    void versionsAreThoseWithWhichTheTestsRun() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String entry : classPath()) {
            names.add(Path.of(entry).getFileName().toString());
        }
        List<Library> others = libraries().stream()
                .filter(library -> !library.artifact().startsWith("huxley-"))
                .filter(library -> !names.contains(library.artifact() + "-" + library.version()
                        + (library.classifier().isEmpty() ? "" : "-" + library.classifier()) + ".jar"))
                .toList();
        assertEquals(List.of(), others, () -> "not on the class path of the tests: " + names);
    }

    @Test
    void itNamesAllLibrariesAndTheNativesOfThisPlatform() throws IOException {
        String pom = pom();
        assertFalse(pom.contains("${"), () -> "properties that nobody replaces: " + pom);
        assertFalse(pom.contains("<parent>"), "profiles of the parent would choose the natives");
        Set<String> plain = new TreeSet<>();
        Set<String> withNatives = new TreeSet<>();
        libraries().forEach(library -> (library.classifier().isEmpty() ? plain : withNatives).add(library.artifact()));
        assertEquals(Set.of("javacpp", "llvm", "pytorch-native-cpu"), withNatives);
        assertTrue(
                plain.containsAll(
                        List.of("huxley-core", "huxley-autodiff", "huxley-lab", "pytorch-engine", "slf4j-nop")),
                plain::toString);
    }

    @Test
    void theJarHoldsWhatIJavaLeavesOut() throws IOException {
        Matcher held = Pattern.compile("<includeArtifactIds>(.*?)</")
                .matcher(Files.readString(Path.of(System.getProperty("huxley.root"), "notebooks/pom.xml")));
        assertTrue(held.find());
        Set<String> leftOut = new TreeSet<>();
        int checked = 0;
        Set<String> withNatives = new TreeSet<>();
        libraries().stream()
                .filter(library -> !library.classifier().isEmpty())
                .map(Library::artifact)
                .forEach(withNatives::add);
        libraries().stream()
                .filter(library -> library.classifier().isEmpty() && withNatives.contains(library.artifact()))
                .map(Library::artifact)
                .forEach(leftOut::add);
        for (Library library : libraries()) {
            String name = library.artifact() + "-" + library.version();
            for (String entry : classPath()) {
                Path pom = Path.of(entry).resolveSibling(name + ".pom");
                if (entry.endsWith(name + ".jar") && Files.exists(pom)) {
                    checked++;
                    if (Files.readString(pom).contains("<packaging>bundle")) {
                        leftOut.add(library.artifact());
                    }
                }
            }
        }
        assertTrue(checked >= 12, "only " + checked + " libraries have their POM beside the jar");
        assertEquals(new TreeSet<>(List.of(held.group(1).split(","))), leftOut);
    }
}
