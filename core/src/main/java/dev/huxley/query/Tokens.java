package dev.huxley.query;

import java.util.ArrayList;
import java.util.List;

/** Splits a query into words, numbers, texts and operators. */
final class Tokens {
    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        QUOTED_NAME,
        SIGN,
        END
    }

    /** A token with the character where it begins. */
    record Token(Kind kind, String text, int at) {}

    private static final List<String> SIGNS = List.of(
            "**", "<=", ">=", "==", "!=", "&&", "||", "<>", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", ",",
            ".", "&", "|", "~", "!");

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String query) {
        this.query = query;
    }

    static List<Token> of(String query) {
        return new Tokens(query).split();
    }

    private List<Token> split() {
        while (at < query.length()) {
            char c = query.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
                number();
            } else if (Character.isLetter(c) || c == '_') {
                name();
            } else if (c == '\'' || c == '"') {
                quoted(Kind.TEXT, "text");
            } else if (c == '`') {
                quoted(Kind.QUOTED_NAME, "name");
            } else {
                sign();
            }
        }
        tokens.add(new Token(Kind.END, "the end of the query", query.length()));
        return tokens;
    }

    private boolean isDigit(int place) {
        return place < query.length() && query.charAt(place) >= '0' && query.charAt(place) <= '9';
    }

    private boolean isWordPart(int place) {
        return place < query.length() && (Character.isLetterOrDigit(query.charAt(place)) || query.charAt(place) == '_');
    }

    private void number() {
        int start = at;
        digits();
        if (at < query.length() && query.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < query.length() && (query.charAt(at) == 'e' || query.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < query.length() && (query.charAt(exponent) == '-' || query.charAt(exponent) == '+')) {
                exponent++;
            }
            if (isDigit(exponent)) {
                at = exponent;
                digits();
            }
        }
        if (isWordPart(at)) {
            throw new QueryException(
                    query, at, "'" + query.charAt(at) + "' cannot follow a number; a name begins with a letter");
        }
        tokens.add(new Token(Kind.NUMBER, query.substring(start, at), start));
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void name() {
        int start = at;
        while (isWordPart(at)) {
            at++;
        }
        tokens.add(new Token(Kind.NAME, query.substring(start, at), start));
    }

    private void quoted(Kind kind, String what) {
        int end = query.indexOf(query.charAt(at), at + 1);
        if (end < 0) {
            throw new QueryException(query, at, "the " + what + " that begins here has no closing " + query.charAt(at));
        }
        tokens.add(new Token(kind, query.substring(at + 1, end), at));
        at = end + 1;
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (query.startsWith(sign, at)) {
                tokens.add(new Token(Kind.SIGN, sign, at));
                at += sign.length();
                return;
            }
        }
        throw new QueryException(query, at, "'" + query.charAt(at) + "' has no meaning in a query");
    }
}
