package dev.huxley.inspect;

import dev.huxley.graph.Graph;
import dev.huxley.mechanism.Declaration;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds declarations that a mechanism does not use, and units that do not fit names or sizes. */
final class DeclarationCheck {
    /** The largest plausible conductance of a channel in S/cm2; the densest membranes have about 1. */
    private static final double LARGEST_CONDUCTANCE = 5;

    /** The largest plausible conductance of a synapse in uS; strong synapses have about 0.1. */
    private static final double LARGEST_SYNAPSE = 2;

    private static final Set<String> CONDUCTANCES = Set.of("S/cm2", "nS", "uS");

    private DeclarationCheck() {}

    static List<String> findings(TracedFunctions functions, Map<String, Graph> graphs) {
        List<String> findings = new ArrayList<>();
        boolean isSynapse = functions instanceof SynapseFunctions;
        boolean isWhole = graphs.size() == functions.functions().size();
        Set<String> read = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        graphs.values().forEach(graph -> TracedFunctions.used(graph).forEach(name -> read.add(ElementName.key(name))));
        for (String name : List.of(TracedFunctions.UPDATE, TracedFunctions.STEADY_STATE)) {
            if (graphs.containsKey(name)) {
                graphs.get(name).outputs().keySet().forEach(output -> written.add(ElementName.key(output)));
            }
        }
        for (Declaration parameter : functions.inspected().parameters()) {
            if (!read.contains(parameter.key()) && isWhole) {
                findings.add("parameter " + parameter.name() + " is declared, but no function reads it");
            }
            findings.addAll(isSynapse ? synapticUnit(parameter) : densityUnit(parameter));
            findings.addAll(potential(parameter));
        }
        for (Declaration state : functions.inspected().states()) {
            boolean updated = graphs.containsKey(TracedFunctions.UPDATE)
                    && graphs.get(TracedFunctions.UPDATE).outputs().keySet().stream()
                            .anyMatch(output -> ElementName.key(output).equals(state.key()));
            boolean shared = state.key().equals(state.name());
            if (isWhole && !read.contains(state.key()) && !written.contains(state.key())) {
                findings.add("state " + state.name() + " is declared, but no function reads or returns it");
            } else if (isWhole && !updated && !shared && functions.writesOwnStates()) {
                findings.add("state " + state.name() + " never changes: the update does not return it");
            }
        }
        if (functions instanceof SynapseFunctions synapse && isWhole) {
            findings.addAll(SynapseBehavior.unread(synapse, List.copyOf(read)));
        }
        return findings;
    }

    private static List<String> densityUnit(Declaration parameter) {
        List<String> findings = new ArrayList<>();
        if (isConductance(parameter) && !CONDUCTANCES.contains(parameter.unit())) {
            findings.add(text(parameter) + ": a conductance of a channel is in S/cm2, since currents are in mA/cm2");
        }
        if (parameter.unit().equals("S/cm2") && largest(parameter) > LARGEST_CONDUCTANCE) {
            findings.add(text(parameter) + " is more than any membrane has; is it in mS/cm2 or pS/um2?");
        }
        return findings;
    }

    private static List<String> synapticUnit(Declaration parameter) {
        List<String> findings = new ArrayList<>();
        // In a synapse without a driving force, g is the current itself.
        if (isConductance(parameter) && !Set.of("uS", "nA").contains(parameter.unit())) {
            findings.add(text(parameter) + ": a conductance of a synapse is in uS, since currents are in nA");
        }
        if (parameter.unit().equals("uS") && largest(parameter) > LARGEST_SYNAPSE) {
            findings.add(text(parameter) + " is more than any synapse has; is it in nS or pS?");
        }
        return findings;
    }

    private static List<String> potential(Declaration parameter) {
        List<String> findings = new ArrayList<>();
        if (parameter.name().matches("[eE]_?[A-Z][a-zA-Z]*|e_(?!max)[a-z]+|e")
                && !parameter.unit().equals("mV")
                && !parameter.unit().endsWith("M")) {
            findings.add(text(parameter) + ": a reversal potential is in mV");
        }
        if (parameter.unit().equals("mV")
                && parameter.name().matches("[eE]_?[A-Z].*|e_[a-z]+|e")
                && largest(parameter) != 0
                && largest(parameter) < 1) {
            findings.add(text(parameter) + " is very small; is it in V?");
        }
        return findings;
    }

    private static boolean isConductance(Declaration parameter) {
        return parameter.name().matches("g[A-Z_].*|g|gbar");
    }

    private static double largest(Declaration parameter) {
        return Arrays.stream(parameter.elements()).map(Math::abs).max().orElse(0);
    }

    private static String text(Declaration parameter) {
        String value = parameter.isScalar() ? String.valueOf(parameter.value()) : "array up to " + largest(parameter);
        return parameter.name() + " = " + value + " " + parameter.unit();
    }
}
