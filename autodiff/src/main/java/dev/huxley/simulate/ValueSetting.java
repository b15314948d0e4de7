package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Values of a quantity in some compartments or synapses; a later setting of the quantity overrides an earlier one. */
sealed interface ValueSetting extends Setting permits RowValues, PlacedValues {
    /** The quantity. */
    String key();

    /** The path of the values in the tree of inputs, used in messages. */
    String name();

    /** The values with the rows of the simulated model to which the setting assigns them. */
    Placed placed(NeuronModel model, Batch batch);

    @Override
    default boolean isReplacedBy(Setting later) {
        return false;
    }

    /**
     * Values with the rows that they are for.
     *
     * @param values (1 or batch, numbers)
     * @param elementOfRow for one or every row of the batch, for every row of the column, the value's number in the
     *     array, -1 for none
     */
    record Placed(Domain domain, NDArray values, int[][] elementOfRow) {}

    /**
     * The path of the n-th setting's array.
     *
     * @param what the quantity or the places
     */
    static String path(int number, String what) {
        return "set/" + number + "/" + what;
    }

    /**
     * Throws an error unless there is one value for all, or one each.
     *
     * @param given the number of elements that are given for each row of the batch
     * @param count the number of compartments or synapses
     */
    static void requireFitting(String name, NDArray values, long given, int count, NumberColumn column) {
        if (given == column.rowSize() || given == (long) column.rowSize() * count) {
            return;
        }
        String tail = Arrays.stream(column.rowShape())
                .mapToObj(extent -> ", " + extent)
                .collect(Collectors.joining());
        String each = count == 1 ? "" : ", or " + count + " values, (" + count + tail + ")";
        String batched = count == 1 ? "" : " or (batch, " + count + tail + ")";
        throw new IllegalArgumentException("'" + name + "' has the shape " + values.getShape()
                + "; expected is one value for all, (1" + tail + ")" + each + "; with a batch (batch, 1" + tail + ")"
                + batched);
    }
}
