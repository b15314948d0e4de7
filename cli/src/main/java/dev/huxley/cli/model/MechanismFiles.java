package dev.huxley.cli.model;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.text.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option {@code --mod}: mechanisms of files in NMODL, which other options then name; each file is read once. */
public final class MechanismFiles {
    private static final String SUFFIX = ".mod";

    /** A mechanism of a file; the warnings of one in a folder are told when it is used. */
    private record Found(CatalogueEntry entry, Path file, boolean isOfFolder, List<String> warnings) {}

    @Option(
            names = "--mod",
            paramLabel = "FILE",
            description = {
                "a file in NMODL, or a folder of them, whose mechanisms may be named as the files name them",
                "(repeatable)"
            })
    private List<Path> given = new ArrayList<>();

    private Map<String, Found> found;

    /** Tells whether there are any. */
    public boolean areGiven() {
        return !given.isEmpty();
    }

    /** The mechanisms of all files in the order of the options, in a folder in that of the files' names. */
    public List<CatalogueEntry> entries(Consumer<String> warnings) {
        return found(warnings).values().stream().map(Found::entry).toList();
    }

    /**
     * The mechanism of a name: of a file of these, of a file whose name ends in {@code .mod}, or of the catalogue.
     *
     * @param warnings receives what the reader of a file should know
     */
    public CatalogueEntry find(String name, Consumer<String> warnings) {
        Found own = found(warnings).get(name);
        if (own != null) {
            if (own.isOfFolder()) {
                own.warnings().forEach(warnings);
            }
            return own.entry();
        }
        if (name.endsWith(SUFFIX)) {
            return entry(Path.of(name), warnings);
        }
        try {
            return Catalogue.find(name);
        } catch (IllegalArgumentException e) {
            if (found.isEmpty()) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "there is no mechanism '" + name + "' in the files of --mod, which have "
                            + String.join(", ", found.keySet())
                            + NearestName.of(name, found.keySet())
                                    .map(near -> " (did you mean '" + near + "'?)")
                                    .orElse("")
                            + ", and none among those of Huxley, which \"huxley mechanisms\" lists",
                    e);
        }
    }

    /** The file of a mechanism by the name that {@link #find} takes; empty for those of the catalogue. */
    public Optional<Path> file(String name) {
        return Optional.ofNullable(found.get(name))
                .map(Found::file)
                .or(() -> name.endsWith(SUFFIX) ? Optional.of(Path.of(name)) : Optional.empty());
    }

    /**
     * The channels of these names.
     *
     * @param warnings receives what the reader of a file should know, once
     * @throws IllegalArgumentException if a file is given, not a folder, of which no channel is named
     */
    public List<CatalogueEntry> channels(List<String> names, Consumer<String> warnings) {
        List<String> stripped = names.stream().map(String::strip).toList();
        found(warnings).forEach((name, own) -> {
            if (!own.isOfFolder() && !stripped.contains(name)) {
                throw new IllegalArgumentException("--mod " + own.file() + " has the mechanism " + name
                        + ", which no channel names; add it to --channels");
            }
        });
        return stripped.stream().map(name -> find(name, warnings)).toList();
    }

    /** The text in NMODL of a mechanism; empty for those of the catalogue. */
    static Optional<String> text(CatalogueEntry entry) {
        return entry.create() instanceof NmodlChannel channel ? Optional.of(channel.source()) : Optional.empty();
    }

    private Map<String, Found> found(Consumer<String> warnings) {
        if (found == null) {
            Map<String, Found> all = new LinkedHashMap<>();
            for (Path each : given) {
                if (Files.isDirectory(each)) {
                    inFolder(each, warnings).forEach(file -> add(file, all));
                } else {
                    add(new Found(entry(each, warnings), each, false, List.of()), all);
                }
            }
            found = all;
        }
        return found;
    }

    private static void add(Found file, Map<String, Found> all) {
        Found other = all.put(file.entry().name(), file);
        if (other != null) {
            throw new IllegalArgumentException("--mod: two files have the mechanism "
                    + file.entry().name() + ", " + other.file() + " and " + file.file() + "; leave one away");
        }
    }

    /** The mechanisms of a folder's files; those that cannot be read are told. */
    private static List<Found> inFolder(Path folder, Consumer<String> warnings) {
        List<Found> readable = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                List<String> own = new ArrayList<>();
                try {
                    readable.add(new Found(entry(file, own::add), file, true, own));
                } catch (IllegalArgumentException | UncheckedIOException e) {
                    warnings.accept(file.getFileName() + " is left out: Huxley cannot run it"
                            + " (\"huxley mechanisms --describe " + file + "\" says why)");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return readable;
    }

    private static CatalogueEntry entry(Path file, Consumer<String> warnings) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file + " with a mechanism in NMODL");
        }
        Mechanism mechanism = Nmodl.readAny(file, warnings);
        return new CatalogueEntry(
                "",
                "read from " + file.getFileName(),
                new CatalogueEntry.Paper("", ""),
                List.of(),
                List.of(),
                () -> mechanism);
    }
}
