package dev.huxley.program.lower;

import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Domain;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.protocol.TimePoints;
import java.util.HashMap;
import java.util.Map;

/** The delays of a model's synapses as whole time steps, type by type: each rounded to the nearest. Immutable. */
public final class SynapticDelays {
    /** The longest delay in steps; a longer one is probably in another unit. */
    private static final long LONGEST = 1_000_000;

    private final Map<String, int[]> steps = new HashMap<>();

    private SynapticDelays() {}

    /**
     * The delays of a model at this moment.
     *
     * @throws IllegalArgumentException if one is negative or longer than 1,000,000 steps
     */
    public static SynapticDelays of(NeuronModel model, double timeStep) {
        SynapticDelays delays = new SynapticDelays();
        for (Synapse type : model.synapseTypes()) {
            NumberColumn column = model.edges().numbers(Edges.DELAY);
            int[] edges = SynapseLowering.edges(model, type);
            int[] ofType = new int[edges.length];
            for (int i = 0; i < edges.length; i++) {
                double delay = column.value(edges[i]);
                long rounded = TimePoints.nearest(delay, timeStep);
                if (!(delay >= 0) || rounded > LONGEST) {
                    throw new IllegalArgumentException("the delay of " + model.place(Domain.EDGES, edges[i]) + ", "
                            + delay + " ms, is not between 0 and " + LONGEST + " steps of " + timeStep
                            + " ms; check the units (ms)");
                }
                ofType[i] = (int) Math.max(0, rounded - (type.actsInNextStep() ? 1 : 0));
            }
            delays.steps.put(type.name(), ofType);
        }
        return delays;
    }

    /** The delays of the synapses of a type, in steps. */
    public int[] steps(String synapse) {
        return steps.get(synapse).clone();
    }

    /**
     * The number of values of a quantity that the synapses of a type need: the least power of two above the longest
     * delay, so that similar delays need the same program; 0 if none has a delay.
     */
    public int slots(String synapse) {
        int longest = 0;
        for (int delay : steps.get(synapse)) {
            longest = Math.max(longest, delay);
        }
        return longest == 0 ? 0 : 2 * Integer.highestOneBit(longest);
    }

    /** Tells whether a program that was made for the other delays, of the same synapses, serves these as well. */
    public boolean fitIn(SynapticDelays other) {
        return steps.keySet().stream().allMatch(synapse -> slots(synapse) <= other.slots(synapse));
    }
}
