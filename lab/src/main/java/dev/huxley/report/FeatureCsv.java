package dev.huxley.report;

import dev.huxley.text.CsvField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables of a fit by features as comma separated values (RFC 4180), full precision, empty where there is no value. */
final class FeatureCsv {
    private FeatureCsv() {}

    /** A line for every sweep and feature. */
    static void features(ReportedFeatureFit fit, Appendable out) throws IOException {
        out.append("sweep,role,feature,unit,recorded,deviation,model,z\n");
        for (ReportedResponse sweep : fit.sweeps()) {
            for (ReportedFeature feature : sweep.features()) {
                out.append(line(List.of(
                        sweep.label(),
                        sweep.role(),
                        feature.name(),
                        feature.unit(),
                        number(feature.target()),
                        number(feature.deviation()),
                        number(feature.model()),
                        number(feature.z()))));
            }
        }
    }

    /** A line for every model, the best one first: name, verdict, scores and all values. */
    static void models(ReportedFeatureFit fit, Appendable out) throws IOException {
        // Models of several kinds may stand side by side; each fills the columns that it has.
        List<String> paths = fit.models().stream()
                .flatMap(model -> model.values().keySet().stream())
                .distinct()
                .toList();
        List<String> header = new ArrayList<>(List.of("model", "grade", "fitted score", "held-out score"));
        header.addAll(paths);
        out.append(line(header));
        for (ReportedModel model : fit.models()) {
            List<String> fields = new ArrayList<>(
                    List.of(model.name(), model.grade(), number(model.fittedScore()), number(model.heldOutScore())));
            paths.forEach(path -> fields.add(number(model.value(path))));
            out.append(line(fields));
        }
    }

    static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    static String line(List<String> fields) {
        return fields.stream().map(CsvField::quoted).collect(Collectors.joining(",", "", "\n"));
    }
}
