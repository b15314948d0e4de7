package dev.huxley.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters as JSON: an array of objects with name, start, fitted, lower, upper and unit. Numbers have all their
 * digits. JSON knows no other numbers, so "NaN", "Infinity" and "-Infinity" are strings, which Jackson's getDoubleValue and
 * Python's float() both read back.
 */
final class ParametersJson {
    private ParametersJson() {}

    static String of(List<ReportedParameter> parameters) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ReportedParameter parameter : parameters) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", parameter.name());
            row.put("start", parameter.start());
            row.put("fitted", parameter.fitted());
            row.put("lower", parameter.lower());
            row.put("upper", parameter.upper());
            row.put("unit", parameter.unit());
            rows.add(row);
        }
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(rows) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers did not become JSON", e);
        }
    }
}
