package dev.huxley.program;

/**
 * The connection of a graph's input or output to a variable.
 *
 * @param name the name of the graph's input or output
 * @param variable the number of the variable
 * @param positions for every row of the mechanism its position in the variable; null if they are the same
 * @param delayLine the number of the {@link DelayLine} through which synapses see the variable; -1 for none
 */
public record Binding(String name, int variable, int[] positions, int delayLine) {
    public Binding {
        positions = positions == null ? null : positions.clone();
    }

    public Binding(String name, int variable, int[] positions) {
        this(name, variable, positions, -1);
    }

    @Override
    public int[] positions() {
        return positions == null ? null : positions.clone();
    }

    /** Tells whether the variable is seen through a delay line. */
    public boolean isDelayed() {
        return delayLine >= 0;
    }

    /** Tells whether the mechanism has the rows of the variable, in the same order. */
    public boolean isWhole() {
        return positions == null;
    }
}
