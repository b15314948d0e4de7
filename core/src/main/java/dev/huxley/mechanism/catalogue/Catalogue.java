package dev.huxley.mechanism.catalogue;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.text.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mechanisms that come with Huxley, by library. */
public final class Catalogue {
    /** The library whose mechanisms need no library in front of their names. */
    private static final String PLAIN = "passive";

    private Catalogue() {}

    /** All mechanisms, grouped by library. */
    public static List<CatalogueEntry> entries() {
        return Libraries.ENTRIES;
    }

    /** The names of the libraries. */
    public static List<String> libraries() {
        return entries().stream().map(CatalogueEntry::library).distinct().toList();
    }

    /**
     * The mechanism of this name: {@code "hay.NaTaT"}, or without the library if only one library has the name. {@code
     * "Leak"} alone is {@code passive.Leak}.
     *
     * @throws IllegalArgumentException if there is none, or several libraries have one
     */
    public static CatalogueEntry find(String name) {
        List<CatalogueEntry> found = entries().stream()
                .filter(entry -> entry.fullName().equals(name) || entry.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(unknown(name));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        return found.stream()
                .filter(entry -> entry.library().equals(PLAIN))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("several libraries have a mechanism '" + name
                        + "'; name one of "
                        + found.stream().map(CatalogueEntry::fullName).collect(Collectors.joining(", "))));
    }

    /**
     * The first mechanism for compartments that declares this parameter or state, for instance {@code "Fire_spikes"}; empty
     * if none does.
     */
    public static Optional<CatalogueEntry> declaring(String key) {
        return entries().stream()
                .filter(CatalogueEntry::isInsertable)
                .filter(entry -> declarations(entry.create())
                        .anyMatch(declaration -> declaration.key().equals(key)))
                .findFirst();
    }

    /** The declaration of a parameter or state of compartments by the first mechanism that has it; empty if none does. */
    public static Optional<Declaration> declaration(String key) {
        return declaring(key).flatMap(entry -> declarations(entry.create())
                .filter(declaration -> declaration.key().equals(key))
                .findFirst());
    }

    private static Stream<Declaration> declarations(Mechanism mechanism) {
        return Stream.of(mechanism.parameters(), mechanism.states()).flatMap(Collection::stream);
    }

    private static String unknown(String name) {
        String library = name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
        List<String> names = entries().stream()
                .filter(entry ->
                        !libraries().contains(library) || entry.library().equals(library))
                .map(entry -> name.contains(".") ? entry.fullName() : entry.name())
                .distinct()
                .sorted()
                .toList();
        return "there is no mechanism '" + name + "'; "
                + NearestName.of(name, names)
                        .map(nearest -> "did you mean '" + nearest + "'? ")
                        .orElse("")
                + "\"huxley mechanisms\" lists " + String.join(", ", names);
    }
}
