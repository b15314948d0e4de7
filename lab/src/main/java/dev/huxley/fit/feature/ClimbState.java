package dev.huxley.fit.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.search.SearchState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a climb needs to go on as if nothing had happened. As JSON, numbers keep every bit.
 *
 * @param rung the number of the present rung, from 0
 * @param isClimbing whether the climb still goes on
 * @param before the candidates evaluated on other rungs
 * @param found the best values of the rungs that were judged, by path
 * @param outcomes the rungs that were judged
 * @param finished the states of their searches
 * @param present the state of the present search
 * @param history the course so far
 */
record ClimbState(
        int rung,
        boolean isClimbing,
        long before,
        List<Map<String, Double>> found,
        List<RungOutcome> outcomes,
        List<SearchState> finished,
        SearchState present,
        SearchHistory history) {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    ClimbState {
        found = List.copyOf(found);
        outcomes = List.copyOf(outcomes);
        finished = List.copyOf(finished);
        SearchHistory copy = new SearchHistory();
        copy.restore(history);
        history = copy;
    }

    /**
     * The state as JSON.
     *
     * @param fingerprint tells fits apart, see {@link FitFingerprint}
     * @param seconds the time that the fit has taken
     */
    String toJson(String fingerprint, double seconds) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("format", "Huxley fit by features");
        document.put("version", VERSION);
        document.put("fingerprint", fingerprint);
        document.put("seconds", seconds);
        document.put("rung", rung);
        document.put("climbing", isClimbing);
        document.put("before", before);
        ArrayNode values = document.putArray("found");
        found.forEach(each -> each.forEach(values.addObject()::put));
        ArrayNode judged = document.putArray("outcomes");
        for (RungOutcome outcome : outcomes) {
            judged.addObject()
                    .put("name", outcome.name())
                    .put("parameters", outcome.parameters())
                    .put("evaluations", outcome.evaluations())
                    .put("fittedScore", text(outcome.fittedScore()))
                    .put("heldOutScore", text(outcome.heldOutScore()))
                    .put("largestFitted", text(outcome.largestFitted()))
                    .put("largestHeldOut", text(outcome.largestHeldOut()));
        }
        ArrayNode course = document.putArray("history");
        for (SearchHistory.Entry entry : history.entries()) {
            course.addArray()
                    .add(entry.evaluations())
                    .add(text(entry.best()))
                    .add(text(entry.batch()))
                    .add(entry.model())
                    .add(entry.strategy());
        }
        ArrayNode ended = document.putArray("finished");
        finished.forEach(state -> ended.add(state.toJson()));
        document.put("present", present.toJson());
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state of the fit cannot be written: " + e.getMessage(), e);
        }
    }

    /** A saved state with the time that the fit had taken. */
    record Saved(ClimbState state, double seconds) {}

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if the text is no state of this version, or of another fit
     */
    static Saved fromJson(String json, String fingerprint) {
        JsonNode document = document(json);
        int version = document.path("version").asInt(-1);
        if (version != VERSION) {
            throw new IllegalArgumentException("this is no state of a fit that this version of Huxley can read: its"
                    + " version is " + version + ", not " + VERSION);
        }
        if (!fingerprint.equals(document.path("fingerprint").asText())) {
            throw new IllegalArgumentException(
                    "the state was saved by a fit of another recording, model, seed or engine;"
                            + " resume with those with which the fit began, or choose another folder");
        }
        List<Map<String, Double>> found = new ArrayList<>();
        for (JsonNode node : document.path("found")) {
            Map<String, Double> values = new LinkedHashMap<>();
            node.properties()
                    .forEach(each -> values.put(each.getKey(), each.getValue().asDouble()));
            found.add(values);
        }
        List<RungOutcome> outcomes = new ArrayList<>();
        for (JsonNode node : document.path("outcomes")) {
            outcomes.add(new RungOutcome(
                    node.path("name").asText(),
                    node.path("parameters").asInt(),
                    node.path("evaluations").asLong(),
                    number(node.path("fittedScore")),
                    number(node.path("heldOutScore")),
                    number(node.path("largestFitted")),
                    number(node.path("largestHeldOut"))));
        }
        SearchHistory history = new SearchHistory();
        for (JsonNode node : document.path("history")) {
            history.add(new SearchHistory.Entry(
                    node.path(0).asLong(),
                    number(node.path(1)),
                    number(node.path(2)),
                    node.path(3).asText(),
                    node.path(4).asText()));
        }
        List<SearchState> finished = new ArrayList<>();
        document.path("finished").forEach(node -> finished.add(SearchState.fromJson(node.asText())));
        ClimbState state = new ClimbState(
                document.path("rung").asInt(),
                document.path("climbing").asBoolean(),
                document.path("before").asLong(),
                found,
                outcomes,
                finished,
                SearchState.fromJson(document.path("present").asText()),
                history);
        return new Saved(state, document.path("seconds").asDouble());
    }

    /** The candidates that had been evaluated when a state was written. */
    static long evaluations(String json) {
        JsonNode course = document(json).path("history");
        return course.path(course.size() - 1).path(0).asLong();
    }

    private static JsonNode document(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no state of a fit: " + e.getOriginalMessage(), e);
        }
    }

    /** JSON has no NaN and no infinity. */
    private static String text(double value) {
        return Double.toString(value);
    }

    private static double number(JsonNode node) {
        try {
            return Double.parseDouble(node.asText());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "this is no state of a fit: it has '" + node.asText() + "' for a number", e);
        }
    }
}
