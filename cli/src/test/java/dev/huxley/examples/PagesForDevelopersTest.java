package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements of docs/architecture.md and CONTRIBUTING.md about the sources are true. */
class PagesForDevelopersTest {
    private static final Path ROOT = ExampleProgram.ROOT;
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)[`.(]");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FILE = Pattern.compile("(?m)^\\| `([^`]*/[^`]*)` \\|");

    /** All Java files of the modules, package-info and module-info too. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> folders = Files.list(ROOT)) {
            for (Path folder : folders.map(module -> module.resolve(SOURCES))
                    .filter(Files::exists)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    @Test
    void theClassesThatTheArchitectureNamesExist() throws IOException {
        Set<String> classes = new TreeSet<>(Set.of("NDArray"));
        sources().forEach(file -> classes.add(file.getFileName().toString().replace(".java", "")));
        Set<String> missing = new TreeSet<>();
        Matcher name = CLASS.matcher(Files.readString(ROOT.resolve("docs/architecture.md")));
        while (name.find()) {
            if (!classes.contains(name.group(1))) {
                missing.add(name.group(1));
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void theMapNamesEveryPackageAndNoOther() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (Path file : sources()) {
            String path = file.getParent().toString().replace('\\', '/');
            if (path.contains("/dev/huxley/")) {
                String name = path.substring(path.indexOf("/dev/huxley/") + "/dev/huxley/".length())
                        .replace('/', '.');
                packages.add(name.startsWith("mechanism.") ? "mechanism" : name);
            }
        }
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/architecture.md"))) {
            String[] cells = line.split("\\|");
            if (line.startsWith("|") && cells.length == 4) {
                CODE.matcher(cells[2]).results().forEach(code -> named.add(code.group(1)));
            }
        }
        assertEquals(packages, named);
    }

    @Test
    void theFilesThatContributingNamesExist() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher file = FILE.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md")));
        while (file.find()) {
            // The names that a contributor chooses stand in angle brackets; the folder above them is there.
            String fixed = file.group(1).replaceAll("/[^/]*<.*", "");
            if (!Files.exists(ROOT.resolve(fixed))) {
                missing.add(file.group(1));
            }
        }
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @CsvSource({"A channel, 3", "A recording format, 3", "A loss, 2", "An operation of the graph, 4", "An integrator, 2"
    })
    void anExtensionTouchesFewFiles(String what, int most) throws IOException {
        String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        String section = page.split("(?m)^## " + what + "$", 2)[1].split("(?m)^## ", 2)[0];
        long files = FILE.matcher(section).results().count();
        assertTrue(files >= 1 && files <= most, what + " touches " + files + " files, not 1 to " + most);
    }
}
