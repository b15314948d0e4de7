package dev.huxley.engine.llvm.emit;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A graph divided into cones: a value that is used in several places, or is an output, with all values that serve only
 * to compute it. Cones of the same form, such as those of the units of a layer of a neural network or of the derivatives
 * by its weights, differ in nothing but the values at their edge, and one piece of code in a loop computes all of them.
 *
 * <p>Cones whose longest way from the inputs has the same length cannot depend on each other, so cones of one form and
 * length are a group. Cost: linear in the nodes.
 */
final class GraphCones {
    /**
     * The number of nodes from which a value begins a cone of its own: code of a loop stays short, also that of a sum over
     * the units of a layer.
     */
    private static final int LARGEST = 64;

    /**
     * A value and what serves only to compute it.
     *
     * @param nodes ascending, the value last
     * @param leaves the values that it is computed from, inputs among them, in the order of the form
     */
    record Cone(int root, List<Integer> nodes, List<Integer> leaves) {}

    private final Graph graph;
    private final Function<String, String> inputKind;
    private final Function<Integer, String> outputKind;
    /** For every node the root of its cone; -1 for inputs and constants. */
    private final int[] root;

    private final List<List<Cone>> groups = new ArrayList<>();

    /**
     * @param inputKind tells how the value of an input is read: cones of one form read all of theirs in the same way
     * @param outputKind tells where the value of a root goes; null if it cannot be computed in a loop
     */
    GraphCones(Graph graph, Function<String, String> inputKind, Function<Integer, String> outputKind) {
        this.graph = graph;
        this.inputKind = inputKind;
        this.outputKind = outputKind;
        boolean[] isRoot = new boolean[graph.nodes().size()];
        graph.outputs().values().forEach(index -> isRoot[index] = true);
        root = new int[isRoot.length];
        findRoots(isRoot);
        cut(isRoot);
        findRoots(isRoot);
        findGroups();
    }

    /** Cones in an order in which they can be computed; those of one list in a loop, if there are several. */
    List<List<Cone>> groups() {
        return groups;
    }

    private boolean isLeaf(Graph.Node node) {
        return node.operation() == Operation.INPUT || node.operation() == Operation.CONSTANT;
    }

    private void findRoots(boolean[] isRoot) {
        int[] owner = new int[root.length];
        Arrays.fill(owner, -1);
        for (int i = root.length - 1; i >= 0; i--) {
            Graph.Node node = graph.nodes().get(i);
            isRoot[i] |= owner[i] == -2;
            root[i] = isLeaf(node) ? -1 : isRoot[i] ? i : owner[i];
            for (int k = 0; k < node.operation().arity(); k++) {
                int argument = node.argument(k);
                owner[argument] = owner[argument] == -1 || owner[argument] == root[i] ? root[i] : -2;
            }
        }
    }

    /** Makes roots of the values whose cones would be too large. */
    private void cut(boolean[] isRoot) {
        int[] size = new int[root.length];
        for (Graph.Node node : graph.nodes()) {
            int own = node.index();
            if (isLeaf(node)) {
                continue;
            }
            size[own] = 1;
            for (int k = 0; k < node.operation().arity(); k++) {
                size[own] += isRoot[node.argument(k)] ? 0 : size[node.argument(k)];
            }
            isRoot[own] |= size[own] >= LARGEST && !node.operation().yieldsBoolean();
        }
    }

    private void findGroups() {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < root.length; i++) {
            if (root[i] >= 0) {
                members.computeIfAbsent(root[i], absent -> new ArrayList<>()).add(i);
            }
        }
        int[] level = new int[root.length];
        Map<Integer, Map<String, List<Cone>>> levels = new TreeMap<>();
        members.forEach((value, nodes) -> {
            Form form = new Form(value, nodes);
            for (int leaf : form.leaves) {
                level[value] = Math.max(level[value], level[leaf] + 1);
            }
            String kind = outputKind.apply(value);
            boolean isAlone = kind == null
                    || graph.nodes().get(value).operation().yieldsBoolean()
                    || form.leaves.stream()
                            .anyMatch(
                                    leaf -> graph.nodes().get(leaf).operation().yieldsBoolean());
            String key = isAlone ? "alone " + value : kind + ": " + form.text;
            levels.computeIfAbsent(level[value], absent -> new LinkedHashMap<>())
                    .computeIfAbsent(key, absent -> new ArrayList<>())
                    .add(new Cone(value, nodes, form.leaves));
        });
        levels.values().forEach(ofLevel -> groups.addAll(ofLevel.values()));
    }

    /** The form of a cone in words, the same for cones that differ in their leaves only. */
    private final class Form {
        private final Map<Integer, Long> shapes = new HashMap<>();
        private final Map<Integer, Integer> known = new HashMap<>();
        private final List<Integer> leaves = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private final int value;
        final String text;

        Form(int value, List<Integer> nodes) {
            this.value = value;
            for (int node : nodes) {
                shapes.put(node, shape(graph.nodes().get(node)));
            }
            tell(value);
            text = words.toString();
        }

        private boolean isInside(int index) {
            return root[index] == value;
        }

        /** A number that is the same for equal forms, by which the arguments of sums and products are ordered. */
        private long shape(Graph.Node node) {
            long shape = node.operation().ordinal() + 1;
            int[] arguments = ordered(node);
            for (int argument : arguments) {
                shape = shape * 0x9E3779B97F4A7C15L + shape(argument);
            }
            return shape ^ shape >>> 29;
        }

        private long shape(int index) {
            Graph.Node node = graph.nodes().get(index);
            if (node.operation() == Operation.CONSTANT) {
                return Double.doubleToLongBits(node.constant()) ^ 0x1F3D5B79L;
            }
            if (node.operation() == Operation.INPUT) {
                return inputKind.apply(node.name()).hashCode();
            }
            return isInside(index) ? shapes.get(index) : 7919;
        }

        private int[] ordered(Graph.Node node) {
            int[] arguments = node.arguments();
            if (node.operation().isCommutative() && shape(arguments[1]) < shape(arguments[0])) {
                return new int[] {arguments[1], arguments[0]};
            }
            return arguments;
        }

        private void tell(int index) {
            Graph.Node node = graph.nodes().get(index);
            if (node.operation() == Operation.CONSTANT) {
                words.append('#')
                        .append(Double.doubleToLongBits(node.constant()))
                        .append(' ');
                return;
            }
            Integer number = known.get(index);
            if (number != null) {
                words.append('%').append(number).append(' ');
                return;
            }
            known.put(index, known.size());
            if (!isInside(index)) {
                leaves.add(index);
                words.append(node.operation() == Operation.INPUT ? inputKind.apply(node.name()) : "value")
                        .append(' ');
                return;
            }
            words.append(node.operation()).append(' ');
            for (int argument : ordered(node)) {
                tell(argument);
            }
        }
    }
}
