package dev.huxley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Cases that NEURON 9.0.1 computed: set-ups with every number that is needed to rebuild them, and the results. Those that
 * need no morphology are a resource of the tests; {@code import3d_*}, about files that Huxley does not ship, are read
 * from the shared data, and a test that asks for one is skipped where that is absent. {@code about} in the file says the
 * units, the channels' equations and what happens in a step.
 */
public final class NeuronCases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NeuronCases() {}

    /** The case of this name, with {@code setup} and {@code expected}. */
    public static JsonNode of(String name) {
        JsonNode cases = (name.startsWith("import3d_") ? SharedData.reference("neuron") : own()).get("cases");
        return Objects.requireNonNull(cases.get(name), () -> "there is no case '" + name + "' of NEURON");
    }

    private static JsonNode own() {
        try (InputStream stream = NeuronCases.class.getResourceAsStream("neuron.json")) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
