package dev.huxley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Cases that NEURON 9.0.1 computed: set-ups with every number that is needed to rebuild them, and the results;
 * {@code import3d_*} are about SWC files, which are shared data. {@code about} in the file says the units, the channels'
 * equations and what happens in a step.
 */
public final class NeuronCases {
    private NeuronCases() {}

    /** All cases by name. */
    public static JsonNode all() {
        return Reference.of("neuron").get("cases");
    }

    /** The case of this name, with {@code setup} and {@code expected}. */
    public static JsonNode of(String name) {
        return Objects.requireNonNull(all().get(name), () -> "there is no case '" + name + "' of NEURON");
    }
}
