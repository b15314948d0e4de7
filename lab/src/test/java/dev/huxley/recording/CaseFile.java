package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.huxley.recording.csv.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Recordings with one fault each, from the resources of the tests. */
public final class CaseFile {
    private CaseFile() {}

    /** The recording with this name. */
    public static Recording of(String name) {
        try (InputStream in = CaseFile.class.getResourceAsStream("cases/" + name + ".csv")) {
            assertNotNull(in, name);
            return CsvReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name + ".csv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
