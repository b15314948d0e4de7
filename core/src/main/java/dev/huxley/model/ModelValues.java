package dev.huxley.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * All numbers of a model as a tree of arrays: {@code "nodes/radius"}, {@code "nodes/HH_gNa"}, {@code
 * "edges/IonotropicSynapse_gS"}, {@code "globals/temperature"}, ... with one row per compartment or synapse, NaN where
 * a row does not have the quantity. Writing a tree back that was just read leaves the model unchanged. Models of one
 * form have trees of one structure.
 */
public final class ModelValues {
    private ModelValues() {}

    /**
     * A copy of the present values.
     *
     * @param manager owns the arrays, of type float64 and shape (rows), followed by the shape of a row for array-valued
     *     quantities
     */
    public static ArrayTree read(NeuronModel model, NDManager manager) {
        ArrayTree.Builder tree = ArrayTree.builder();
        columns(model).forEach((path, column) -> tree.set(path, manager.create(column.values(), shape(column))));
        return tree.build();
    }

    /**
     * Writes values into a model. Areas, volumes and resistive loads are taken from the tree, not computed from radius and
     * length. Nothing is written if anything is wrong.
     *
     * @param tree a tree with the structure that {@link #read} gives
     * @throws IllegalArgumentException if a path, a shape or the places of NaN differ, or if a value is not allowed
     */
    public static void write(NeuronModel model, ArrayTree tree) {
        Map<String, NumberColumn> columns = columns(model);
        TreeSet<String> unknown = new TreeSet<>(tree.paths());
        unknown.removeAll(columns.keySet());
        TreeSet<String> missing = new TreeSet<>(columns.keySet());
        missing.removeAll(tree.paths());
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw new IllegalArgumentException("the tree is not one of this model's values: "
                    + (unknown.isEmpty() ? "" : "the model has no " + unknown)
                    + (unknown.isEmpty() || missing.isEmpty() ? "" : ", ")
                    + (missing.isEmpty() ? "" : "the tree has no " + missing));
        }
        Map<String, double[]> read = new LinkedHashMap<>();
        columns.forEach((path, column) -> read.put(path, checked(model, path, column, tree.get(path))));
        read.forEach((path, values) -> {
            NumberColumn column = columns.get(path);
            int size = column.rowSize();
            for (int row = 0; row < column.rows(); row++) {
                if (column.isPresent(row)) {
                    column.set(row, Arrays.copyOfRange(values, row * size, (row + 1) * size));
                }
            }
        });
    }

    private static double[] checked(NeuronModel model, String path, NumberColumn column, NDArray array) {
        if (array.getDataType() != DataType.FLOAT64 || !array.getShape().equals(shape(column))) {
            throw new IllegalArgumentException("\"" + path + "\" has the type " + array.getDataType()
                    + " and the shape " + array.getShape() + "; expected are float64 and " + shape(column));
        }
        double[] values = array.toDoubleArray();
        int slash = path.indexOf('/');
        Domain domain = Domain.valueOf(path.substring(0, slash).toUpperCase(Locale.ROOT));
        String key = path.substring(slash + 1);
        for (int i = 0; i < values.length; i++) {
            int row = i / column.rowSize();
            if (Double.isNaN(values[i]) == column.isPresent(row)) {
                throw new IllegalArgumentException("\"" + path + "\" has " + values[i] + " in row " + row + ", which "
                        + (column.isPresent(row) ? "has" : "does not have") + " the quantity");
            }
            if (!Double.isNaN(values[i])) {
                model.requireValid(domain, key, row, values[i]);
            }
        }
        int[] present =
                IntStream.range(0, column.rows()).filter(column::isPresent).toArray();
        double[] ofPresent =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        model.trainableParameters().requireShared(domain, key, present, ofPresent);
        return values;
    }

    private static Map<String, NumberColumn> columns(NeuronModel model) {
        Map<String, NumberColumn> columns = new LinkedHashMap<>();
        for (Domain domain : Domain.values()) {
            Columns of = model.columns(domain);
            for (String name : of.names()) {
                if (of.get(name) instanceof NumberColumn column && column.rows() > 0) {
                    columns.put(domain.name().toLowerCase(Locale.ROOT) + "/" + name, column);
                }
            }
        }
        return columns;
    }

    private static Shape shape(NumberColumn column) {
        return new Shape(column.shapeOf(column.rows()));
    }
}
