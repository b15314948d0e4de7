package dev.huxley.cli;

import dev.huxley.fit.FitResult;
import dev.huxley.model.Cell;
import dev.huxley.report.Fact;
import dev.huxley.report.ReportedFit;
import dev.huxley.report.ReportedParameter;
import dev.huxley.report.ReportedSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The problem and the result of a fit, from which its report is made. */
record FitSummary(
        String command,
        String recording,
        FittingData data,
        Cell cell,
        List<FreeParameter> free,
        FitResult result,
        FitLoss loss,
        String engine,
        long seed) {

    List<ReportedParameter> parameters() {
        List<ReportedParameter> reported = new ArrayList<>();
        for (FreeParameter parameter : free) {
            reported.add(new ReportedParameter(
                    parameter.key(),
                    result.start().get(parameter.key())[0],
                    result.best().get(parameter.key())[0],
                    parameter.lower(),
                    parameter.upper(),
                    cell.unit(parameter.key())));
        }
        return reported;
    }

    ReportedFit report(FitProblem problem) {
        double[][] fitted = problem.traces(result.best());
        double[][] begin = problem.traces(result.start());
        List<ReportedSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < data.sweeps(); i++) {
            sweeps.add(new ReportedSweep(
                    data.labels().get(i), data.timeStep(), data.voltage()[i], fitted[i], begin[i], data.current()[i]));
        }
        return new ReportedFit(
                "Fit to " + recording,
                command,
                parameters(),
                sweeps,
                result.history().losses(result.bestStart()),
                result.history().gradientNorms(result.bestStart()),
                facts());
    }

    private List<Fact> facts() {
        int starts = result.history().starts();
        return List.of(
                new Fact("recording", recording),
                new Fact(
                        "window",
                        String.format(
                                Locale.ROOT,
                                "%.1f ms from %.1f ms on, steps of %s ms",
                                data.duration(),
                                data.startMs(),
                                Double.toString(data.timeStep()))),
                new Fact("loss", loss.description()),
                new Fact("loss at start", String.format(Locale.ROOT, "%.6g", result.startLoss())),
                new Fact("loss at end", String.format(Locale.ROOT, "%.6g", result.bestLoss())),
                new Fact(
                        "iterations",
                        result.history().size() + " (" + result.stop() + "), best in " + (result.bestIteration() + 1)),
                new Fact("best start", (result.bestStart() + 1) + " of " + starts),
                new Fact("seed", Long.toString(seed)),
                new Fact("seconds", String.format(Locale.ROOT, "%.1f", result.seconds())),
                new Fact("engine", engine),
                new Fact("compartments", Integer.toString(cell.structure().compartments())),
                new Fact("Huxley", HuxleyCommand.Version.number()));
    }
}
