package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import dev.huxley.mechanism.nmodl.syntax.UsedIon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of ions in a file: ex (mV), xi and xo (mM), ix (mA/cm2) for an ion x. All mechanisms of a compartment
 * share them, and their values are the ion's own, whatever a file says in PARAMETER or ASSIGNED.
 */
final class IonVariables {
    /** The kinds of variables of an ion. */
    enum Kind {
        REVERSAL,
        INSIDE,
        OUTSIDE,
        CURRENT
    }

    /** An ion's variable. */
    record Variable(String ion, Kind kind, String name, boolean isWritten) {}

    /** NEURON's values unless set: reversal potential, concentrations, valence. */
    private record Defaults(double reversal, double inside, double outside, double valence) {}

    private static final Map<String, Defaults> KNOWN = Map.of(
            "na", new Defaults(50, 10, 140, 1),
            "k", new Defaults(-77, 54.4, 2.5, 1),
            "ca", new Defaults(12.5 * Math.log(2 / 5e-5), 5e-5, 2, 2));

    private static final Defaults OTHER = new Defaults(0, 1, 1, Double.NaN);

    private final List<UsedIon> ions;
    private final List<Variable> variables = new ArrayList<>();

    private IonVariables(ModFile file) {
        ions = file.ions();
    }

    /** The variables of a file's ions; adds problems with them. */
    static IonVariables of(ModFile file, List<Problem> problems) {
        IonVariables result = new IonVariables(file);
        for (UsedIon ion : file.ions()) {
            ion.reads().forEach(name -> result.add(ion, name, false, problems));
            ion.writes().forEach(name -> result.add(ion, name, true, problems));
        }
        return result;
    }

    private void add(UsedIon ion, String name, boolean isWritten, List<Problem> problems) {
        Kind kind = name.equals("e" + ion.name())
                ? Kind.REVERSAL
                : name.equals(ion.name() + "i")
                        ? Kind.INSIDE
                        : name.equals(ion.name() + "o")
                                ? Kind.OUTSIDE
                                : name.equals("i" + ion.name()) ? Kind.CURRENT : null;
        if (kind == null) {
            problems.add(new Problem(
                    ion.at(),
                    "'" + name + "' is no variable of the ion " + ion.name() + "; there are e" + ion.name() + ", "
                            + ion.name() + "i, " + ion.name() + "o and i" + ion.name()));
            return;
        }
        variables.removeIf(other -> other.name().equals(name));
        variables.add(new Variable(ion.name(), kind, name, isWritten || (kind != Kind.CURRENT && writes(ion, name))));
    }

    private static boolean writes(UsedIon ion, String name) {
        return ion.writes().contains(name);
    }

    List<Variable> all() {
        return variables;
    }

    boolean contains(String name) {
        return variables.stream().anyMatch(variable -> variable.name().equals(name));
    }

    /** The variables of a kind that the file writes. */
    List<Variable> written(Kind kind) {
        return variables.stream()
                .filter(variable -> variable.kind() == kind && variable.isWritten())
                .toList();
    }

    /** The ions whose concentration the file writes, so that it governs their reversal potential. */
    List<String> governed() {
        return variables.stream()
                .filter(variable ->
                        variable.isWritten() && (variable.kind() == Kind.INSIDE || variable.kind() == Kind.OUTSIDE))
                .map(Variable::ion)
                .distinct()
                .toList();
    }

    double initial(Variable variable) {
        Defaults values = KNOWN.getOrDefault(variable.ion(), OTHER);
        return switch (variable.kind()) {
            case REVERSAL -> values.reversal();
            case INSIDE -> values.inside();
            case OUTSIDE -> values.outside();
            case CURRENT -> 0;
        };
    }

    double initial(String ion, Kind kind) {
        return initial(new Variable(ion, kind, "", false));
    }

    /** The valence of an ion; empty if neither NEURON nor the file knows it. */
    Optional<Double> valence(String ion) {
        return ions.stream()
                .filter(used -> used.name().equals(ion) && !Double.isNaN(used.valence()))
                .map(UsedIon::valence)
                .findFirst()
                .or(() -> Optional.of(KNOWN.getOrDefault(ion, OTHER).valence()).filter(value -> !value.isNaN()));
    }
}
