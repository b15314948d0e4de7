package dev.huxley.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of a fit by features as JSON, all of it but the traces; numbers are written as {@link ReportJson} does. */
final class FeatureJson {
    private FeatureJson() {}

    static String of(ReportedFeatureFit fit, Instant date) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", fit.title());
        document.put("date", date.toString());
        document.put("command", fit.command());
        document.put("verdict", verdict(fit.verdict()));
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("fitted", scores(fit.scores(false)));
        scores.put("heldOut", scores(fit.scores(true)));
        document.put("scores", scores);
        document.put("recording", recording(fit.recording()));
        document.put("sweeps", fit.sweeps().stream().map(FeatureJson::sweep).toList());
        document.put("rates", fit.rates().stream().map(FeatureJson::rate).toList());
        document.put(
                "parameters",
                fit.values().stream().map(value -> value(value, fit.models())).toList());
        document.put("models", fit.models().stream().map(FeatureJson::model).toList());
        document.put("ladder", fit.ladder().stream().map(FeatureJson::rung).toList());
        document.put("search", fit.courses().stream().map(FeatureJson::course).toList());
        Map<String, Object> effort = new LinkedHashMap<>();
        effort.put("evaluations", fit.effort().evaluations());
        effort.put("seconds", fit.effort().seconds());
        effort.put("stop", fit.effort().stop());
        effort.put("repetition", fit.effort().repetition());
        document.put("effort", effort);
        document.put("facts", facts(fit.facts()));
        return ReportJson.text(document);
    }

    /** An array, because several facts may have one name. */
    private static List<Map<String, Object>> facts(List<Fact> facts) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Fact fact : facts) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", fact.name());
            row.put("value", fact.value());
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> verdict(ReportedVerdict verdict) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("grade", verdict.grade());
        row.put("accepted", verdict.accepted());
        row.put("sentences", verdict.sentences());
        return row;
    }

    private static Map<String, Object> scores(ZScores scores) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("features", scores.count());
        row.put("meanZ", scores.mean());
        row.put("largestZ", scores.largest());
        row.put("partWithin3", scores.within(ZScores.ACCEPTED));
        row.put("partWithin5", scores.within(ZScores.LIMIT));
        return row;
    }

    private static Map<String, Object> recording(ReportedRecording recording) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("facts", facts(recording.facts()));
        List<Map<String, Object>> checks = new ArrayList<>();
        for (ReportedRecording.Check check : recording.checks()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("sweep", check.sweep());
            each.put("check", check.name());
            each.put("value", check.value());
            each.put("unit", check.unit());
            each.put("limit", check.limit());
            each.put("outcome", check.outcome());
            checks.add(each);
        }
        row.put("quality", checks);
        row.put("warnings", recording.warnings());
        row.put("corrections", recording.corrections());
        return row;
    }

    private static Map<String, Object> sweep(ReportedResponse sweep) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sweep", sweep.label());
        row.put("protocol", sweep.protocol());
        row.put("amplitudeNa", sweep.amplitude());
        row.put("heldOut", sweep.heldOut());
        row.put("recordedSpikes", sweep.recordedSpikes());
        row.put("modelSpikes", sweep.modelSpikes());
        row.put("dtMs", sweep.trace().dt());
        row.put("rmsMv", sweep.trace().rootMeanSquare());
        List<Map<String, Object>> features = new ArrayList<>();
        for (ReportedFeature feature : sweep.features()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("feature", feature.name());
            each.put("unit", feature.unit());
            each.put("recorded", feature.target());
            each.put("deviation", feature.deviation());
            each.put("model", feature.model());
            each.put("z", feature.z());
            features.add(each);
        }
        row.put("features", features);
        return row;
    }

    private static Map<String, Object> rate(ReportedFeatureFit.Rate rate) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("amplitudeNa", rate.amplitude());
        row.put("recordedHz", rate.recorded());
        row.put("modelHz", rate.model());
        row.put("heldOut", rate.heldOut());
        return row;
    }

    private static Map<String, Object> value(ReportedValue value, List<ReportedModel> models) {
        ReportedModel.Spread spread = ReportedModel.Spread.of(models, value.path());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", value.path());
        row.put("start", value.start());
        row.put("fitted", value.value());
        row.put("lower", value.lower());
        row.put("upper", value.upper());
        row.put("unit", value.unit());
        row.put("scale", value.logarithmic() ? "log" : "linear");
        row.put("smallest", spread.smallest());
        row.put("largest", spread.largest());
        row.put("flag", value.flag());
        return row;
    }

    private static Map<String, Object> model(ReportedModel model) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", model.name());
        row.put("grade", model.grade());
        row.put("fittedScore", model.fittedScore());
        row.put("heldOutScore", model.heldOutScore());
        row.put("values", model.values());
        return row;
    }

    private static Map<String, Object> rung(ReportedRung rung) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", rung.name());
        row.put("freeValues", rung.freeValues());
        row.put("evaluations", rung.evaluations());
        row.put("fittedScore", rung.fittedScore());
        row.put("heldOutScore", rung.heldOutScore());
        row.put("largestFitted", rung.largestFitted());
        row.put("largestHeldOut", rung.largestHeldOut());
        row.put("verdict", rung.verdict());
        row.put("chosen", rung.chosen());
        return row;
    }

    private static Map<String, Object> course(ReportedFeatureFit.Course course) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", course.name());
        row.put("evaluations", course.evaluations());
        row.put("scores", course.scores());
        return row;
    }
}
