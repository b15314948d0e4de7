package dev.huxley.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads the required fields and arrays of a container and checks their kinds. */
final class Manifest {
    private static final String FORMAT = "format";
    private static final String VERSION = "version";

    private final JsonNode node;
    private final Map<String, Tensor> arrays;

    private Manifest(JsonNode node, Map<String, Tensor> arrays) {
        this.node = node;
        this.arrays = arrays;
    }

    /** An empty manifest of a format. */
    static ObjectNode begin(String format, int version) {
        ObjectNode manifest = Container.JSON.createObjectNode();
        manifest.put(FORMAT, format);
        manifest.put(VERSION, version);
        return manifest;
    }

    /** The manifest of a container that must be of this format, and of a version that is known. */
    static Manifest of(Container container, String format, int newest) {
        Manifest manifest = new Manifest(container.manifest(), container.arrays());
        String actual = manifest.text(FORMAT);
        if (!actual.equals(format)) {
            throw new IllegalArgumentException("it holds a " + Quotation.bare(actual) + ", not a " + format);
        }
        int version = manifest.integer(VERSION);
        if (version < 1 || version > newest) {
            throw new IllegalArgumentException("it is of version " + version + " of the format " + format
                    + ", but this Huxley knows versions 1 to " + newest + "; read it with a newer Huxley");
        }
        return manifest;
    }

    int version() {
        return integer(VERSION);
    }

    String text(String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw missing(field, "text");
        }
        return value.asText();
    }

    int integer(String field) {
        JsonNode value = node.path(field);
        if (!value.isInt()) {
            throw missing(field, "a whole number");
        }
        return value.asInt();
    }

    double number(String field) {
        JsonNode value = node.path(field);
        if (!value.isNumber()) {
            throw missing(field, "a number");
        }
        return value.asDouble();
    }

    /** An optional number. */
    double numberOr(String field, double otherwise) {
        return node.has(field) ? number(field) : otherwise;
    }

    /** One of the values of an enumeration, written in lower case. */
    <E extends Enum<E>> E oneOf(String field, Class<E> type) {
        String name = text(field);
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw missing(field, "one of the known words");
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(field)) {
            if (!element.isTextual()) {
                throw missing(field, "a list of texts");
            }
            texts.add(element.asText());
        }
        return texts;
    }

    List<Double> numbers(String field) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode element : list(field)) {
            if (!element.isNumber()) {
                throw missing(field, "a list of numbers");
            }
            numbers.add(element.asDouble());
        }
        return numbers;
    }

    /** The objects of a list. */
    <T> List<T> each(String field, Function<Manifest, T> reader) {
        List<T> results = new ArrayList<>();
        for (JsonNode element : list(field)) {
            results.add(reader.apply(new Manifest(element, arrays)));
        }
        return results;
    }

    /** The numbers, texts and booleans of a list. */
    List<Object> constants(String field) {
        List<Object> values = new ArrayList<>();
        for (JsonNode element : list(field)) {
            if (element.isIntegralNumber() && element.canConvertToInt()) {
                values.add(element.asInt());
            } else if (element.isNumber()) {
                values.add(element.asDouble());
            } else if (element.isTextual()) {
                values.add(element.asText());
            } else if (element.isBoolean()) {
                values.add(element.asBoolean());
            } else {
                throw missing(field, "a list of numbers, texts and booleans");
            }
        }
        return values;
    }

    private JsonNode list(String field) {
        JsonNode list = node.path(field);
        if (!list.isArray()) {
            throw missing(field, "a list");
        }
        return list;
    }

    double[] doubles(String array) {
        return array(array, Tensor.DOUBLES).doubles();
    }

    int[] integers(String array) {
        return array(array, Tensor.INTEGERS).integers();
    }

    boolean[] flags(String array) {
        return array(array, Tensor.FLAGS).flags();
    }

    /** The array of this name, which must have this type and at least one axis. */
    Tensor array(String name, String type) {
        Tensor tensor = array(name);
        if (!tensor.type().equals(type) || tensor.shape().length == 0) {
            throw Container.damaged(
                    "array " + Quotation.of(name) + " is not of type " + type + " with at least one axis");
        }
        return tensor;
    }

    Tensor array(String name) {
        Tensor tensor = arrays.get(name);
        if (tensor == null) {
            throw Container.damaged("array " + Quotation.of(name) + " is missing");
        }
        return tensor;
    }

    private static IllegalArgumentException missing(String field, String kind) {
        return Container.damaged("'" + field + "' in its manifest is not " + kind);
    }
}
