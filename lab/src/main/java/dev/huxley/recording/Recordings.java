package dev.huxley.recording;

import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Reads recordings of every available {@link RecordingFormat}, which it recognizes by the first bytes of the file, then
 * by its extension.
 */
public final class Recordings {
    /** The number of bytes from the start of a file by which formats recognize it. */
    static final int START_BYTES = 16;

    private static final String HDF5 = "\u0089HDF";

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
        byte[] start = start(file);
        String extension = extension(file);
        List<RecordingFormat> formats = formats();
        String supported = "supported are "
                + formats.stream().map(RecordingFormat::description).collect(Collectors.joining(" and "));
        for (String name : List.of("", extension)) {
            // The content decides; a file that says nothing of itself is believed by its name.
            for (RecordingFormat format : formats) {
                if (format.isFormatOf(start, name)) {
                    return format.read(file);
                }
            }
        }
        if (new String(start, StandardCharsets.ISO_8859_1).startsWith(HDF5)) {
            throw new RecordingException(
                    file, "is an HDF5 file; an NWB file has the extension .nwb, others are not read: " + supported);
        }
        throw new RecordingException(file, "unknown recording format " + Quotation.of(extension) + "; " + supported);
    }

    /** The formats sorted by description, so messages and choices do not depend on the class path. */
    private static List<RecordingFormat> formats() {
        return ServiceLoader.load(RecordingFormat.class, RecordingFormat.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(RecordingFormat::description))
                .toList();
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static byte[] start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START_BYTES);
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}
