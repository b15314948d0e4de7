package dev.huxley.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.testing.HostileText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Damaged and hostile files give an error that says so; never another kind of failure, never a claim on memory. */
class HostileFileTest {
    private final byte[] file = ModelFile.bytes(StoredModels.network());

    @Test
    void everyTruncationIsRecognized() {
        for (int length = 0; length < file.length; length += 1 + length / 97) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(StorageException.class, () -> ModelFileTest.parse(cut), "cut to " + length);
        }
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertThrows(StorageException.class, () -> ModelFileTest.parse(longer), "a byte too many");
    }

    @Test
    void everyFlippedBitIsRecognized() {
        Random random = new Random(9);
        for (int i = 0; i < 1500; i++) {
            byte[] damaged = file.clone();
            int at = i < 200 ? i : random.nextInt(file.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            try {
                // A bit of the header that means nothing, such as the case of padding, may pass: then all is as it was.
                assertArrayEquals(file, ModelFile.bytes(ModelFileTest.parse(damaged)), "byte " + at);
            } catch (StorageException expected) {
                assertTrue(expected.getMessage().startsWith("test file: "), expected.getMessage());
            }
        }
    }

    /** Arrays that are wrong but have a right checksum: the model itself must be consistent. */
    @Test
    void contradictoryArraysAreRefusedOrAreAModel() throws IOException {
        Random random = new Random(10);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] changed = FileSurgery.withArrays(file, arrays -> {
                for (int k = 0; k < 1 + random.nextInt(3); k++) {
                    arrays[random.nextInt(arrays.length)] = (byte) random.nextInt(256);
                }
            });
            try {
                ModelFileTest.parse(changed);
            } catch (StorageException expected) {
                refused++;
            }
        }
        assertTrue(refused > 50, "only " + refused + " of 400 contradictions were found");
    }

    /** Whatever stands in the place of any text of the manifest, an error shows little of it. */
    @Test
    void errorsQuoteLittleOfTheFile() throws IOException {
        String manifest = FileSurgery.manifest(file);
        Matcher texts = Pattern.compile("(?<=\")[^\":,\\[\\]{}]+(?=\")").matcher(manifest);
        int refused = 0;
        while (texts.find()) {
            String before = manifest.substring(0, texts.start());
            String after = manifest.substring(texts.end());
            byte[] changed =
                    FileSurgery.withManifest(file, text -> before + "\\u001b[2J" + HostileText.LONG_WORD + after);
            try {
                ModelFileTest.parse(changed);
            } catch (StorageException e) {
                HostileText.requireBounded(e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 50, refused + " were refused");
    }

    /** Manifests that are wrong but have a right checksum. */
    @Test
    void contradictoryManifestsAreRefusedOrAreAModel() throws IOException {
        Random random = new Random(11);
        int refused = 0;
        String letters = "{}[]\",:019-.eabNt\\ ";
        for (int i = 0; i < 1500; i++) {
            byte[] changed = FileSurgery.withManifest(file, text -> {
                StringBuilder edited = new StringBuilder(text);
                int at = random.nextInt(edited.length());
                switch (random.nextInt(3)) {
                    case 0 -> edited.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                    case 1 -> edited.delete(at, Math.min(edited.length(), at + random.nextInt(40)));
                    default -> edited.insert(
                            at, edited.substring(at, Math.min(edited.length(), at + random.nextInt(40))));
                }
                return edited.toString();
            });
            try {
                ModelFileTest.parse(changed);
            } catch (StorageException expected) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "only " + refused + " of 1500 were refused");
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsAllocated() throws IOException {
        ByteBuffer huge = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (long length : new long[] {-1, 0, 1, file.length, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
            huge.putLong(0, length);
            ModelFileTest.assertSays(() -> ModelFileTest.parse(huge.array()), "header would have " + length);
        }
        for (String extent :
                new String[] {"1000000000000", "9223372036854775807", "-1", "1.5", "18446744073709551616"}) {
            byte[] changed = replaceHeader("\"shape\":[3]", "\"shape\":[3," + extent + "]");
            ModelFileTest.assertSays(() -> ModelFileTest.parse(changed), "damaged", "array");
        }
    }

    @Test
    void arraysMustLieSideBySide() throws IOException {
        byte[] overlapping = FileSurgery.withHeader(file, header -> move(header, "nodes/radius", "nodes/length"));
        ModelFileTest.assertSays(() -> ModelFileTest.parse(overlapping), "overlap");
        byte[] missing = FileSurgery.withHeader(file, header -> header.remove("nodes/radius"));
        ModelFileTest.assertSays(() -> ModelFileTest.parse(missing), "gap");
        byte[] unknown =
                FileSurgery.withHeader(file, header -> ((ObjectNode) header.get("nodes/radius")).put("dtype", "F65"));
        ModelFileTest.assertSays(() -> ModelFileTest.parse(unknown), "nodes/radius", "not complete");
    }

    private static void move(ObjectNode header, String name, String to) {
        ((ObjectNode) header.get(name))
                .set("data_offsets", header.get(to).get("data_offsets").deepCopy());
    }

    /** A few bytes cannot ask for a billion compartments. */
    @Test
    void countsMustAgreeWithColumns() throws IOException {
        int length = FileSurgery.headerLength(file);
        String header = new String(file, 8, length, StandardCharsets.UTF_8);
        int[] offset = new int[1];
        FileSurgery.withHeader(
                file,
                node -> offset[0] = node.get("structure/compartments")
                        .get("data_offsets")
                        .get(0)
                        .asInt());
        byte[] changed = FileSurgery.withArrays(
                file,
                arrays -> ByteBuffer.wrap(arrays).order(ByteOrder.LITTLE_ENDIAN).putInt(offset[0], 2_000_000_000));
        ModelFileTest.assertSays(() -> ModelFileTest.parse(changed), "compartments", "rows");
        assertTrue(header.contains("structure/compartments"));
    }

    @Test
    void deepAndEndlessHeadersAreRefused() {
        byte[] deep = ("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8);
        ModelFileTest.assertSays(() -> ModelFileTest.parse(FileSurgery.join(deep, new byte[0])), "JSON");
        byte[] many = ("{\"a\":[" + "{},".repeat(1_500_000) + "1]}").getBytes(StandardCharsets.UTF_8);
        ModelFileTest.assertSays(() -> ModelFileTest.parse(FileSurgery.join(many, new byte[0])), "JSON");
        byte[] twice = "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
        ModelFileTest.assertSays(() -> ModelFileTest.parse(FileSurgery.join(twice, new byte[0])), "JSON");
        byte[] foreign = "{\"__metadata__\":{\"format\":\"pt\"}}".getBytes(StandardCharsets.UTF_8);
        ModelFileTest.assertSays(
                () -> ModelFileTest.parse(FileSurgery.join(foreign, new byte[0])), "not of Huxley", "no manifest");
    }

    private byte[] replaceHeader(String from, String to) throws IOException {
        int length = FileSurgery.headerLength(file);
        String header = new String(file, 8, length, StandardCharsets.UTF_8);
        assertTrue(header.contains(from), header);
        assertEquals('{', header.charAt(0));
        return FileSurgery.join(
                header.replaceFirst(java.util.regex.Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(file, 8 + length, file.length));
    }
}
