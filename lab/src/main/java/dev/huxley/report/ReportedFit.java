package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.List;

/**
 * All data of a fit for its report, plain and immutable.
 *
 * @param title       heading of the report
 * @param command the command line that repeats this fit, "" if there is none
 * @param parameters  the fitted parameters in their order
 * @param fixed the parameters that the fit did not change
 * @param sweeps the sweeps to which the model was fitted
 * @param starts      the course of the fit from every start; empty if unknown
 * @param lossUnit    the unit of the losses; "" for none
 * @param bestStart   the start that found the fitted parameters, from 0
 * @param corrections sentences on corrections of the data, doubts and assumptions
 * @param facts       engine, seconds, iterations, seed, version, loss at start and end, ...
 */
public record ReportedFit(
        String title,
        String command,
        List<ReportedParameter> parameters,
        List<FixedParameter> fixed,
        List<ReportedSweep> sweeps,
        List<ReportedStart> starts,
        String lossUnit,
        int bestStart,
        List<String> corrections,
        List<Fact> facts) {
    /** Copies the lists; null means empty. */
    public ReportedFit {
        title = title == null || title.isBlank() ? "Fit" : title;
        command = command == null ? "" : command;
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
        fixed = fixed == null ? List.of() : List.copyOf(fixed);
        sweeps = sweeps == null ? List.of() : List.copyOf(sweeps);
        starts = starts == null ? List.of() : List.copyOf(starts);
        lossUnit = lossUnit == null ? "" : lossUnit;
        corrections = corrections == null ? List.of() : List.copyOf(corrections);
        facts = facts == null ? List.of() : List.copyOf(facts);
        if (bestStart < 0 || bestStart >= Math.max(1, starts.size())) {
            throw new IllegalArgumentException("start " + bestStart + " (from 0) cannot be the best of " + starts.size()
                    + "; name one of those that are reported");
        }
    }

    /** A copy with another command line. */
    ReportedFit withCommand(String other) {
        return new ReportedFit(
                title, other, parameters, fixed, sweeps, starts, lossUnit, bestStart, corrections, facts);
    }

    @Override
    public String toString() {
        return Brief.of("ReportedFit[" + title + ", " + Brief.count(parameters.size(), "parameter") + ", "
                + Brief.count(sweeps.size(), "sweep") + ", " + Brief.count(starts.size(), "start") + "]");
    }
}
