package dev.huxley.engine.llvm.plan;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.model.Domain;
import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;

/**
 * The content of vectors: rows of the batch (lanes) or compartments, never both. An array of a run lies in memory as
 * (rows, lanes).
 *
 * @param lanes rows of the batch that one block computes together; 1 if vectors hold compartments
 * @param rowsPerVector rows of a mechanism that one vector holds; 1 if vectors hold lanes
 */
public record KernelLayout(int lanes, int rowsPerVector) {
    /** The share of the processor's second-level cache (bytes) that a block may take. */
    private static final long CACHE = 512 * 1024;
    /** The number of values of a delay line (8 MB) that fits once, but not for all lanes of a wide vector. */
    private static final long LONG_DELAY_LINE = 1L << 20;

    public KernelLayout {
        if (lanes != 1 && rowsPerVector != 1) {
            throw new IllegalArgumentException("vectors hold either lanes or rows");
        }
    }

    /** The number of floats in a vector of a mechanism. */
    public int width() {
        return lanes * rowsPerVector;
    }

    /**
     * The layout for a run: several registers per vector, so that independent operations overlap, but no more than the
     * cache and the batch have room for. A gradient in float32 keeps too many values alive for as many registers. For
     * cells so large that one register of lanes does not fit the cache, the rows of the batch run one after another,
     * with compartments in the vectors.
     */
    public static KernelLayout of(
            Program program, int batch, Precision precision, Target target, boolean differentiable) {
        int register = target.vectorBytes() / NativeMemory.bytesOf(precision);
        int widest = (differentiable && precision == Precision.FLOAT32 ? 2 : 4) * register;
        int compartments = program.compartments();
        KernelLayout acrossCompartments = new KernelLayout(1, Math.min(powerAbove(compartments), 2 * register));
        if (2 * batch <= register && (batch == 1 || compartments >= register)) {
            return acrossCompartments;
        }
        int lanes = Math.min(powerAbove(batch), widest);
        long matrices = program.propagated().size();
        long matrixFloats = matrices * compartments * compartments;
        long rowBytes = (floats(program) + matrixFloats) * NativeMemory.bytesOf(precision);
        while (lanes > register && lanes * rowBytes > CACHE) {
            lanes /= 2;
        }
        boolean isLarge = compartments >= 4 * acrossCompartments.rowsPerVector() && lanes * rowBytes > CACHE;
        return isLarge ? acrossCompartments : new KernelLayout(lanes, 1);
    }

    /** The approximate number of floats of one row of the batch. */
    private static long floats(Program program) {
        long floats = 4L * program.compartments();
        for (Variable variable : program.variables()) {
            floats += variable.domain() == Domain.NODES ? program.compartments() : variable.size();
        }
        // A step touches the values of a delay line that it keeps and reads; long ones exist for few rows at a time.
        for (DelayLine line : program.delayLines()) {
            long all = (long) line.slots() * line.width();
            floats += line.synapses() + (all > LONG_DELAY_LINE ? all : line.width());
        }
        return floats;
    }

    private static int powerAbove(int count) {
        int power = Integer.highestOneBit(count);
        return power == count ? power : 2 * power;
    }
}
