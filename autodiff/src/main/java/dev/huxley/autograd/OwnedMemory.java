package dev.huxley.autograd;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The functions that DJL's mended classes call in place of the two that let an array borrow the memory of a Java
 * buffer; see {@link DjlMending}. They copy the numbers into memory of PyTorch, which keeps it for as long as an array,
 * a view or a graph needs it. Public for DJL only.
 */
// Called by the mended classes of DJL, which lie in another module; nobody else may.
@SuppressWarnings("exports")
public final class OwnedMemory {
    private OwnedMemory() {}

    /** Makes an array with the numbers of a direct buffer, as DJL's managers do for Java numbers and arrays. */
    public static PtNDArray createNdFromByteBuffer(
            PtNDManager manager, ByteBuffer numbers, Shape shape, DataType type, SparseFormat format, Device device) {
        ByteBuffer data = numbers.slice().order(ByteOrder.nativeOrder());
        if (format != SparseFormat.DENSE || device.isGpu()) {
            // Copied by PyTorch, to another layout or device.
            return JniUtils.createNdFromByteBuffer(manager, data, shape, type, format, device);
        }
        if (shape.dimension() == 0 && isExactAsDouble(type)) {
            // Operands such as the 1.1 of mul(1.1): by far the most frequent, and this is the fastest way.
            return JniUtils.full(manager, shape, value(data, type), type, device, format);
        }
        PtNDArray array = JniUtils.createEmptyNdArray(manager, shape, type, device, format);
        if (shape.size() > 0) {
            data.limit(Math.toIntExact(shape.size() * type.getNumOfBytes()));
            array.toByteBuffer(true).put(data);
        }
        return array;
    }

    /**
     * Replaces the numbers of an array by those of a direct buffer, as {@code NDArray.set(Buffer)} does. In place, so
     * PyTorch notices when a graph needs the old numbers, and refuses the backward pass through it.
     */
    public static void set(PtNDArray array, ByteBuffer numbers) {
        boolean mode = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDArray copy = createNdFromByteBuffer(
                array.getManager(),
                numbers,
                array.getShape(),
                array.getDataType(),
                SparseFormat.DENSE,
                array.getDevice())) {
            array.set(new NDIndex("..."), copy);
        } finally {
            JniUtils.setGradMode(mode);
        }
    }

    private static boolean isExactAsDouble(DataType type) {
        return type == DataType.FLOAT64 || type == DataType.FLOAT32 || type == DataType.INT32;
    }

    private static double value(ByteBuffer data, DataType type) {
        return switch (type) {
            case FLOAT64 -> data.getDouble(0);
            case FLOAT32 -> data.getFloat(0);
            default -> data.getInt(0);
        };
    }
}
