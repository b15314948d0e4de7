package dev.huxley.engine.llvm.plan;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.model.Domain;
import dev.huxley.program.DelayLine;
import dev.huxley.program.LinearizedStage;
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
    /**
     * The size (bytes) up to which a simulation of cells without synapses is faster with lanes in its vectors than with compartments: four times as
     * fast at 1.2 MB, since eliminating the tree takes vectors of lanes only.
     */
    private static final long MOST_OF_A_SIMULATION = 4 * CACHE;
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
     * cells so large that one register of lanes is far from fitting the cache, the rows of the batch run one after
     * another, with compartments in the vectors.
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
        long rowBytes = (floats(program, differentiable) + matrixFloats) * NativeMemory.bytesOf(precision);
        while (lanes > register && lanes * rowBytes > CACHE) {
            lanes /= 2;
        }
        boolean isTree = !differentiable && program.synapticCurrents().isEmpty();
        long most = isTree ? MOST_OF_A_SIMULATION : CACHE;
        boolean isLarge = compartments >= 4 * acrossCompartments.rowsPerVector() && lanes * rowBytes > most;
        return isLarge ? acrossCompartments : new KernelLayout(lanes, 1);
    }

    /**
     * The approximate number of floats of one row of the batch that a step touches. A gradient, which has cotangents and a
     * tape besides, counts every array over compartments in full.
     */
    private static long floats(Program program, boolean differentiable) {
        long floats = 4L * program.compartments();
        for (int i = 0; i < program.variables().size(); i++) {
            Variable variable = program.variables().get(i);
            boolean isFull = differentiable && variable.domain() == Domain.NODES;
            floats += isFull ? program.compartments() : touched(program, i);
        }
        // A step touches the values of a delay line that it keeps and reads; long ones exist for few rows at a time.
        for (DelayLine line : program.delayLines()) {
            long all = (long) line.slots() * line.width();
            floats += line.synapses() + (all > LONG_DELAY_LINE ? all : line.width());
        }
        return floats;
    }

    /** The rows of a variable that a step touches: of a current those of the mechanisms that it is of. */
    private static long touched(Program program, int variable) {
        Variable of = program.variables().get(variable);
        if (!of.isCurrent() || of.domain() == Domain.EDGES) {
            return of.size();
        }
        return program.stages().stream()
                .filter(stage -> stage instanceof LinearizedStage current && current.collector() == variable)
                .mapToLong(stage -> stage.ownCompartments(program).length)
                .sum();
    }

    private static int powerAbove(int count) {
        int power = Integer.highestOneBit(count);
        return power == count ? power : 2 * power;
    }
}
