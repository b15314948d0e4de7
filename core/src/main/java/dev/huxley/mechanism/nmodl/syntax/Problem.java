package dev.huxley.mechanism.nmodl.syntax;

/**
 * Something that is wrong in a file, or that its reader should know.
 *
 * @param at its place
 * @param text the construct, the fault and the remedy
 */
public record Problem(Position at, String text) {
    /** The problem with its file in front: this one, or the included file in which it is. */
    public String in(String file) {
        return at.file().isEmpty() ? file + ":" + this : toString();
    }

    @Override
    public String toString() {
        return at + ": " + text;
    }
}
