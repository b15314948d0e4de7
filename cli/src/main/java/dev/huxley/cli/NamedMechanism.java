package dev.huxley.cli;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
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
        Path file = requireFile(Path.of(name));
        Mechanism mechanism = Nmodl.readAny(file, warnings);
        return new CatalogueEntry(
                "nmodl",
                "read from " + file.getFileName(),
                new CatalogueEntry.Paper("", ""),
                List.of(),
                List.of(),
                () -> mechanism);
    }

    /** The text in NMODL of a file whose name ends in {@code .mod}; empty for names of the catalogue. */
    static Optional<String> text(String name) {
        return name.endsWith(SUFFIX)
                ? Optional.of(read(Path.of(name), text -> {}).source())
                : Optional.empty();
    }

    /**
     * Channels as {@link #find} takes them: the mechanisms of the given files may be named as the files name them.
     *
     * @param channels names, files, or null
     * @param files files in NMODL, or folders with such files
     * @param warnings receives what the reader of a file should know, once
     * @throws IllegalArgumentException if a file is given of which no channel is named
     */
    static List<String> resolved(List<String> channels, List<Path> files, Consumer<String> warnings) {
        Map<String, Path> known = new LinkedHashMap<>();
        List<String> mustBeNamed = new ArrayList<>();
        for (Path given : files) {
            boolean isFolder = Files.isDirectory(given);
            for (Path file : isFolder ? inFolder(given, warnings) : List.of(given)) {
                String name = read(file, isFolder ? text -> {} : warnings).name();
                if (known.put(name, file) != null) {
                    throw new IllegalArgumentException("--mod: two files have the mechanism " + name + ", " + file
                            + " is one of them; leave one away");
                }
                if (!isFolder) {
                    mustBeNamed.add(name);
                }
            }
        }
        List<String> all = new ArrayList<>();
        for (String channel : channels) {
            String name = channel.strip();
            boolean isOfFile = known.containsKey(name);
            if (name.endsWith(SUFFIX) || isOfFile && !mustBeNamed.contains(name)) {
                read(isOfFile ? known.get(name) : Path.of(name), warnings);
            }
            mustBeNamed.remove(name);
            all.add(isOfFile ? known.get(name).toString() : name);
        }
        if (!mustBeNamed.isEmpty()) {
            throw new IllegalArgumentException("--mod " + known.get(mustBeNamed.get(0)) + " has the mechanism "
                    + mustBeNamed.get(0) + ", which no channel names; add it to --channels");
        }
        return all;
    }

    /** The files of a folder with channels; those that cannot be read are told, synapses are left out. */
    private static List<Path> inFolder(Path folder, Consumer<String> warnings) {
        List<Path> readable = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                try {
                    if (Nmodl.readAny(file, text -> {}) instanceof NmodlChannel) {
                        readable.add(file);
                    }
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

    private static NmodlChannel read(Path file, Consumer<String> warnings) {
        return Nmodl.read(requireFile(file), warnings);
    }

    private static Path requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file + " with a mechanism in NMODL");
        }
        return file;
    }

    /** The same with warnings on standard error. */
    static CatalogueEntry find(String name) {
        return find(name, text -> System.err.println("huxley: " + text));
    }
}
