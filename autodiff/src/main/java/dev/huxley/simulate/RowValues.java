package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/**
 * Values of a quantity in the compartments or synapses of a view.
 *
 * @param number of the setting among those of values
 * @param model that the view is of
 * @param rows the compartments or synapses; those that do not have the quantity are left out
 * @param label the view in words, empty for the whole model
 */
record RowValues(int number, NeuronModel model, Domain domain, int[] rows, String label, String key, NDArray values)
        implements ValueSetting {
    @Override
    public String name() {
        return ValueSetting.path(number, key);
    }

    @Override
    public ArrayTree in(ArrayTree tree) {
        return tree.with(name(), values);
    }

    @Override
    public Placed placed(NeuronModel simulated, Batch batch) {
        String where = label.isEmpty() ? "the model" : label;
        if (model != simulated) {
            throw new IllegalArgumentException("'" + name() + "' is given for " + where
                    + " of another model; take the view from the model that is simulated");
        }
        NumberColumn column = model.columns(domain).numbers(key);
        int[] element = new int[column.rows()];
        Arrays.fill(element, -1);
        int count = 0;
        for (int row : rows) {
            if (column.isPresent(row)) {
                element[row] = count++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException(
                    domain != Domain.EDGES
                            ? "no compartment of " + where + " has '" + key + "'; insert its mechanism there first"
                            : "no synapse of " + where + " has '" + key + "'; take the synapses of its type");
        }
        int rank = 1 + column.rowShape().length;
        boolean batched = batch.note(name(), values, rank);
        long given = values.getShape().size() / (batched ? batch.size() : 1);
        boolean isOneForAll = given == column.rowSize();
        ValueSetting.requireFitting(name(), values, given, count, column);
        if (isOneForAll) {
            Arrays.setAll(element, row -> Math.min(element[row], 0));
        }
        int elements = column.rowSize() * (isOneForAll ? 1 : count);
        return new Placed(domain, DenseValues.matrix(name(), values, elements, rank, batch), new int[][] {element});
    }
}
