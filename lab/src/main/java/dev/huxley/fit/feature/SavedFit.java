package dev.huxley.fit.feature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that keeps the state of a fit. It is written beside its place, forced to the disk and moved there, so that there
 * is a whole state at any moment, whatever ends the process.
 */
final class SavedFit {
    /** The name of the file in the folder of a fit. */
    static final String NAME = "search.json";

    private static final String PART = ".search.json.part";
    private static final long LARGEST = 1L << 30;

    private final Path file;
    private final Path part;

    SavedFit(Path folder) {
        file = folder.resolve(NAME);
        part = folder.resolve(PART);
    }

    void write(String json) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Reads the state.
     *
     * @param fingerprint tells fits apart, see {@link FitFingerprint}
     * @throws IllegalArgumentException if there is none, it is damaged, or it is of another fit
     */
    ClimbState.Saved state(String fingerprint) {
        String json = read();
        try {
            return ClimbState.fromJson(json, fingerprint);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    /** The candidates that had been evaluated. */
    long evaluations() {
        String json = read();
        try {
            return ClimbState.evaluations(json);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    private IllegalArgumentException unusable(IllegalArgumentException cause) {
        return new IllegalArgumentException(
                file + ": " + cause.getMessage() + "; delete this file to begin the fit anew", cause);
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if there is none, or it cannot be read
     */
    String read() {
        if (!exists()) {
            throw new IllegalArgumentException(
                    "there is no fit to go on with: " + file + " does not exist; begin one without --resume");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        file + " has " + Files.size(file) + " bytes; a state of a fit is" + " smaller than " + LARGEST);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }
}
