package dev.huxley.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An immutable expression graph: scalar expressions of named inputs, with named outputs. Engines apply it to every row
 * of a mechanism. Made by a {@link GraphBuilder}.
 *
 * <p>Nodes stand in topological order: a node's arguments have smaller indices. Every output is a float. Two graphs are
 * equal if they have the same nodes in the same order and the same inputs and outputs in the same order.
 */
public final class Graph {

    private final List<Node> nodes;
    private final List<String> inputs;
    private final Map<String, Integer> outputs;

    public Graph(List<Node> nodes, List<String> inputs, Map<String, Integer> outputs) {
        this.nodes = List.copyOf(nodes);
        this.inputs = List.copyOf(inputs);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        for (int i = 0; i < this.nodes.size(); i++) {
            check(i);
        }
    }

    /** The nodes that the outputs depend on, in topological order; an input that is not used has no node. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The names of all declared inputs in the order of declaration, also of those that no output depends on. */
    public List<String> inputs() {
        return inputs;
    }

    /** Name to node index, in the order of declaration. */
    public Map<String, Integer> outputs() {
        return outputs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph graph
                && nodes.equals(graph.nodes)
                && inputs.equals(graph.inputs)
                && new ArrayList<>(outputs.entrySet()).equals(new ArrayList<>(graph.outputs.entrySet()));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * nodes.hashCode() + inputs.hashCode()) + outputs.hashCode();
    }

    /** The inputs on the first line, then one line per node in infix form, then one line per output. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("inputs ").append(String.join(", ", inputs));
        for (Node node : nodes) {
            text.append('\n').append(node);
        }
        outputs.forEach((name, index) ->
                text.append("\noutput ").append(name).append(" = %").append(index));
        return text.toString();
    }

    private void check(int position) {
        Node node = nodes.get(position);
        if (node.index != position) {
            throw new IllegalArgumentException("node " + node + " stands at position " + position);
        }
        for (int k = 0; k < node.arguments.length; k++) {
            int argument = node.arguments[k];
            if (argument < 0 || argument >= position) {
                throw new IllegalArgumentException("node " + node + " uses %" + argument + ", which is not before it");
            }
            Operation operation = nodes.get(argument).operation;
            if (operation != Operation.CONSTANT && operation.yieldsBoolean() != node.operation.takesBoolean(k)) {
                throw new IllegalArgumentException("argument " + k + " of node " + node + " should be a "
                        + (node.operation.takesBoolean(k) ? "boolean" : "float"));
            }
        }
    }

    /**
     * One operation on earlier nodes.
     *
     * @param index position in {@link Graph#nodes()}
     * @param operation the operation that is computed
     * @param arguments indices of the arguments, as many as the operation's arity
     * @param constant the value of a CONSTANT (as a boolean, true is anything but 0); 0 for all other operations
     * @param name the name of an INPUT; null for all other operations
     */
    public record Node(int index, Operation operation, int[] arguments, double constant, String name) {

        public Node {
            arguments = arguments.clone();
            if (arguments.length != operation.arity()) {
                throw new IllegalArgumentException(
                        operation + " takes " + operation.arity() + " arguments, not " + arguments.length);
            }
            if ((name != null) != (operation == Operation.INPUT)) {
                throw new IllegalArgumentException("inputs, and nothing else, have a name: " + operation + " " + name);
            }
        }

        /** A fresh copy of the argument indices; see {@link #argument(int)}. */
        @Override
        public int[] arguments() {
            return arguments.clone();
        }

        /** The node index of the argument with this number, from 0. */
        public int argument(int number) {
            return arguments[number];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Node node
                    && index == node.index
                    && operation == node.operation
                    && Arrays.equals(arguments, node.arguments)
                    && Double.doubleToLongBits(constant) == Double.doubleToLongBits(node.constant)
                    && (name == null ? node.name == null : name.equals(node.name));
        }

        @Override
        public int hashCode() {
            int hash = 31 * index + operation.name().hashCode();
            hash = 31 * hash + Arrays.hashCode(arguments);
            hash = 31 * hash + Double.hashCode(constant);
            return 31 * hash + (name == null ? 0 : name.hashCode());
        }

        /** The node in infix form, for example {@code %7 = %3 * %6}. */
        @Override
        public String toString() {
            String left = "%" + index + " = ";
            String symbol = operation.symbol();
            boolean sign = !Character.isLetter(symbol.charAt(0));
            return left
                    + switch (operation) {
                        case CONSTANT -> Double.toString(constant);
                        case INPUT -> name;
                        default -> sign && arguments.length == 2
                                ? "%" + arguments[0] + " " + symbol + " %" + arguments[1]
                                : sign ? symbol + "%" + arguments[0] : symbol + call();
                    };
        }

        private String call() {
            StringBuilder text = new StringBuilder("(");
            for (int argument : arguments) {
                text.append(text.length() > 1 ? ", %" : "%").append(argument);
            }
            return text.append(')').toString();
        }
    }
}
