package dev.huxley.morphology;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Decodes SWC files of any encoding to lines without a byte order mark. */
final class SwcText {
    private SwcText() {}

    /**
     * The lines of a file. A byte order mark identifies UTF-16. Otherwise comments may be in any encoding and the data
     * are ASCII, so Latin-1 decodes every byte.
     */
    static BufferedReader lines(InputStream bytes, SwcNotes notes) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        Charset charset = StandardCharsets.ISO_8859_1;
        if (first == 0xFF && second == 0xFE) {
            charset = StandardCharsets.UTF_16LE;
        } else if (first == 0xFE && second == 0xFF) {
            charset = StandardCharsets.UTF_16BE;
        } else {
            buffered.reset();
        }
        if (charset != StandardCharsets.ISO_8859_1) {
            notes.repaired(0, "the file is " + charset + ", read as such (SWC files are plain ASCII)");
        }
        return new BufferedReader(new InputStreamReader(buffered, charset));
    }

    static String withoutByteOrderMark(String line) {
        if (line.startsWith("\uFEFF")) {
            return line.substring(1);
        }
        return line.startsWith("\u00EF\u00BB\u00BF") ? line.substring(3) : line;
    }

    /** A line without the marks that old programs write at the end of a file: NUL and ^Z. */
    static String withoutEndMarks(String line) {
        int end = line.length();
        while (end > 0 && (isEndMark(line.charAt(end - 1)) || isEndMarkBefore(line, end))) {
            end--;
        }
        return line.substring(0, end);
    }

    private static boolean isEndMark(char character) {
        return character == '\0' || character == '\u001A';
    }

    /** Tells whether the line up to {@code end} ends with an end mark followed by blanks. */
    private static boolean isEndMarkBefore(String line, int end) {
        int at = end - 1;
        while (at >= 0 && Character.isWhitespace(line.charAt(at))) {
            at--;
        }
        return at >= 0 && at < end - 1 && isEndMark(line.charAt(at));
    }
}
