package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/**
 * Values of a quantity at places that are data.
 *
 * @param number of the setting among those of values
 * @param places (places) or (batch, places)
 */
record PlacedValues(int number, NDArray places, String key, NDArray values) implements ValueSetting {
    @Override
    public String name() {
        return ValueSetting.path(number, key);
    }

    private String placesName() {
        return ValueSetting.path(number, "places");
    }

    @Override
    public ArrayTree in(ArrayTree tree) {
        return tree.with(name(), values).with(placesName(), places);
    }

    @Override
    public Placed placed(NeuronModel model, Batch batch) {
        Domain domain = model.nodes().contains(key) ? Domain.NODES : Domain.EDGES;
        NumberColumn column = model.columns(domain).numbers(key);
        String what = domain.row();
        long[] flat = Places.wholeNumbers(placesName(), places);
        int rank = 1 + column.rowShape().length;
        boolean batched = batch.note(placesName(), places, 1);
        int rows = batched ? batch.size() : 1;
        int count = flat.length / rows;
        boolean valuesBatched = batch.note(name(), values, rank);
        long given = values.getShape().size() / (valuesBatched ? batch.size() : 1);
        boolean isOneForAll = given == column.rowSize();
        ValueSetting.requireFitting(name(), values, given, count, column);
        int[][] element = new int[rows][column.rows()];
        int[][] named = new int[rows][count];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(element[row], -1);
            for (int i = 0; i < count; i++) {
                int at = Places.row(placesName(), flat[row * count + i], what, column.rows());
                named[row][i] = at;
                if (!column.isPresent(at)) {
                    throw new IllegalArgumentException(
                            "'" + placesName() + "' names " + model.place(domain, at) + ", which has no '" + key + "'");
                }
                element[row][at] = isOneForAll ? 0 : i;
            }
        }
        Places.requireDistinct(placesName(), named, what);
        int elements = column.rowSize() * (isOneForAll ? 1 : count);
        return new Placed(domain, DenseValues.matrix(name(), values, elements, rank, batch), element);
    }
}
