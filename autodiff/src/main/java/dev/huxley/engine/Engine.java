package dev.huxley.engine;

import dev.huxley.array.Precision;
import dev.huxley.library.Resources;
import dev.huxley.program.Program;

/** Compiles programs into kernels that run the whole time loop and its adjoint. Engines have no mutable state. */
public interface Engine {
    /** The name by which a user chooses the engine. */
    String name();

    /** The library that runs the programs, with its version, for instance {@code "LLVM 20.1.7"}. */
    String library();

    /**
     * Compiles a program.
     *
     * @param resources the resources of its runs; results do not depend on them
     * @throws UnsupportedOperationException if the engine does not know one of the program's stages; the message names
     *     it
     */
    Kernel compile(Program program, Precision precision, Resources resources);
}
