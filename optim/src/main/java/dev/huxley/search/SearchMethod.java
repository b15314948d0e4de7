package dev.huxley.search;

/** A way of searching that a portfolio may use. */
public enum SearchMethod {
    /** CMA-ES with restarts from the best of random points: wide, undisturbed by jumps. */
    CMA_ES("CMA-ES", 0.8, 1, false),
    /** L-BFGS along exact gradients of the score, from the best points: for many parameters. */
    L_BFGS("L-BFGS", 0.2, 1, true),
    /** Adam along exact gradients of the score, from the best points: slower, and hardier where the score is rough. */
    ADAM("Adam", 0.1, 1, true),
    /** Levenberg-Marquardt from the best points, by differences or by the exact derivatives of the residuals: the last digits. */
    LEVENBERG_MARQUARDT("Levenberg-Marquardt", 0.15, 0.3, false);

    private final String title;
    private final double base;
    private final double most;
    private final boolean gradients;

    SearchMethod(String title, double base, double most, boolean gradients) {
        this.title = title;
        this.base = base;
        this.most = most;
        this.gradients = gradients;
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** Tells whether it needs a {@link GradientEvaluator}. */
    public boolean needsGradients() {
        return gradients;
    }

    /** The weight of the share while nothing improves. */
    double base() {
        return base;
    }

    /** The largest share. */
    double most() {
        return most;
    }
}
