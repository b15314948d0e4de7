package dev.huxley.storage;

import dev.huxley.model.Cell;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.Quotation;
import java.nio.file.Path;

/**
 * Stores models in files, completely and bit by bit. A model that was read again gives the same simulations.
 *
 * <p>A file is a container in the safetensors layout, so other programs can read its arrays ({@code nodes/radius}, one
 * row per compartment, and so on); {@code .huxley} is the usual extension. Mechanisms are stored by class, name,
 * constants and declarations, never as code. A file is first written in full under a temporary name in its folder, then
 * moved to its place.
 */
public final class ModelFile {
    private ModelFile() {}

    /**
     * Writes a model.
     *
     * @throws StorageException if the file cannot be written; an earlier file is then unchanged
     */
    public static void write(NeuronModel model, Path file) {
        StoredFile.write(file, bytes(model));
    }

    /** A model as the bytes of a file. Equal models give equal bytes. */
    public static byte[] bytes(NeuronModel model) {
        return ModelWriter.container(ModelSnapshot.of(model)).bytes();
    }

    /**
     * Reads a model whose mechanisms come with Huxley.
     *
     * @throws StorageException if the file cannot be read, is damaged, of an unknown version, or names a mechanism that is
     *     not registered
     */
    public static NeuronModel read(Path file) {
        return read(file, MechanismRegistry.library());
    }

    /** Reads a model, making mechanisms with the constructors of the registry. */
    public static NeuronModel read(Path file, MechanismRegistry mechanisms) {
        return parse(StoredFile.read(file), file.toString(), mechanisms);
    }

    /** Reads a model that must be a cell. */
    public static Cell readCell(Path file) {
        return require(Cell.class, read(file), file.toString());
    }

    /** Reads a model that must be a cell, making mechanisms with the constructors of the registry. */
    public static Cell readCell(Path file, MechanismRegistry mechanisms) {
        return require(Cell.class, read(file, mechanisms), file.toString());
    }

    /** Reads a model that must be a network. */
    public static Network readNetwork(Path file) {
        return require(Network.class, read(file), file.toString());
    }

    /** Reads a model that must be a network, making mechanisms with the constructors of the registry. */
    public static Network readNetwork(Path file, MechanismRegistry mechanisms) {
        return require(Network.class, read(file, mechanisms), file.toString());
    }

    /**
     * Reads a model from the bytes of a file.
     *
     * @param source the name of the bytes in errors
     */
    public static NeuronModel parse(byte[] bytes, String source, MechanismRegistry mechanisms) {
        try {
            return ModelReader.snapshot(Container.read(bytes), mechanisms).build();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StorageException(source, "the model cannot be read: " + Quotation.message(e.getMessage()), e);
        }
    }

    private static <M extends NeuronModel> M require(Class<M> kind, NeuronModel model, String source) {
        if (!kind.isInstance(model)) {
            throw new StorageException(
                    source,
                    "it holds a " + model.getClass().getSimpleName() + ", not a " + kind.getSimpleName()
                            + "; read it with ModelFile.read");
        }
        return kind.cast(model);
    }
}
