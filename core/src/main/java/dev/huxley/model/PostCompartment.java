package dev.huxley.model;

/**
 * The choice of the compartment of a postsynaptic cell that receives a synapse when cells, not compartments, are
 * connected.
 */
public final class PostCompartment {
    private final boolean random;
    private final long seed;

    private PostCompartment(boolean random, long seed) {
        this.random = random;
        this.seed = seed;
    }

    /** The cell's first compartment in view. */
    public static PostCompartment first() {
        return new PostCompartment(false, 0);
    }

    /**
     * A compartment drawn at random for every synapse, uniformly from the cell's compartments in view.
     *
     * @param seed equal seeds give equal compartments
     */
    public static PostCompartment random(long seed) {
        return new PostCompartment(true, seed);
    }

    boolean isRandom() {
        return random;
    }

    long seed() {
        return seed;
    }

    @Override
    public String toString() {
        return random ? "a random compartment, seed " + seed : "the first compartment";
    }
}
