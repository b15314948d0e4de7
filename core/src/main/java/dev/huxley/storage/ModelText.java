package dev.huxley.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.text.Quotation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Snapshots as text that other formats can carry: JSON in ASCII, with the manifest of {@link ModelFile} and its arrays
 * as lists of numbers. Reading gives an equal snapshot, bit by bit, with the checks of reading a file.
 */
public final class ModelText {
    private static final String MANIFEST = "manifest";
    private static final String ARRAYS = "arrays";
    private static final String TYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String VALUES = "values";

    private ModelText() {}

    /** A snapshot as text. */
    public static String write(ModelSnapshot snapshot) {
        Container container = ModelWriter.container(snapshot);
        ObjectNode text = Container.JSON.createObjectNode();
        text.set(MANIFEST, container.manifest());
        ObjectNode arrays = text.putObject(ARRAYS);
        container.arrays().forEach((name, tensor) -> {
            ObjectNode array = arrays.putObject(name);
            array.put(TYPE, tensor.type());
            for (long extent : tensor.shape()) {
                array.withArray(SHAPE).add(extent);
            }
            array.put(VALUES, tensor.text());
        });
        try {
            String json = Container.JSON
                    .writer()
                    .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(text);
            Container.requireReadable(json);
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes cannot be written", e);
        }
    }

    /**
     * Reads a snapshot from its text.
     *
     * @param mechanisms makes the mechanisms that the text names
     * @throws IllegalArgumentException if this is not such a text, has an unknown version, or names a mechanism that is
     *     not registered
     */
    public static ModelSnapshot read(String text, MechanismRegistry mechanisms) {
        JsonNode whole = Container.parse(text);
        if (!(whole.path(MANIFEST) instanceof ObjectNode manifest) || !(whole.path(ARRAYS) instanceof ObjectNode all)) {
            throw Container.damaged("it has no manifest and arrays");
        }
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        all.properties().forEach(field -> arrays.put(field.getKey(), array(field.getKey(), field.getValue())));
        return ModelReader.snapshot(new Container(manifest, arrays), mechanisms);
    }

    private static Tensor array(String name, JsonNode description) {
        long[] shape = Container.shape(name, description.path(SHAPE));
        try {
            return Tensor.parse(
                    description.path(TYPE).asText(""),
                    shape,
                    description.path(VALUES).asText(""));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Container.damaged("array " + Quotation.of(name) + " does not hold what its type and shape say");
        }
    }
}
