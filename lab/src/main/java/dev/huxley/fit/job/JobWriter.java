package dev.huxley.fit.job;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes values as bytes for a {@link JobReader}: a mark, the version of the form, the SHA-256 of what follows, then the
 * values, most significant byte first, those of variable length behind their length.
 */
public final class JobWriter {
    static final int MARK = 0x4855584a;

    private final int version;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** @param version the version of the form, which the reader checks */
    public JobWriter(int version) {
        this.version = version;
    }

    /** Adds a whole number. */
    public JobWriter add(int number) {
        try {
            out.writeInt(number);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a number with all its bits. */
    public JobWriter add(double number) {
        try {
            out.writeDouble(number);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an array of numbers. */
    public JobWriter add(double[] numbers) {
        add(numbers.length);
        for (double number : numbers) {
            add(number);
        }
        return this;
    }

    /** Adds a text. */
    public JobWriter add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        add(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    /** The bytes of all values. */
    public byte[] bytes() {
        byte[] content = bytes.toByteArray();
        byte[] digest = JobReader.digest(content, 0);
        return ByteBuffer.allocate(JobReader.HEADER + content.length)
                .putInt(MARK)
                .putInt(version)
                .put(digest)
                .put(content)
                .array();
    }
}
