package dev.huxley.recording;

import java.nio.file.Path;

/**
 * A file format of recordings. {@link Recordings} asks every format on the class path or module path, found by {@link
 * java.util.ServiceLoader}: a custom format needs a class that implements this interface, and its line in {@code
 * META-INF/services/dev.huxley.recording.RecordingFormat}.
 */
public interface RecordingFormat {
    /** The format in words, for messages: its name and its file name extensions, "Axon Binary Format (.abf)". */
    String description();

    /**
     * Tells whether a file is of this format. Every format is asked twice: first by the content alone, with an empty
     * extension; then, where none has known the content, with the extension.
     *
     * @param start the first bytes of the file, {@value Recordings#START_BYTES} of them, or all if the file is shorter
     * @param extension the file name's extension in lower case, without the dot; empty if there is none, and when the
     *     content alone is asked about
     */
    boolean isFormatOf(byte[] start, String extension);

    /**
     * Reads a recording.
     *
     * @throws RecordingException when the file is damaged or holds data that the format does not describe
     */
    Recording read(Path file);
}
