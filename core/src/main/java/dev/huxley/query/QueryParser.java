package dev.huxley.query;

import dev.huxley.query.Expression.Arithmetic;
import dev.huxley.query.Expression.Call;
import dev.huxley.query.Expression.ColumnName;
import dev.huxley.query.Expression.Comparison;
import dev.huxley.query.Expression.Junction;
import dev.huxley.query.Expression.Link;
import dev.huxley.query.Expression.Membership;
import dev.huxley.query.Expression.Negation;
import dev.huxley.query.Expression.Not;
import dev.huxley.query.Expression.NumberLiteral;
import dev.huxley.query.Expression.TextLiteral;
import dev.huxley.query.Expression.TruthLiteral;
import dev.huxley.query.Tokens.Kind;
import dev.huxley.query.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Recursive descent over
 *
 * <pre>
 *   either     = both { ("or" | "|") both }
 *   both       = negated { ("and" | "&amp;") negated }
 *   negated    = ("not" | "~") negated | comparison
 *   comparison = sum { ("&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!=") sum } | sum ["not"] "in" list
 *   sum        = product { ("+" | "-") product }
 *   product    = signed { ("*" | "/") signed }
 *   signed     = ("-" | "+") signed | power
 *   power      = postfix [ "**" signed ]
 *   postfix    = atom { "." name arguments }
 *   atom       = number | text | "true" | "false" | name | name arguments | "(" either ")"
 *   list       = ("[" | "(") either { "," either } ("]" | ")")
 * </pre>
 *
 * Chains are kept flat, so only nesting costs stack; it is bounded.
 */
final class QueryParser {
    private static final int DEEPEST = 100;
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in");
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");

    private final String query;
    private final List<Token> tokens;
    private int next;
    private int depth;

    QueryParser(String query) {
        this.query = query;
        this.tokens = Tokens.of(query);
    }

    Expression parse() {
        Expression whole = either();
        Token rest = peek();
        if (rest.kind() != Kind.END) {
            throw error(rest, unexpected(rest));
        }
        return whole;
    }

    private Expression either() {
        return junction(false, this::both, "or", "|", "||");
    }

    private Expression both() {
        return junction(true, this::negated, "and", "&", "&&");
    }

    private Expression junction(boolean all, Supplier<Expression> operand, String word, String sign, String wrong) {
        List<Expression> operands = new ArrayList<>(List.of(operand.get()));
        while (isWord(word) || isSign(sign) || isSign(wrong)) {
            if (isSign(wrong)) {
                throw error(peek(), "write '" + word + "' in place of '" + wrong + "'");
            }
            next++;
            operands.add(operand.get());
        }
        return operands.size() == 1 ? operands.get(0) : new Junction(all, List.copyOf(operands));
    }

    private Expression negated() {
        Token token = peek();
        if (isSign("!")) {
            throw error(token, "write 'not' in place of '!'");
        }
        if (isWord("not") || isSign("~")) {
            next++;
            return new Not(nested(token, this::negated), token.at());
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<Link> links = new ArrayList<>();
        while (true) {
            Token token = peek();
            boolean negated = isWord("not") && tokens.get(next + 1).text().equals("in");
            if (negated || isWord("in")) {
                if (!links.isEmpty()) {
                    throw error(token, "'in' cannot be chained with a comparison; use parentheses and 'and'");
                }
                next += negated ? 2 : 1;
                return new Membership(first, list(), negated, token.at());
            }
            if (isSign("=") || isSign("<>")) {
                throw error(
                        token,
                        isSign("=") ? "write '==' to compare; a query sets nothing" : "write '!=' in place of '<>'");
            }
            if (token.kind() != Kind.SIGN || !COMPARISONS.contains(token.text())) {
                return links.isEmpty() ? first : new Comparison(first, List.copyOf(links));
            }
            next++;
            links.add(new Link(token.text(), token.at(), sum()));
        }
    }

    private Expression sum() {
        return chain(this::product, "+", "-");
    }

    private Expression product() {
        return chain(this::signed, "*", "/");
    }

    private Expression chain(Supplier<Expression> operand, String one, String other) {
        Expression first = operand.get();
        List<Link> links = new ArrayList<>();
        while (isSign(one) || isSign(other)) {
            Token token = tokens.get(next++);
            links.add(new Link(token.text(), token.at(), operand.get()));
        }
        return links.isEmpty() ? first : new Arithmetic(first, List.copyOf(links));
    }

    private Expression signed() {
        Token token = peek();
        if (isSign("-")) {
            next++;
            return new Negation(nested(token, this::signed), token.at());
        }
        if (isSign("+")) {
            next++;
            return nested(token, this::signed);
        }
        return power();
    }

    private Expression power() {
        Expression base = postfix();
        if (!isSign("**")) {
            return base;
        }
        Token token = tokens.get(next++);
        return new Arithmetic(base, List.of(new Link("**", token.at(), nested(token, this::signed))));
    }

    private Expression postfix() {
        Expression expression = atom();
        int calls = 0;
        while (isSign(".")) {
            Token dot = tokens.get(next++);
            Token name = peek();
            if (name.kind() != Kind.NAME) {
                throw error(name, "after '.' comes a function such as between(low, high)");
            }
            if (++calls > DEEPEST) {
                throw error(dot, "too many calls in a row");
            }
            next++;
            List<Expression> arguments = new ArrayList<>(List.of(expression));
            arguments.addAll(arguments(name));
            expression = new Call(name.text(), List.copyOf(arguments), name.at());
        }
        return expression;
    }

    private Expression atom() {
        Token token = peek();
        switch (token.kind()) {
            case NUMBER -> {
                next++;
                return new NumberLiteral(Double.parseDouble(token.text()), token.at());
            }
            case TEXT -> {
                next++;
                return new TextLiteral(token.text(), token.at());
            }
            case QUOTED_NAME -> {
                next++;
                return new ColumnName(token.text(), token.at());
            }
            case NAME -> {
                if (!WORDS.contains(token.text())) {
                    next++;
                    return named(token);
                }
            }
            case SIGN -> {
                if (isSign("(")) {
                    next++;
                    Expression inner = nested(token, this::either);
                    expect(")", token);
                    return inner;
                }
            }
            case END -> {}
        }
        throw error(token, "a value is missing: " + unexpected(token));
    }

    private Expression named(Token token) {
        if (isSign("(")) {
            return new Call(token.text(), arguments(token), token.at());
        }
        return switch (token.text()) {
            case "true", "True" -> new TruthLiteral(true, token.at());
            case "false", "False" -> new TruthLiteral(false, token.at());
            default -> new ColumnName(token.text(), token.at());
        };
    }

    private List<Expression> arguments(Token function) {
        if (!isSign("(")) {
            throw error(peek(), "the function " + function.text() + " needs '(' after its name");
        }
        Token open = tokens.get(next++);
        return items(open, ")");
    }

    private List<Expression> list() {
        Token open = peek();
        if (!isSign("[") && !isSign("(")) {
            throw error(open, "'in' needs a list such as [1, 2] or ['soma', 'axon']");
        }
        next++;
        return items(open, open.text().equals("[") ? "]" : ")");
    }

    private List<Expression> items(Token open, String close) {
        List<Expression> items = new ArrayList<>();
        while (!isSign(close)) {
            items.add(nested(open, this::either));
            if (!isSign(",")) {
                break;
            }
            next++;
        }
        expect(close, open);
        return List.copyOf(items);
    }

    private void expect(String close, Token open) {
        if (!isSign(close)) {
            throw error(
                    peek(),
                    "'" + close + "' is missing for the '" + open.text() + "' at character " + (open.at() + 1) + ": "
                            + unexpected(peek()));
        }
        next++;
    }

    private Expression nested(Token token, Supplier<Expression> inner) {
        if (++depth > DEEPEST) {
            throw error(token, "the query is nested more than " + DEEPEST + " levels deep");
        }
        Expression expression = inner.get();
        depth--;
        return expression;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean isSign(String sign) {
        return peek().kind() == Kind.SIGN && peek().text().equals(sign);
    }

    private boolean isWord(String word) {
        return peek().kind() == Kind.NAME && peek().text().equals(word);
    }

    private static String unexpected(Token token) {
        return token.kind() == Kind.END ? "the query ends here" : "'" + token.text() + "' cannot stand here";
    }

    private QueryException error(Token token, String problem) {
        return new QueryException(query, token.at(), problem);
    }
}
