package dev.huxley.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as JSON. Numbers have all their digits. JSON has only finite numbers, so "NaN", "Infinity" and "-Infinity"
 * are strings, which Jackson's getDoubleValue and Python's float() both read back.
 */
final class ReportJson {
    private ReportJson() {}

    static String of(ReportedFit fit, Instant date) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", fit.title());
        document.put("date", date.toString());
        document.put("command", fit.command());
        Map<String, Object> facts = new LinkedHashMap<>();
        fit.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
        document.put("facts", facts);
        document.put("parameters", parameters(fit.parameters()));
        document.put("fixed", fit.fixed().stream().map(ReportJson::fixed).toList());
        document.put("corrections", fit.corrections());
        List<Map<String, Object>> starts = new ArrayList<>();
        for (int i = 0; i < fit.starts().size(); i++) {
            starts.add(start(i, fit.starts().get(i), i == fit.bestStart()));
        }
        document.put("starts", starts);
        document.put(
                "residuals", fit.sweeps().stream().map(ReportJson::residual).toList());
        return text(document);
    }

    /** The parameters: an array of objects with name, start, fitted, lower, upper, unit and flag. */
    static String ofParameters(List<ReportedParameter> parameters) {
        return text(parameters(parameters));
    }

    /** The same of the free values of a model; a value is at a bound by the rule of {@link ReportedValue#flag}. */
    static String ofValues(List<ReportedValue> values) {
        return text(values.stream()
                .map(value -> parameter(value.parameter(), value.flag()))
                .toList());
    }

    private static List<Map<String, Object>> parameters(List<ReportedParameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter(parameter, parameter.flag()))
                .toList();
    }

    private static Map<String, Object> parameter(ReportedParameter parameter, String flag) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", parameter.name());
        row.put("start", parameter.start());
        row.put("fitted", parameter.fitted());
        row.put("lower", parameter.lower());
        row.put("upper", parameter.upper());
        row.put("unit", parameter.unit());
        row.put("flag", flag);
        return row;
    }

    private static Map<String, Object> fixed(FixedParameter parameter) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", parameter.name());
        row.put("smallest", parameter.smallest());
        row.put("largest", parameter.largest());
        row.put("unit", parameter.unit());
        return row;
    }

    private static Map<String, Object> start(int index, ReportedStart start, boolean isBest) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("start", index + 1);
        row.put("best", isBest);
        row.put("firstLoss", start.first());
        row.put("bestLoss", start.best());
        row.put("failure", start.failure());
        row.put("losses", start.losses());
        row.put("gradientNorms", start.gradientNorms());
        return row;
    }

    private static Map<String, Object> residual(ReportedSweep sweep) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sweep", sweep.label());
        row.put("rms", sweep.rootMeanSquare());
        row.put("largest", sweep.residual(sweep.largestResidual()));
        row.put("atMs", sweep.largestResidual() < 0 ? Double.NaN : sweep.largestResidual() * sweep.dt());
        return row;
    }

    /** A document of maps, lists, numbers and texts as JSON. */
    static String text(Object document) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON", e);
        }
    }
}
