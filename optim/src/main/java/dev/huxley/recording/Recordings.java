package dev.huxley.recording;

import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Reads recordings of any format Huxley knows: by the first bytes of the file, then by its extension. */
public final class Recordings {
    private static final Set<String> TEXT_EXTENSIONS = Set.of("csv", "tsv", "txt");
    private static final String SUPPORTED = "supported are Axon Binary Format (.abf, ABF1 and ABF2) and text"
            + " (.csv, .tsv, .txt with columns such as 'time [ms],voltage [mV],current [nA]')";

    private Recordings() {}

    /**
     * Reads a recording.
     *
     * @throws RecordingException when the file is missing, of an unknown format (the message lists the known ones), or
     *     damaged
     */
    public static Recording read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RecordingException(
                    file,
                    Files.exists(file)
                            ? "not a regular file"
                            : "no such file (looked at " + file.toAbsolutePath() + ")");
        }
        String start = start(file);
        String extension = extension(file);
        if (start.startsWith("ABF") || extension.equals("abf")) {
            return AbfReader.read(file);
        }
        if (start.equals("\u0089HDF")) {
            throw new RecordingException(
                    file, "HDF5 and NWB files are not read; export the sweeps as text: " + SUPPORTED);
        }
        if (TEXT_EXTENSIONS.contains(extension)) {
            return CsvReader.read(file);
        }
        throw new RecordingException(file, "unknown recording format " + Quotation.of(extension) + "; " + SUPPORTED);
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}
