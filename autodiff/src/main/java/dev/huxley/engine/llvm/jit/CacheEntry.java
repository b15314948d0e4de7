package dev.huxley.engine.llvm.jit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of a file of the {@link ObjectCache}: a magic number, the version of this format, the key (32 bytes), the
 * length of the object code (8 bytes), its SHA-256 (32 bytes), the object code.
 */
final class CacheEntry {
    private static final byte[] MAGIC = "HuxleyOC".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int HEADER = MAGIC.length + Integer.BYTES + CodeKey.BYTES + Long.BYTES + CodeKey.BYTES;

    private CacheEntry() {}

    /** The bytes of a file with this object code. */
    static byte[] encode(CodeKey key, byte[] object) {
        return ByteBuffer.allocate(Math.addExact(HEADER, object.length))
                .put(MAGIC)
                .putInt(FORMAT)
                .put(key.bytes())
                .putLong(object.length)
                .put(CodeKey.sha256().digest(object))
                .put(object)
                .array();
    }

    /** The object code in a file; null if the file is damaged, incomplete or that of another key. */
    static byte[] decode(CodeKey key, byte[] file) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(file);
            boolean isOurs = Arrays.equals(take(buffer, MAGIC.length), MAGIC)
                    && buffer.getInt() == FORMAT
                    && Arrays.equals(take(buffer, CodeKey.BYTES), key.bytes());
            if (!isOurs || buffer.getLong() != file.length - HEADER) {
                return null;
            }
            byte[] checksum = take(buffer, CodeKey.BYTES);
            byte[] object = take(buffer, buffer.remaining());
            return Arrays.equals(CodeKey.sha256().digest(object), checksum) ? object : null;
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static byte[] take(ByteBuffer buffer, int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }
}
