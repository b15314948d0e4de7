package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.mechanism.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a mechanism declares and does not use, and units that do not fit names or sizes. */
final class DeclarationCheck {
    /** S/cm2; the densest membranes have about 1. */
    private static final double LARGEST_CONDUCTANCE = 5;

    private static final Set<String> CONDUCTANCES = Set.of("S/cm2", "nS", "uS");

    private DeclarationCheck() {}

    static List<String> findings(MechanismFunctions functions, Map<String, Graph> graphs) {
        List<String> findings = new ArrayList<>();
        Set<String> read = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        graphs.values().forEach(graph -> read.addAll(MechanismFunctions.used(graph)));
        for (String name : List.of(MechanismFunctions.UPDATE, MechanismFunctions.STEADY_STATE)) {
            if (graphs.containsKey(name)) {
                written.addAll(graphs.get(name).outputs().keySet());
            }
        }
        for (Declaration parameter : functions.mechanism().parameters()) {
            if (!read.contains(parameter.key()) && graphs.size() == 3) {
                findings.add("parameter " + parameter.name() + " is declared, but no function reads it");
            }
            findings.addAll(unit(parameter));
        }
        for (Declaration state : functions.mechanism().states()) {
            boolean updated = graphs.containsKey(MechanismFunctions.UPDATE)
                    && graphs.get(MechanismFunctions.UPDATE).outputs().containsKey(state.key());
            boolean shared = state.key().equals(state.name());
            if (graphs.size() == 3 && !read.contains(state.key()) && !written.contains(state.key())) {
                findings.add("state " + state.name() + " is declared, but no function reads or returns it");
            } else if (graphs.size() == 3 && !updated && !shared && functions.writesOwnStates()) {
                findings.add("state " + state.name() + " never changes: the update does not return it");
            }
        }
        return findings;
    }

    private static List<String> unit(Declaration parameter) {
        List<String> findings = new ArrayList<>();
        String what = parameter.name() + " = " + parameter.value() + " " + parameter.unit();
        if (parameter.name().matches("g[A-Z_].*|g|gbar") && !CONDUCTANCES.contains(parameter.unit())) {
            findings.add(what + ": a conductance of a channel is in S/cm2, since currents are in mA/cm2");
        }
        if (parameter.unit().equals("S/cm2") && parameter.value() > LARGEST_CONDUCTANCE) {
            findings.add(what + " is more than any membrane has; is it in mS/cm2 or pS/um2?");
        }
        if (parameter.name().matches("[eE]_?[A-Z][a-zA-Z]*")
                && !parameter.unit().equals("mV")) {
            findings.add(what + ": a reversal potential is in mV");
        }
        if (parameter.unit().equals("mV")
                && parameter.name().matches("[eE]_?[A-Z].*")
                && parameter.value() != 0
                && Math.abs(parameter.value()) < 1) {
            findings.add(what + " is very small; is it in V?");
        }
        return findings;
    }
}
