package dev.huxley.neuron;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mechanism written in NMODL, with the names that its quantities have there.
 *
 * @param suffix its name in NEURON
 * @param text the file
 * @param parameters the RANGE variable that holds a quantity, by Huxley's name of it
 * @param states the STATE that holds a quantity
 * @param shared the ion variable by which it shares a quantity with other mechanisms
 * @param written those of the shared quantities that it changes
 * @param starts the RANGE variable with the value at the beginning of a state that has no steady state
 * @param followers the STATE that holds the value that a pumped concentration will have one step later
 * @param stepsByHand whether a procedure advances the states with the time step, so that variable steps are wrong
 */
record MechanismText(
        String suffix,
        String text,
        Map<String, String> parameters,
        Map<String, String> states,
        Map<String, IonVariable> shared,
        List<String> written,
        Map<String, String> starts,
        Map<String, String> followers,
        boolean stepsByHand) {
    MechanismText {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        shared = Collections.unmodifiableMap(new LinkedHashMap<>(shared));
        written = List.copyOf(written);
        starts = Collections.unmodifiableMap(new LinkedHashMap<>(starts));
        followers = Collections.unmodifiableMap(new LinkedHashMap<>(followers));
    }
}
