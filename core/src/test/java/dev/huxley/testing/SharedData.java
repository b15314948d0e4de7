package dev.huxley.testing;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The way to the reference data that lies beside a checkout and is not part of it. A test that asks for a file that is
 * absent is skipped, and the skip says which file was missing.
 */
public final class SharedData {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private SharedData() {}

    /** The path of {@code name} (for instance {@code "recordings/File_axon_5.abf"}); skips the test when it is absent. */
    public static Path file(String name) {
        Path path = Path.of(System.getProperty("huxley.shared", "../../shared"))
                .resolve(name)
                .normalize();
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: no reference data at " + path);
        return path;
    }

    /** The parsed content of {@code reference/<name>.json}; skips the test when it is absent. */
    public static JsonNode reference(String name) {
        try {
            return JSON.readTree(file("reference/" + name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON array of numbers as doubles ("NaN" and "Infinity" as Jackson reads them). */
    public static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
