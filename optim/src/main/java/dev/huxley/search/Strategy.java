package dev.huxley.search;

/**
 * One way of searching within a portfolio. The portfolio calls prepare, ask and tell in this order; ask changes nothing, so
 * that a search that was saved between ask and tell asks for the same points again.
 */
interface Strategy {
    SearchMethod method();

    /** The name of what it is doing, such as {@code CMA-ES 3} in the third run. */
    default String title() {
        return method().title();
    }

    /** Takes what others found; tells whether there is something to do. */
    boolean prepare(Archive archive);

    double[][] ask();

    /** Tells whether the points that are asked for need derivatives. */
    default boolean needsGradients() {
        return false;
    }

    void tell(double[][] points, Gradient[] results);

    void save(StateWriter out);

    void restore(StateReader in);
}
