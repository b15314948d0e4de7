package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import dev.huxley.text.ElementName;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.List;

/** The layout of a program's states in one vector: variable after variable, each with its rows. */
final class StateLayout {
    private final int[] numbers;
    private final List<Variable> variables;
    private final long[] ends;
    /** The end of every state's rows among the rows of all. */
    private final long[] rowEnds;

    /**
     * @param numbers the variables that are the states
     */
    StateLayout(NeuronModel model, Program program, int[] numbers) {
        this.numbers = numbers.clone();
        variables = Arrays.stream(numbers).mapToObj(program.variables()::get).toList();
        ends = new long[numbers.length];
        rowEnds = new long[numbers.length];
        long end = 0;
        long rowEnd = 0;
        for (int i = 0; i < ends.length; i++) {
            end += elements(model, variables.get(i));
            rowEnd += variables.get(i).size();
            ends[i] = end;
            rowEnds[i] = rowEnd;
        }
    }

    /**
     * The number of elements of a state: 1 if it exists once in the model, though its variable has a row everywhere.
     */
    static int elements(NeuronModel model, Variable variable) {
        boolean isGlobal = model.globals().names().contains(ElementName.key(variable.name()));
        return isGlobal ? 1 : variable.size();
    }

    /** The length of the vector. */
    long size() {
        return ends[ends.length - 1];
    }

    /** The names of the states, in order. */
    List<String> names() {
        return variables.stream().map(Variable::name).toList();
    }

    /** The variables that are the states. */
    int[] variables() {
        return numbers.clone();
    }

    /** Throws an error unless a tree has exactly the names of the states. */
    void requireNames(ArrayTree tree) {
        if (tree.size() != variables.size() || !tree.paths().containsAll(names())) {
            throw new IllegalArgumentException(
                    "the tree has " + tree.paths() + ", but the states of the model are " + names());
        }
    }

    /** A tree of arrays, one per state. */
    ArrayTree tree(NDList arrays) {
        ArrayTree.Builder tree = ArrayTree.builder();
        for (int i = 0; i < arrays.size(); i++) {
            tree.set(variables.get(i).name(), arrays.get(i));
        }
        return tree.build();
    }

    /**
     * The states, (batch, rows) each, from (batch, traces), whose columns from {@code first} on are all rows of all
     * states.
     */
    NDList rows(NDArray values, long first) {
        long[] cuts = new long[ends.length];
        cuts[0] = first;
        for (int i = 1; i < cuts.length; i++) {
            cuts[i] = first + rowEnds[i - 1];
        }
        boolean isWhole = first == 0;
        NDList parts = cuts.length == 1 && isWhole
                ? new NDList(values)
                : values.split(isWhole ? Arrays.copyOfRange(cuts, 1, cuts.length) : cuts, 1);
        return isWhole ? parts : parts.subNDList(1);
    }

    /** The arrays (batch, rows) of the states, cut to (batch, elements). */
    NDList elements(NDList rows) {
        NDList elements = new NDList();
        for (int i = 0; i < rows.size(); i++) {
            NDArray array = rows.get(i);
            boolean isOnce = size(i) < array.getShape().get(1);
            elements.add(isOnce ? array.get(new NDIndex().addAllDim().addSliceDim(0, 1)) : array);
        }
        return elements;
    }

    private long size(int state) {
        return state == 0 ? ends[0] : ends[state] - ends[state - 1];
    }

    /** The states in one vector: (size), or (batch, size). */
    NDArray flatten(ArrayTree states) {
        requireNames(states);
        NDList parts = new NDList();
        long rows = 0;
        for (int i = 0; i < variables.size(); i++) {
            String name = variables.get(i).name();
            NDArray part = states.get(name);
            Shape shape = part.getShape();
            int rank = shape.dimension();
            if (rank < 1 || rank > 2 || shape.get(rank - 1) != size(i)) {
                throw new IllegalArgumentException("the state '" + name + "' has the shape " + shape + "; expected is ("
                        + size(i) + ") or (batch, " + size(i) + ")");
            }
            rows = Math.max(rows, rank == 2 ? shape.get(0) : 0);
            parts.add(part);
        }
        NDList wide = new NDList();
        for (NDArray part : parts) {
            boolean narrow = rows > 0 && part.getShape().dimension() == 1;
            wide.add(narrow ? part.broadcast(new Shape(rows, part.getShape().get(0))) : part);
        }
        NDArray vector = Concatenation.of(wide, rows > 0 ? 1 : 0);
        return vector.reshape(vector.getShape());
    }

    /** The inverse of {@link #flatten}. */
    ArrayTree unflatten(NDArray vector) {
        Shape shape = vector.getShape();
        int rank = shape.dimension();
        if (rank < 1 || rank > 2 || shape.get(rank - 1) != size()) {
            throw new IllegalArgumentException(
                    "a vector of states has the shape (" + size() + ") or (batch, " + size() + "), not " + shape);
        }
        long[] cuts = Arrays.copyOf(ends, ends.length - 1);
        NDList parts = cuts.length == 0 ? new NDList(vector.reshape(shape)) : vector.split(cuts, rank - 1);
        return tree(parts);
    }
}
