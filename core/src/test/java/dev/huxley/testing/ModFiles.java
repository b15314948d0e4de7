package dev.huxley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files in NMODL whose traces by NEURON 9.0.1 are in {@code nmodl.json}; they are Huxley's own. */
public final class ModFiles {
    private ModFiles() {}

    /** The text of a file, for instance {@code "nafast"}. */
    public static String text(String name) {
        String resource = "nmodl/" + name + ".mod";
        try (InputStream in =
                Objects.requireNonNull(ModFiles.class.getResourceAsStream(resource), "no resource " + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
