package dev.huxley.mechanism.nmodl.syntax;

import java.util.ArrayList;
import java.util.List;

/** Takes a file apart into words; comments, titles and marks of units have no meaning and are left out. */
final class Lexer {
    private static final List<String> DOUBLE = List.of("<->", "->", "<<", "<=", ">=", "==", "!=", "&&", "||");

    private final SourceText source;
    private final String text;
    private final List<Problem> problems;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(SourceText source, List<Problem> problems) {
        this.source = source;
        text = source.text();
        this.problems = problems;
    }

    /** The words of a text, with an END at its end. */
    static List<Token> tokens(SourceText text, List<Problem> problems) {
        Lexer lexer = new Lexer(text, problems);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\u001a' || c == '\u0004') {
                break;
            }
            if (c == '\n') {
                newLine();
            } else if (Character.isWhitespace(c) || c == '\ufeff') {
                at++;
            } else if (c == ':' || c == '?') {
                skipLine();
            } else if (isLetter(c)) {
                word();
            } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
                number();
            } else if (c == '"') {
                string();
            } else {
                symbol();
            }
        }
        add(Token.Kind.END, "", 0, position());
    }

    private void word() {
        Position start = position();
        int from = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        String word = text.substring(from, at);
        switch (word) {
            case "TITLE" -> skipLine();
            case "COMMENT" -> skipBlock("ENDCOMMENT", start);
            case "UNITSON", "UNITSOFF" -> {
                // They steer NEURON's checker of units and have no effect on numbers.
            }
            case "VERBATIM" -> {
                int code = at;
                skipBlock("ENDVERBATIM", start);
                int end = Math.max(code, at - "ENDVERBATIM".length());
                add(Token.Kind.VERBATIM, text.substring(code, end), 0, start);
            }
            default -> {
                int primes = 0;
                while (at < text.length() && text.charAt(at) == '\'') {
                    primes++;
                    at++;
                }
                add(Token.Kind.NAME, word, primes, start);
            }
        }
    }

    private void number() {
        Position start = position();
        int from = at;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int mark = at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (at < text.length() && isDigit(text.charAt(at))) {
                skipDigits();
            } else {
                at = mark;
            }
        }
        add(Token.Kind.NUMBER, text.substring(from, at), 0, start);
    }

    private void string() {
        Position start = position();
        int end = text.indexOf('"', at + 1);
        int lineEnd = text.indexOf('\n', at);
        if (end < 0 || (lineEnd >= 0 && lineEnd < end)) {
            problems.add(new Problem(start, "this text has no closing '\"' on its line"));
            skipLine();
            return;
        }
        add(Token.Kind.STRING, text.substring(at + 1, end), 0, start);
        at = end + 1;
    }

    private void symbol() {
        Position start = position();
        for (String symbol : DOUBLE) {
            if (text.startsWith(symbol, at)) {
                add(Token.Kind.SYMBOL, symbol, 0, start);
                at += symbol.length();
                return;
            }
        }
        int codePoint = text.codePointAt(at);
        add(Token.Kind.SYMBOL, Character.toString(codePoint), 0, start);
        at += Character.charCount(codePoint);
    }

    private void skipBlock(String end, Position start) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            problems.add(new Problem(start, "this block has no " + end));
            found = text.length() - end.length();
        }
        while (at < found + end.length() && at < text.length()) {
            if (text.charAt(at) == '\n') {
                newLine();
            } else {
                at++;
            }
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private Position position() {
        return source.at(line, at - lineStart + 1);
    }

    private void add(Token.Kind kind, String word, int primes, Position start) {
        tokens.add(new Token(kind, word, primes, start));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
