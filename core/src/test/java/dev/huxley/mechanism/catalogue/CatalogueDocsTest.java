package dev.huxley.mechanism.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Javadocs of shipped mechanisms repeat equations only as {@code equations()} says them, which other tests compare with
 * the code, and defaults only as they are.
 */
class CatalogueDocsTest {
    private static final Pattern CLASS_DOC =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public final class", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\\{@code ([^{}]*)}");
    private static final Pattern PRE = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL);
    private static final Pattern DEFAULT =
            Pattern.compile("\\{@code (\\w+)} \\(?(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)(?=[ ,;.)])");

    static Stream<CatalogueEntry> shipped() {
        return Catalogue.entries().stream();
    }

    private static String doc(Mechanism mechanism) throws IOException {
        Path source = Path.of(System.getProperty("huxley.root"), "core/src/main/java")
                .resolve(mechanism.getClass().getName().replace('.', '/') + ".java");
        Matcher doc = CLASS_DOC.matcher(Files.readString(source));
        assertTrue(doc.find(), "no Javadoc of the class in " + source);
        return doc.group(1).replaceAll("(?m)^ \\* ?", "");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void equationsOfJavadocsAreThoseOfTheMechanism(CatalogueEntry entry) throws IOException {
        Mechanism mechanism = entry.create();
        String equations = plain(mechanism.equations());
        List<String> others = stated(doc(mechanism)).stream()
                .filter(text -> !equations.contains(text))
                .toList();
        assertEquals(List.of(), others, "in the Javadoc of " + entry.fullName() + ", but not in its equations");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void defaultsOfJavadocsAreThoseOfTheMechanism(CatalogueEntry entry) throws IOException {
        Mechanism mechanism = entry.create();
        Matcher said = DEFAULT.matcher(plain(doc(mechanism)));
        while (said.find()) {
            String name = said.group(1);
            Optional<Declaration> declaration = Stream.concat(
                            mechanism.parameters().stream(), mechanism.states().stream())
                    .filter(each -> each.key().equals(name) || each.name().equals(name))
                    .findFirst();
            assertTrue(declaration.isPresent(), entry.fullName() + " declares no " + name);
            assertEquals(
                    declaration.get().value(),
                    Double.parseDouble(said.group(2)),
                    "the default of " + name + " of " + entry.fullName());
        }
    }

    /** There is enough to compare: many Javadocs repeat an equation, and nearly all have defaults. */
    @Test
    void javadocsHaveEquationsAndDefaults() throws IOException {
        int equations = 0;
        int defaults = 0;
        for (CatalogueEntry entry : Catalogue.entries()) {
            String doc = doc(entry.create());
            equations += stated(doc).size();
            defaults += (int) DEFAULT.matcher(plain(doc)).results().count();
        }
        assertTrue(equations >= 50, "only " + equations + " equations in Javadocs");
        assertTrue(defaults >= 150, "only " + defaults + " defaults in Javadocs");
    }

    /** The equations in code and in pictures; what stands beside pictures, behind wide gaps, is apart from them. */
    private static List<String> stated(String doc) {
        List<String> code = new ArrayList<>();
        CODE.matcher(doc).results().map(result -> result.group(1)).forEach(code::add);
        PRE.matcher(doc).results().flatMap(result -> result.group(1).lines()).forEach(code::add);
        return code.stream()
                .flatMap(text -> Stream.of(text.split("   +")))
                .map(CatalogueDocsTest::plain)
                .filter(text -> text.contains(" = "))
                .toList();
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
