package dev.huxley.fit.feature;

import dev.huxley.fit.description.CellForm;
import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.fit.recording.SoftwareVersions;
import dev.huxley.plot.Figure;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.report.Fact;
import dev.huxley.report.FeatureFitReport;
import dev.huxley.report.ReportedFeatureFit;
import dev.huxley.report.ReportedFeatureFit.Course;
import dev.huxley.report.ReportedModel;
import dev.huxley.report.ReportedRung;
import dev.huxley.report.ReportedValue;
import dev.huxley.report.ReportedVerdict;
import dev.huxley.storage.ModelFile;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The content of the report of a fit by features. */
final class FeatureReport {
    private final FeatureFitResult result;
    private final FittedModel best;

    private FeatureReport(FeatureFitResult result) {
        this.result = result;
        best = result.best();
    }

    static FeatureFitReport of(FeatureFitResult result) {
        FeatureReport report = new FeatureReport(result);
        FeatureFitReport files = FeatureFitReport.of(report.fit())
                .attach("model.json", ModelFiles.text(report.fitted()))
                .attach("cell.huxley", ModelFile.bytes(result.cell()));
        return result.model().description().form() instanceof CellForm.Reconstruction
                ? files.model(report.picture())
                : files;
    }

    /** A picture of the morphology, colored by group, with the electrode. */
    private Figure picture() {
        return ModelPlot.of(result.model().cell())
                .colorByGroup()
                .mark(result.model().electrode(), "electrode")
                .figure();
    }

    private ReportedFeatureFit fit() {
        ReportedSweeps sweeps = new ReportedSweeps(result);
        return new ReportedFeatureFit(
                "Fit to " + result.settings().sweeps().fileName(),
                "",
                new ReportedVerdict(best.grade().toString(), best.grade() != Grade.REJECTED, result.advice()),
                RecordingFacts.of(result),
                sweeps.responses(),
                sweeps.rates(),
                values(result),
                models(),
                ladder(),
                courses(result.history().entries()),
                new ReportedFeatureFit.Effort(result.evaluations(), result.seconds(), result.stop(), repetition()),
                facts());
    }

    /** The limits of a repetition by the command, in sentences; "" if it repeats the fit bit by bit. */
    private String repetition() {
        long searched = result.evaluations();
        long passive = result.passiveEvaluations();
        String ended = Brief.count(searched, "evaluation")
                + (passive == 0 ? "" : " (besides " + passive + " of a passive cell, which no budget counts)");
        switch (result.stop()) {
            case FeatureFitRun.ASKED:
                return "This fit was asked to stop after " + ended + "; the command goes on to the end of its budget.";
            case FeatureFitRun.OUT_OF_TIME:
                return "Time ended this fit after " + ended
                        + ", and ends a repetition elsewhere. A budget of evaluations"
                        + " in place of --minutes repeats bit by bit; --evaluations " + searched + " is as much work as"
                        + " here, but is divided otherwise, so that its result may differ from this one.";
            default:
                return Double.isInfinite(result.settings().minutes())
                        ? ""
                        : "The limit of time sizes the batches of the search by the speed of the machine, so that the"
                                + " command may give another result; a fit without --minutes repeats bit by bit.";
        }
    }

    /** The model with the fitted values as its start. */
    private ModelDescription fitted() {
        Map<String, Double> values = best.values();
        return result.model()
                .startingAt(result.model().free().stream()
                        .mapToDouble(value -> values.get(value.path()))
                        .toArray());
    }

    /** The free values of the best model. */
    static List<ReportedValue> values(FeatureFitResult result) {
        Map<String, Double> values = result.best().values();
        List<ReportedValue> reported = new ArrayList<>();
        for (FreeValue value : result.free()) {
            reported.add(new ReportedValue(
                    value.path(),
                    value.start(),
                    values.get(value.path()),
                    value.lower(),
                    value.upper(),
                    // 1 is the unit of numbers without one.
                    value.unit().equals("1") ? "" : value.unit(),
                    value.logarithmic()));
        }
        return reported;
    }

    private List<ReportedModel> models() {
        return (result.accepted().isEmpty() ? List.of(best) : result.accepted())
                .stream()
                        .map(model -> new ReportedModel(
                                model.name(),
                                model.grade().toString(),
                                model.score(SweepRole.FITTED),
                                model.score(SweepRole.HELD_OUT),
                                model.values()))
                        .toList();
    }

    /** The models of the ladder as they were judged, and at the end that of the result. */
    private List<ReportedRung> ladder() {
        List<ReportedRung> ladder = new ArrayList<>();
        if (!result.rungs().isEmpty()) {
            result.rungs().forEach(rung -> ladder.add(rung(rung, "", false)));
            ladder.add(rung(result.last(), "at the end of the fit", true));
        }
        return ladder;
    }

    private static ReportedRung rung(RungOutcome rung, String verdict, boolean isChosen) {
        return new ReportedRung(
                rung.name(),
                rung.parameters(),
                rung.evaluations(),
                rung.fittedScore(),
                rung.heldOutScore(),
                rung.largestFitted(),
                rung.largestHeldOut(),
                verdict,
                isChosen);
    }

    /** For every restart and every other strategy of each model the best score of its own batches so far. */
    static List<Course> courses(List<SearchHistory.Entry> entries) {
        Map<String, List<SearchHistory.Entry>> courses = new LinkedHashMap<>();
        for (SearchHistory.Entry entry : entries) {
            courses.computeIfAbsent(entry.model() + ", " + entry.strategy(), name -> new ArrayList<>())
                    .add(entry);
        }
        List<Course> reported = new ArrayList<>();
        courses.forEach((name, course) -> {
            double[] evaluations = course.stream()
                    .mapToDouble(SearchHistory.Entry::evaluations)
                    .toArray();
            double[] scores =
                    course.stream().mapToDouble(SearchHistory.Entry::batch).toArray();
            for (int i = 1; i < scores.length; i++) {
                scores[i] = Math.min(scores[i], scores[i - 1]);
            }
            reported.add(new Course(name, evaluations, scores));
        });
        return reported;
    }

    /** The time in the recording's sweeps at which the figures' time begins, in words; empty if that is theirs. */
    private Optional<String> cut() {
        DoubleSummaryStatistics offsets =
                result.sweeps().stream().mapToDouble(FitSweep::offset).summaryStatistics();
        if (offsets.getMax() == 0) {
            return Optional.empty();
        }
        String from = String.format(Locale.ROOT, "%.1f", offsets.getMin());
        String to = String.format(Locale.ROOT, "%.1f", offsets.getMax());
        return Optional.of("0 ms is at " + (from.equals(to) ? from : from + " to " + to)
                + " ms of a sweep: what lies further before the stimulus is not fitted");
    }

    private List<Fact> facts() {
        FeatureFit settings = result.settings();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("model", best.name()));
        result.passive().ifPresent(passive -> facts.add(new Fact("passive cell", passive)));
        double step = result.sweeps().get(0).timeStep();
        facts.add(new Fact(
                "time step",
                String.format(
                        Locale.ROOT,
                        "%s ms in the search; the result is checked in float64 at %s ms, which moves a z by %.2f at most",
                        Double.toString(step),
                        Double.toString(step / 2),
                        result.largestMove())));
        cut().ifPresent(words -> facts.add(new Fact("times", words)));
        facts.add(new Fact("seed", Long.toString(settings.seed())));
        facts.addAll(SoftwareVersions.facts(settings.engine()));
        return facts;
    }
}
