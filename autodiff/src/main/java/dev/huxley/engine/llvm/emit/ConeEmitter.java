package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.emit.GraphCones.Cone;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Writes a large graph with loops over its {@link GraphCones} of the same form, so that the code grows with the number of
 * forms, not with that of the weights of a neural network. Values that such loops read or compute lie in a local array,
 * one vector each; the places of their other operands are tables among the function's numbers.
 */
final class ConeEmitter {
    /** The number of cones from which a loop is worth its tables. */
    private static final int FEWEST = 4;
    /** The factor by which loops must make the code shorter. */
    private static final int LEAST_GAIN = 3;
    /** The bytes of the local array that fit the stack of a thread beside everything else. */
    private static final long LARGEST_ARRAY = 384 * 1024;

    /** The places of values outside. */
    interface Places {
        /** The name of the array at whose row an input can be read at any time; null if {@code input} must read it. */
        String source(String input);

        /** The place for an output's value; null if {@code output} takes it. */
        Sink sink(String output);
    }

    /**
     * A place for the value of an output.
     *
     * @param array the name of the array
     * @param adds whether the value is added to the present one
     */
    record Sink(String array, boolean adds) {}

    private final GraphEmitter code;
    private final Graph graph;
    private final Arithmetic vector;
    private final IrFunction function;
    private final FusedLoopArrays arrays;
    private final String index;
    private final Places places;
    private final Map<Integer, List<String>> names;
    private final List<List<Cone>> groups;
    /** The places of values in the local array. */
    private final Map<Integer, Integer> slots = new HashMap<>();

    /**
     * @param index floats before the row in an array of its class
     * @param names the outputs of every node
     */
    ConeEmitter(
            GraphEmitter code, FusedLoopArrays arrays, String index, Places places, Map<Integer, List<String>> names) {
        this.code = code;
        this.arrays = arrays;
        this.index = index;
        this.places = places;
        this.names = names;
        graph = code.graph();
        vector = code.vector();
        function = vector.function();
        groups = new GraphCones(graph, this::kindOfInput, this::kindOfOutput).groups();
        assignSlots();
    }

    /**
     * Tells whether loops make the code much shorter, as in neural networks, and the local array is not too large. Code
     * without loops keeps values in registers.
     */
    boolean pays() {
        int nodes = 0;
        int written = 0;
        for (List<Cone> group : groups) {
            for (Cone cone : group) {
                nodes += cone.nodes().size();
                written +=
                        isLoop(group) && cone != group.get(0) ? 0 : cone.nodes().size();
            }
        }
        return LEAST_GAIN * written <= nodes && (long) slots.size() * vector.width() * Double.BYTES <= LARGEST_ARRAY;
    }

    /**
     * Writes the graph.
     *
     * @param output takes the name and value of every output that has no {@link Sink}, or is not computed in a loop
     */
    void write(BiConsumer<String, String> output) {
        String local =
                function.local("[" + Math.max(1, slots.size()) * vector.width() + " x " + function.scalar() + "]");
        code.readFrom(
                slot -> vector.load(function.floatAt(local, (long) slots.get(slot) * vector.width())), slots.keySet());
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.INPUT && slots.containsKey(node.index())) {
                store(local, node.index(), code.value(node.index(), false));
            }
        }
        int written = 0;
        for (List<Cone> group : groups) {
            if (isLoop(group)) {
                writeLoop(local, group);
                continue;
            }
            for (Cone cone : group) {
                for (int node : cone.nodes()) {
                    code.compute(node);
                    code.divide(++written);
                }
                if (slots.containsKey(cone.root())) {
                    store(local, cone.root(), code.value(cone.root(), false));
                }
                names.getOrDefault(cone.root(), List.of())
                        .forEach(name -> output.accept(name, code.value(cone.root(), false)));
            }
        }
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.INPUT || node.operation() == Operation.CONSTANT) {
                names.getOrDefault(node.index(), List.of())
                        .forEach(name -> output.accept(name, code.value(node.index(), false)));
            }
        }
    }

    private static boolean isLoop(List<Cone> group) {
        return group.size() >= FEWEST;
    }

    private void store(String local, int value, String vectorOfValue) {
        vector.store(vectorOfValue, function.floatAt(local, (long) slots.get(value) * vector.width()));
    }

    private String kindOfInput(String name) {
        String source = places.source(name);
        return source == null ? "value" : arrays.memory(source);
    }

    private String kindOfOutput(int node) {
        StringBuilder kind = new StringBuilder("to");
        for (String name : names.getOrDefault(node, List.of())) {
            Sink sink = places.sink(name);
            if (sink == null) {
                return null;
            }
            kind.append(' ').append(sink.adds()).append(' ').append(arrays.memory(sink.array()));
        }
        return kind.toString();
    }

    private boolean isInArray(int leaf) {
        Graph.Node node = graph.nodes().get(leaf);
        return node.operation() == Operation.INPUT && places.source(node.name()) != null;
    }

    /** Gives slots to the values that loops exchange with each other and with the code between them. */
    private void assignSlots() {
        Map<Integer, Boolean> isRead = new HashMap<>();
        Map<Integer, Boolean> isReadInLoop = new HashMap<>();
        for (List<Cone> group : groups) {
            for (Cone cone : group) {
                cone.leaves().stream().filter(leaf -> !isInArray(leaf)).forEach(leaf -> {
                    isRead.put(leaf, true);
                    if (isLoop(group)) {
                        isReadInLoop.put(leaf, true);
                    }
                });
            }
        }
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.INPUT && isReadInLoop.containsKey(node.index())) {
                slots.put(node.index(), slots.size());
            }
        }
        for (List<Cone> group : groups) {
            boolean isWanted = group.stream()
                    .anyMatch(cone ->
                            isReadInLoop.containsKey(cone.root()) || isLoop(group) && isRead.containsKey(cone.root()));
            if (isWanted) {
                group.forEach(cone -> slots.put(cone.root(), slots.size()));
            }
        }
    }

    private void writeLoop(String local, List<Cone> group) {
        Cone model = group.get(0);
        List<Operand> operands = new ArrayList<>();
        for (int position = 0; position < model.leaves().size(); position++) {
            int at = position;
            int leaf = model.leaves().get(position);
            operands.add(operand(
                    isInArray(leaf) ? arrays.memory(source(leaf)) : local,
                    group.stream()
                            .mapToLong(cone -> place(cone.leaves().get(at)))
                            .toArray()));
        }
        List<Operand> targets = new ArrayList<>();
        List<Boolean> adds = new ArrayList<>();
        int sinks = names.getOrDefault(model.root(), List.of()).size();
        for (int number = 0; number < sinks; number++) {
            int at = number;
            List<Sink> ofGroup = group.stream()
                    .map(cone -> places.sink(names.get(cone.root()).get(at)))
                    .toList();
            adds.add(ofGroup.get(0).adds());
            targets.add(operand(
                    arrays.memory(ofGroup.get(0).array()),
                    ofGroup.stream()
                            .mapToLong(sink -> arrays.offset(sink.array()))
                            .toArray()));
        }
        Map<Integer, String> outside = new HashMap<>();
        model.leaves().forEach(leaf -> outside.put(leaf, code.known(leaf)));
        function.loop(Integer.toString(group.size()), 1, number -> {
            for (int position = 0; position < operands.size(); position++) {
                boolean isLocal = !isInArray(model.leaves().get(position));
                code.set(
                        model.leaves().get(position),
                        vector.load(operands.get(position).address(number, isLocal ? "0" : index)));
            }
            model.nodes().forEach(code::compute);
            String value = code.value(model.root(), false);
            if (slots.containsKey(model.root())) {
                long first = (long) slots.get(model.root()) * vector.width();
                String place = function.add(function.multiply(number, vector.width()), first);
                vector.store(value, function.floatAt(local, place));
            }
            for (int sink = 0; sink < targets.size(); sink++) {
                String address = targets.get(sink).address(number, index);
                if (adds.get(sink)) {
                    vector.accumulate(value, address);
                } else {
                    vector.store(value, address);
                }
            }
        });
        // What was computed in the loop is known in it only.
        model.nodes().forEach(node -> code.set(node, null));
        model.leaves().forEach(leaf -> code.set(leaf, outside.get(leaf)));
    }

    private String source(int leaf) {
        return places.source(graph.nodes().get(leaf).name());
    }

    /** The floats before a leaf in its memory, apart from those before the row. */
    private long place(int leaf) {
        return isInArray(leaf) ? arrays.offset(source(leaf)) : (long) slots.get(leaf) * vector.width();
    }

    private Operand operand(String memory, long[] starts) {
        boolean isSame = Arrays.stream(starts).allMatch(start -> start == starts[0]);
        boolean isLocal = Stream.of("%arena", "%tapeLayout").noneMatch(memory::equals);
        if (isSame && isLocal) {
            return new Operand(memory, null, starts[0], 0);
        }
        long apart = starts[1] - starts[0];
        boolean isRegular = true;
        for (int i = 1; i < starts.length; i++) {
            isRegular &= starts[i] - starts[i - 1] == apart;
        }
        if (isRegular && isLocal) {
            return new Operand(memory, null, starts[0], apart);
        }
        // Places of arrays are no part of the code.
        return new Operand(memory, arrays.words(function, starts), 0, 0);
    }

    /**
     * The places of an operand in the turns of a loop.
     *
     * @param table the address of the table of floats before it; null if they are regular
     */
    private final class Operand {
        private final String memory;
        private final String table;
        private final long start;
        private final long apart;

        Operand(String memory, String table, long start, long apart) {
            this.memory = memory;
            this.table = table;
            this.start = start;
            this.apart = apart;
        }

        String address(String number, String row) {
            String place = table != null
                    ? function.loadWord(table, number)
                    : apart == 0 ? Long.toString(start) : function.add(function.multiply(number, apart), start);
            return function.floatAt(memory, row.equals("0") ? place : function.add(place, row));
        }
    }
}
