package dev.huxley.engine.llvm.plan;

/**
 * An array of the arena: (slots, lanes), one slot per row, class by class, each class padded to whole vectors.
 *
 * @param offset the number of floats before the array in the arena
 * @param slots the number of slots
 * @param starts for every class of rows the first of its slots; -1 for classes that do not have the quantity
 */
public record Field(int offset, int slots, int[] starts) {
    /** The floats before the rows of a class in the arena. */
    public int offset(int rowClass, KernelLayout layout) {
        if (starts[rowClass] < 0) {
            throw new IllegalArgumentException("class " + rowClass + " has no such quantity");
        }
        return offset + starts[rowClass] * layout.lanes();
    }
}
