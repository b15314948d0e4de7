package dev.huxley.fit;

/**
 * A start of a fit that ended before the others, because its loss or gradient was not finite.
 *
 * @param start the number of the start, from 0
 * @param iteration the iteration at which it failed, from 0
 * @param reason the reason; for a diverged simulation the time, place and state at which it left the finite numbers
 */
public record FailedStart(int start, int iteration, String reason) {}
