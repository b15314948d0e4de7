package dev.huxley.storage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.text.Quotation;
import dev.huxley.tree.ArrayTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stores trees of arrays in files, for instance fitted parameters: every array with its path, type, shape and bits. The
 * layout is that of {@link ModelFile}; other programs read the arrays by their paths.
 */
public final class TreeFile {
    private static final String FORMAT = "huxley-tree";
    private static final int VERSION = 1;
    private static final Map<DataType, String> TYPES = new EnumMap<>(Map.of(
            DataType.FLOAT64, "F64",
            DataType.FLOAT32, "F32",
            DataType.FLOAT16, "F16",
            DataType.INT64, "I64",
            DataType.INT32, "I32",
            DataType.INT8, "I8",
            DataType.UINT8, "U8",
            DataType.BOOLEAN, "BOOL"));

    private TreeFile() {}

    /**
     * Writes a tree.
     *
     * @throws StorageException if the file cannot be written; an earlier file is then unchanged
     */
    public static void write(ArrayTree tree, Path file) {
        StoredFile.write(file, bytes(tree));
    }

    /** A tree as the bytes of a file. */
    public static byte[] bytes(ArrayTree tree) {
        ObjectNode manifest = Manifest.begin(FORMAT, VERSION);
        ArrayNode paths = manifest.putArray("paths");
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        tree.forEach((path, array) -> {
            paths.add(path);
            arrays.put(path, tensor(path, array));
        });
        return new Container(manifest, arrays).bytes();
    }

    /**
     * Reads a tree.
     *
     * @param manager owns the arrays
     * @throws StorageException if the file cannot be read, is damaged or of an unknown version
     */
    public static ArrayTree read(Path file, NDManager manager) {
        return parse(StoredFile.read(file), file.toString(), manager);
    }

    /**
     * Reads a tree from the bytes of a file.
     *
     * @param source the name of the bytes in errors
     * @param manager owns the arrays
     */
    public static ArrayTree parse(byte[] bytes, String source, NDManager manager) {
        try {
            Manifest manifest = Manifest.of(Container.read(bytes), FORMAT, VERSION);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (String path : manifest.texts("paths")) {
                if (tensors.put(path, manifest.array(path)) != null) {
                    throw Container.damaged("the path " + Quotation.of(path) + " is listed twice");
                }
            }
            ArrayTree.Builder tree = ArrayTree.builder();
            tensors.forEach((path, tensor) -> tree.set(path, array(path, tensor, manager)));
            return tree.build();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StorageException(source, "the tree cannot be read: " + Quotation.message(e.getMessage()), e);
        }
    }

    private static Tensor tensor(String path, NDArray array) {
        String type = TYPES.get(array.getDataType());
        if (type == null) {
            throw new IllegalArgumentException(
                    "the array at \"" + path + "\" is of type " + array.getDataType() + ", which is not stored");
        }
        ByteBuffer bytes = array.toByteBuffer();
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(bytes).flip();
        return new Tensor(type, array.getShape().getShape(), copy);
    }

    private static NDArray array(String path, Tensor tensor, NDManager manager) {
        DataType type = TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(tensor.type()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Container.damaged("array " + Quotation.of(path) + " is of type " + tensor.type()));
        ByteBuffer bytes = ByteBuffer.allocateDirect(tensor.bytes().remaining()).order(ByteOrder.nativeOrder());
        bytes.put(tensor.view()).flip();
        return manager.create(bytes, new Shape(tensor.shape()), type);
    }
}
