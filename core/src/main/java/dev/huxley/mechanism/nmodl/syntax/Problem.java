package dev.huxley.mechanism.nmodl.syntax;

/**
 * Something that is wrong in a file, or that its reader should know.
 *
 * @param at its place
 * @param text the construct, the fault and the remedy
 */
public record Problem(Position at, String text) {
    @Override
    public String toString() {
        return at + ": " + text;
    }
}
