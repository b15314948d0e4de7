package dev.huxley.engine.llvm.jit;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/**
 * A call of a function of {@link CheckedCode}: its arguments, and the memory areas that it may use. The function gets
 * the address of 64-bit numbers: the description of the first failed access, a pointer to text, and the address that it
 * used; the address of the function's own arguments; the addresses of memory to read from and to write to instead; the
 * number of areas; and for every area its beginning, its end, and 1 if it may be written, else 0.
 */
public final class CheckedCall {
    /** The position of the address of the function's own arguments. */
    static final int WORDS = 2;

    private static final int FAILED_ADDRESS = 1;
    private static final int READ_INSTEAD = 3;
    private static final int WRITE_INSTEAD = 4;
    private static final int COUNT = 5;
    private static final int WORDS_PER_AREA = 3;
    /** The size of the harmless memory, larger than the largest vector. */
    private static final int INSTEAD = 4096 / Long.BYTES;

    private record Area(String name, long begin, long end, boolean isWritable) {
        /** Describes the position of an address relative to the area. */
        String position(long address) {
            return address >= begin && address < end
                    ? (address - begin) + " bytes into the " + (end - begin) + " of the " + name
                    : address >= end
                            ? (address - end) + " bytes beyond the end of the " + name + " (" + (end - begin)
                                    + " bytes)"
                            : (begin - address) + " bytes before the start of the " + name;
        }

        long distance(long address) {
            return address < begin ? begin - address : Math.max(0, address - end);
        }
    }

    private final NativeMemory words;
    private final List<Area> areas = new ArrayList<>();

    /** A call with these arguments, which the function may read. */
    public CheckedCall(NativeMemory words) {
        this.words = words;
        mayRead("words", words);
    }

    /** Lets the function read this memory. */
    public CheckedCall mayRead(String name, NativeMemory memory) {
        areas.add(new Area(name, memory.address(), memory.address() + memory.bytes(), false));
        return this;
    }

    /** Lets the function read and write this memory. */
    public CheckedCall mayWrite(String name, NativeMemory memory) {
        areas.add(new Area(name, memory.address(), memory.address() + memory.bytes(), true));
        return this;
    }

    /**
     * Calls the function.
     *
     * @throws IllegalStateException if it has tried to use other memory; the message names the function and the access
     */
    public void run(NativeFunction function) {
        try (NativeMemory list = NativeMemory.ofLongs(COUNT + 1 + WORDS_PER_AREA * areas.size());
                NativeMemory zeros = NativeMemory.ofLongs(INSTEAD);
                NativeMemory scratch = NativeMemory.ofLongs(INSTEAD)) {
            list.set(WORDS, words.address());
            list.set(READ_INSTEAD, zeros.address());
            list.set(WRITE_INSTEAD, scratch.address());
            list.set(COUNT, (long) areas.size());
            for (int i = 0; i < areas.size(); i++) {
                int at = COUNT + 1 + WORDS_PER_AREA * i;
                list.set(at, areas.get(i).begin());
                list.set(at + 1, areas.get(i).end());
                list.set(at + 2, areas.get(i).isWritable() ? 1L : 0L);
            }
            function.call(list);
            long description = list.getLong(0);
            if (description != 0) {
                throw new IllegalStateException(
                        "generated code uses memory that is not its own, may only be read or is not aligned: "
                                + text(description) + ", " + position(list.getLong(FAILED_ADDRESS))
                                + "; this is an error of Huxley, please report it");
            }
        }
    }

    private String position(long address) {
        Area nearest = areas.get(0);
        for (Area area : areas) {
            nearest = area.distance(address) < nearest.distance(address) ? area : nearest;
        }
        return nearest.position(address);
    }

    /** Text that ends with a zero byte. */
    private static String text(long address) {
        return new BytePointer(new Address(address)).getString();
    }
}
