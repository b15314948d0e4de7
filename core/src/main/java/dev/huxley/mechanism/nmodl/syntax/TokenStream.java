package dev.huxley.mechanism.nmodl.syntax;

import java.util.List;
import java.util.Set;

/** The words of a file, one after the other. */
final class TokenStream {
    /** A fault at which a block cannot be read on. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Fault(Position at, String text) {
            super(text, null, false, false);
            problem = new Problem(at, text);
        }

        Problem problem() {
            return problem;
        }
    }

    /** Blocks within blocks and parentheses within parentheses beyond which a file is refused. */
    private static final int DEEPEST = 200;

    /** The words that begin a block and nothing else. */
    private static final Set<String> BLOCKS = Set.of(
            "NEURON",
            "UNITS",
            "PARAMETER",
            "CONSTANT",
            "STATE",
            "ASSIGNED",
            "INITIAL",
            "BREAKPOINT",
            "DERIVATIVE",
            "KINETIC",
            "LINEAR",
            "NONLINEAR",
            "FUNCTION",
            "PROCEDURE",
            "NET_RECEIVE");

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean is(String symbolOrWord) {
        return peek().is(symbolOrWord);
    }

    boolean accept(String symbolOrWord) {
        if (is(symbolOrWord)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(String symbolOrWord, String where) {
        if (!is(symbolOrWord)) {
            throw fault("expected '" + symbolOrWord + "' " + where + ", found " + peek().quoted());
        }
        return next();
    }

    Token name(String what) {
        if (peek().kind() != Token.Kind.NAME) {
            throw fault("expected " + what + ", found " + peek().quoted());
        }
        return next();
    }

    boolean isAtEnd() {
        return peek().kind() == Token.Kind.END;
    }

    Fault fault(String text) {
        return new Fault(peek().at(), text);
    }

    /** The text of a unit in parentheses on this line; empty if none stands here. */
    String unit() {
        if (!is("(")) {
            return "";
        }
        Token open = next();
        StringBuilder unit = new StringBuilder();
        while (!is(")")) {
            Token word = peek();
            if (word.kind() == Token.Kind.END || !word.at().isOnLineOf(open.at())) {
                throw new Fault(
                        open.at(),
                        "the unit that begins here has no ')' on its line; a parenthesis behind a number or a declared name"
                                + " is a unit: write '*' for a product");
            }
            if (unit.length() > 0
                    && word.kind() != Token.Kind.SYMBOL
                    && Character.isLetterOrDigit(unit.charAt(unit.length() - 1))) {
                unit.append(' ');
            }
            unit.append(next().text());
        }
        next();
        return unit.toString();
    }

    /**
     * Throws an error at the end of the file, and where the next block begins before this one has ended.
     *
     * @param open the brace that opens it
     */
    void requireClosed(Token open, String block) {
        boolean isWithin = peek().is("INITIAL") && block.equals("NET_RECEIVE");
        boolean isNext = peek().kind() == Token.Kind.NAME && BLOCKS.contains(peek().text()) && !isWithin;
        if (isAtEnd() || isNext) {
            throw new Fault(
                    open.at(),
                    "the brace that opens " + block + " is never closed: a '}' is missing"
                            + (isNext
                                    ? " in front of " + peek().text() + " in "
                                            + peek().at().lineInWords()
                                    : ""));
        }
    }

    /** Goes one level deeper. */
    void enter() {
        if (++depth > DEEPEST) {
            throw fault("blocks or parentheses are nested more than " + DEEPEST + " deep");
        }
    }

    /** Goes one level up. */
    void leave() {
        depth--;
    }

    /** Forgets the levels of a block that was given up. */
    void leaveAll() {
        depth = 0;
    }
}
