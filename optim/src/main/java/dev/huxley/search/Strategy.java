package dev.huxley.search;

/**
 * One way of searching within a portfolio. The portfolio calls prepare, ask and tell in this order; ask changes nothing, so
 * that a search that was saved between ask and tell asks for the same points again.
 */
interface Strategy {
    /** The name for progress and states. */
    String name();

    /** Takes what others found; tells whether there is something to do. */
    boolean prepare(Archive archive);

    double[][] ask();

    void tell(double[][] points, Evaluation[] evaluations);

    void save(StateWriter out);

    void restore(StateReader in);
}
