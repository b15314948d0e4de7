package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Statement.Conserve;
import dev.huxley.mechanism.nmodl.syntax.Statement.Equation;
import dev.huxley.mechanism.nmodl.syntax.Statement.Reaction;
import dev.huxley.mechanism.nmodl.syntax.Statement.Size;
import dev.huxley.mechanism.nmodl.syntax.Statement.Term;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of kinetic schemes, and the equations of linear blocks, which begin with the same sign. */
final class ReactionParser {
    private final TokenStream words;
    private final ExpressionParser expressions;

    ReactionParser(TokenStream words, ExpressionParser expressions) {
        this.words = words;
        this.expressions = expressions;
    }

    /** {@code ~ a + 2 b <-> c (f, b)}, {@code ~ a -> (k)}, {@code ~ a << (x)}, or an equation {@code ~ x = y}. */
    Statement reaction() {
        Position at = words.next().at();
        if (isEquation()) {
            Expression left = expressions.expression();
            words.expect("=", "in an equation that begins with '~'");
            return new Equation(left, expressions.expression(), at);
        }
        List<Term> left = terms();
        if (words.accept("<<")) {
            return new Reaction(left, List.of(), inParentheses("behind '<<'"), null, true, at);
        }
        if (words.accept("->")) {
            List<Term> right = words.is("(") ? List.of() : terms();
            return new Reaction(left, right, inParentheses("behind the reaction"), null, false, at);
        }
        words.expect("<->", "in a reaction");
        List<Term> right = terms();
        words.expect("(", "in front of the rates of a reaction");
        Expression forward = expressions.expression();
        words.expect(",", "between the rates of a reaction");
        Expression backward = expressions.expression();
        words.expect(")", "behind the rates of a reaction");
        return new Reaction(left, right, forward, backward, false, at);
    }

    Statement conserve() {
        Position at = words.next().at();
        List<Term> terms = terms();
        words.expect("=", "in CONSERVE");
        return new Conserve(terms, expressions.expression(), at);
    }

    Statement size() {
        Position at = words.next().at();
        String index = null;
        if (words.peek().kind() == Token.Kind.NAME && words.peek(1).is(",")) {
            index = words.next().text();
            words.next();
        }
        Expression size = expressions.expression();
        words.expect("{", "in front of the states of COMPARTMENT");
        List<String> states = new ArrayList<>();
        while (!words.accept("}")) {
            states.add(words.name("a state of COMPARTMENT").text());
            words.accept(",");
        }
        return new Size(index, size, states, at);
    }

    private Expression inParentheses(String where) {
        words.expect("(", where);
        Expression inner = expressions.expression();
        words.expect(")", where);
        return inner;
    }

    private List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        do {
            int coefficient = 1;
            if (words.peek().kind() == Token.Kind.NUMBER) {
                double given = expressions.number("a coefficient");
                if (given < 1 || given > 20 || given != Math.rint(given)) {
                    throw words.fault("the coefficient " + given + " of a reaction must be an integer from 1 to 20");
                }
                coefficient = (int) given;
            }
            Token name = words.name("a state of a reaction");
            terms.add(new Term(coefficient, new Reference(name.text(), expressions.index(), name.at())));
        } while (words.accept("+"));
        return terms;
    }

    /** Tells whether an '=' comes before any arrow. */
    private boolean isEquation() {
        for (int ahead = 0; ; ahead++) {
            Token word = words.peek(ahead);
            if (word.is("=")) {
                return true;
            }
            if (word.is("<->")
                    || word.is("->")
                    || word.is("<<")
                    || word.is("~")
                    || word.is("}")
                    || word.kind() == Token.Kind.END) {
                return false;
            }
        }
    }
}
