package dev.huxley.recording.abf;

import dev.huxley.recording.RecordingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of an ABF file, little-endian. Every access is checked against the file's length and names its field. */
final class AbfBytes {
    /** ABF counts positions in blocks of 512 bytes. */
    static final int BLOCK = 512;

    private final Path file;
    private final ByteBuffer bytes;

    private AbfBytes(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static AbfBytes read(Path file) {
        try {
            long size = Files.size(file);
            if (size > Integer.MAX_VALUE - 64) {
                throw new RecordingException(
                        file, "is " + size + " bytes; files from 2 GiB are not read, split it first");
            }
            return new AbfBytes(file, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read: " + e, e);
        }
    }

    Path file() {
        return file;
    }

    int length() {
        return bytes.limit();
    }

    RecordingException wrong(String message) {
        return new RecordingException(file, message);
    }

    /** Throws unless {@code count} bytes from {@code offset} lie in the file. */
    void require(long offset, long count, String field) {
        if (offset < 0 || count < 0 || offset > length() || count > length() - offset) {
            throw wrong(field + ": needs " + count + " bytes at byte " + offset + ", but the file ends at byte "
                    + length() + " (truncated or damaged)");
        }
    }

    int int16(long offset, String field) {
        require(offset, 2, field);
        return bytes.getShort((int) offset);
    }

    int int32(long offset, String field) {
        require(offset, 4, field);
        return bytes.getInt((int) offset);
    }

    long uint32(long offset, String field) {
        return Integer.toUnsignedLong(int32(offset, field));
    }

    long int64(long offset, String field) {
        require(offset, 8, field);
        return bytes.getLong((int) offset);
    }

    int uint8(long offset, String field) {
        require(offset, 1, field);
        return Byte.toUnsignedInt(bytes.get((int) offset));
    }

    float float32(long offset, String field) {
        require(offset, 4, field);
        return bytes.getFloat((int) offset);
    }

    /** A float that must be a number. */
    double finite(long offset, String field) {
        float value = float32(offset, field);
        if (!Float.isFinite(value)) {
            throw wrong(field + " is " + value);
        }
        return value;
    }

    byte[] slice(long offset, int count, String field) {
        require(offset, count, field);
        return Arrays.copyOfRange(bytes.array(), (int) offset, (int) offset + count);
    }

    /** Text of at most {@code count} bytes (Latin-1, as Windows programs write µ), ended by a NUL, without outer blanks. */
    String text(long offset, int count, String field) {
        require(offset, count, field);
        int end = (int) offset;
        while (end < offset + count && bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), (int) offset, end - (int) offset, StandardCharsets.ISO_8859_1).strip();
    }
}
