package dev.huxley.cli;

import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A mechanism by its name in the catalogue, or by a file in NMODL. */
final class NamedMechanism {
    private static final String SUFFIX = ".mod";

    private NamedMechanism() {}

    /**
     * The mechanism of a name, or of a file whose name ends in {@code .mod}.
     *
     * @param warnings receives what the reader of a file should know
     */
    static CatalogueEntry find(String name, Consumer<String> warnings) {
        if (!name.endsWith(SUFFIX)) {
            return Catalogue.find(name);
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + name + " with a mechanism in NMODL");
        }
        NmodlChannel mechanism = Nmodl.read(file, warnings);
        return new CatalogueEntry(
                "nmodl",
                "read from " + file.getFileName(),
                new CatalogueEntry.Paper("", ""),
                List.of(),
                List.of(),
                () -> mechanism);
    }

    /** The same with warnings on standard error. */
    static CatalogueEntry find(String name) {
        return find(name, text -> System.err.println("huxley: " + text));
    }
}
