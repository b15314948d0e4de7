package dev.huxley.engine.llvm.plan;

import dev.huxley.program.DelayLine;

/**
 * The memory of a delay line: for each kept row a ring of slots with a gap behind it. A value is written once, and no
 * value moves.
 */
public final class DelayRing {
    /** The slots between two rings, so that rings of a power of two do not compete for the same lines of the cache. */
    private static final int GAP = 8;

    private DelayRing() {}

    /** The slots from the start of one ring to that of the next. */
    public static int stride(DelayLine line) {
        return line.slots() + GAP;
    }

    /** The slots of all rings of a line. */
    public static int slots(DelayLine line) {
        return Math.multiplyExact(line.width(), stride(line));
    }
}
