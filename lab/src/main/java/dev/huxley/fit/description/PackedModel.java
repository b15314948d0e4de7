package dev.huxley.fit.description;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * A described model with the text of its reconstruction's file, so that it can be built on a machine without that file.
 *
 * @param description the model
 * @param morphology the text of the file of its reconstruction; empty if it has none
 */
public record PackedModel(ModelDescription description, String morphology) {
    private static final String FILE = "morphology.swc";

    /**
     * Packs a model.
     *
     * @param folder the folder to which the path of a reconstruction is relative
     * @throws UncheckedIOException if the file of its reconstruction cannot be read
     */
    public static PackedModel of(ModelDescription description, Path folder) {
        if (!hasFile(description)) {
            return new PackedModel(description, "");
        }
        Path file = folder.resolve(((CellForm.Reconstruction) description.form()).file());
        try {
            return new PackedModel(description, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the morphology " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean hasFile(ModelDescription description) {
        return description.form() instanceof CellForm.Reconstruction form
                && !form.file().equals(CellForm.Reconstruction.GENERATED);
    }

    /**
     * Builds something of the model while its file is unpacked.
     *
     * @param building gets the description and the folder to which the path of its reconstruction is relative
     */
    public <T> T build(BiFunction<ModelDescription, Path, T> building) {
        if (!hasFile(description)) {
            return building.apply(description, Path.of(""));
        }
        CellForm.Reconstruction form = (CellForm.Reconstruction) description.form();
        try {
            Path folder = Files.createTempDirectory("huxley-model");
            Path file = folder.resolve(FILE);
            try {
                Files.writeString(file, morphology);
                return building.apply(
                        description.withForm(new CellForm.Reconstruction(FILE, form.dLambdaHz(), form.compartments())),
                        folder);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a morphology cannot be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "PackedModel[" + description.name() + "]";
    }
}
