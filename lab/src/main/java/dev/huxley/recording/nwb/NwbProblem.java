package dev.huxley.recording.nwb;

/** Thrown inside the package when one part of a file cannot be read; the others may be. */
final class NwbProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NwbProblem(String message) {
        super(message);
    }
}
