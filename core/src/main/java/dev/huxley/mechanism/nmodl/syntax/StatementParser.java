package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Statement.Assignment;
import dev.huxley.mechanism.nmodl.syntax.Statement.From;
import dev.huxley.mechanism.nmodl.syntax.Statement.If;
import dev.huxley.mechanism.nmodl.syntax.Statement.Local;
import dev.huxley.mechanism.nmodl.syntax.Statement.Procedure;
import dev.huxley.mechanism.nmodl.syntax.Statement.Rate;
import dev.huxley.mechanism.nmodl.syntax.Statement.Solve;
import dev.huxley.mechanism.nmodl.syntax.Statement.Unsupported;
import dev.huxley.mechanism.nmodl.syntax.Statement.Verbatim;
import dev.huxley.mechanism.nmodl.syntax.Statement.While;
import dev.huxley.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the statements of a block. */
final class StatementParser {
    /** Statements that are read over and refused by name. */
    private static final Set<String> UNSUPPORTED = Set.of("LONGITUDINAL_DIFFUSION", "WATCH", "FOR_NETCONS", "SOLVEFOR");

    private static final List<String> KEYWORDS =
            List.of("SOLVE", "LOCAL", "FROM", "TABLE", "CONSERVE", "COMPARTMENT", "CONDUCTANCE", "WHILE", "ELSE");

    private final TokenStream words;
    private final ExpressionParser expressions;
    private final ReactionParser reactions;

    StatementParser(TokenStream words, ExpressionParser expressions) {
        this.words = words;
        this.expressions = expressions;
        reactions = new ReactionParser(words, expressions);
    }

    /** The statements between braces. */
    List<Statement> body(String of) {
        words.enter();
        Token open = words.expect("{", "at the beginning of " + of);
        List<Statement> statements = new ArrayList<>();
        while (!words.is("}")) {
            words.requireClosed(open, of);
            if (words.is("CONDUCTANCE")) {
                conductance();
            } else {
                statements.add(statement());
            }
        }
        words.next();
        words.leave();
        return statements;
    }

    /** Passes over a hint for NEURON's translator, {@code CONDUCTANCE g USEION k}, which changes no number. */
    private void conductance() {
        words.next();
        words.name("the name of a conductance");
        if (words.accept("USEION")) {
            words.name("the name of an ion");
        }
    }

    private Statement statement() {
        Token word = words.peek();
        Position at = word.at();
        if (word.kind() == Token.Kind.VERBATIM) {
            return new Verbatim(words.next().text(), at);
        }
        if (word.is("~")) {
            return reactions.reaction();
        }
        if (word.kind() != Token.Kind.NAME) {
            throw words.fault("expected a statement, found " + word.quoted());
        }
        return switch (word.text()) {
            case "LOCAL" -> local();
            case "if", "IF" -> alternatives();
            case "while", "WHILE" -> loop(at);
            case "FROM" -> from();
            case "SOLVE" -> solve();
            case "TABLE" -> table();
            case "CONSERVE" -> reactions.conserve();
            case "COMPARTMENT" -> reactions.size();
            case "else", "ELSE" -> throw words.fault("'else' without an 'if' in front of it");
            case "INITIAL" -> {
                words.next();
                yield new Statement.Initial(body("INITIAL"), at);
            }
            default -> UNSUPPORTED.contains(word.text()) ? unsupported() : assignmentOrCall();
        };
    }

    private Statement assignmentOrCall() {
        Token name = words.next();
        if (words.is("(") && name.primes() == 0) {
            Expression.Call call = new Expression.Call(name.text(), expressions.arguments(), name.at());
            boolean isJump = name.text().equals("state_discontinuity")
                    && call.arguments().size() == 2
                    && call.arguments().get(0) instanceof Reference;
            return isJump
                    ? new Assignment(
                            (Reference) call.arguments().get(0),
                            call.arguments().get(1),
                            name.at())
                    : new Procedure(call, name.at());
        }
        Reference target = new Reference(name.text(), expressions.index(), name.at());
        int primes = name.primes();
        if (primes == 0 && words.peek().kind() == Token.Kind.SYMBOL && words.is("'")) {
            words.next();
            primes = 1;
        }
        words.unit();
        words.expect(
                "=",
                "behind " + name.quoted() + ", which begins a statement here ("
                        + nearestKeyword(name).orElse("is an operator missing in front of it?") + ")");
        Expression value = expressions.expression();
        return primes == 0 ? new Assignment(target, value, name.at()) : new Rate(target, primes, value, name.at());
    }

    /** The question whether a word in capitals is a misspelt keyword; empty if none is near. */
    private static Optional<String> nearestKeyword(Token name) {
        return name.text().matches("[A-Z]{3,}")
                ? NearestName.of(name.text(), KEYWORDS).map(near -> "did you mean " + near + "?")
                : Optional.empty();
    }

    private Statement local() {
        Position at = words.next().at();
        return new Local(variables(), at);
    }

    /** Names with their lengths, separated by commas. */
    List<Declaration> variables() {
        List<Declaration> variables = new ArrayList<>();
        do {
            Token name = words.name("the name of a variable");
            int size = 0;
            if (words.accept("[")) {
                size = size(name);
                words.expect("]", "behind the length of an array");
            }
            String unit = words.unit();
            variables.add(new Declaration(name.text(), size, Double.NaN, unit, name.at()));
        } while (words.accept(","));
        return variables;
    }

    /** The length of an array. */
    int size(Token name) {
        double size = expressions.number("the length of the array " + name.quoted());
        if (size < 1 || size > 10_000 || size != Math.rint(size)) {
            throw new TokenStream.Fault(
                    name.at(),
                    "the array " + name.quoted() + " has the length " + size
                            + "; it must be an integer from 1 to 10000");
        }
        return (int) size;
    }

    private Statement alternatives() {
        Position at = words.next().at();
        words.expect("(", "behind 'if'");
        Expression condition = expressions.expression();
        words.expect(")", "behind the condition of 'if'");
        List<Statement> then = body("'if'");
        List<Statement> otherwise = List.of();
        if (words.accept("else") || words.accept("ELSE")) {
            if (words.is("if") || words.is("IF")) {
                words.enter();
                otherwise = List.of(alternatives());
                words.leave();
            } else {
                otherwise = body("'else'");
            }
        }
        return new If(condition, then, otherwise, at);
    }

    private Statement loop(Position at) {
        words.next();
        words.expect("(", "behind 'while'");
        Expression condition = expressions.expression();
        words.expect(")", "behind the condition of 'while'");
        return new While(condition, body("'while'"), at);
    }

    private Statement from() {
        Position at = words.next().at();
        Token variable = words.name("the variable of FROM");
        words.expect("=", "behind the variable of FROM");
        Expression first = expressions.expression();
        words.expect("TO", "behind the first value of FROM");
        Expression last = expressions.expression();
        Expression step = words.accept("BY") ? expressions.expression() : new Expression.Literal(1, at);
        return new From(variable.text(), first, last, step, body("FROM"), at);
    }

    private Statement solve() {
        Position at = words.next().at();
        Token block = words.name("the name of the block that SOLVE solves");
        boolean isSteadyState = false;
        String method = "";
        if (words.accept("METHOD")) {
            method = words.name("a method behind METHOD").text();
        } else if (words.accept("STEADYSTATE")) {
            isSteadyState = true;
            method = words.name("a method behind STEADYSTATE").text();
        }
        if (words.accept("IFERROR")) {
            body("IFERROR");
        }
        return new Solve(block.text(), method, isSteadyState, at);
    }

    private Statement table() {
        Position at = words.next().at();
        List<String> names = List.of();
        if (!words.is("FROM") && !words.is("DEPEND")) {
            names = variables().stream().map(Declaration::name).toList();
        }
        if (words.accept("DEPEND")) {
            variables();
        }
        words.expect("FROM", "in TABLE");
        Expression first = expressions.expression();
        words.expect("TO", "in TABLE");
        Expression last = expressions.expression();
        words.expect("WITH", "in TABLE");
        double intervals = expressions.number("the number of intervals of TABLE");
        if (!(intervals >= 1 && intervals <= 1e9)) {
            throw new TokenStream.Fault(at, "TABLE has " + intervals + " intervals; it needs at least 1");
        }
        return new Statement.Table(names, first, last, (int) intervals, false, at);
    }

    /** Reads over a statement, to the end of its braces if it has any, else to the end of its line. */
    private Statement unsupported() {
        Token word = words.next();
        int depth = 0;
        boolean isBraced = false;
        while (!words.isAtEnd()) {
            Token here = words.peek();
            if (here.is("{")) {
                depth++;
                isBraced = true;
            } else if (here.is("}")) {
                if (depth == 0) {
                    break;
                }
                depth--;
            } else if (!isBraced && !here.at().isOnLineOf(word.at())) {
                break;
            }
            words.next();
            if (isBraced && depth == 0) {
                break;
            }
        }
        return new Unsupported(word.text(), word.at());
    }
}
