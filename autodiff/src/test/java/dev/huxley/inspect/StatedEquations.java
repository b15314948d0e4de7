package dev.huxley.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code Mechanism.equations()} as something that can be computed. It knows definitions ({@code u = v - vt}),
 * kinetics of gates ({@code m: alpha = ..., beta = ...} or {@code inf = ..., tau = ...}), differential equations
 * ({@code tau ds/dt = ...}), a rule ({@code if v > vth: v = vreset, else ...}) and chains of states ({@code C1 <-> O, to the right with alpha, ...}); what else stands there
 * is words and says nothing here. Between factors no sign is written: {@code g m^3 (v - e)}.
 */
final class StatedEquations {
    private static final Pattern GATE = Pattern.compile("(\\w+): (.*)");
    private static final Pattern DERIVATIVE = Pattern.compile("(?:else )?(?:(\\w+) )?d(\\w+)/dt = (.*)");
    private static final Pattern DEFINITION = Pattern.compile("(\\w+) = (.*)");
    private static final Pattern RULE = Pattern.compile("if (\\w+) (>=?) (\\w+)(?: mV)?: (.*), else (.*)");
    private static final Pattern BELOW = Pattern.compile("(.*) below (\\w+) = (-?[\\d.]+)");
    private static final Pattern UNIT = Pattern.compile("( ms| °C( or celsius)?| C/mol| J/\\(mol K\\)| in \\w+)$");
    private static final Set<String> OF_GATES = Set.of("alpha", "beta", "inf", "tau");
    private static final Pattern CHAIN = Pattern.compile("\\w+( <-> \\w+)+");

    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> gates = new LinkedHashMap<>();
    private final Map<String, String> derivatives = new LinkedHashMap<>();
    /** The rates of flows, by the state that they leave and the state that they enter. */
    private final Map<List<String>, String> flows = new LinkedHashMap<>();

    /** The number of the text's units of time in a ms. */
    private final double perMillisecond;

    /** The matched parts of the rule, null if there is none. */
    private Matcher rule;

    StatedEquations(String text) {
        readChains(text);
        perMillisecond = text.contains("rates in 1/s") ? 1e-3 : 1;
        String gate = "";
        for (String line : text.lines().toList()) {
            Matcher ofRule = RULE.matcher(line);
            if (ofRule.matches()) {
                rule = ofRule;
            }
            if (ofRule.matches() || line.contains(" <-> ")) {
                continue;
            }
            for (String clause : clauses(line)) {
                Matcher ofGate = GATE.matcher(clause);
                if (ofGate.matches()) {
                    gate = ofGate.group(1);
                }
                read(gate, ofGate.matches() ? ofGate.group(2) : clause);
            }
        }
    }

    private void read(String gate, String clause) {
        Matcher derivative = DERIVATIVE.matcher(clause);
        Matcher definition = DEFINITION.matcher(clause);
        if (derivative.matches()) {
            String factor = derivative.group(1) == null ? "1" : derivative.group(1);
            derivatives.put(derivative.group(2), "(" + derivative.group(3) + ") / " + factor);
        } else if (definition.matches()) {
            String name = definition.group(1);
            String value = UNIT.matcher(definition.group(2)).replaceFirst("");
            (OF_GATES.contains(name) && !gate.isEmpty()
                            ? gates.computeIfAbsent(gate, key -> new HashMap<>())
                            : definitions)
                    .put(name, value);
        } else if (clause.endsWith(" above")) {
            // The other half of "tau = a below u = -50, b above".
            Map<String, String> kinetics = gates.get(gate);
            kinetics.put("tau", kinetics.get("tau") + " | " + clause.substring(0, clause.length() - " above".length()));
        }
    }

    /** The parts of a line that stand between commas and semicolons outside of brackets. */
    private static List<String> clauses(String line) {
        List<String> clauses = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && (c == ',' || c == ';')) {
                clauses.add(line.substring(start, i).strip());
                start = i + 1;
            }
        }
        clauses.add(line.substring(start).strip());
        return clauses;
    }

    /** Reads {@code A <-> B <-> C over D <-> E <-> F}, with the rates to the right, to the left, down and up. */
    private void readChains(String text) {
        List<String[]> rows = new ArrayList<>();
        Matcher chain = CHAIN.matcher(text);
        while (chain.find()) {
            rows.add(chain.group().split(" <-> "));
        }
        for (String[] row : rows) {
            for (int i = 0; i + 1 < row.length; i++) {
                flows.put(List.of(row[i], row[i + 1]), rate(text, "to the right with ", i));
                flows.put(List.of(row[i + 1], row[i]), rate(text, "to the left with ", i));
            }
        }
        for (int i = 0; rows.size() == 2 && i < rows.get(0).length; i++) {
            flows.put(List.of(rows.get(0)[i], rows.get(1)[i]), rate(text, "down with ", 0));
            flows.put(List.of(rows.get(1)[i], rows.get(0)[i]), rate(text, "up with ", 0));
        }
    }

    /** Of {@code "to the left with 1, 2, 3 beta"} and the number 1 it is {@code "2 beta"}. */
    private static String rate(String text, String way, int number) {
        Matcher rates =
                Pattern.compile(way + "((?:\\d+, )*\\d+ )?([A-Za-z]\\w*)").matcher(text.replaceAll("\\s+", " "));
        if (!rates.find()) {
            throw new AssertionError("no rates '" + way + "' in " + text);
        }
        return rates.group(1) == null
                ? rates.group(2)
                : rates.group(1).strip().split(", ")[number] + " " + rates.group(2);
    }

    /** The names on the left of definitions. */
    Set<String> defined() {
        return definitions.keySet();
    }

    /** The states whose change in time is said. */
    Set<String> changing() {
        Set<String> states = new TreeSet<>(gates.keySet());
        states.addAll(derivatives.keySet());
        flows.keySet().forEach(states::addAll);
        return states;
    }

    /** The values that the rule assigns where its condition holds, or where it does not: expressions by name. */
    Map<String, String> assignments(boolean holds) {
        Map<String, String> assignments = new TreeMap<>();
        if (rule != null) {
            for (String assignment : rule.group(holds ? 4 : 5).split(", | and ")) {
                String[] sides = assignment.split(" = ");
                assignments.put(sides[0], sides[1]);
            }
        }
        return assignments;
    }

    /** Tells whether the condition of the rule holds. */
    boolean holds(UnaryOperator<String> key, Map<String, Double> values) {
        Evaluation evaluation = new Evaluation("", key, values);
        double left = evaluation.named(rule.group(1));
        double right = evaluation.text(rule.group(3));
        return rule.group(2).equals(">") ? left > right : left >= right;
    }

    /** The value of an expression; see {@link #value}. */
    double expression(String text, UnaryOperator<String> key, Map<String, Double> values) {
        return new Evaluation("", key, values).text(text);
    }

    /**
     * The value of a defined name.
     *
     * @param values the values of what is not defined in the text, null for what has none
     */
    double value(String name, UnaryOperator<String> key, Map<String, Double> values) {
        return new Evaluation("", key, values).defined(name);
    }

    /** The change of a state in time, 1/ms; see {@link #value}. */
    double derivative(String state, UnaryOperator<String> key, Map<String, Double> values) {
        return perMillisecond * inUnitsOfTheText(state, key, values);
    }

    private double inUnitsOfTheText(String state, UnaryOperator<String> key, Map<String, Double> values) {
        if (derivatives.containsKey(state)) {
            return new Evaluation("", key, values).text(derivatives.get(state));
        }
        if (!gates.containsKey(state)) {
            Evaluation evaluation = new Evaluation("", key, values);
            return flows.entrySet().stream()
                    .filter(flow -> flow.getKey().contains(state))
                    .mapToDouble(flow -> (flow.getKey().get(0).equals(state) ? -1 : 1)
                            * evaluation.text(flow.getValue())
                            * evaluation.named(flow.getKey().get(0)))
                    .sum();
        }
        Evaluation evaluation = new Evaluation(state, key, values);
        double x = evaluation.named(state);
        return gates.get(state).containsKey("inf")
                ? (evaluation.named("inf") - x) / evaluation.named("tau")
                : evaluation.named("alpha") * (1 - x) - evaluation.named("beta") * x;
    }

    /** The steady state of a gate; NaN where the text does not say one. */
    double steadyState(String state, UnaryOperator<String> key, Map<String, Double> values) {
        if (!gates.containsKey(state)) {
            return Double.NaN;
        }
        Evaluation evaluation = new Evaluation(state, key, values);
        return gates.get(state).containsKey("inf")
                ? evaluation.named("inf")
                : evaluation.named("alpha") / (evaluation.named("alpha") + evaluation.named("beta"));
    }

    /** Names looked up and expressions computed, for one gate or for none. */
    private final class Evaluation {
        private final Map<String, String> kinetics;
        private final UnaryOperator<String> key;
        private final Map<String, Double> values;

        Evaluation(String gate, UnaryOperator<String> key, Map<String, Double> values) {
            this.kinetics = gates.getOrDefault(gate, Map.of());
            this.key = key;
            this.values = values;
        }

        double named(String name) {
            if (kinetics.containsKey(name)) {
                return text(kinetics.get(name));
            }
            Double value = values.get(key.apply(name));
            return value == null ? defined(name) : value;
        }

        double defined(String name) {
            if (!definitions.containsKey(name)) {
                throw new AssertionError("'" + name + "' is neither given nor defined; there are " + values.keySet()
                        + " and " + definitions.keySet());
            }
            return text(definitions.get(name));
        }

        double text(String expression) {
            String[] cases = expression.split(" \\| ");
            Matcher below = BELOW.matcher(cases[0]);
            if (below.matches()) {
                boolean isBelow = named(below.group(2)) < Double.parseDouble(below.group(3));
                return text(isBelow ? below.group(1) : cases[1]);
            }
            return new Expression(expression, this::named).value();
        }
    }

    /** Sums, products without a sign, quotients from left to right, powers, and functions of one or two arguments. */
    private static final class Expression {
        private static final Pattern TOKEN =
                Pattern.compile("\\s*(\\d+(?:\\.\\d+)?(?:e-?\\d+)?|[A-Za-z]\\w*|[-+/^(),])");

        private final String text;
        private final List<String> tokens = new ArrayList<>();
        private final ToDoubleFunction<String> names;
        private int at;

        Expression(String text, ToDoubleFunction<String> names) {
            this.text = text;
            this.names = names;
            Matcher token = TOKEN.matcher(text);
            int end = 0;
            while (token.lookingAt()) {
                tokens.add(token.group(1));
                end = token.end();
                token.region(end, text.length());
            }
            if (!text.substring(end).isBlank()) {
                throw new AssertionError("not an expression from '" + text.substring(end) + "' on: " + text);
            }
        }

        double value() {
            double value = sum();
            if (at < tokens.size()) {
                throw new AssertionError("'" + tokens.get(at) + "' is not expected in: " + text);
            }
            return value;
        }

        private double sum() {
            double sum = product();
            while (isNext("+", "-")) {
                sum = tokens.get(at++).equals("+") ? sum + product() : sum - product();
            }
            return sum;
        }

        private double product() {
            if (isNext("-")) {
                at++;
                return -product();
            }
            double product = power();
            while (at < tokens.size() && !isNext("+", "-", ")", ",", "^")) {
                if (isNext("/")) {
                    at++;
                    product /= power();
                } else {
                    product *= power();
                }
            }
            return product;
        }

        private double power() {
            double base = factor();
            if (!isNext("^")) {
                return base;
            }
            at++;
            return Math.pow(base, factor());
        }

        private double factor() {
            String token = at < tokens.size() ? tokens.get(at++) : "the end";
            if (token.equals("(")) {
                double value = sum();
                expect(")");
                return value;
            }
            if (Character.isDigit(token.charAt(0))) {
                return Double.parseDouble(token);
            }
            if (List.of("exp", "tanh", "ln", "max").contains(token) && isNext("(")) {
                at++;
                double first = sum();
                double second = 0;
                if (token.equals("max")) {
                    expect(",");
                    second = sum();
                }
                expect(")");
                return switch (token) {
                    case "exp" -> Math.exp(first);
                    case "tanh" -> Math.tanh(first);
                    case "ln" -> Math.log(first);
                    default -> Math.max(first, second);
                };
            }
            if (!Character.isLetter(token.charAt(0))) {
                throw new AssertionError("'" + token + "' is no factor in: " + text);
            }
            return names.applyAsDouble(token);
        }

        private boolean isNext(String... possible) {
            return at < tokens.size() && Arrays.asList(possible).contains(tokens.get(at));
        }

        private void expect(String token) {
            if (!isNext(token)) {
                throw new AssertionError("'" + token + "' is missing in: " + text);
            }
            at++;
        }
    }
}
