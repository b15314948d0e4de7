package dev.huxley.search;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a search needs to go on as if nothing had happened: named columns of numbers. As JSON, numbers keep
 * every bit. {@link Portfolio#state} makes one, {@link Portfolio#restore} takes one.
 */
public final class SearchState {
    /** The version of the form; a state of another version is refused. */
    static final int VERSION = 2;

    private static final int MOST_NUMBERS = 50_000_000;
    private static final int MOST_COLUMNS = 10_000;

    private final List<String> parameters;
    private final Map<String, double[]> columns;

    SearchState(List<String> parameters, Map<String, double[]> columns) {
        this.parameters = List.copyOf(parameters);
        this.columns = new TreeMap<>(columns);
    }

    /** The names of the parameters, in the order of the search. */
    public List<String> parameters() {
        return parameters;
    }

    double[] column(String name) {
        return columns.get(name);
    }

    /** The state as JSON. */
    public String toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "Huxley search");
        document.put("version", VERSION);
        document.put("parameters", parameters);
        document.put("columns", columns);
        try {
            return JsonMapper.builder().build().writeValueAsString(document);
        } catch (IOException e) {
            throw new IllegalStateException("the state of a search cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if the text is no state of this version
     */
    public static SearchState fromJson(String json) {
        List<String> parameters = new ArrayList<>();
        Map<String, double[]> columns = new TreeMap<>();
        int version = 0;
        try (JsonParser parser = new ObjectMapper().getFactory().createParser(json)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "version" -> version = parser.getIntValue();
                    case "parameters" -> readNames(parser, parameters);
                    case "columns" -> {
                        expect(version == VERSION, "its version is " + version + ", this is " + VERSION);
                        readColumns(parser, columns);
                    }
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("this is no state of a search: " + e.getMessage(), e);
        }
        expect(!parameters.isEmpty() && !columns.isEmpty(), "it has no parameters or no columns");
        return new SearchState(parameters, columns);
    }

    private static void readNames(JsonParser parser, List<String> names) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "parameters are no list");
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            names.add(parser.getText());
            expect(names.size() <= MOST_COLUMNS, "it has more than " + MOST_COLUMNS + " parameters");
        }
    }

    private static void readColumns(JsonParser parser, Map<String, double[]> columns) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "columns are no object");
        int left = MOST_NUMBERS;
        double[] buffer = new double[64];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            expect(parser.nextToken() == JsonToken.START_ARRAY, "column " + name + " is no list");
            int count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(left-- > 0, "it has more than " + MOST_NUMBERS + " numbers");
                if (count == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * count);
                }
                buffer[count++] = number(parser, name);
            }
            columns.put(name, Arrays.copyOf(buffer, count));
            expect(columns.size() <= MOST_COLUMNS, "it has more than " + MOST_COLUMNS + " columns");
        }
    }

    private static double number(JsonParser parser, String column) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw new IllegalArgumentException(
                        "this is no state of a search: column " + column + " holds '" + parser.getText() + "'");
            };
        }
        expect(
                parser.currentToken() != null && parser.currentToken().isNumeric(),
                "column " + column + " holds something that is no number");
        return parser.getDoubleValue();
    }

    private static void expect(boolean met, String fault) {
        if (!met) {
            throw new IllegalArgumentException("this is no state of a search: " + fault);
        }
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SearchState state)
                || !state.parameters.equals(parameters)
                || !state.columns.keySet().equals(columns.keySet())) {
            return false;
        }
        return columns.entrySet().stream()
                .allMatch(entry -> Arrays.equals(entry.getValue(), state.columns.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return parameters.hashCode() + columns.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "SearchState[" + parameters.size() + " parameters, "
                + columns.values().stream().mapToInt(column -> column.length).sum() + " numbers]";
    }
}
