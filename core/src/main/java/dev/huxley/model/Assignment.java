package dev.huxley.model;

import java.util.Arrays;

/** Values for a quantity of some rows of a model: checked as a whole, then written. */
final class Assignment {
    private final NeuronModel model;
    private final Domain domain;
    private final String key;
    private final int[] rows;
    private final double[] values;
    private final NumberColumn column;

    /**
     * @param rows the rows to set; those that do not have the quantity are skipped
     * @param label the view of these rows, for errors; empty for all
     * @param values as {@link RowValues} takes them for the rows that have the quantity
     * @throws IllegalArgumentException if no row has the quantity, or one that has it cannot take its value
     */
    Assignment(NeuronModel model, Domain domain, String key, int[] rows, String label, double[] values) {
        this.model = model;
        this.domain = domain;
        this.key = key;
        this.values = values;
        requireSettable(domain, key);
        column = domain == Domain.EDGES
                ? model.connections().numbers(key)
                : model.columns(domain).numbers(key);
        this.rows = Arrays.stream(rows).filter(column::isPresent).toArray();
        if (this.rows.length == 0) {
            throw new IllegalArgumentException("no " + domain.row() + " of "
                    + (!label.isEmpty() ? label : domain == Domain.EDGES ? "the network" : "the model") + " has '" + key
                    + (domain == Domain.EDGES
                            ? "'; take the synapses of its type"
                            : "'; insert its mechanism there first"));
        }
        RowValues.requireFitting(key, column, this.rows.length, values.length, domain.row() + "s");
        for (int i = 0; i < values.length; i++) {
            model.requireValid(domain, key, rowOf(i), values[i]);
        }
        // The one value for all synapses must be a delay that each of them may have.
        for (int i = 0; domain == Domain.EDGES && key.equals(Edges.DELAY) && i < this.rows.length; i++) {
            model.requireValid(domain, key, this.rows[i], RowValues.valueOf(column, values, i)[0]);
        }
    }

    private static void requireSettable(Domain domain, String key) {
        if (domain == Domain.NODES) {
            Quantities.requireSettable(key);
        }
        if (domain == Domain.EDGES) {
            Edges.requireSettable(key);
        }
    }

    /** The rows that have the quantity. */
    int[] rows() {
        return rows;
    }

    /** Throws an error if no neuron could have one of the values. */
    void requirePlausible() {
        UnitPlausibility.requirePlausible(key, model.unit(key), values, i -> model.place(domain, rowOf(i)));
    }

    void write() {
        write(model, domain, key, rows, values);
    }

    /** Writes values that were checked; compartments whose radius or length is written become cylinders. */
    static void write(NeuronModel model, Domain domain, String key, int[] rows, double[] values) {
        RowValues.set(model.columns(domain).numbers(key), rows, values);
        shape(model, domain, key, rows);
    }

    /** Makes the rows cylinders if the quantity is a radius or a length. */
    static void shape(NeuronModel model, Domain domain, String key, int[] rows) {
        if (domain == Domain.NODES && Quantities.shapesCylinder(key)) {
            Arrays.stream(rows).forEach(row -> Quantities.makeCylinder(model.nodes(), row));
        }
    }

    private int rowOf(int value) {
        return rows[RowValues.row(column, rows.length, values.length, value)];
    }
}
