package dev.huxley.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules for every package: its package-info states its content, the packages that it calls and its callers. */
class PackagesTest {
    private static final int MOST_FILES = 40;
    /** Its columns may be changed by its views and by nobody else, so they share one package. */
    private static final Set<String> LARGE = Set.of("model");

    private static final Pattern SENTENCE =
            Pattern.compile("Calls (.*?); called by (.*?)\\.\\s*\\*/\\s*package ", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");
    private static final String EVERYONE = "everyone";
    private static final String USERS = "users";

    @TestFactory
    Stream<DynamicTest> thePackageInfoSaysTrulyWhatItCallsAndWhoCallsIt() throws IOException {
        Map<String, TreeSet<String>> calls = ProjectClasses.calls();
        return ProjectClasses.folders().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String name = entry.getKey();
                    Matcher sentence = SENTENCE.matcher(text(entry.getValue()));
                    assertTrue(
                            sentence.find(),
                            () -> entry.getValue()
                                    + " ends on no sentence 'Calls {@code a}, {@code b}; called by {@code c}.'; it calls "
                                    + calls.get(name) + " and is called by " + callers(calls, name));
                    assertEquals(calls.getOrDefault(name, new TreeSet<>()), names(sentence.group(1)), name + " calls");
                    if (sentence.group(2).contains(EVERYONE)) {
                        assertTrue(
                                callers(calls, name).size() > 16,
                                () -> name + " is called by " + callers(calls, name) + " only; name them");
                    } else {
                        assertEquals(callers(calls, name), names(sentence.group(2)), name + " is called by");
                    }
                    assertEquals(
                            isExported(entry.getValue(), name),
                            sentence.group(2).contains(USERS),
                            name + " is exported to users; its package-info says so");
                }));
    }

    @Test
    void packagesAreOfASizeThatIsSeenAtAGlance() throws IOException {
        ProjectClasses.folders().forEach((name, folder) -> {
            try (Stream<Path> files = Files.list(folder)) {
                long count =
                        files.filter(file -> file.toString().endsWith(".java")).count();
                assertTrue(
                        count <= MOST_FILES || LARGE.contains(name),
                        "package " + name + " has " + count + " files, more than " + MOST_FILES);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void filesAreOfASizeThatIsReadInOneGo() throws IOException {
        List<String> long400 = new java.util.ArrayList<>();
        for (Path folder : ProjectClasses.folders().values()) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    int lines = Files.readAllLines(file).size();
                    if (lines > 400) {
                        long400.add(file.getFileName() + " has " + lines + " lines");
                    }
                }
            }
        }
        assertEquals(List.of(), long400);
    }

    private static TreeSet<String> callers(Map<String, TreeSet<String>> calls, String name) {
        return calls.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> names(String list) {
        return NAME.matcher(list).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path folder) throws IOException {
        Path file = folder.resolve("package-info.java");
        assertTrue(Files.exists(file), () -> folder + " has no package-info.java");
        return Files.readString(file).replaceAll("\\s*\\n \\*(?!/) ?", " ");
    }

    /** Tells whether the module of a package exports it to everybody. */
    private static boolean isExported(Path folder, String name) throws IOException {
        Path sources = folder;
        for (int up = 0; up <= name.chars().filter(c -> c == '.').count() + 2; up++) {
            sources = sources.getParent();
        }
        Path descriptor = sources.resolve("module-info.java");
        if (!Files.exists(descriptor)) {
            // Notebooks: the jars of the kernels hold equal packages, so they cannot be modules; users know the
            // outermost.
            return name.indexOf('.') < 0;
        }
        String module = Files.readString(descriptor);
        return module.contains("exports " + ProjectClasses.ROOT + name + ";");
    }
}
