package dev.huxley.recording.nwb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Made-up NWB files, each with peculiarities of real ones, and what a reader must return. */
final class MadeFile {
    private MadeFile() {}

    static Path of(String name) {
        try {
            return Path.of(MadeFile.class.getResource("made/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode truth(String name) {
        try {
            return new ObjectMapper()
                    .readTree(of("truth.json").toFile())
                    .get("files")
                    .get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
