package dev.huxley.fit;

/**
 * A start of a fit that ended before the others, because its loss or gradient was not finite.
 *
 * @param start which one, from 0
 * @param iteration at which it failed, from 0
 * @param reason what happened: where the simulation left the finite numbers, if that is what it did
 */
public record FailedStart(int start, int iteration, String reason) {}
