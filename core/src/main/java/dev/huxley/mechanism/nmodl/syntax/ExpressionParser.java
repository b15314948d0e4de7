package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Call;
import dev.huxley.mechanism.nmodl.syntax.Expression.Literal;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Expression.Text;
import dev.huxley.mechanism.nmodl.syntax.Expression.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads expressions by recursive descent. From weak to strong: {@code ||}, {@code &&}, comparisons, sums, products,
 * signs, powers; all from left to right but powers. A parenthesis right behind a number is a unit, never a factor.
 */
final class ExpressionParser {
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("<", ">", "<=", ">=", "==", "!="),
            List.of("+", "-"),
            List.of("*", "/"));

    private final TokenStream words;
    private final Map<String, Integer> defines;

    /** @param defines the integers that the file defines, which may grow */
    ExpressionParser(TokenStream words, Map<String, Integer> defines) {
        this.words = words;
        this.defines = defines;
    }

    Expression expression() {
        words.enter();
        Expression whole = level(0);
        words.leave();
        return whole;
    }

    private Expression level(int level) {
        if (level == LEVELS.size()) {
            return signed();
        }
        Expression left = level(level + 1);
        while (words.peek().kind() == Token.Kind.SYMBOL
                && LEVELS.get(level).contains(words.peek().text())) {
            Token operator = words.next();
            left = new Binary(operator.text(), left, level(level + 1), operator.at());
        }
        return left;
    }

    private Expression signed() {
        Token word = words.peek();
        if (word.is("-") || word.is("!") || word.is("+")) {
            words.next();
            words.enter();
            Expression argument = signed();
            words.leave();
            return word.is("+") ? argument : new Unary(word.text(), argument, word.at());
        }
        return power();
    }

    private Expression power() {
        Expression base = primary();
        if (!words.is("^")) {
            return base;
        }
        Token operator = words.next();
        words.enter();
        Expression exponent = signed();
        words.leave();
        return new Binary("^", base, exponent, operator.at());
    }

    private Expression primary() {
        Token word = words.peek();
        switch (word.kind()) {
            case NUMBER -> {
                words.next();
                words.unit();
                return new Literal(Double.parseDouble(word.text()), word.at());
            }
            case STRING -> {
                words.next();
                return new Text(word.text(), word.at());
            }
            case NAME -> {
                return named();
            }
            default -> {
                if (words.accept("(")) {
                    Expression inner = expression();
                    words.expect(")", "at the end of the parenthesis that begins at " + word.at());
                    return inner;
                }
                throw words.fault("expected a number, a name or a parenthesis, found " + word.quoted());
            }
        }
    }

    private Expression named() {
        Token name = words.next();
        if (name.primes() > 0) {
            throw new TokenStream.Fault(
                    name.at(), name.quoted() + ": a derivative stands only on the left of its equation");
        }
        if (defines.containsKey(name.text())) {
            words.unit();
            return new Literal(defines.get(name.text()), name.at());
        }
        if (words.is("(")) {
            return new Call(name.text(), arguments(), name.at());
        }
        return new Reference(name.text(), index(), name.at());
    }

    /** The index of an array's element; null if none stands here. */
    Expression index() {
        if (!words.accept("[")) {
            return null;
        }
        Expression index = expression();
        words.expect("]", "behind the index");
        return index;
    }

    List<Expression> arguments() {
        words.expect("(", "in front of arguments");
        List<Expression> arguments = new ArrayList<>();
        while (!words.is(")")) {
            if (!arguments.isEmpty()) {
                words.expect(",", "between arguments");
            }
            arguments.add(expression());
        }
        words.next();
        return arguments;
    }

    /** An integer, a defined one or a number with a sign. */
    double number(String what) {
        boolean isNegative = words.accept("-");
        Token word = words.next();
        double size;
        if (word.kind() == Token.Kind.NUMBER) {
            size = Double.parseDouble(word.text());
        } else if (word.kind() == Token.Kind.NAME && defines.containsKey(word.text())) {
            size = defines.get(word.text());
        } else {
            throw new TokenStream.Fault(word.at(), "expected " + what + ", found " + word.quoted());
        }
        return isNegative ? -size : size;
    }
}
