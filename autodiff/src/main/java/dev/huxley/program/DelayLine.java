package dev.huxley.program;

/**
 * The history of one quantity of presynaptic compartments, as the delayed synapses of one type see it. A delay line
 * keeps the last {@code slots} values of the quantity as the synapses of each step would see them without delay; before
 * the first step all of them are the initial value. A synapse with a delay of d steps sees the value of d steps ago.
 *
 * @param name the name of the line, unique among all quantities of a program
 * @param synapse the type of the synapses
 * @param variable the quantity
 * @param positions the rows of the variable that are kept, ascending
 * @param sources for every synapse of the type the number of its row among the positions
 * @param slots the number of values kept of each, a power of two; delays are smaller
 */
public record DelayLine(String name, String synapse, int variable, int[] positions, int[] sources, int slots) {
    /** The prefix of the names of delay lines; no quantity of a model has a space in its name. */
    public static final String PREFIX = "delayed ";

    public DelayLine {
        positions = positions.clone();
        sources = sources.clone();
    }

    @Override
    public int[] positions() {
        return positions.clone();
    }

    @Override
    public int[] sources() {
        return sources.clone();
    }

    /** The number of rows that are kept. */
    public int width() {
        return positions.length;
    }

    /** The number of synapses. */
    public int synapses() {
        return sources.length;
    }
}
