package dev.huxley.neuron;

import dev.huxley.model.NeuronModel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The quantities of a model that a mechanism may read without having declared them.
 *
 * @param currents the names of the currents of all mechanisms
 * @param globals the shapes of the parameters and states of the model as a whole, by name
 */
record ReadableQuantities(Set<String> currents, Map<String, int[]> globals) {
    static ReadableQuantities of(NeuronModel model) {
        Set<String> currents = new LinkedHashSet<>();
        ModelMechanisms.all(model).forEach(mechanism -> currents.addAll(mechanism.currentNames()));
        Map<String, int[]> globals = new LinkedHashMap<>();
        model.globals()
                .names()
                .forEach(name -> globals.put(
                        name, model.globals().columns().numbers(name).rowShape()));
        return new ReadableQuantities(currents, globals);
    }
}
