package dev.huxley.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.text.Quotation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Arrays and a manifest in the safetensors layout: the length of the header (8 bytes, little-endian), the header in
 * JSON, the arrays one after the other. The header gives every array its type, shape and place; its {@code
 * __metadata__} holds the manifest and the CRC-32C of the manifest and of the arrays, by which a damaged file is
 * recognized.
 *
 * <p>Reading allocates no more than the size of the file: the header is bounded, and arrays must be contiguous, without
 * gaps or overlap, and are views of the file's bytes.
 *
 * @param manifest the meaning of the arrays
 * @param arrays the arrays by name
 */
record Container(ObjectNode manifest, Map<String, Tensor> arrays) {
    private static final String METADATA = "__metadata__";
    private static final String MANIFEST = "manifest";
    private static final String MANIFEST_SUM = "manifest_crc32c";
    private static final String ARRAYS_SUM = "arrays_crc32c";
    private static final int LENGTH_BYTES = 8;
    private static final int LONGEST_HEADER = 32_000_000;
    /** The most tokens of a text, which bound the tree of JSON nodes that a header of that length may become. */
    private static final int MOST_TOKENS = 1_000_000;

    private static final int MOST_AXES = 32;
    private static final int DEEPEST = 32;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_HEADER)
                            .maxTokenCount(MOST_TOKENS)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    // ---- writing ----

    byte[] bytes() {
        String text = json(manifest);
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject(METADATA);
        metadata.put("format", "huxley");
        metadata.put(MANIFEST, text);
        metadata.put(MANIFEST_SUM, sum(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
        long offset = 0;
        CRC32C arraysSum = new CRC32C();
        for (Map.Entry<String, Tensor> entry : arrays.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", tensor.type());
            ArrayNode shape = description.putArray("shape");
            for (long extent : tensor.shape()) {
                shape.add(extent);
            }
            long end = offset + tensor.bytes().remaining();
            description.putArray("data_offsets").add(offset).add(end);
            arraysSum.update(tensor.view());
            offset = end;
        }
        metadata.put(ARRAYS_SUM, Long.toHexString(arraysSum.getValue()));
        byte[] head = padded(json(header).getBytes(StandardCharsets.UTF_8));
        if (head.length > LONGEST_HEADER || LENGTH_BYTES + head.length + offset > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("the arrays have " + offset + " bytes and their description "
                    + head.length + "; one file holds at most 2 GB, with a description of at most "
                    + LONGEST_HEADER);
        }
        requireReadable(text);
        requireReadable(json(header));
        ByteBuffer file =
                ByteBuffer.allocate((int) (LENGTH_BYTES + head.length + offset)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(head.length).put(head);
        arrays.values().forEach(tensor -> file.put(tensor.view()));
        return file.array();
    }

    /** Throws an error unless the text is small enough to be read again. */
    static void requireReadable(String text) {
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the model has too many parts for one file (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static String json(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes cannot be written", e);
        }
    }

    /** The header with trailing spaces, so that the arrays begin at a multiple of 8. */
    private static byte[] padded(byte[] header) {
        byte[] longer = Arrays.copyOf(header, (header.length + 7) / 8 * 8);
        Arrays.fill(longer, header.length, longer.length, (byte) ' ');
        return longer;
    }

    private static String sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Long.toHexString(sum.getValue());
    }

    // ---- reading ----

    /** @throws IllegalArgumentException if these are not the bytes of an undamaged container */
    static Container read(byte[] file) {
        if (file.length < LENGTH_BYTES + 2) {
            throw damaged("it has only " + file.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = bytes.getLong(0);
        if (headerLength < 2 || headerLength > LONGEST_HEADER || headerLength > file.length - LENGTH_BYTES) {
            throw damaged("its header would have " + headerLength + " bytes");
        }
        JsonNode header = parse(new String(file, LENGTH_BYTES, (int) headerLength, StandardCharsets.UTF_8));
        JsonNode metadata = header.path(METADATA);
        ByteBuffer data =
                bytes.slice(LENGTH_BYTES + (int) headerLength, file.length - LENGTH_BYTES - (int) headerLength);
        Map<String, Tensor> arrays = arrays(header, data);
        String manifest = metadata.path(MANIFEST).asText("");
        if (manifest.isEmpty()) {
            throw new IllegalArgumentException(
                    "it is a file of arrays (safetensors), but not of Huxley: it has no manifest");
        }
        requireSum(metadata, MANIFEST_SUM, ByteBuffer.wrap(manifest.getBytes(StandardCharsets.UTF_8)), "description");
        requireSum(metadata, ARRAYS_SUM, data.slice(), "arrays");
        if (parse(manifest) instanceof ObjectNode object) {
            return new Container(object, arrays);
        }
        throw damaged("its manifest is not a JSON object");
    }

    private static void requireSum(JsonNode metadata, String key, ByteBuffer bytes, String what) {
        if (!metadata.path(key).asText("").equals(sum(bytes))) {
            throw damaged("the checksum of its " + what + " is wrong");
        }
    }

    /** The JSON object of a text. */
    static JsonNode parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode) {
                return node;
            }
            throw damaged("its header is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "it is damaged or not a file of Huxley: its header is not valid JSON ("
                            + Quotation.message(e.getOriginalMessage()) + ")",
                    e);
        }
    }

    private static Map<String, Tensor> arrays(JsonNode header, ByteBuffer data) {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        List<long[]> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                arrays.put(field.getKey(), array(field.getKey(), field.getValue(), data, places));
            }
        }
        places.sort((one, other) -> Long.compare(one[0], other[0]));
        long end = 0;
        for (long[] place : places) {
            if (place[0] < end && place[1] > place[0]) {
                throw damaged("its arrays overlap");
            }
            if (place[0] > end) {
                throw damaged("there is a gap between its arrays");
            }
            end = Math.max(end, place[1]);
        }
        if (end != data.remaining()) {
            throw damaged("its arrays have " + end + " bytes, but " + data.remaining() + " are there");
        }
        return arrays;
    }

    private static Tensor array(String name, JsonNode description, ByteBuffer data, List<long[]> places) {
        String type = description.path("dtype").asText("");
        int elementSize = Tensor.elementSize(type);
        JsonNode offsets = description.path("data_offsets");
        if (elementSize == 0 || !offsets.isArray() || offsets.size() != 2) {
            throw incomplete(name);
        }
        long begin = whole(offsets.get(0), name);
        long end = whole(offsets.get(1), name);
        long[] shape = shape(name, description.path("shape"));
        long size = elementSize;
        for (long extent : shape) {
            size = Math.multiplyHigh(size, extent) != 0 ? -1 : size * extent;
            if (size < 0) {
                throw damaged("array " + Quotation.of(name) + " is larger than any file");
            }
        }
        if (end < begin || end > data.remaining() || end - begin != size) {
            throw damaged("array " + Quotation.of(name) + " has " + size + " bytes but lies from " + begin + " to "
                    + end + " of " + data.remaining());
        }
        places.add(new long[] {begin, end});
        return new Tensor(type, shape, data.slice((int) begin, (int) size).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The shape of an array. */
    static long[] shape(String name, JsonNode extents) {
        if (!extents.isArray() || extents.size() > MOST_AXES) {
            throw incomplete(name);
        }
        long[] shape = new long[extents.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = whole(extents.get(i), name);
        }
        return shape;
    }

    private static IllegalArgumentException incomplete(String name) {
        return damaged("the description of array " + Quotation.of(name) + " is not complete");
    }

    private static long whole(JsonNode number, String name) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
            throw damaged("the description of array " + Quotation.of(name) + " has a wrong number");
        }
        return number.asLong();
    }

    static IllegalArgumentException damaged(String how) {
        return new IllegalArgumentException("it is damaged or not a file of Huxley: " + how);
    }
}
