package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Problem;

/** A fault at which the statements of a block cannot go on. */
final class NmodlFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    NmodlFault(Position at, String text) {
        super(text);
        problem = new Problem(at, text);
    }

    Problem problem() {
        return problem;
    }
}
