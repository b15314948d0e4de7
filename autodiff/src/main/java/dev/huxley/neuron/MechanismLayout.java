package dev.huxley.neuron;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The blocks of a file in NMODL in the order that NEURON takes. */
final class MechanismLayout {
    private static final String UNITS =
            """
            UNITS {
                (mV) = (millivolt)
                (mA) = (milliamp)
                (S) = (siemens)
                (um) = (micron)
                (mM) = (milli/liter)
                (nA) = (nanoamp)
                (uS) = (microsiemens)
            }
            """;

    private final MechanismWriter writer;
    private final MechanismExpressions expressions;
    private final String suffix;
    private final Map<String, String> targets = new LinkedHashMap<>();
    private final Map<String, String> timeConstants = new LinkedHashMap<>();
    private final Map<Integer, String> rateNames = new HashMap<>();
    private final Map<String, String> currents = new LinkedHashMap<>();
    private final String step;
    private final String rates;

    MechanismLayout(MechanismWriter writer, MechanismExpressions expressions, String suffix) {
        this.writer = writer;
        this.expressions = expressions;
        this.suffix = suffix;
        step = writer.names().free("states");
        rates = writer.names().free("rates");
        expressions.targets().forEach((key, node) -> {
            targets.put(key, writer.names().free(writer.variable(key) + "_inf"));
            timeConstants.put(key, writer.names().free(writer.variable(key) + "_tau"));
            rateNames.put(node, targets.get(key));
        });
        expressions
                .currents()
                .keySet()
                .forEach(key -> currents.put(
                        key,
                        writer.shared().containsKey(key)
                                ? writer.variable(key)
                                : writer.names().free("i")));
    }

    String text() {
        String procedures = initial() + states() + rates();
        String breakpoint = breakpoint();
        StringBuilder functions = new StringBuilder();
        writer.helpers().forEach((function, name) -> functions.append('\n').append(function.definition(name)));
        return head() + neuron() + "\n" + UNITS + "\n" + parameters() + stateBlock() + assigned() + breakpoint
                + procedures + functions;
    }

    // ---- declarations ----

    private String head() {
        String equations = ascii(writer.mechanism().equations()).replace("ENDCOMMENT", "");
        return "TITLE " + suffix + ", written by Huxley\n\n"
                + (equations.isBlank() ? "" : "COMMENT\n" + equations.strip() + "\nENDCOMMENT\n\n");
    }

    private String neuron() {
        StringBuilder text =
                new StringBuilder("NEURON {\n    " + (writer.isPoint() ? "POINT_PROCESS " : "SUFFIX ") + suffix + "\n");
        Map<String, List<String>> uses = new TreeMap<>();
        Map<String, Integer> valences = new HashMap<>();
        writer.shared().values().forEach(variable -> {
            uses.putIfAbsent(variable.ion(), new ArrayList<>());
            valences.put(variable.ion(), variable.isBuiltIn() ? null : variable.valence());
        });
        uses.keySet().forEach(ion -> {
            text.append("    USEION ").append(ion);
            text.append(list(" READ ", ion, false)).append(list(" WRITE ", ion, true));
            if (valences.get(ion) != null) {
                text.append(" VALENCE ").append(valences.get(ion));
            }
            text.append('\n');
        });
        currents.forEach((key, name) -> {
            if (!writer.shared().containsKey(key)) {
                text.append("    NONSPECIFIC_CURRENT ").append(name).append('\n');
            }
        });
        Set<String> range = new LinkedHashSet<>(writer.parameters().values());
        range.addAll(writer.starts().values());
        range.addAll(targets.values());
        range.addAll(timeConstants.values());
        if (!range.isEmpty()) {
            text.append("    RANGE ").append(String.join(", ", range)).append('\n');
        }
        if (!writer.pointer().isEmpty()) {
            text.append("    POINTER ").append(writer.pointer()).append('\n');
        }
        return text.append(writer.isPoint() ? "}\n" : "    THREADSAFE\n}\n").toString();
    }

    /** The variables of an ion that the file writes, or those that it reads without writing, with those that it steps. */
    private String list(String word, String ion, boolean isWritten) {
        List<String> names = new ArrayList<>();
        writer.shared().forEach((key, variable) -> {
            boolean writes = writer.written().contains(key) || currents.containsKey(key);
            boolean reads = !writes || expressions.inputs().contains(key);
            if (variable.ion().equals(ion) && (isWritten ? writes : reads)) {
                names.add(variable.name());
            }
        });
        return names.isEmpty() ? "" : word + String.join(", ", names);
    }

    private String parameters() {
        StringBuilder text = new StringBuilder();
        writer.parameters().forEach((key, name) -> declare(text, name, writer.value(name), writer.unit(key)));
        writer.starts().forEach((key, name) -> declare(text, name, writer.value(name), writer.unit(key)));
        return text.isEmpty() ? "" : "PARAMETER {\n" + text + "}\n\n";
    }

    private static void declare(StringBuilder text, String name, double value, String unit) {
        text.append("    ").append(name).append(" = ").append(NmodlNumber.text(value));
        text.append(unit.isEmpty() ? "" : " (" + unit + ")").append('\n');
    }

    /** The states of the file: the mechanism's own, and concentrations that a DERIVATIVE block steps. */
    private String stateBlock() {
        List<String> names = new ArrayList<>(writer.states().values());
        writer.updated().stream()
                .filter(key -> writer.shared().containsKey(key) && isState(key))
                .forEach(key -> names.add(writer.variable(key)));
        names.addAll(writer.followers().values());
        return names.isEmpty() ? "" : "STATE {\n    " + String.join("\n    ", names) + "\n}\n\n";
    }

    private boolean isState(String key) {
        return expressions.hasEquations() || writer.shared().get(key).isConcentration();
    }

    private String assigned() {
        List<String> lines = new ArrayList<>(List.of("v (mV)"));
        if (!writer.pointer().isEmpty()) {
            lines.add(writer.pointer() + " (mV)");
        }
        writer.surroundings().forEach(name -> lines.add(name.equals("area") ? "area (um2)" : "celsius (degC)"));
        writer.shared().forEach((key, variable) -> {
            if (!writer.written().contains(key) || !isState(key)) {
                String unit = currents.containsKey(key) ? "mA/cm2" : writer.unit(key);
                lines.add(variable.name() + (unit.isEmpty() ? "" : " (" + unit + ")"));
            }
        });
        currents.forEach((key, name) -> {
            if (!writer.shared().containsKey(key)) {
                lines.add(name + (writer.isPoint() ? " (nA)" : " (mA/cm2)"));
            }
        });
        lines.addAll(targets.values());
        timeConstants.values().forEach(name -> lines.add(name + " (ms)"));
        return "ASSIGNED {\n    " + String.join("\n    ", lines) + "\n}\n\n";
    }

    // ---- what runs ----

    private String breakpoint() {
        Map<String, Integer> nodes = expressions.currents();
        ExpressionText text = writer.statements(Map.of());
        if (!writer.updated().isEmpty()) {
            String method = expressions.isRelaxing() ? " METHOD cnexp" : " METHOD derivimplicit";
            text.lines().add("SOLVE " + step + (expressions.hasEquations() ? method : ""));
        }
        text.write(new ArrayList<>(nodes.values()));
        nodes.forEach((key, node) -> text.assign(currents.get(key), node));
        return block("BREAKPOINT", text);
    }

    private String initial() {
        Map<String, Integer> nodes = expressions.steadyStates();
        boolean callsRates = expressions.isRelaxing() && nodes.values().stream().anyMatch(rateNames::containsKey);
        ExpressionText text = writer.statements(callsRates ? rateNames : Map.of());
        writer.starts().forEach((key, start) -> text.lines().add(writer.variable(key) + " = " + start));
        writer.followers().forEach((key, name) -> text.lines().add(name + " = " + writer.variable(key)));
        if (callsRates) {
            text.lines().add(rates + "()");
        }
        Map<String, Integer> changed = new LinkedHashMap<>(nodes);
        changed.keySet().retainAll(writer.updated());
        text.write(new ArrayList<>(changed.values()));
        changed.forEach((key, node) -> text.assign(writer.variable(key), node));
        return text.lines().isEmpty() ? "" : "\n" + block("INITIAL", text);
    }

    private String states() {
        if (writer.updated().isEmpty()) {
            return "";
        }
        if (expressions.isRelaxing()) {
            ExpressionText text = writer.statements(Map.of());
            text.lines().add(rates + "()");
            writer.updated().forEach(key -> text.lines()
                    .add(writer.variable(key) + "' = (" + targets.get(key) + " - " + writer.variable(key) + ") / "
                            + timeConstants.get(key)));
            return "\n" + block("DERIVATIVE " + step, text);
        }
        if (expressions.hasEquations()) {
            ExpressionText text = writer.statements(Map.of());
            text.write(new ArrayList<>(expressions.rates().values()));
            expressions.rates().forEach((key, node) -> text.assign(writer.variable(key) + "'", node));
            return "\n" + block("DERIVATIVE " + step, text);
        }
        Map<String, Integer> nodes = expressions.steps();
        ExpressionText text = writer.statements(Map.of());
        // A pumped concentration is seen by others one step after it was computed.
        writer.followers().forEach((key, name) -> text.lines().add(writer.variable(key) + " = " + name));
        text.write(new ArrayList<>(nodes.values()));
        Map<String, String> results = new LinkedHashMap<>();
        nodes.forEach((key, node) -> {
            String target = writer.followers().getOrDefault(key, writer.variable(key));
            if (nodes.size() == 1) {
                text.assign(target, node);
            } else {
                results.put(target, text.local(target + "_new"));
                text.assign(results.get(target), node);
            }
        });
        results.forEach((target, local) -> text.lines().add(target + " = " + local));
        return "\n" + block("PROCEDURE " + step + "()", text);
    }

    private String rates() {
        if (!expressions.isRelaxing()) {
            return "";
        }
        ExpressionText text = writer.statements(Map.of());
        List<Integer> nodes = new ArrayList<>(expressions.targets().values());
        nodes.addAll(expressions.timeConstants().values());
        text.write(nodes);
        expressions.targets().forEach((key, node) -> text.assign(targets.get(key), node));
        expressions.timeConstants().forEach((key, node) -> text.assign(timeConstants.get(key), node));
        return "\n" + block("PROCEDURE " + rates + "()", text);
    }

    private static String block(String head, ExpressionText text) {
        StringBuilder block = new StringBuilder(head).append(" {");
        List<String> locals = text.locals();
        if (!locals.isEmpty()) {
            block.append(" LOCAL ").append(String.join(", ", locals));
        }
        block.append('\n');
        text.lines().stream()
                .flatMap(String::lines)
                .forEach(line -> block.append("    ").append(line).append('\n'));
        return block.append("}\n").toString();
    }

    /** The text in ASCII, which is all that NEURON reads. */
    static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replace("\u00b5", "u")
                .replace("\u00b0", "deg ")
                .replace("\u2265", ">=")
                .replace("\u2264", "<=")
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\x00-\\x7F]", "?");
    }
}
