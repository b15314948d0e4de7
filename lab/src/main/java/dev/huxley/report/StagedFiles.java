package dev.huxley.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Files that appear in a folder together or not at all: they are written in full under temporary names in the same
 * folder, then moved. A lack of space or rights shows before the first move. Closing removes files that were not moved.
 */
final class StagedFiles implements AutoCloseable {
    /** The content of one file. */
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    private final Path folder;
    private final String suffix = "." + UUID.randomUUID() + ".part";
    private final Map<Path, Path> parts = new LinkedHashMap<>();
    private final List<Path> removed = new ArrayList<>();

    StagedFiles(Path folder) {
        this.folder = folder;
    }

    void add(String name, byte[] content) throws IOException {
        Files.write(part(name), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void add(String name, Content content) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(
                part(name), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(out);
        }
    }

    /** Removes a file of an earlier report once all others are in their places. */
    void remove(String name) {
        removed.add(folder.resolve(name));
    }

    private Path part(String name) throws IOException {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "a folder has the name of a file of the report");
        }
        Path part = folder.resolve("." + name + suffix);
        parts.put(target, part);
        return part;
    }

    /** Moves all files to their names, replacing older ones, in the order in which they were added. */
    List<Path> commit() throws IOException {
        for (Map.Entry<Path, Path> file : parts.entrySet()) {
            try {
                Files.move(file.getValue(), file.getKey(), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(file.getValue(), file.getKey(), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (Path older : removed) {
            Files.deleteIfExists(older);
        }
        return List.copyOf(parts.keySet());
    }

    @Override
    public void close() throws IOException {
        for (Path part : parts.values()) {
            Files.deleteIfExists(part);
        }
    }
}
