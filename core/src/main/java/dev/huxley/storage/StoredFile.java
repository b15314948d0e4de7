package dev.huxley.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files completely or not at all, and reads files up to a bound. */
public final class StoredFile {
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    private StoredFile() {}

    /** Writes to a temporary file, then moves it; an earlier file stays intact until then. */
    public static void write(Path file, byte[] bytes) {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            if (Files.isDirectory(target)) {
                throw new StorageException(file.toString(), "is a folder; give the name of a file");
            }
            try {
                try (FileChannel channel =
                        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                    channel.force(true);
                }
                try {
                    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchFileException e) {
            throw new StorageException(file.toString(), "its folder does not exist; make it first", e);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot be written (" + e + ")", e);
        }
    }

    public static byte[] read(Path file) {
        try {
            long size = Files.size(file);
            if (Files.isDirectory(file)) {
                throw new StorageException(file.toString(), "is a folder; give the name of a file");
            }
            if (size > LARGEST) {
                throw new StorageException(file.toString(), size + " bytes are more than the 2 GB that are read");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    file.toString(), "file not found (looked for " + file.toAbsolutePath() + "); check the path", e);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot be read (" + e + ")", e);
        }
    }
}
