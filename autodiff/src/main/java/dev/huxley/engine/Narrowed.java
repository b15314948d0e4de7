package dev.huxley.engine;

import dev.huxley.array.Precision;
import dev.huxley.graph.optimize.NarrowRange;
import dev.huxley.program.Program;

/**
 * Programs in the precision of a kernel: in float32 exponentials saturate where its numbers end, see {@link
 * NarrowRange}.
 */
public final class Narrowed {
    private Narrowed() {}

    /** The program that a kernel of this precision computes. */
    public static Program of(Program program, Precision precision) {
        return precision == Precision.FLOAT64
                ? program
                : program.withStages(program.stages().stream()
                        .map(stage -> stage.withFunction(NarrowRange::of))
                        .toList());
    }
}
