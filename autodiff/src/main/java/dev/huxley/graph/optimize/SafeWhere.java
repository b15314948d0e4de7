package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code where} safe to differentiate: a branch that is not taken must not make the gradient NaN.
 *
 * <p>Engines evaluate both branches for all rows and select afterwards. In reverse mode the branch that was not
 * selected gets the cotangent 0; but if it holds, say, {@code x / (exp(x) - 1)} at x = 0, its partial derivative is
 * infinite, and 0 * infinity is NaN. The cure is the "double where": the operation that may be singular sees its own
 * argument where its value is needed, and a harmless constant where it is not.
 *
 * <p><b>When is a value needed?</b> An output always. The branches of a {@code where(c, a, b)} that is needed under the
 * condition K are needed under {@code K & c} and {@code K & !c}, the arguments of any other operation when the
 * operation is. A value with several uses is needed when one of them needs it: if both branches use it, always, and
 * then it stays as it is. One pass from the outputs to the inputs therefore gives one condition per node, and no node
 * is copied once per branch: where the condition is false, every use is discarded, so the cotangent that arrives is an
 * exact zero.
 *
 * <p><b>Conditions need true values always</b> and no derivatives. Comparisons and logic therefore use a second,
 * unguarded copy of their arguments; the path conditions consist of those. A graph grows at most to twice its nodes
 * plus one select per singular operation and a few logical operations.
 *
 * <p>Guarded are: the divisors of / and %, the arguments of log, sqrt, asin, acos, tan, those of exp, sinh and cosh
 * (overflow) and the base of a power (for a constant positive base, the exponent). Products of huge finite numbers that
 * overflow are not. Outputs keep their values bit for bit.
 *
 * <p>The idea: the "double where trick" of the JAX FAQ and of the TensorFlow Probability note "TensorFlow and NaN
 * gradients" (2019), applied here automatically.
 */
public final class SafeWhere {

    /**
     * The largest argument whose exp is finite in float64; {@link NarrowRange} adapts it to float32, which overflows
     * above 88.7.
     */
    private static final double LARGEST_EXPONENT = 709;

    private final Graph graph;
    private final GraphBuilder builder = new GraphBuilder();
    /** Copies of all nodes as they are, for conditions. */
    private final int[] plain;
    /**
     * The condition under which each node's value or derivative is needed; -1 for booleans and nodes that only they
     * use.
     */
    private final int[] need;
    /** The condition of values that an output always needs. */
    private final int always;

    private SafeWhere(Graph graph) {
        this.graph = graph;
        plain = builder.copy(graph, Map.of());
        always = builder.constant(1);
        need = new int[plain.length];
        Arrays.fill(need, -1);
    }

    /** The same function of the same inputs, whose discarded branches have finite values and derivatives. */
    public static Graph guard(Graph graph) {
        boolean branches = graph.nodes().stream().anyMatch(node -> node.operation() == Operation.WHERE);
        return branches ? new SafeWhere(graph).guarded() : graph;
    }

    private Graph guarded() {
        findNeeds();
        int[] copies = new int[plain.length];
        for (Graph.Node node : graph.nodes()) {
            int i = node.index();
            copies[i] = need[i] < 0 ? plain[i] : copyOf(node, copies);
        }
        graph.outputs().forEach((name, index) -> builder.output(name, copies[index]));
        return builder.build();
    }

    private void findNeeds() {
        List<List<Integer>> uses = new ArrayList<>();
        for (int i = 0; i < plain.length; i++) {
            uses.add(new ArrayList<>());
        }
        graph.outputs().values().forEach(index -> uses.get(index).add(always));
        for (int i = plain.length - 1; i >= 0; i--) {
            if (!uses.get(i).isEmpty()) {
                need[i] = anyOf(uses.get(i));
                addUses(graph.nodes().get(i), uses);
            }
        }
    }

    private void addUses(Graph.Node node, List<List<Integer>> uses) {
        int own = need[node.index()];
        if (node.operation() == Operation.WHERE) {
            int condition = plain[node.argument(0)];
            uses.get(node.argument(1)).add(builder.apply(Operation.AND, own, condition));
            uses.get(node.argument(2)).add(builder.apply(Operation.AND, own, builder.apply(Operation.NOT, condition)));
        } else {
            for (int argument : node.arguments()) {
                uses.get(argument).add(own);
            }
        }
    }

    /** Joins conditions in pairs while a pair has a shorter form, and only then the rest. */
    private int anyOf(List<Integer> conditions) {
        List<Integer> open = new ArrayList<>();
        for (int condition : conditions) {
            int joined = condition;
            for (int k = 0; k < open.size(); k++) {
                int either = builder.apply(Operation.OR, joined, open.get(k));
                if (either == joined || builder.operation(either) != Operation.OR || either == open.get(k)) {
                    joined = either;
                    open.remove(k);
                    k = -1;
                }
            }
            open.add(joined);
        }
        int any = open.get(0);
        for (int condition : open.subList(1, open.size())) {
            any = builder.apply(Operation.OR, any, condition);
        }
        return any;
    }

    private int copyOf(Graph.Node node, int[] copies) {
        if (node.operation().arity() == 0) {
            return plain[node.index()];
        }
        int[] arguments = node.arguments();
        for (int k = 0; k < arguments.length; k++) {
            arguments[k] = copies[arguments[k]];
        }
        int risky = need[node.index()] == always ? -1 : riskyArgument(node);
        if (risky >= 0) {
            int harmless = builder.constant(node.operation().harmlessArgument(risky));
            arguments[risky] = builder.apply(Operation.WHERE, need[node.index()], arguments[risky], harmless);
        }
        return builder.apply(node.operation(), arguments);
    }

    /** The number of the argument that can make the value or a derivative infinite or NaN; -1 if none can. */
    private int riskyArgument(Graph.Node node) {
        return switch (node.operation()) {
            case DIV, MOD -> isConstant(node.argument(1)) && constant(node.argument(1)) != 0 ? -1 : 1;
            case EXP -> upperBound(node.argument(0)) <= LARGEST_EXPONENT ? -1 : 0;
            case POW -> isConstant(node.argument(0)) && constant(node.argument(0)) > 0 ? 1 : 0;
            default -> node.operation().riskyArgument();
        };
    }

    /** The upper bound of a minimum or a clip; infinity for other nodes. */
    private double upperBound(int index) {
        Graph.Node node = graph.nodes().get(index);
        return switch (node.operation()) {
            case CONSTANT -> node.constant();
            case MINIMUM -> Math.min(upperBound(node.argument(0)), upperBound(node.argument(1)));
            case WHERE -> {
                Graph.Node condition = graph.nodes().get(node.argument(0));
                boolean capped = condition.operation() == Operation.GT && condition.argument(0) == node.argument(2);
                double rest = upperBound(node.argument(2));
                double cap = capped ? Math.min(rest, upperBound(condition.argument(1))) : rest;
                yield Math.max(upperBound(node.argument(1)), cap);
            }
            default -> Double.POSITIVE_INFINITY;
        };
    }

    private boolean isConstant(int index) {
        return graph.nodes().get(index).operation() == Operation.CONSTANT;
    }

    private double constant(int index) {
        return graph.nodes().get(index).constant();
    }
}
