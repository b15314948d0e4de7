package dev.huxley.model;

import ai.djl.ndarray.types.DataType;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The trainable parameters of a model. Their values are those of the model's columns: compartments or synapses that
 * share a value are equal from the moment they begin to share it, and no value belongs to two trainables.
 */
final class Trainables {
    private final NeuronModel model;
    private final List<TrainableParameter> trainables = new ArrayList<>();
    /** The trained rows by domain and quantity, computed on demand. */
    private final Map<String, BitSet> trained = new HashMap<>();

    Trainables(NeuronModel model) {
        this.model = model;
    }

    /** All trainables, with the present values of the model. */
    List<TrainableParameter> all() {
        // Changes nothing, so that threads may run simulations of one model at once.
        return trainables.stream().map(this::present).toList();
    }

    /**
     * Adopts a trainable parameter of this model or of another one with the same compartments.
     *
     * @return the parameter under its path in this model
     */
    TrainableParameter take(TrainableParameter given) {
        TrainableParameter trainable = numbered(given);
        accept(trainable);
        for (int i = 0; i < trainable.rows().size(); i++) {
            for (int row : trainable.rows().get(i)) {
                settle(trainable, row, trainable.value(i));
            }
        }
        return trainable;
    }

    private void accept(TrainableParameter trainable) {
        BitSet taken = trained(trainable.domain(), trainable.key());
        for (int[] shared : trainable.rows()) {
            for (int row : shared) {
                if (taken.get(row)) {
                    throw new IllegalArgumentException("'" + trainable.path() + "' would train '" + trainable.key()
                            + "' of " + model.place(trainable.domain(), row) + ", which is trained already, as '"
                            + owner(trainable.domain(), trainable.key(), row).path()
                            + "'; one value cannot follow two parameters: leave that part out, or call"
                            + " deleteTrainables() to begin anew");
                }
            }
        }
        trainable.rows().forEach(shared -> Arrays.stream(shared).forEach(taken::set));
        trainables.add(trainable);
    }

    private BitSet trained(Domain domain, String key) {
        return trained.computeIfAbsent(domain + " " + key, name -> {
            BitSet rows = new BitSet();
            of(domain, key).flatMap(trainable -> trainable.rows().stream()).forEach(shared -> Arrays.stream(shared)
                    .forEach(rows::set));
            return rows;
        });
    }

    private TrainableParameter owner(Domain domain, String key, int row) {
        return of(domain, key)
                .filter(trainable -> trainable.rows().stream()
                        .anyMatch(shared -> Arrays.stream(shared).anyMatch(at -> at == row)))
                .findFirst()
                .orElseThrow();
    }

    private Stream<TrainableParameter> of(Domain domain, String key) {
        return trainables.stream()
                .filter(trainable ->
                        trainable.domain() == domain && trainable.key().equals(key));
    }

    /** A copy with the present values of the model. */
    private TrainableParameter present(TrainableParameter trainable) {
        NumberColumn column = model.columns(trainable.domain()).numbers(trainable.key());
        double[] values = trainable.rows().stream()
                .map(shared -> column.row(shared[0]))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return Arrays.equals(values, trainable.values()) ? trainable : trainable.withValues(values);
    }

    /** Gives a compartment or a synapse the value of the trainable. */
    private void settle(TrainableParameter trainable, int row, double[] value) {
        NumberColumn column = model.columns(trainable.domain()).numbers(trainable.key());
        if (!Arrays.equals(column.row(row), value)) {
            Assignment.write(model, trainable.domain(), trainable.key(), new int[] {row}, value);
        }
    }

    /**
     * Throws an error if setting the values would make compartments or synapses differ that share one.
     *
     * @param rows the compartments or synapses that are set; all of them have the quantity
     * @param values as {@link RowValues} takes them
     */
    void requireShared(Domain domain, String key, int[] rows, double[] values) {
        List<TrainableParameter> concerned = of(domain, key).toList();
        if (concerned.isEmpty()) {
            return;
        }
        NumberColumn column = model.columns(domain).numbers(key);
        Map<Integer, double[]> after = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            after.put(rows[i], RowValues.valueOf(column, values, i));
        }
        for (TrainableParameter trainable : concerned) {
            for (int[] shared : trainable.rows()) {
                double[] first = after.getOrDefault(shared[0], column.row(shared[0]));
                for (int row : shared) {
                    if (!Arrays.equals(first, after.getOrDefault(row, column.row(row)))) {
                        throw new IllegalArgumentException("'" + key + "' of " + model.place(domain, row)
                                + " would differ from that of " + model.place(domain, shared[0])
                                + ", but the trainable '" + trainable.path()
                                + "' has one value for both; set it in all "
                                + shared.length + " that share the value, or call deleteTrainables() first");
                    }
                }
            }
        }
    }

    /** Removes the values that act only in the given compartments or synapses. */
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
        trained.clear();
    }

    /** Replaces row numbers by new ones; every trained row must have one. Paths stay the same. */
    void renumber(Domain domain, int[] newRows) {
        trained.clear();
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
     * Adds a trainable parameter.
     *
     * @param rows the compartments or synapses in view
     * @param label the view
     * @param initial the initial values, one for all or one per group; empty for the mean of the present values
     * @return its path
     */
    String add(Domain domain, String key, int[] rows, Grouping grouping, String label, double[] initial) {
        NewTrainable added = new NewTrainable(model, domain, key, rows, grouping);
        TrainableParameter trainable = take(added.parameter(label, initial));
        // As a run that is given radii or lengths does, see Model.parameters.
        trainable.rows().forEach(shared -> Assignment.shape(model, domain, key, shared));
        return trainable.path();
    }

    void write(ArrayTree parameters) {
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
                int[] rows = trainable.rows().get(i);
                new Assignment(model, trainable.domain(), trainable.key(), rows, "", written.value(i)).write();
            }
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

    /** Makes the path unique: long labels are shortened, so two views may have the same label. */
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
