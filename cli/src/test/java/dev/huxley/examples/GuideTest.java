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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documentation is right: its Java compiles, every chapter of the guide runs and prints what the chapter says it prints,
 * and its links lead somewhere. See {@link MarkdownPage} for how pages are read.
 */
class GuideTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static final Pattern EXPORT = Pattern.compile("exports ([a-z.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?(dev\\.huxley(?:\\.[a-z]+)+)\\.");

    /** All pages, the README first. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(
                List.of(ExampleProgram.ROOT.resolve("README.md"), ExampleProgram.ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> files = Files.walk(ExampleProgram.ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theJavaOfThePageCompiles(Path page, @TempDir Path folder) throws IOException {
        assertEquals("", GuideCompiler.compile(programs(page), folder));
    }

    @Test
    void theChaptersOfTheGuideRunAndPrintWhatTheySay(@TempDir Path folder) throws Exception {
        List<GuideProgram> programs = new ArrayList<>();
        for (Path page : pages()) {
            programs(page).stream().filter(program -> !program.isComplete()).forEach(programs::add);
        }
        assertTrue(programs.size() >= 10, "the guide has " + programs.size() + " programs");
        assertEquals("", GuideCompiler.compile(programs, folder));
        assertEquals(List.of(), GuideRun.of(programs, folder).failures());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theLinksOfThePageLeadSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            if (!Files.exists(page.resolveSibling(link.group(1)))) {
                broken.add(link.group(1));
            }
        }
        assertEquals(List.of(), broken, page.toString());
    }

    /** A project with modules can import everything that the guide imports. */
    @Test
    void theGuideUsesExportedPackagesOnly() throws IOException {
        Set<String> exported = new TreeSet<>();
        try (Stream<Path> folders = Files.list(ExampleProgram.ROOT)) {
            for (Path module : folders.map(folder -> folder.resolve("src/main/java/module-info.java"))
                    .filter(Files::exists)
                    .toList()) {
                EXPORT.matcher(Files.readString(module)).results().forEach(export -> exported.add(export.group(1)));
            }
        }
        Set<String> hidden = new TreeSet<>();
        for (Path page : pages()) {
            if (!page.endsWith("CONTRIBUTING.md")) {
                IMPORT.matcher(Files.readString(page))
                        .results()
                        .map(imported -> imported.group(1))
                        .filter(name -> !exported.contains(name))
                        .forEach(hidden::add);
            }
        }
        assertEquals(Set.of(), hidden, "packages that no module exports");
    }

    // ---- the test itself can fail ----

    @Test
    void anErrorIsFoundWithItsFileAndLine(@TempDir Path folder) {
        GuideProgram program = program(
                """
                # Page

                ```java
                int one = 1;
                ```
                and
                ```java
                import java.util.List;
                record Pair(int a, int b) {}
                Pair pair = new Pair(one, 2);
                String text = pair.a();
                ```
                """);
        String errors = GuideCompiler.compile(List.of(program), folder);
        assertTrue(errors.startsWith("page.md:11: "), errors);
        assertEquals(1, errors.lines().count(), errors);
    }

    @Test
    void aWrongOutputAndAnExceptionAreFoundWithTheirLines(@TempDir Path folder) throws Exception {
        GuideProgram program = program(
                """
                ```java
                System.out.println("one");
                ```
                ```text
                one
                ```
                ```java
                System.out.println("two");
                ```
                ```text
                three
                ```
                | there | Huxley |
                |---|---|
                | x | `Integer.parseInt("12")` |
                | y | `Integer.parseInt("a \\| b")` |
                """);
        assertEquals("", GuideCompiler.compile(List.of(program), folder));
        List<String> failures = GuideRun.of(List.of(program), folder).failures();
        assertEquals(2, failures.size(), failures::toString);
        assertTrue(failures.get(0).startsWith("page.md:8: prints\ntwo\nbut the page says\nthree"), failures.get(0));
        assertTrue(failures.get(1).startsWith("page.md:16: "), failures.get(1));
        assertTrue(failures.get(1).contains("\"a | b\""), failures.get(1));
    }

    private static GuideProgram program(String text) {
        MarkdownPage page = MarkdownPage.parse(Path.of("page.md"), text.lines().toList());
        return GuideProgram.of(page, List.of()).get(0);
    }

    private static List<GuideProgram> programs(Path page) {
        return GuideProgram.of(MarkdownPage.read(page), imports());
    }

    /** The imports of every block: the first block of the guide's first page. */
    private static List<String> imports() {
        MarkdownPage guide = MarkdownPage.read(ExampleProgram.ROOT.resolve("docs/guide/README.md"));
        MarkdownPage.Block first = (MarkdownPage.Block) guide.parts().get(0);
        return first.lines().stream().map(MarkdownPage.Line::text).toList();
    }
}
