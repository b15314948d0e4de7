package dev.huxley.neuron;

/** The reason for which a part of a model has no form in NEURON. */
final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnwritableException(String message) {
        super(message);
    }
}
