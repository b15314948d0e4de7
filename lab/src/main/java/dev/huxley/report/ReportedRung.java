package dev.huxley.report;

import java.util.Objects;

/**
 * One model of the ladder, from the simplest to the largest that was tried.
 *
 * @param name the model's name
 * @param freeValues the number of its free values
 * @param evaluations the number of candidates that were evaluated
 * @param fittedScore the score on the fitted sweeps
 * @param heldOutScore the score on the held-out sweeps; NaN if there are none
 * @param largestFitted the largest |z| on the fitted sweeps
 * @param largestHeldOut the largest |z| on the held-out sweeps; NaN if there are none
 * @param verdict a sentence on what followed, "" for none
 * @param chosen whether the result has this model
 */
public record ReportedRung(
        String name,
        int freeValues,
        long evaluations,
        double fittedScore,
        double heldOutScore,
        double largestFitted,
        double largestHeldOut,
        String verdict,
        boolean chosen) {
    public ReportedRung {
        Objects.requireNonNull(name, "name of a reported rung");
        verdict = verdict == null ? "" : verdict;
    }

    /** The name, and what followed. */
    String words() {
        String more = !chosen ? verdict : verdict.isEmpty() ? "chosen" : "chosen, " + verdict;
        return more.isEmpty() ? name : name + " (" + more + ")";
    }
}
