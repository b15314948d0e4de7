package dev.huxley.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    /** Counts are equal to this: the mean of repeats may be no whole number. */
    private static final double SAME_COUNT = 0.5;

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
            met += isKnown && Math.abs(sweep.recordedSpikes() - sweep.modelSpikes()) <= SAME_COUNT ? 1 : 0;
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

    /**
     * A cell with the result that its report.json has.
     *
     * @param name the name of its recording
     * @param json the text of the report
     * @param page the place of its report, relative to the table, with {@code /}; "" for none
     * @throws IllegalArgumentException if the text is no report of a fit by features
     */
    public static ReportedCell read(String name, String json, String page) {
        JsonNode report;
        try {
            report = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the report of " + name + " is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!report.path("verdict").path("grade").isTextual()) {
            throw new IllegalArgumentException(
                    "the report of " + name + " has no verdict; is it of a fit by features?");
        }
        int met = 0;
        int known = 0;
        for (JsonNode sweep : report.path("sweeps")) {
            double recorded = number(sweep.path("recordedSpikes"));
            known += Double.isNaN(recorded) ? 0 : 1;
            met += Math.abs(recorded - number(sweep.path("modelSpikes"))) <= SAME_COUNT ? 1 : 0;
        }
        return new ReportedCell(
                name,
                report.path("verdict").path("grade").asText(),
                report.path("verdict").path("accepted").asBoolean(),
                number(report.path("scores").path("fitted").path("largestZ")),
                number(report.path("scores").path("heldOut").path("meanZ")),
                met,
                known,
                report.path("effort").path("evaluations").asLong(),
                number(report.path("effort").path("seconds")),
                report.path("models").path(0).path("model").asText(),
                page,
                "");
    }

    /** A number; NaN if it is none, as it is written. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
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
