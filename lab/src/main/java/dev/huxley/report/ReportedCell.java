package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.Objects;

/**
 * One cell in the table of many fits.
 *
 * @param name the name of its recording
 * @param grade the verdict in words; "not fitted" if there is no result
 * @param accepted whether a model is accepted
 * @param largestFitted the largest |z| on the fitted sweeps; NaN if there are none
 * @param meanHeldOut the mean |z| on the held-out sweeps; NaN if there are none
 * @param countsMet the number of sweeps whose number of spikes the model has
 * @param sweeps the number of sweeps whose number of spikes is known
 * @param evaluations the number of candidates that were evaluated
 * @param seconds the time that the fit took
 * @param model the name of the best model, "" for none
 * @param page the place of its report, relative to the table, with {@code /}; "" for none
 * @param error the reason why there is no result, "" if there is one
 */
public record ReportedCell(
        String name,
        String grade,
        boolean accepted,
        double largestFitted,
        double meanHeldOut,
        int countsMet,
        int sweeps,
        long evaluations,
        double seconds,
        String model,
        String page,
        String error) {
    public ReportedCell {
        Objects.requireNonNull(name, "name of a reported cell");
        grade = grade == null ? "" : grade;
        model = model == null ? "" : model;
        page = page == null ? "" : page;
        error = error == null ? "" : error;
    }

    /**
     * A cell with the result of its fit.
     *
     * @param name the name of its recording
     * @param fit the result
     * @param page the place of its report, relative to the table, with {@code /}; "" for none
     */
    public static ReportedCell of(String name, ReportedFeatureFit fit, String page) {
        int met = 0;
        int known = 0;
        for (ReportedResponse sweep : fit.sweeps()) {
            boolean isKnown = !Double.isNaN(sweep.recordedSpikes());
            known += isKnown ? 1 : 0;
            // The mean of repeats may be no whole number.
            met += isKnown && Math.abs(sweep.recordedSpikes() - sweep.modelSpikes()) <= 0.5 ? 1 : 0;
        }
        return new ReportedCell(
                name,
                fit.verdict().grade(),
                fit.verdict().accepted(),
                fit.scores(false).largest(),
                fit.scores(true).mean(),
                met,
                known,
                fit.effort().evaluations(),
                fit.effort().seconds(),
                fit.models().isEmpty() ? "" : fit.models().get(0).name(),
                page,
                "");
    }

    /** A cell that could not be fitted. */
    public static ReportedCell failed(String name, String error) {
        return new ReportedCell(name, "not fitted", false, Double.NaN, Double.NaN, 0, 0, 0, 0, "", "", error);
    }

    /** Tells whether there is a result. */
    boolean isFitted() {
        return error.isEmpty();
    }

    @Override
    public String toString() {
        return Brief.of("ReportedCell[" + name + ", " + (isFitted() ? grade : "not fitted: " + error) + "]");
    }
}
