package dev.huxley.fit.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Model files: descriptions as JSON text. Their form is given by the JSON Schema {@code model-file.schema.json} beside this class.
 *
 * <pre>{@code
 * ModelDescription model = ModelFiles.read(Path.of("cell.json"));
 * ModelFiles.write(model, Path.of("copy.json"));
 * }</pre>
 */
public final class ModelFiles {
    /** The names of the models that come with Huxley. */
    public static final List<String> SHIPPED = List.of("point-pospischil", "point-hh", "perisomatic", "hay-l5pc");

    private static final long LARGEST = 16L << 20;

    private ModelFiles() {}

    /**
     * Reads a file. The paths of a morphology and of files in NMODL are relative to the file's
     * folder.
     *
     * @throws IllegalArgumentException if it is no description of a model; the message names the line and what may stand
     *     there
     * @throws UncheckedIOException if it cannot be read
     */
    public static ModelDescription read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new IllegalArgumentException(file + " has " + size + " bytes; a model file has less than "
                        + LARGEST + ": is it the right one?");
            }
            Path folder = file.toAbsolutePath().getParent();
            return beside(file, DescriptionReader.read(Located.parse(Files.readString(file), file.toString()), folder));
        } catch (IOException e) {
            throw new UncheckedIOException("the model file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param origin the name of the text in messages
     * @throws IllegalArgumentException if it is no description of a model
     */
    public static ModelDescription parse(String json, String origin) {
        return DescriptionReader.read(Located.parse(json, origin), Path.of(""));
    }

    /**
     * A model that comes with Huxley.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static ModelDescription shipped(String name) {
        if (!SHIPPED.contains(name)) {
            throw new IllegalArgumentException("there is no model '" + name + "'; "
                    + NearestName.of(name, SHIPPED)
                            .map(nearest -> "did you mean '" + nearest + "'? ")
                            .orElse("")
                    + "Huxley has " + String.join(", ", SHIPPED));
        }
        return parse(resource(name + ".json"), name);
    }

    /** The JSON Schema of model files. */
    public static String schema() {
        return resource("model-file.schema.json");
    }

    /** The description as text; {@link #parse} gives the same description back. */
    public static String text(ModelDescription description) {
        return DescriptionWriter.text(DescriptionWriter.tree(description));
    }

    /** Writes the description into a file. */
    public static void write(ModelDescription description, Path file) {
        try {
            Files.writeString(file, text(description));
        } catch (IOException e) {
            throw new UncheckedIOException("the model file '" + file + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * The description with some parts replaced (JSON Merge Patch, RFC 7396): objects are merged field by field, everything else
     * is replaced, and null removes a field.
     *
     * @param json the parts to replace, {@code {"regions": {"all": {"values": {"eNa": 53}}}}}
     * @param origin the name of that text in messages
     * @throws IllegalArgumentException if the result is no description of a model
     */
    public static ModelDescription merged(ModelDescription description, String json, String origin) {
        Located.parse(json, origin).object("what replaces parts of a model");
        try {
            JsonNode patch = new ObjectMapper().readTree(json);
            ObjectNode tree = DescriptionWriter.tree(description);
            merge(tree, (ObjectNode) patch);
            return parse(DescriptionWriter.text(tree), description.name() + " with " + origin);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(origin + ": this is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ModelDescription beside(Path file, ModelDescription model) {
        if (model.form() instanceof CellForm.Reconstruction form
                && !form.file().equals(CellForm.Reconstruction.GENERATED)) {
            String path = file.resolveSibling(form.file()).toString();
            return model.withForm(new CellForm.Reconstruction(path, form.dLambdaHz(), form.compartments()));
        }
        return model;
    }

    private static void merge(ObjectNode tree, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            JsonNode old = tree.get(field.getKey());
            if (value.isNull()) {
                tree.remove(field.getKey());
            } else if (value instanceof ObjectNode object && old instanceof ObjectNode into) {
                merge(into, object);
            } else {
                tree.set(field.getKey(), value);
            }
        });
    }

    private static String resource(String name) {
        try (InputStream in = ModelFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the file " + name + " is missing from the installation");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
