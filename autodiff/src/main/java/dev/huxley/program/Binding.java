package dev.huxley.program;

/**
 * The connection of a graph's input or output to a variable.
 *
 * @param name the name of the graph's input or output
 * @param variable the number of the variable
 * @param positions for every row of the mechanism its position in the variable; null when they are the same
 */
public record Binding(String name, int variable, int[] positions) {
    public Binding {
        positions = positions == null ? null : positions.clone();
    }

    @Override
    public int[] positions() {
        return positions == null ? null : positions.clone();
    }

    /** Whether the rows of the mechanism are the rows of the variable, in the same order. */
    public boolean isWhole() {
        return positions == null;
    }
}
