package dev.huxley.testing;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Numbers that other programs computed: Jaxley, NEURON, a reader of ABF files. They are resources of the tests; the
 * {@code README.md} beside them says what each file has.
 */
public final class Reference {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Reference() {}

    /** The parsed content of the file of this name: {@code "point_hh"}. */
    public static JsonNode of(String name) {
        try (InputStream stream = Reference.class.getResourceAsStream(name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(stream, () -> "there are no reference numbers '" + name + "'"));
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
