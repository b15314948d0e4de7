package dev.huxley.fit.feature;

import dev.huxley.text.CsvField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables of a fit as CSV. */
final class FeatureTables {
    private FeatureTables() {}

    /** A line per sweep and feature: recorded value, standard deviation, the model's value and its z-score. */
    static String features(FittedModel model) {
        List<String> lines = new ArrayList<>();
        lines.add("sweep,role,feature,unit,recorded,deviation,model,z");
        for (FeatureScore score : model.scores()) {
            lines.add(line(List.of(
                    score.sweep(),
                    score.role().toString(),
                    score.target().feature().efelName(),
                    score.target().feature().unit(),
                    Double.toString(score.target().mean()),
                    Double.toString(score.target().sd()),
                    Double.isNaN(score.model()) ? "" : Double.toString(score.model()),
                    Double.toString(score.z()))));
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    /** A line per accepted model, or one for the best model if none is accepted: grade, scores and all values. */
    static String models(FeatureFitResult result) {
        List<FittedModel> models = result.accepted().isEmpty() ? List.of(result.best()) : result.accepted();
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("grade", "fitted score", "held-out score"));
        header.addAll(result.best().values().keySet());
        lines.add(line(header));
        for (FittedModel model : models) {
            List<String> fields = new ArrayList<>(List.of(
                    model.grade().toString(),
                    Double.toString(model.score(SweepRole.FITTED)),
                    Double.toString(model.score(SweepRole.HELD_OUT))));
            model.values().values().forEach(value -> fields.add(Double.toString(value)));
            lines.add(line(fields));
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> fields) {
        return fields.stream().map(CsvField::quoted).collect(Collectors.joining(","));
    }
}
