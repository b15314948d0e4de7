package dev.huxley.graph.differentiate;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.Factors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The derivative of a graph as a smaller linear graph: vertices are values, an edge from j to k carries dk/dj as an
 * expression of the graph's own values, and a derivative of an output is the sum over all paths of the products along
 * them.
 *
 * <p>It starts with one edge per argument and then eliminates vertices: when j is eliminated, each pair of an edge i ->
 * j and an edge j -> k becomes a part of the edge i -> k. Multiplying coefficients beforehand moves work out of the
 * adjoint into the forward pass, where the values are at hand, and leaves fewer numbers that the adjoint needs. A
 * vertex is eliminated if that leaves fewer edges, the cheapest first (smallest product of the numbers of edges in and
 * out: the rule of Markowitz, in A. Griewank and S. Reese, "On the calculation of Jacobian matrices by the Markowitz
 * rule", 1991). So a gate's new value, however long the way from the voltage through its rates, has two edges in the
 * end: from the voltage and from the gate before.
 */
final class Linearization {

    private record Candidate(long degree, int vertex) {}

    private final GraphBuilder builder;
    private final int nodes;
    /** The targets of the edges of every vertex, with the coefficients. */
    private final List<SortedMap<Integer, Integer>> successors = new ArrayList<>();

    private final List<SortedSet<Integer>> predecessors = new ArrayList<>();

    /**
     * @param builder the builder of the coefficients
     * @param values the builder's node for each of the graph's nodes
     * @param inputs the inputs by which derivatives are needed
     */
    Linearization(GraphBuilder builder, Graph graph, int[] values, Set<String> inputs) {
        this.builder = builder;
        nodes = graph.nodes().size();
        for (int i = 0; i < nodes + graph.outputs().size(); i++) {
            successors.add(new TreeMap<>());
            predecessors.add(new TreeSet<>());
        }
        boolean[] active = ChainRule.active(graph, inputs);
        addEdges(graph, values, active);
        eliminate(graph);
    }

    /** The vertex of the cotangent of the output with this number. The vertices of nodes are the nodes' indices. */
    int cotangent(int output) {
        return nodes + output;
    }

    /** The vertices that the edges from a vertex lead to, cotangents of outputs included, with the coefficients. */
    SortedMap<Integer, Integer> successors(int vertex) {
        return successors.get(vertex);
    }

    private void addEdges(Graph graph, int[] values, boolean[] active) {
        int output = nodes;
        for (int index : graph.outputs().values()) {
            if (active[index]) {
                addEdge(index, output, builder.constant(1));
            }
            output++;
        }
        int[] current = new int[1];
        ChainRule rule = new ChainRule(
                builder, values, active, (argument, coefficient) -> addEdge(argument, current[0], coefficient));
        for (int i = nodes - 1; i >= 0; i--) {
            if (active[i]
                    && !successors.get(i).isEmpty()
                    && graph.nodes().get(i).operation() != Operation.INPUT) {
                current[0] = i;
                rule.propagate(graph.nodes().get(i), builder.constant(1));
            }
        }
    }

    private void eliminate(Graph graph) {
        PriorityQueue<Candidate> queue = new PriorityQueue<>(
                // Among equals the one nearest to the outputs, as in reverse mode.
                Comparator.comparingLong(Candidate::degree)
                        .thenComparing(Candidate::vertex, Comparator.reverseOrder()));
        boolean[] inner = new boolean[successors.size()];
        for (int i = 0; i < nodes; i++) {
            inner[i] = !successors.get(i).isEmpty() && !predecessors.get(i).isEmpty();
            if (inner[i]) {
                queue.add(new Candidate(degree(i), i));
            }
        }
        while (!queue.isEmpty()) {
            Candidate candidate = queue.remove();
            int vertex = candidate.vertex();
            if (inner[vertex] && candidate.degree() == degree(vertex) && leavesFewerEdges(vertex)) {
                inner[vertex] = false;
                Set<Integer> changed = new TreeSet<>(predecessors.get(vertex));
                changed.addAll(successors.get(vertex).keySet());
                eliminate(vertex);
                changed.stream().filter(i -> inner[i]).forEach(i -> queue.add(new Candidate(degree(i), i)));
            }
        }
    }

    private long degree(int vertex) {
        return (long) predecessors.get(vertex).size() * successors.get(vertex).size();
    }

    private boolean leavesFewerEdges(int vertex) {
        int removed = predecessors.get(vertex).size() + successors.get(vertex).size();
        int added = 0;
        for (int before : predecessors.get(vertex)) {
            SortedMap<Integer, Integer> present = successors.get(before);
            for (int after : successors.get(vertex).keySet()) {
                added += present.containsKey(after) ? 0 : 1;
                if (added >= removed) {
                    return false;
                }
            }
        }
        return true;
    }

    private void eliminate(int vertex) {
        SortedMap<Integer, Integer> out = successors.get(vertex);
        for (int before : predecessors.get(vertex)) {
            int in = successors.get(before).remove(vertex);
            out.forEach((after, coefficient) -> addEdge(before, after, product(in, coefficient)));
        }
        out.keySet().forEach(after -> predecessors.get(after).remove(vertex));
        out.clear();
        predecessors.get(vertex).clear();
    }

    private void addEdge(int from, int to, int coefficient) {
        if (isConstant(coefficient, 0)) {
            return;
        }
        successors.get(from).merge(to, coefficient, this::sum);
        predecessors.get(to).add(from);
    }

    /**
     * The product, in which a choice between a value and nothing stays outermost: the value may be infinite where it is
     * not chosen.
     */
    private int product(int x, int y) {
        if (isChoiceOfOne(x)) {
            return masked(x, y);
        }
        return isChoiceOfOne(y) ? masked(y, x) : Factors.product(builder, x, y);
    }

    private int masked(int choice, int value) {
        Graph.Node node = builder.node(choice);
        boolean first = isConstant(node.argument(1), 1);
        int zero = builder.constant(0);
        return builder.apply(Operation.WHERE, node.argument(0), first ? value : zero, first ? zero : value);
    }

    private boolean isChoiceOfOne(int index) {
        Graph.Node node = builder.node(index);
        return node.operation() == Operation.WHERE
                && ((isConstant(node.argument(1), 1) && isConstant(node.argument(2), 0))
                        || (isConstant(node.argument(1), 0) && isConstant(node.argument(2), 1)));
    }

    /** The sum, in which {@code where(c, x, 0) + where(c, 0, y)} becomes {@code where(c, x, y)}. */
    private int sum(int x, int y) {
        Graph.Node first = builder.node(x);
        Graph.Node second = builder.node(y);
        if (first.operation() == Operation.WHERE
                && second.operation() == Operation.WHERE
                && first.argument(0) == second.argument(0)) {
            for (int k = 1; k <= 2; k++) {
                if (isConstant(first.argument(3 - k), 0) && isConstant(second.argument(k), 0)) {
                    int kept = first.argument(k);
                    int other = second.argument(3 - k);
                    return builder.apply(
                            Operation.WHERE, first.argument(0), k == 1 ? kept : other, k == 1 ? other : kept);
                }
            }
        }
        return builder.apply(Operation.ADD, x, y);
    }

    private boolean isConstant(int index, double value) {
        return builder.isConstant(index) && builder.node(index).constant() == value;
    }
}
