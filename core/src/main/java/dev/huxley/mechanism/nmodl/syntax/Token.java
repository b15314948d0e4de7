package dev.huxley.mechanism.nmodl.syntax;

/**
 * A word of a file.
 *
 * @param kind its kind
 * @param text the text: of a name without the marks of derivatives, of a string without quotes, of a verbatim block its
 *     C code
 * @param primes the number of marks behind a name: 1 for {@code m'}
 * @param at its place
 */
record Token(Kind kind, String text, int primes, Position at) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SYMBOL,
        VERBATIM,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
    }

    /** The token as a message quotes it. */
    String quoted() {
        return switch (kind) {
            case END -> "the end of the file";
            case VERBATIM -> "VERBATIM";
            case STRING -> "\"" + text + "\"";
            default -> "'" + text + "'".repeat(primes) + "'";
        };
    }
}
