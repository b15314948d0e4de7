package dev.huxley.model;

import ai.djl.ndarray.types.DataType;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The trainable parameters of a model. */
final class Trainables {
    private final Model model;
    private final List<TrainableParameter> trainables = new ArrayList<>();

    Trainables(Model model) {
        this.model = model;
    }

    List<TrainableParameter> all() {
        return List.copyOf(trainables);
    }

    /** Takes over a trainable parameter of another model whose compartments are those of this one. */
    void take(TrainableParameter trainable) {
        trainables.add(numbered(trainable));
    }

    /** Removes the values that act in the given compartments or synapses only. */
    void delete(Domain domain, int[] rows) {
        BitSet inView = new BitSet();
        Arrays.stream(rows).forEach(inView::set);
        List<TrainableParameter> kept = new ArrayList<>();
        for (TrainableParameter trainable : trainables) {
            int[] staying = IntStream.range(0, trainable.rows().size())
                    .filter(i -> trainable.domain() != domain
                            || staysOutside(trainable, trainable.rows().get(i), inView))
                    .toArray();
            if (staying.length > 0) {
                kept.add(trainable.only(staying));
            }
        }
        trainables.clear();
        trainables.addAll(kept);
    }

    /** Follows compartments or synapses to their new row numbers; all that are trained must have one. Paths stay. */
    void renumber(Domain domain, int[] newRows) {
        trainables.replaceAll(trainable -> trainable.domain() == domain
                ? trainable.withRows(trainable.rows().stream()
                        .map(shared ->
                                Arrays.stream(shared).map(row -> newRows[row]).toArray())
                        .toList())
                : trainable);
    }

    private boolean staysOutside(TrainableParameter trainable, int[] shared, BitSet inView) {
        int inside = (int) Arrays.stream(shared).filter(inView::get).count();
        if (inside > 0 && inside < shared.length) {
            int outside = Arrays.stream(shared)
                    .filter(at -> !inView.get(at))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException("a value of the trainable '" + trainable.path()
                    + "' is shared with " + trainable.domain().row() + "s"
                    + " outside of the view (" + model.place(trainable.domain(), outside)
                    + "); delete it on a view that holds all of them, or on the model");
        }
        return inside == 0;
    }

    /**
     * @param rows the compartments or synapses in view
     * @param element for every row the number of the value that it shares, numbered in any way
     * @param describe the part of the view that shares the value of a row, in words
     * @param label the view
     * @param initial the values to start from, one for all or one per group; empty for the mean of the present values
     */
    void add(
            String key,
            Domain domain,
            int[] rows,
            IntUnaryOperator element,
            IntFunction<String> describe,
            String label,
            double[] initial) {
        Quantities.requireSettable(key);
        NumberColumn column = model.columns(domain).numbers(key);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        Map<Integer, Integer> representative = new LinkedHashMap<>();
        for (int row : rows) {
            int group = element.applyAsInt(row);
            representative.putIfAbsent(group, row);
            List<Integer> members = groups.computeIfAbsent(group, e -> new ArrayList<>());
            if (column.isPresent(row)) {
                members.add(row);
            }
        }
        groups.forEach((group, members) -> {
            if (members.isEmpty()) {
                throw new IllegalArgumentException("'" + key + "' cannot be made trainable in "
                        + describe.apply(representative.get(group)) + ": no "
                        + (domain != Domain.EDGES
                                ? "compartment there has it; insert its mechanism there first, or leave that part out"
                                : "synapse there has it; take only the synapses of its type"));
            }
        });
        List<int[]> sharing = groups.values().stream()
                .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        double[] values = startValues(key, domain, sharing, initial);
        TrainableParameter trainable =
                new TrainableParameter(path(key, label), domain, key, sharing, values, model.unit(key));
        for (TrainableParameter other : trainables) {
            if (trainable.setsTheSameAs(other)) {
                throw new IllegalArgumentException("'" + key + "' is trainable there already, as '" + other.path()
                        + "'; call deleteTrainables() to begin anew");
            }
        }
        trainables.add(numbered(trainable));
    }

    void write(Tree parameters) {
        Map<String, double[]> values = new LinkedHashMap<>();
        parameters.forEach((path, array) -> values.put(
                path,
                array.getDataType() == DataType.FLOAT64
                        ? array.toDoubleArray()
                        : array.toType(DataType.FLOAT64, true).toDoubleArray()));
        write(values);
    }

    void write(Map<String, double[]> parameters) {
        TreeSet<String> unknown = new TreeSet<>(parameters.keySet());
        trainables.forEach(trainable -> unknown.remove(trainable.path()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no trainable parameter is named " + unknown + "; there are "
                    + trainables.stream().map(TrainableParameter::path).toList());
        }
        // Everything is read and checked before anything is written.
        Map<TrainableParameter, double[]> read = new LinkedHashMap<>();
        for (TrainableParameter trainable : trainables) {
            if (parameters.containsKey(trainable.path())) {
                read.put(trainable, parameters.get(trainable.path()).clone());
                requireFitting(trainable, parameters.get(trainable.path()));
            }
        }
        read.forEach((trainable, values) -> {
            TrainableParameter written = trainable.withValues(values);
            for (int i = 0; i < trainable.rows().size(); i++) {
                model.setValues(
                        trainable.domain(), trainable.key(), trainable.rows().get(i), written.value(i));
            }
            trainables.replaceAll(old -> old == trainable ? written : old);
        });
    }

    private void requireFitting(TrainableParameter trainable, double[] values) {
        if (values.length != trainable.rows().size() * trainable.elements()) {
            throw new IllegalArgumentException("'" + trainable.path() + "' takes "
                    + trainable.rows().size() * trainable.elements() + " values, not " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            int row = trainable.rows().get(i / trainable.elements())[0];
            Quantities.requireValid(trainable.key(), values[i], model.place(trainable.domain(), row));
        }
    }

    private double[] startValues(String key, Domain domain, List<int[]> sharing, double[] initial) {
        NumberColumn column = model.columns(domain).numbers(key);
        int size = column.rowSize();
        int wanted = sharing.size() * size;
        if (initial.length > 1 && initial.length != size && initial.length != wanted) {
            throw new IllegalArgumentException("'" + key + "' gets " + sharing.size() + " trainable values"
                    + (size == 1 ? "" : " of " + size + " elements") + ", but " + initial.length
                    + " start values were given; give one for all, or one each");
        }
        double[] values = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            values[i] = switch (initial.length) {
                case 0 -> mean(column, sharing.get(i / size), i % size);
                case 1 -> initial[0];
                default -> initial[initial.length == wanted ? i : i % size];
            };
            Quantities.requireValid(key, values[i], model.place(domain, sharing.get(i / size)[0]));
        }
        UnitSlips.requirePlausible(
                key,
                model.unit(key),
                initial,
                i -> model.place(domain, sharing.get(initial.length == wanted ? i / size : 0)[0]));
        return values;
    }

    private static double mean(NumberColumn column, int[] rows, int element) {
        return Arrays.stream(rows)
                .mapToDouble(row -> column.row(row)[element])
                .average()
                .orElseThrow();
    }

    /**
     * Makes all quantities of a tree trainable, from what stands in the model.
     *
     * @param makeTrainable takes the name of every one of them
     * @return whether the name is that of a tree
     */
    static boolean trainTree(Columns columns, String name, double[] initial, Consumer<String> makeTrainable) {
        List<String> leaves = columns.leaves(name);
        if (!leaves.isEmpty() && initial.length > 0) {
            throw new IllegalArgumentException("'" + name + "' is a tree of " + leaves.size()
                    + " quantities, so no start values can be given for it; set them first, or name one of " + leaves);
        }
        leaves.forEach(makeTrainable);
        return !leaves.isEmpty();
    }

    private static String path(String key, String label) {
        return label.isEmpty() ? key : label + "/" + key;
    }

    /** Long labels are cut, so two different views may have the same label. */
    private TrainableParameter numbered(TrainableParameter trainable) {
        String path = trainable.path();
        for (int number = 2; isTaken(path); number++) {
            path = trainable.path() + "#" + number;
        }
        return trainable.withPath(path);
    }

    private boolean isTaken(String path) {
        return trainables.stream().anyMatch(other -> other.path().equals(path));
    }
}
