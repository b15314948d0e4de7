package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.List;

/**
 * Everything a fit hands over for its report: plain immutable data.
 *
 * @param title         heading of the report
 * @param command       the command line that makes this fit again, "" if there is none
 * @param parameters    the fitted parameters in their order
 * @param sweeps        the sweeps the model was fitted to
 * @param losses        loss after each iteration, the first one at the start parameters; may be empty or hold NaN
 * @param gradientNorms norm of the gradient in each iteration, empty if unknown
 * @param facts         engine, seconds, iterations, seed, version, loss at start and end, ...
 */
public record ReportedFit(
        String title,
        String command,
        List<ReportedParameter> parameters,
        List<ReportedSweep> sweeps,
        double[] losses,
        double[] gradientNorms,
        List<Fact> facts) {
    /** Null means empty; arrays and lists are copied. */
    public ReportedFit {
        title = title == null || title.isBlank() ? "Fit" : title;
        command = command == null ? "" : command;
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
        sweeps = sweeps == null ? List.of() : List.copyOf(sweeps);
        losses = losses == null ? new double[0] : losses.clone();
        gradientNorms = gradientNorms == null ? new double[0] : gradientNorms.clone();
        facts = facts == null ? List.of() : List.copyOf(facts);
    }

    @Override
    public double[] losses() {
        return losses.clone();
    }

    @Override
    public double[] gradientNorms() {
        return gradientNorms.clone();
    }

    @Override
    public String toString() {
        return Brief.of("ReportedFit[" + title + ", " + Brief.count(parameters.size(), "parameter") + ", "
                + Brief.count(sweeps.size(), "sweep") + ", losses " + Brief.of(losses) + "]");
    }
}
