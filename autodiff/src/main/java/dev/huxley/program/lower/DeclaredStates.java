package dev.huxley.program.lower;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.text.ElementName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the results of a mechanism's function with the states that the mechanism declares. */
final class DeclaredStates {
    private DeclaredStates() {}

    /**
     * The returned states by key.
     *
     * @param what the function, for messages
     * @param writesVoltage whether {@code "v"} may be returned too
     */
    static Map<String, NDArray> results(
            Mechanism mechanism,
            String what,
            Collection<Declaration> states,
            Map<String, NDArray> returned,
            boolean writesVoltage) {
        Map<String, NDArray> results = new LinkedHashMap<>();
        for (Declaration state : states) {
            if (returned.containsKey(state.name())) {
                results.put(state.key(), returned.get(state.name()));
            }
        }
        if (writesVoltage && returned.containsKey("v")) {
            results.put("v", returned.get("v"));
        }
        if (results.size() != returned.size()) {
            throw new IllegalArgumentException("the " + what + " of " + mechanism.name() + " returns "
                    + returned.keySet() + ", but the states it declares are "
                    + states.stream().map(Declaration::name).toList());
        }
        return results;
    }

    /** Throws an error unless every array that is returned has the shape of its state. */
    static void requireShapes(Mechanism mechanism, String what, Collection<Declaration> states, Graph graph) {
        for (Declaration state : states) {
            List<String> returned = graph.outputs().keySet().stream()
                    .filter(name -> ElementName.key(name).equals(state.key()))
                    .toList();
            List<String> declared = ElementName.all(state.key(), state.extents());
            if (!returned.isEmpty() && !returned.equals(declared)) {
                throw new IllegalArgumentException("the " + what + " of " + mechanism.name() + " returns '"
                        + state.name() + "' as " + ends(returned) + ", but declares it as " + ends(declared)
                        + "; return an array of the declared shape");
            }
        }
    }

    private static String ends(List<String> names) {
        return names.size() == 1 ? names.get(0) : names.get(0) + " to " + names.get(names.size() - 1);
    }
}
