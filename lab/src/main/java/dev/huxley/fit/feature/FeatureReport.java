package dev.huxley.fit.feature;

import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.report.Fact;
import dev.huxley.report.FitReport;
import dev.huxley.report.ReportedFit;
import dev.huxley.report.ReportedParameter;
import dev.huxley.report.ReportedStart;
import dev.huxley.report.ReportedSweep;
import dev.huxley.storage.ModelFile;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The content of the report of a fit by features. */
final class FeatureReport {
    private final FeatureFitResult result;

    FeatureReport(FeatureFitResult result) {
        this.result = result;
    }

    FitReport report() {
        List<ReportedStart> rungs = rungs();
        ReportedFit fit = new ReportedFit(
                "Fit to " + result.settings().sweeps().fileName() + ": "
                        + result.best().grade(),
                "",
                parameters(),
                List.of(),
                sweeps(),
                rungs,
                "",
                Math.max(0, rungs.size() - 1),
                corrections(),
                facts());
        return FitReport.of(fit)
                .attach("features.csv", FeatureTables.features(result.best()))
                .attach("models.csv", FeatureTables.models(result))
                .attach("model.json", ModelFiles.text(fitted()))
                .attach("cell.huxley", ModelFile.bytes(result.cell()));
    }

    /** The model with the fitted values as its start. */
    private ModelDescription fitted() {
        Map<String, Double> values = result.best().values();
        return result.model()
                .startingAt(result.model().free().stream()
                        .mapToDouble(value -> values.get(value.path()))
                        .toArray());
    }

    private List<ReportedParameter> parameters() {
        List<ReportedParameter> parameters = new ArrayList<>();
        Map<String, Double> values = result.best().values();
        for (FreeValue value : result.model().free()) {
            parameters.add(new ReportedParameter(
                    value.path(), value.start(), values.get(value.path()), value.lower(), value.upper(), value.unit()));
        }
        return parameters;
    }

    private List<ReportedSweep> sweeps() {
        double[][] traces = result.traces();
        List<ReportedSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < traces.length; i++) {
            FitSweep sweep = result.sweeps().get(i);
            double[] steps = sweep.current();
            double[] current = new double[traces[i].length];
            for (int k = 0; k < current.length; k++) {
                current[k] = steps[Math.min(steps.length - 1, k * sweep.stepsPerSample())];
            }
            sweeps.add(new ReportedSweep(
                    sweep.label() + ", " + sweep.role(), FitSweep.SAMPLE, sweep.voltage(), traces[i], null, current));
        }
        return sweeps;
    }

    /** For every model of the ladder the best score after each of its batches. */
    private List<ReportedStart> rungs() {
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        for (SearchHistory.Entry entry : result.history().entries()) {
            scores.computeIfAbsent(entry.model(), name -> new ArrayList<>()).add(entry.best());
        }
        // The model of the result is the last one.
        List<Double> last = scores.remove(result.last().name());
        List<ReportedStart> rungs = new ArrayList<>();
        scores.values().forEach(each -> rungs.add(start(each)));
        if (last != null) {
            rungs.add(start(last));
        }
        return rungs;
    }

    private static ReportedStart start(List<Double> scores) {
        return new ReportedStart(
                scores.stream().mapToDouble(Double::doubleValue).toArray(), new double[0], "");
    }

    private List<String> corrections() {
        List<String> corrections = new ArrayList<>();
        result.settings().sweeps().warnings().forEach(warning -> corrections.add("warning: " + warning));
        corrections.addAll(result.settings().sweeps().notes());
        double lowering = result.settings().lowering();
        corrections.add(
                lowering == 0
                        ? "liquid junction potential: none is known, the recorded voltage is taken as it is"
                        : "liquid junction potential: the recorded voltage is lowered by " + lowering + " mV");
        corrections.addAll(result.settings().planNotes());
        corrections.addAll(result.advice());
        return corrections;
    }

    private List<Fact> facts() {
        FittedModel best = result.best();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("recording", result.settings().sweeps().fileName()));
        facts.add(new Fact("verdict", best.grade().toString()));
        facts.add(new Fact("model", best.name()));
        for (SweepRole role : SweepRole.values()) {
            facts.add(new Fact(
                    "z-scores, " + role,
                    best.scores(role).isEmpty()
                            ? "none"
                            : String.format(
                                    Locale.ROOT,
                                    "mean |z| %.2f, %.0f %% within 3, %.0f %% within 5, largest %.1f",
                                    best.meanSize(role),
                                    100 * best.partWithin(role, FittedModel.ACCEPTED_Z),
                                    100 * best.partWithin(role, FittedModel.LIMIT_Z),
                                    best.largest(role))));
        }
        facts.add(new Fact("accepted models", Brief.count(result.accepted().size(), "model")));
        result.passive().ifPresent(passive -> facts.add(new Fact("passive cell", passive)));
        for (RungOutcome rung : result.rungs()) {
            facts.add(new Fact("ladder", rung.toString()));
        }
        facts.add(new Fact("end", result.last().toString()));
        facts.add(new Fact(
                "check",
                String.format(
                        Locale.ROOT,
                        "float64 at half the time step of the search, which moves a z-score by %.2f at most",
                        result.largestMove())));
        facts.add(new Fact("evaluations", result.evaluations() + " (" + result.stop() + ")"));
        facts.add(new Fact("seed", Long.toString(result.settings().seed())));
        facts.add(new Fact("engine", result.settings().engine()));
        facts.add(new Fact("seconds", String.format(Locale.ROOT, "%.1f", result.seconds())));
        return facts;
    }
}
