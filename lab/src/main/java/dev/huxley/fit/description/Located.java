package dev.huxley.fit.description;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.huxley.text.NearestName;
import dev.huxley.text.Quotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON text with the line where it stands, so that an error can name it.
 *
 * @param value a map of located values by name, a list of them, a text, a number, a truth value, or null
 * @param line counted from 1
 * @param origin the name of the text: a file
 */
record Located(Object value, int line, String origin) {
    private static final int DEEPEST = 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    static Located parse(String text, String origin) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException(origin + " is empty; a model file is a JSON object");
            }
            Located whole = read(parser, origin);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(origin + ", line "
                        + parser.currentTokenLocation().getLineNr() + ": there is text behind the model's end");
            }
            return whole;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    origin + ", line " + line + ": this is no JSON: " + Quotation.bare(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Located read(JsonParser parser, String origin) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Located> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, read(parser, origin));
                }
                return new Located(fields, line, origin);
            }
            case START_ARRAY -> {
                List<Located> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(parser, origin));
                }
                return new Located(items, line, origin);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return new Located(parser.getDoubleValue(), line, origin);
            }
            case VALUE_STRING -> {
                return new Located(parser.getText(), line, origin);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return new Located(parser.getBooleanValue(), line, origin);
            }
            default -> {
                return new Located(null, line, origin);
            }
        }
    }

    /** The fields of an object, of which all names must be known. */
    Map<String, Located> object(String what, Collection<String> known) {
        Map<String, Located> fields = object(what);
        fields.forEach((name, field) -> {
            if (!known.contains(name)) {
                throw field.error(what + " has no " + Quotation.of(name) + "; "
                        + NearestName.of(name, known)
                                .map(nearest -> "did you mean '" + nearest + "'? ")
                                .orElse("")
                        + "it may have " + String.join(", ", known));
            }
        });
        return fields;
    }

    /** The fields of an object with any names. */
    @SuppressWarnings("unchecked")
    Map<String, Located> object(String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Located>) map;
        }
        throw error(what + " must be an object, { ... }, not " + kind());
    }

    @SuppressWarnings("unchecked")
    List<Located> list(String what) {
        if (value instanceof List<?> list) {
            return (List<Located>) list;
        }
        throw error(what + " must be a list, [ ... ], not " + kind());
    }

    String text(String what) {
        if (value instanceof String text) {
            return text;
        }
        throw error(what + " must be a text in quotes, not " + kind());
    }

    double number(String what) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        throw error(what + " must be a finite number, not " + kind());
    }

    long integer(String what) {
        double number = number(what);
        if (number != Math.rint(number) || Math.abs(number) > 9e15) {
            throw error(what + " must be a whole number, not " + number);
        }
        return (long) number;
    }

    IllegalArgumentException error(String message) {
        return new IllegalArgumentException(origin + ", line " + line + ": " + message);
    }

    private String kind() {
        if (value instanceof String text) {
            return Quotation.of(text);
        }
        return value instanceof Map ? "an object" : value instanceof List ? "a list" : String.valueOf(value);
    }

    @Override
    public String toString() {
        return "Located[line " + line + ": " + kind() + "]";
    }
}
