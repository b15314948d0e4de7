package dev.huxley.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    /** Removes the values that act in the given compartments only. */
    void delete(int[] compartments) {
        BitSet inView = new BitSet();
        Arrays.stream(compartments).forEach(inView::set);
        List<TrainableParameter> kept = new ArrayList<>();
        for (TrainableParameter trainable : trainables) {
            int[] staying = IntStream.range(0, trainable.compartments().size())
                    .filter(i ->
                            staysOutside(trainable, trainable.compartments().get(i), inView))
                    .toArray();
            if (staying.length > 0) {
                kept.add(trainable.only(staying));
            }
        }
        trainables.clear();
        trainables.addAll(kept);
    }

    private boolean staysOutside(TrainableParameter trainable, int[] shared, BitSet inView) {
        int inside = (int) Arrays.stream(shared).filter(inView::get).count();
        if (inside > 0 && inside < shared.length) {
            int outside = Arrays.stream(shared)
                    .filter(at -> !inView.get(at))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException("a value of the trainable '" + trainable.path()
                    + "' is shared with compartments outside of the view ("
                    + model.structure().place(outside)
                    + "); delete it on a view that holds all of them, or on the model");
        }
        return inside == 0;
    }

    /**
     * @param initial the values to start from, one for all or one per group; empty for the mean of the present values
     */
    void add(String key, Selection selection, Sharing sharing, double[] initial) {
        Quantities.requireSettable(key);
        NumberColumn column = model.nodes().numbers(key);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        Map<Integer, Integer> representative = new LinkedHashMap<>();
        for (int compartment : selection.compartments) {
            int element = sharing.element(model.structure(), compartment);
            representative.putIfAbsent(element, compartment);
            List<Integer> members = groups.computeIfAbsent(element, e -> new ArrayList<>());
            if (column.isPresent(compartment)) {
                members.add(compartment);
            }
        }
        groups.forEach((element, members) -> {
            if (members.isEmpty()) {
                throw new IllegalArgumentException("'" + key + "' cannot be made trainable in "
                        + sharing.describe(model.structure(), representative.get(element))
                        + ": no compartment there has it; insert its mechanism there first, or leave that part out");
            }
        });
        List<int[]> compartments = groups.values().stream()
                .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        double[] values = startValues(key, column, compartments, initial);
        TrainableParameter trainable =
                new TrainableParameter(path(key, selection.label()), key, compartments, values, model.unit(key));
        for (TrainableParameter other : trainables) {
            if (trainable.setsTheSameAs(other)) {
                throw new IllegalArgumentException("'" + key + "' is trainable there already, as '" + other.path()
                        + "'; call deleteTrainables() to begin anew");
            }
        }
        trainables.add(numbered(trainable));
    }

    void write(Tree parameters) {
        TreeSet<String> unknown = new TreeSet<>(parameters.paths());
        trainables.forEach(trainable -> unknown.remove(trainable.path()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no trainable parameter is named " + unknown + "; there are "
                    + trainables.stream().map(TrainableParameter::path).toList());
        }
        // Everything is read and checked before anything is written.
        Map<TrainableParameter, double[]> read = new LinkedHashMap<>();
        for (TrainableParameter trainable : trainables) {
            if (parameters.contains(trainable.path())) {
                read.put(trainable, values(trainable, parameters.get(trainable.path())));
            }
        }
        read.forEach((trainable, values) -> {
            for (int i = 0; i < values.length; i++) {
                model.setValues(trainable.key(), trainable.compartments().get(i), new double[] {values[i]});
            }
            trainables.replaceAll(old -> old == trainable
                    ? new TrainableParameter(old.path(), old.key(), old.compartments(), values, old.unit())
                    : old);
        });
    }

    private double[] values(TrainableParameter trainable, NDArray array) {
        double[] values = array.getDataType() == DataType.FLOAT64
                ? array.toDoubleArray()
                : array.toType(DataType.FLOAT64, true).toDoubleArray();
        if (values.length != trainable.compartments().size()) {
            throw new IllegalArgumentException("'" + trainable.path() + "' takes "
                    + trainable.compartments().size() + " values, not " + values.length + " " + array.getShape());
        }
        for (int i = 0; i < values.length; i++) {
            int compartment = trainable.compartments().get(i)[0];
            Quantities.requireValid(
                    trainable.key(), values[i], model.structure().place(compartment));
        }
        return values;
    }

    private double[] startValues(String key, NumberColumn column, List<int[]> compartments, double[] initial) {
        if (initial.length > 1 && initial.length != compartments.size()) {
            throw new IllegalArgumentException("'" + key + "' gets " + compartments.size() + " trainable values, but "
                    + initial.length + " start values were given; give one for all, or one each");
        }
        double[] values = new double[compartments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = initial.length == 0
                    ? Arrays.stream(compartments.get(i))
                            .mapToDouble(column::value)
                            .average()
                            .orElseThrow()
                    : initial[initial.length == 1 ? 0 : i];
            Quantities.requireValid(
                    key, values[i], model.structure().place(compartments.get(i)[0]));
        }
        return values;
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
        return new TrainableParameter(
                path, trainable.key(), trainable.compartments(), trainable.values(), trainable.unit());
    }

    private boolean isTaken(String path) {
        return trainables.stream().anyMatch(other -> other.path().equals(path));
    }
}
