package dev.huxley.fit.recording;

import dev.huxley.fit.FitResult;
import dev.huxley.model.Cell;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.TrainableParameter;
import dev.huxley.report.Fact;
import dev.huxley.report.ReportedFit;
import dev.huxley.report.ReportedStart;
import dev.huxley.report.ReportedSweep;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The content of the report of a fit to a recording. */
final class RecordingReport {
    private final RecordingFitResult result;
    private final RecordingFit settings;
    private final TargetSweeps target;
    private final FitResult fit;
    private final Cell cell;

    private RecordingReport(RecordingFitResult result) {
        this.result = result;
        settings = result.settings();
        target = result.target();
        fit = result.fit();
        cell = settings.givenCell();
    }

    static ReportedFit of(RecordingFitResult result) {
        return new RecordingReport(result).report();
    }

    private ReportedFit report() {
        return new ReportedFit(
                "Fit to " + settings.recording().fileName(),
                "",
                result.parameters(),
                FixedParameters.of(result.cell()),
                sweeps(),
                ReportedStart.of(fit),
                settings.loss().unit(),
                fit.bestStart(),
                corrections(),
                facts());
    }

    private List<ReportedSweep> sweeps() {
        double[][] voltage = target.voltage();
        double[][] current = target.current();
        double[][] fitted = result.traces();
        double[][] begin = result.startTraces();
        List<ReportedSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < target.sweeps(); i++) {
            sweeps.add(new ReportedSweep(
                    target.labels().get(i), target.timeStep(), voltage[i], fitted[i], begin[i], current[i]));
        }
        return sweeps;
    }

    private List<String> corrections() {
        List<String> corrections = new ArrayList<>(
                target.warnings().stream().map(warning -> "warning: " + warning).toList());
        corrections.addAll(target.corrections());
        if (!settings.isElectrodeGiven()) {
            corrections.add("electrode, assumed: in the middle of the soma, or of the root if no soma is traced ("
                    + cell.structure().place(settings.electrode()) + ")");
        }
        if (!cell.stimuli().isEmpty() || !cell.recordings().isEmpty()) {
            corrections.add("the stimuli and recordings of the cell are not used");
        }
        for (TrainableParameter start : FreeCell.bare(cell, settings.free()).trainables()) {
            if (isMoved(start)) {
                corrections.add("start of " + start.path() + ": " + Brief.of(start.values())
                        + ", because the cell's values are not well within the bounds, or differ where they"
                        + " are shared");
            }
        }
        return corrections;
    }

    /** Tells whether the fit starts from a value other than the cell's. */
    private boolean isMoved(TrainableParameter start) {
        NumberColumn own = cell.columns(start.domain()).numbers(start.key());
        double[] values = start.values();
        int elements = start.elements();
        for (int i = 0; i < start.rows().size(); i++) {
            double[] shared = Arrays.copyOfRange(values, i * elements, (i + 1) * elements);
            if (!Arrays.stream(start.rows().get(i)).allMatch(row -> Arrays.equals(own.row(row), shared))) {
                return true;
            }
        }
        return false;
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("recording", settings.recording().fileName()),
                new Fact(
                        "window",
                        String.format(
                                Locale.ROOT,
                                "%.1f ms from %.1f ms on, steps of %s ms",
                                target.duration(),
                                target.startMs(),
                                Double.toString(target.timeStep()))),
                new Fact("electrode", cell.structure().place(settings.electrode())),
                new Fact("loss", settings.loss().description()),
                new Fact("loss at start", String.format(Locale.ROOT, "%.6g", fit.startLoss())),
                new Fact("loss at end", String.format(Locale.ROOT, "%.6g", fit.bestLoss())),
                new Fact(
                        "iterations",
                        fit.history().size() + " (" + fit.stop() + "), best in " + (fit.bestIteration() + 1)),
                new Fact(
                        "best start",
                        (fit.bestStart() + 1) + " of " + fit.history().starts()),
                new Fact("seed", Long.toString(settings.seed())),
                new Fact("seconds", String.format(Locale.ROOT, "%.1f", fit.seconds())),
                new Fact("compartments", Integer.toString(cell.structure().compartments()))));
        facts.addAll(SoftwareVersions.facts(settings.engine()));
        return facts;
    }
}
