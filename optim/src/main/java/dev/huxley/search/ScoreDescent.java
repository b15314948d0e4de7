package dev.huxley.search;

/** One descent along exact gradients of the score: the point that it wants next, and the derivative that it gets there. */
interface ScoreDescent {
    /** The best point so far. */
    double[] at();

    Evaluation result();

    boolean isDone();

    /** The point whose derivative is needed. */
    double[] next();

    void tell(double[] point, Gradient gradient);

    void save(StateWriter out);

    void restore(StateReader in);
}
