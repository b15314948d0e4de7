package dev.huxley.fit;

/**
 * The state of a fit after an iteration.
 *
 * @param iteration the iteration just evaluated, from 0
 * @param iterations how many there will be at most
 * @param loss the loss at its parameters; the smallest one in a fit from several starts
 * @param gradientNorm the Euclidean norm of the gradient over the unconstrained parameters of the same start
 * @param bestLoss the smallest loss so far
 * @param seconds the time since the start
 */
public record Progress(
        int iteration, int iterations, double loss, double gradientNorm, double bestLoss, double seconds) {}
