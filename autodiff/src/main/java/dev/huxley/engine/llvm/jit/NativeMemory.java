package dev.huxley.engine.llvm.jit;

import dev.huxley.array.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory outside the Java heap, aligned to 64 bytes and zero at first unless stated otherwise. Single numbers can be
 * read and written up to 2 GB; beyond, memory is for compiled code alone.
 */
public final class NativeMemory implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final BytePointer allocated;
    private final BytePointer aligned;
    private final long bytes;
    private final DoubleBuffer doubles;
    private final FloatBuffer floats;
    private final LongBuffer longs;

    private NativeMemory(long bytes, Precision precision, boolean cleared) {
        this.bytes = bytes;
        allocated = new BytePointer(bytes + ALIGNMENT);
        long excess = allocated.address() % ALIGNMENT;
        aligned = new BytePointer(allocated).position(excess == 0 ? 0 : ALIGNMENT - excess);
        if (cleared) {
            Pointer.memset(aligned, 0, bytes);
        }
        boolean hasViews = bytes <= Integer.MAX_VALUE - ALIGNMENT;
        ByteBuffer view = hasViews
                ? new BytePointer(aligned)
                        .capacity(aligned.position() + bytes)
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder())
                : ByteBuffer.allocate(0);
        doubles = precision == Precision.FLOAT64 ? view.asDoubleBuffer() : null;
        floats = precision == Precision.FLOAT32 ? view.asFloatBuffer() : null;
        longs = view.asLongBuffer();
    }

    /** Memory of this many bytes, not cleared. */
    public static NativeMemory uninitialized(long bytes) {
        return new NativeMemory(Math.max(bytes, 1), null, false);
    }

    /** A copy of the bytes at an address. */
    public static NativeMemory copyOf(long address, long bytes) {
        NativeMemory copy = uninitialized(bytes);
        copy(address, copy.address(), bytes);
        return copy;
    }

    /** Memory for floating point numbers. */
    public static NativeMemory ofNumbers(long count, Precision precision) {
        return new NativeMemory(Math.multiplyExact(Math.max(count, 1), bytesOf(precision)), precision, true);
    }

    /** Memory for 64-bit integers. */
    public static NativeMemory ofLongs(long count) {
        return new NativeMemory(Math.multiplyExact(Math.max(count, 1), Long.BYTES), null, true);
    }

    /** A copy of these integers. */
    public static NativeMemory of(long[] values) {
        NativeMemory memory = ofLongs(values.length);
        memory.longs.put(0, values);
        return memory;
    }

    public static int bytesOf(Precision precision) {
        return precision == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
    }

    public long address() {
        return aligned.address() + aligned.position();
    }

    BytePointer pointer() {
        return aligned;
    }

    /** The size in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Tells whether single numbers can be read and written. */
    public boolean hasViews() {
        return longs.capacity() > 0;
    }

    long getLong(int index) {
        return longs.get(index);
    }

    public double get(int index) {
        return doubles != null ? doubles.get(index) : floats.get(index);
    }

    public void set(int index, double value) {
        if (doubles != null) {
            doubles.put(index, value);
        } else {
            floats.put(index, (float) value);
        }
    }

    public void set(int index, long value) {
        longs.put(index, value);
    }

    /** Copies numbers of memory of float32 to an array. */
    public void read(long from, float[] target, int count) {
        if (hasViews()) {
            floats.get((int) from, target, 0, count);
        } else {
            new FloatPointer(new Address(address() + from * Float.BYTES)).get(target, 0, count);
        }
    }

    /** Sets a range of numbers to zero. */
    public void clear(long from, long count) {
        int size = doubles != null ? Double.BYTES : Float.BYTES;
        Pointer.memset(new Address(address() + from * size), 0, count * size);
    }

    /**
     * Tells whether the sum of the first numbers is finite, as a quick test of whether all of them are. Also false in
     * the rare case that only the sum is not finite; true for memory without views.
     */
    public boolean seemFinite(int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; hasViews() && i + 3 < count; i += 4) {
            a += get(i);
            b += get(i + 1);
            c += get(i + 2);
            d += get(i + 3);
        }
        for (; hasViews() && i < count; i++) {
            a += get(i);
        }
        return Double.isFinite(a + b + c + d);
    }

    /** Copies bytes from one address to another. */
    public static void copy(long from, long to, long bytes) {
        if (bytes > 0) {
            Pointer.memcpy(new Address(to), new Address(from), bytes);
        }
    }

    @Override
    public void close() {
        allocated.deallocate();
    }
}
