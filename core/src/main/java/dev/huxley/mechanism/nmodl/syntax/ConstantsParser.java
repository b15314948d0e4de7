package dev.huxley.mechanism.nmodl.syntax;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the block UNITS: names of units, which have no effect on numbers, and constants, which are the numbers of
 * physics in the units that the file asks for, from CODATA 2018 as in NEURON 9.
 */
final class ConstantsParser {
    /** The constants of physics by their name in NMODL, in SI units; a mole of k is the gas constant. */
    private static final Map<String, Double> PHYSICS = Map.of(
            "faraday", 96485.33212331001,
            "k-mole", 8.314462618153241,
            "pi", Math.PI,
            "e", 1.602176634e-19,
            "k", 1.380649e-23,
            "inch", 0.0254,
            "avogadro", 6.02214076e23,
            "c", 299792458.0);

    private static final Map<String, Double> PREFIXES =
            Map.of("milli", 1e-3, "micro", 1e-6, "nano", 1e-9, "pico", 1e-12, "kilo", 1e3, "mega", 1e6, "centi", 1e-2);

    private final TokenStream words;
    private final ExpressionParser expressions;

    ConstantsParser(TokenStream words, ExpressionParser expressions) {
        this.words = words;
        this.expressions = expressions;
    }

    /** Reads the block behind its word; returns its constants. */
    Map<String, Double> read() {
        Map<String, Double> constants = new LinkedHashMap<>();
        Token open = words.expect("{", "behind UNITS");
        while (!words.accept("}")) {
            words.requireClosed(open, "UNITS");
            if (words.is("(")) {
                words.unit();
                words.expect("=", "behind a unit");
                words.unit();
            } else {
                constant(constants);
            }
        }
        return constants;
    }

    private void constant(Map<String, Double> constants) {
        Token name = words.name("a unit in parentheses or the name of a constant");
        words.expect("=", "behind the name of a constant");
        if (!words.is("(")) {
            constants.put(name.text(), expressions.number("a number"));
            words.unit();
            return;
        }
        String physical = words.unit();
        words.accept("->");
        String unit = words.unit();
        Double value = PHYSICS.get(physical.replace(" ", ""));
        if (value == null) {
            throw new TokenStream.Fault(
                    name.at(),
                    "the constant " + name.quoted() + " is a '" + physical
                            + "', which is not known; write its number, as in " + name.text() + " = 96485.3 (coulomb)");
        }
        constants.put(name.text(), value / scale(unit, name));
    }

    /** The size of a unit: a number, a prefix, or both in front of its name. */
    private static double scale(String unit, Token name) {
        double scale = 1;
        for (String part : unit.split("[ /*-]+")) {
            if (part.matches("[0-9.]+([eE][+-]?[0-9]+)?")) {
                scale *= Double.parseDouble(part);
            }
        }
        String first = unit.replaceFirst("^[0-9.eE+ ]*", "");
        for (Map.Entry<String, Double> prefix : PREFIXES.entrySet()) {
            if (first.startsWith(prefix.getKey())) {
                return scale * prefix.getValue();
            }
        }
        if (first.equals("cm") || first.equals("mm") || first.equals("um")) {
            return scale * (first.equals("cm") ? 1e-2 : first.equals("mm") ? 1e-3 : 1e-6);
        }
        if (scale == 0) {
            throw new TokenStream.Fault(name.at(), "the unit of the constant " + name.quoted() + " has the size 0");
        }
        return scale;
    }
}
