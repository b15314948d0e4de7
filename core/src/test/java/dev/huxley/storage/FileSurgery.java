package dev.huxley.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** Changes files behind the back of their checksums, which are made right again. */
final class FileSurgery {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FileSurgery() {}

    static String manifest(byte[] file) throws IOException {
        String header = new String(file, 8, headerLength(file), StandardCharsets.UTF_8);
        return JSON.readTree(header).get("__metadata__").get("manifest").asText();
    }

    static byte[] withManifest(byte[] file, UnaryOperator<String> change) throws IOException {
        return withHeader(file, header -> {
            ObjectNode metadata = (ObjectNode) header.get("__metadata__");
            String manifest = change.apply(metadata.get("manifest").asText());
            metadata.put("manifest", manifest);
            metadata.put("manifest_crc32c", sum(manifest.getBytes(StandardCharsets.UTF_8)));
        });
    }

    static byte[] withHeader(byte[] file, Consumer<ObjectNode> change) throws IOException {
        int length = headerLength(file);
        ObjectNode header = (ObjectNode) JSON.readTree(new String(file, 8, length, StandardCharsets.UTF_8));
        change.accept(header);
        return join(
                JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(file, 8 + length, file.length));
    }

    /** The file with other bytes in the arrays. */
    static byte[] withArrays(byte[] file, Consumer<byte[]> change) throws IOException {
        int length = headerLength(file);
        byte[] arrays = Arrays.copyOfRange(file, 8 + length, file.length);
        change.accept(arrays);
        byte[] changed = Arrays.copyOf(file, file.length);
        System.arraycopy(arrays, 0, changed, 8 + length, arrays.length);
        return withHeader(
                changed, header -> ((ObjectNode) header.get("__metadata__")).put("arrays_crc32c", sum(arrays)));
    }

    static int headerLength(byte[] file) {
        return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    static byte[] join(byte[] header, byte[] arrays) {
        return ByteBuffer.allocate(8 + header.length + arrays.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(arrays)
                .array();
    }

    static String sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Long.toHexString(sum.getValue());
    }
}
