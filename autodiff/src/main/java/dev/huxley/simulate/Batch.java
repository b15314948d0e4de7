package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The size of the batch of a run, found from its arrays: all batch axes must be equally long. */
final class Batch {
    private int size = 1;
    private boolean present;
    private String first;

    /**
     * Notes whether an array has a batch axis.
     *
     * @param name the array's name, for messages
     * @param unbatchedRank its number of axes without a batch
     * @return whether it has one
     */
    boolean note(String name, NDArray array, int unbatchedRank) {
        int rank = array.getShape().dimension();
        if (rank <= unbatchedRank) {
            return false;
        }
        Shape shape = array.getShape();
        if (rank > unbatchedRank + 1) {
            throw new IllegalArgumentException("'" + name + "' has the shape " + shape + "; it may have "
                    + unbatchedRank + (unbatchedRank == 1 ? " axis" : " axes") + ", and one more in front, the batch");
        }
        int rows = Math.toIntExact(shape.get(0));
        if (rows < 1) {
            throw new IllegalArgumentException("'" + name + "' has an empty batch axis: " + shape);
        }
        note(name, rows, " (shape " + shape + ")");
        return true;
    }

    /** Notes that a run is of several models. */
    void noteModels(int models) {
        note("the stack of models", models, "");
    }

    /** Notes the size of another run's batch, some of whose arrays this run has too. */
    void note(Batch other) {
        if (other.present) {
            note(other.first, other.size, "");
        }
    }

    private void note(String name, int rows, String detail) {
        if (present && rows != size) {
            throw new IllegalArgumentException("'" + name + "' has a batch of " + rows + detail + ", but '" + first
                    + "' has a batch of " + size + "; all batch axes of a run must be equally long");
        }
        if (!present) {
            first = name;
        }
        present = true;
        size = rows;
    }

    /** The number of rows, 1 without a batch. */
    int size() {
        return size;
    }

    /** Tells whether any array has a batch axis, so that the result has one. */
    boolean isPresent() {
        return present;
    }
}
