package dev.huxley.fit.job;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Reads what a {@link JobWriter} has written, in the same order. Bytes that are of another kind or version, damaged, too
 * short or too long are refused; no length is believed before as many bytes are seen to be there.
 */
public final class JobReader {
    /** The size of a SHA-256. */
    private static final int DIGEST = 32;

    /** The size of what stands before the values. */
    static final int HEADER = 2 * Integer.BYTES + DIGEST;

    private final ByteBuffer bytes;

    /**
     * Begins to read.
     *
     * @param version the version of the form that the caller knows
     * @throws IllegalArgumentException if the bytes are of another kind or version, or damaged
     */
    public JobReader(byte[] job, int version) {
        if (job.length < HEADER || ByteBuffer.wrap(job).getInt() != JobWriter.MARK) {
            throw refused(
                    "they do not begin as a job does" + (job.length < HEADER ? "; there are only " + job.length : ""));
        }
        int found = ByteBuffer.wrap(job).getInt(Integer.BYTES);
        if (found != version) {
            throw refused(
                    "they are of version " + found + ", not " + version + "; use the same Huxley on all machines");
        }
        byte[] digest = Arrays.copyOfRange(job, 2 * Integer.BYTES, HEADER);
        if (!MessageDigest.isEqual(digest, digest(job, HEADER))) {
            throw refused("their checksum is another, so they were damaged or cut off on their way");
        }
        bytes = ByteBuffer.wrap(job, HEADER, job.length - HEADER);
    }

    /** The next whole number, which lies in a range. */
    public int number(int least, int most, String what) {
        require(Integer.BYTES, what);
        int number = bytes.getInt();
        if (number < least || number > most) {
            throw refused(what + " is " + number + ", not from " + least + " to " + most);
        }
        return number;
    }

    /** The next number, which is finite. */
    public double value(String what) {
        require(Double.BYTES, what);
        double value = bytes.getDouble();
        if (!Double.isFinite(value)) {
            throw refused(what + " is " + value);
        }
        return value;
    }

    /** The next array of finite numbers. */
    public double[] values(String what) {
        int length = number(0, Integer.MAX_VALUE, "the length of " + what);
        require((long) length * Double.BYTES, what);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = value(what);
        }
        return values;
    }

    /** The next text. */
    public String text(String what) {
        int length = number(0, Integer.MAX_VALUE, "the length of " + what);
        require(length, what);
        ByteBuffer encoded = bytes.slice().limit(length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException e) {
            throw refused(what + " is no text");
        }
    }

    /** Ends the reading; there must be nothing left. */
    public void end() {
        if (bytes.hasRemaining()) {
            throw refused(bytes.remaining() + " bytes are left behind the job");
        }
    }

    /** The SHA-256 of bytes, from one of them on. */
    static byte[] digest(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void require(long count, String what) {
        if (bytes.remaining() < count) {
            throw refused(what + " needs " + count + " bytes, and " + bytes.remaining() + " are left");
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("the bytes are no job that can be run: " + why);
    }
}
