package dev.huxley.neuron;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Expressions of a graph as statements of NMODL. A value that is used more than once, a choice, and a part that would
 * make a line too long become local variables; the rest is written where it is used.
 */
final class ExpressionText {
    /** The precedence of a text: the weakest operator that stands open in it. */
    private static final int SUM = 1;

    private static final int PRODUCT = 2;
    private static final int ATOM = 3;

    private static final int LONGEST = 90;
    private static final double SERIES_BELOW = 0.2;
    private static final double LARGEST_EXPONENT = 690;

    /** An expression in words of NMODL. */
    private record Part(String text, int precedence) {}

    private final Graph graph;
    private final Function<String, String> inputs;
    private final Function<HelperFunction, String> helpers;
    private final Predicate<String> isFree;

    private final List<String> locals = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, Part> parts = new HashMap<>();
    private final Set<Integer> wanted = new TreeSet<>();
    private final int[] uses;

    /**
     * @param graph the expressions
     * @param inputs the name of each input
     * @param helpers the name of a function that NMODL lacks
     * @param isFree whether a local variable may have a name
     * @param given nodes that have a name already
     */
    ExpressionText(
            Graph graph,
            Function<String, String> inputs,
            Function<HelperFunction, String> helpers,
            Predicate<String> isFree,
            Map<Integer, String> given) {
        this.graph = graph;
        this.inputs = inputs;
        this.helpers = helpers;
        this.isFree = isFree;
        given.forEach((node, name) -> parts.put(node, new Part(name, ATOM)));
        uses = new int[graph.nodes().size()];
    }

    /** Writes what the nodes need; afterwards {@link #text} gives each of them. */
    void write(List<Integer> nodes) {
        nodes.forEach(this::want);
        for (int index : wanted) {
            if (!parts.containsKey(index)) {
                parts.put(index, placed(graph.nodes().get(index)));
            }
        }
    }

    /** The text of a node's value. */
    String text(int node) {
        return parts.get(node).text();
    }

    /** The local variables that the statements need, in the order of their first use. */
    List<String> locals() {
        return locals;
    }

    /** The statements that come before the nodes' values can be read. */
    List<String> lines() {
        return lines;
    }

    /** Adds an assignment. */
    void assign(String target, int node) {
        lines.add(target + " = " + text(node));
    }

    /** A local variable of this name, or one like it; without a name, of any. */
    String local(String wished) {
        int number = 0;
        String name;
        do {
            number++;
            name = wished.isEmpty() ? "a" + number : number == 1 ? wished : wished + number;
        } while (locals.contains(name) || !isFree.test(name));
        locals.add(name);
        return name;
    }

    private void want(int index) {
        uses[index]++;
        if (parts.containsKey(index) || !wanted.add(index)) {
            return;
        }
        for (int argument : arguments(graph.nodes().get(index))) {
            want(argument);
        }
    }

    /** The arguments that a node's text needs, after patterns that are functions of their own. */
    private int[] arguments(Graph.Node node) {
        int inner = quotient(node);
        if (inner >= 0) {
            return new int[] {inner};
        }
        int exponent = limitedExponent(node);
        return exponent >= 0 ? new int[] {exponent} : node.arguments();
    }

    private Part placed(Graph.Node node) {
        Part part = part(node);
        boolean isLeaf = node.operation() == Operation.INPUT || node.operation() == Operation.CONSTANT;
        if (isLeaf || node.operation().yieldsBoolean()) {
            return part;
        }
        if (node.operation() == Operation.WHERE && quotient(node) < 0) {
            String name = local("");
            lines.add("if (" + text(node.argument(0)) + ") {\n    " + name + " = " + text(node.argument(1))
                    + "\n} else {\n    " + name + " = " + text(node.argument(2)) + "\n}");
            return new Part(name, ATOM);
        }
        if (uses[node.index()] > 1 || part.text().length() > LONGEST) {
            String name = local("");
            lines.add(name + " = " + part.text());
            return new Part(name, ATOM);
        }
        return part;
    }

    private Part part(Graph.Node node) {
        int inner = quotient(node);
        if (inner >= 0) {
            return call(helpers.apply(HelperFunction.LINEAR_OVER_EXPONENTIAL), inner);
        }
        int exponent = limitedExponent(node);
        if (exponent >= 0) {
            return call(helpers.apply(HelperFunction.LIMITED_EXP), exponent);
        }
        return switch (node.operation()) {
            case CONSTANT -> new Part(NmodlNumber.operand(node.constant()), ATOM);
            case INPUT -> new Part(inputs.apply(node.name()), ATOM);
            case ADD -> infix(node, "+", SUM, SUM);
            case SUB -> infix(node, "-", SUM, PRODUCT);
            case MUL -> infix(node, "*", PRODUCT, PRODUCT);
            case DIV -> infix(node, "/", PRODUCT, ATOM);
            case NEG, STOP_GRADIENT -> node.operation() == Operation.NEG
                    ? new Part("(-" + enclosed(node.argument(0), ATOM) + ")", ATOM)
                    : parts.get(node.argument(0));
            case SQUARE -> square(node);
            case POW -> call("pow", node.arguments());
            case ABS -> call("fabs", node.arguments());
            case SIGN -> call(helpers.apply(HelperFunction.SIGN), node.arguments());
            case MINIMUM -> call(helpers.apply(HelperFunction.SMALLER), node.arguments());
            case MAXIMUM -> call(helpers.apply(HelperFunction.LARGER), node.arguments());
            case EXP, LOG, SQRT, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, FLOOR, CEIL -> call(
                    node.operation().symbol(), node.arguments());
            case SIGMOID -> new Part("1 / (1 + exp(-" + enclosed(node.argument(0), ATOM) + "))", PRODUCT);
            case MOD -> new Part(
                    enclosed(node.argument(0), PRODUCT) + " - " + enclosed(node.argument(1), PRODUCT) + " * floor("
                            + enclosed(node.argument(0), PRODUCT) + " / " + enclosed(node.argument(1), ATOM) + ")",
                    SUM);
            case GT, GTE, LT, LTE, EQ, NEQ -> condition(node);
            case AND -> logic(node, " && ");
            case OR -> logic(node, " || ");
            case XOR -> new Part("((" + text(node.argument(0)) + ") != (" + text(node.argument(1)) + "))", ATOM);
            case NOT -> new Part("!(" + text(node.argument(0)) + ")", ATOM);
            case WHERE -> new Part("", ATOM);
            case ROUND -> throw new UnwritableException("rounding to the nearest integer has no form in NMODL");
        };
    }

    private Part infix(Graph.Node node, String operator, int own, int right) {
        return new Part(
                enclosed(node.argument(0), own) + " " + operator + " " + enclosed(node.argument(1), right), own);
    }

    private Part condition(Graph.Node node) {
        String left = enclosed(node.argument(0), SUM);
        return new Part(left + " " + node.operation().symbol() + " " + enclosed(node.argument(1), SUM), 0);
    }

    private Part logic(Graph.Node node, String operator) {
        return new Part("(" + text(node.argument(0)) + ")" + operator + "(" + text(node.argument(1)) + ")", 0);
    }

    private Part square(Graph.Node node) {
        int argument = node.argument(0);
        if (!text(argument).matches("\\w+")) {
            String name = local("");
            lines.add(name + " = " + text(argument));
            parts.put(argument, new Part(name, ATOM));
        }
        return new Part(text(argument) + " * " + text(argument), PRODUCT);
    }

    private Part call(String function, int... arguments) {
        StringBuilder text = new StringBuilder(function).append('(');
        for (int k = 0; k < arguments.length; k++) {
            text.append(k == 0 ? "" : ", ").append(text(arguments[k]));
        }
        return new Part(text.append(')').toString(), ATOM);
    }

    private String enclosed(int node, int least) {
        Part part = parts.get(node);
        return part.precedence() < least ? "(" + part.text() + ")" : part.text();
    }

    // ---- patterns ----

    /** The z of a choice between a series and {@code z / (exp(z) - 1)}, as {@code Rates} makes it; else -1. */
    private int quotient(Graph.Node node) {
        if (node.operation() != Operation.WHERE) {
            return -1;
        }
        Graph.Node condition = argument(node, 0);
        Graph.Node quotient = argument(node, 2);
        if (condition.operation() != Operation.LT
                || argument(condition, 0).operation() != Operation.ABS
                || !isConstant(argument(condition, 1), SERIES_BELOW)
                || quotient.operation() != Operation.DIV) {
            return -1;
        }
        int z = argument(condition, 0).argument(0);
        Graph.Node below = argument(quotient, 1);
        boolean isExponential = below.operation() == Operation.SUB
                && isConstant(argument(below, 1), 1)
                && limitedExponent(argument(below, 0)) == quotient.argument(0);
        return isExponential && isSame(z, quotient.argument(0)) ? quotient.argument(0) : -1;
    }

    /** Tells whether |z| and |w| are the same: signs are dropped inside of an absolute value. */
    private boolean isSame(int z, int w) {
        Graph.Node node = graph.nodes().get(w);
        return z == w || (node.operation() == Operation.NEG && node.argument(0) == z);
    }

    /** The x of {@code exp(min(x, 690))}; else -1. */
    private int limitedExponent(Graph.Node node) {
        if (node.operation() != Operation.EXP || argument(node, 0).operation() != Operation.MINIMUM) {
            return -1;
        }
        Graph.Node smaller = argument(node, 0);
        if (isConstant(argument(smaller, 0), LARGEST_EXPONENT)) {
            return smaller.argument(1);
        }
        return isConstant(argument(smaller, 1), LARGEST_EXPONENT) ? smaller.argument(0) : -1;
    }

    private Graph.Node argument(Graph.Node node, int number) {
        return graph.nodes().get(node.argument(number));
    }

    private static boolean isConstant(Graph.Node node, double value) {
        return node.operation() == Operation.CONSTANT && node.constant() == value;
    }
}
