package dev.huxley.fit;

/**
 * The state of a fit after an iteration.
 *
 * @param iteration the iteration just evaluated, from 0
 * @param iterations the largest number of iterations
 * @param loss the loss at its parameters; in a fit from several starts the smallest one
 * @param gradientNorm the Euclidean norm of the gradient over the unconstrained parameters of the same start
 * @param bestLoss the smallest loss so far
 * @param seconds the time since the fit began, s
 */
public record Progress(
        int iteration, int iterations, double loss, double gradientNorm, double bestLoss, double seconds) {}
