package dev.huxley.neuron;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variable of an ion of NEURON, by which mechanisms of one place share a value: a current, a reversal potential, a
 * concentration.
 *
 * <p>Huxley's own mechanisms share values of any name. Those that have a name of NEURON's ({@code eca}, {@code cai},
 * {@code ica}) are NEURON's; any other becomes a variable of an ion of its own, so that no value of NEURON's ions, and
 * no Nernst potential that NEURON computes, takes its place: {@code i_Ca} and {@code eCa} belong to an ion {@code Ca},
 * {@code CaCon_i} and {@code CaCon_e} to an ion {@code CaCon}.
 *
 * @param ion the ion's name
 * @param name the variable's name
 * @param valence the ion's valence; 0 where none is known, and for ions that are a concentration alone
 */
record IonVariable(String ion, String name, int valence) {
    private static final Set<String> CONCENTRATIONS = Set.of("nai", "nao", "ki", "ko", "cai", "cao");
    private static final Pattern CURRENT = Pattern.compile("i_?([A-Za-z][A-Za-z0-9_]*)");
    private static final Pattern REVERSAL = Pattern.compile("e([A-Z][A-Za-z0-9_]*|na|k|ca)");
    private static final Pattern SIDE = Pattern.compile("([A-Za-z][A-Za-z0-9_]*)_([ie])");

    /** The variable of a shared current; empty if the name is no current's. */
    static Optional<IonVariable> ofCurrent(String key) {
        Matcher current = CURRENT.matcher(key);
        return current.matches()
                ? Optional.of(new IonVariable(current.group(1), "i" + current.group(1), valenceOf(current.group(1))))
                : Optional.empty();
    }

    /** The variable of a shared reversal potential; empty if the name is no such potential's. */
    static Optional<IonVariable> ofReversal(String key) {
        Matcher reversal = REVERSAL.matcher(key);
        return reversal.matches()
                ? Optional.of(new IonVariable(reversal.group(1), key, valenceOf(reversal.group(1))))
                : Optional.empty();
    }

    /** The variable of a shared state. */
    static IonVariable ofState(String key, String unit) {
        Optional<IonVariable> reversal = ofReversal(key);
        if (reversal.isPresent()) {
            return reversal.get();
        }
        if (CONCENTRATIONS.contains(key)) {
            String ion = key.substring(0, key.length() - 1);
            return new IonVariable(ion, key, valenceOf(ion));
        }
        String plain = key.replaceAll("[^A-Za-z0-9_]", "_");
        if (!unit.equals("mM")) {
            return new IonVariable(plain, "e" + plain, 0);
        }
        Matcher side = SIDE.matcher(plain);
        return side.matches()
                ? new IonVariable(side.group(1), side.group(1) + (side.group(2).equals("i") ? "i" : "o"), 0)
                : new IonVariable(plain, plain + "i", 0);
    }

    /** Tells whether the variable is a concentration, which NEURON sets back to a value of its own at the beginning. */
    boolean isConcentration() {
        return name.equals(ion + "i") || name.equals(ion + "o");
    }

    /** Tells whether the ion is one that NEURON knows by itself. */
    boolean isBuiltIn() {
        return Set.of("na", "k", "ca").contains(ion);
    }

    private static int valenceOf(String ion) {
        return switch (ion.toLowerCase(Locale.ROOT)) {
            case "na", "k" -> 1;
            case "ca" -> 2;
            case "cl" -> -1;
            default -> 0;
        };
    }
}
