package dev.huxley.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a {@link Graph} bottom up. A node is identified by the number returned by the method that made it; these
 * numbers are the builder's own, and the finished graph is renumbered.
 *
 * <p>Equal expressions are one node (hash-consing): same operation, same arguments, constants by bit pattern;
 * commutative operations have their arguments in one order. Booleans and floats are converted where the operation takes
 * the other: a boolean b becomes {@code where(b, 1, 0)}, a float x becomes {@code x != 0}. Unless the builder is {@link
 * #literal()}, expressions are simplified as they are made, see {@link Simplification}.
 */
public final class GraphBuilder {

    /** The identity of an expression, by which equal ones are found; missing arguments are -1. */
    private record Key(Operation operation, int x, int y, int z, long bits, String name) {}

    private final boolean simplifies;
    private final List<Graph.Node> nodes = new ArrayList<>();
    private final Map<Key, Integer> known = new HashMap<>();
    private final Set<String> inputs = new LinkedHashSet<>();
    private final Map<String, Integer> outputs = new LinkedHashMap<>();

    /** A builder that simplifies. */
    public GraphBuilder() {
        this(true);
    }

    private GraphBuilder(boolean simplifies) {
        this.simplifies = simplifies;
    }

    /** A builder that keeps every operation as written and merges only equal ones. */
    public static GraphBuilder literal() {
        return new GraphBuilder(false);
    }

    /** The input of this name, declared now unless it was before. */
    public int input(String name) {
        inputs.add(name);
        return intern(Operation.INPUT, new int[0], 0, name);
    }

    /** A number. */
    public int constant(double value) {
        return intern(Operation.CONSTANT, new int[0], value, null);
    }

    /**
     * The operation on these nodes.
     *
     * @throws IllegalArgumentException if the number of arguments is wrong, or for CONSTANT and INPUT
     */
    public int apply(Operation operation, int... arguments) {
        if (operation.arity() == 0) {
            throw new IllegalArgumentException("make a " + operation + " with constant(value) or input(name)");
        }
        if (arguments.length != operation.arity()) {
            throw new IllegalArgumentException(
                    operation + " takes " + operation.arity() + " arguments, not " + arguments.length);
        }
        int[] converted = new int[arguments.length];
        for (int k = 0; k < arguments.length; k++) {
            converted[k] = operation.takesBoolean(k) ? toBoolean(arguments[k]) : toFloat(arguments[k]);
        }
        if (operation.isCommutative() && converted[0] > converted[1]) {
            int first = converted[0];
            converted[0] = converted[1];
            converted[1] = first;
        }
        if (simplifies) {
            int simpler = Simplification.simplify(this, operation, converted);
            if (simpler >= 0) {
                return simpler;
            }
        }
        return intern(operation, converted, 0, null);
    }

    /**
     * Makes a node an output. A boolean becomes 1 or 0.
     *
     * @throws IllegalArgumentException if there is an output of this name already
     */
    public void output(String name, int node) {
        int value = toFloat(node);
        if (outputs.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("output '" + name + "' is declared twice");
        }
    }

    /**
     * Copies the nodes of another graph into this one.
     *
     * @param graph the graph to copy
     * @param bindings node of this builder for each of the other graph's inputs; an input that is missing here becomes
     *     an input of this builder
     * @return for each node of the other graph, the node here
     */
    public int[] copy(Graph graph, Map<String, Integer> bindings) {
        for (String name : graph.inputs()) {
            if (!bindings.containsKey(name)) {
                inputs.add(name);
            }
        }
        int[] here = new int[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            here[node.index()] = copy(node, here, bindings);
        }
        return here;
    }

    /** The operation of a node. */
    public Operation operation(int node) {
        return node(node).operation();
    }

    /** The graph of everything declared so far that an output depends on. The builder can still be used. */
    public Graph build() {
        boolean[] live = liveNodes(outputs.values());
        int[] number = new int[nodes.size()];
        List<Graph.Node> kept = new ArrayList<>();
        for (Graph.Node node : nodes) {
            if (live[node.index()]) {
                number[node.index()] = kept.size();
                int[] arguments = node.arguments();
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = number[arguments[k]];
                }
                kept.add(new Graph.Node(kept.size(), node.operation(), arguments, node.constant(), node.name()));
            }
        }
        Map<String, Integer> renumbered = new LinkedHashMap<>();
        outputs.forEach((name, node) -> renumbered.put(name, number[node]));
        return new Graph(kept, List.copyOf(inputs), renumbered);
    }

    public Graph.Node node(int index) {
        if (index < 0 || index >= nodes.size()) {
            throw new IllegalArgumentException("there is no node " + index + " in this builder of " + nodes.size());
        }
        return nodes.get(index);
    }

    public boolean isConstant(int index) {
        return node(index).operation() == Operation.CONSTANT;
    }

    /** Copies a node of another graph whose arguments have the nodes {@code here} in this builder. */
    public int copy(Graph.Node node, int[] here, Map<String, Integer> bindings) {
        return switch (node.operation()) {
            case CONSTANT -> constant(node.constant());
            case INPUT -> {
                Integer bound = bindings.get(node.name());
                yield bound == null ? input(node.name()) : bound;
            }
            default -> {
                int[] arguments = node.arguments();
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = here[arguments[k]];
                }
                yield apply(node.operation(), arguments);
            }
        };
    }

    private int toFloat(int node) {
        return operation(node).yieldsBoolean() ? apply(Operation.WHERE, node, constant(1), constant(0)) : node;
    }

    private int toBoolean(int node) {
        boolean usable = operation(node).yieldsBoolean() || isConstant(node);
        return usable ? node : apply(Operation.NEQ, node, constant(0));
    }

    private int intern(Operation operation, int[] arguments, double constant, String name) {
        int x = arguments.length > 0 ? arguments[0] : -1;
        int y = arguments.length > 1 ? arguments[1] : -1;
        int z = arguments.length > 2 ? arguments[2] : -1;
        Key key = new Key(operation, x, y, z, Double.doubleToLongBits(constant), name);
        return known.computeIfAbsent(key, absent -> {
            nodes.add(new Graph.Node(nodes.size(), operation, arguments, constant, name));
            return nodes.size() - 1;
        });
    }

    private boolean[] liveNodes(Collection<Integer> roots) {
        boolean[] live = new boolean[nodes.size()];
        roots.forEach(root -> live[root] = true);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (live[i]) {
                Graph.Node node = nodes.get(i);
                for (int k = 0; k < node.operation().arity(); k++) {
                    live[node.argument(k)] = true;
                }
            }
        }
        return live;
    }
}
