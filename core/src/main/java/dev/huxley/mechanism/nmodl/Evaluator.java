package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Call;
import dev.huxley.mechanism.nmodl.syntax.Expression.Literal;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Expression.Unary;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of expressions, and calls of the functions and procedures of a file. */
final class Evaluator {
    private static final int DEEPEST = 60;

    private final ModFile file;
    private final Interpreter interpreter;

    Evaluator(ModFile file, Interpreter interpreter) {
        this.file = file;
        this.interpreter = interpreter;
    }

    Quantity evaluate(Expression expression) {
        if (expression instanceof Literal number) {
            return Quantity.of(number.value());
        }
        if (expression instanceof Reference reference) {
            return interpreter.variables().get(interpreter.nameOf(reference));
        }
        if (expression instanceof Unary unary) {
            Quantity argument = evaluate(unary.argument());
            return unary.operator().equals("!") ? Calculus.not(argument) : Calculus.negate(Calculus.numeric(argument));
        }
        if (expression instanceof Binary binary) {
            return binary(binary);
        }
        if (expression instanceof Call call) {
            return call(call);
        }
        return Quantity.ZERO; // a text, which only functions without effect take
    }

    private Quantity binary(Binary expression) {
        if (expression.operator().equals("/")) {
            Optional<SingularQuotient.Form> form = SingularQuotient.of(expression);
            if (form.isPresent()) {
                Quantity exponent = evaluate(form.get().exponent());
                if (!exponent.isSloped()) {
                    return quotient(form.get(), exponent);
                }
            }
        }
        Quantity left = evaluate(expression.left());
        Quantity right = evaluate(expression.right());
        return switch (expression.operator()) {
            case "+" -> Calculus.add(Calculus.numeric(left), Calculus.numeric(right));
            case "-" -> Calculus.subtract(Calculus.numeric(left), Calculus.numeric(right));
            case "*" -> Calculus.multiply(Calculus.numeric(left), Calculus.numeric(right));
            case "/" -> Calculus.divide(Calculus.numeric(left), Calculus.numeric(right));
            case "^" -> Calculus.power(Calculus.numeric(left), Calculus.numeric(right));
            default -> Calculus.compare(expression.operator(), left, right);
        };
    }

    private Quantity quotient(SingularQuotient.Form form, Quantity exponent) {
        Quantity product = Quantity.of(form.coefficient());
        for (Map.Entry<Expression, Integer> factor : form.factors().entrySet()) {
            Quantity value = Calculus.numeric(evaluate(factor.getKey()));
            for (int i = 0; i < Math.abs(factor.getValue()); i++) {
                product = factor.getValue() > 0 ? Calculus.multiply(product, value) : Calculus.divide(product, value);
            }
        }
        return Calculus.multiply(product, Calculus.linearOverExponential(exponent));
    }

    /** Calls a function of the file or one that every file has. */
    Quantity call(Call call) {
        List<Quantity> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(evaluate(argument));
        }
        Optional<Block> own = file.blocks().stream()
                .filter(block -> block.name().equals(call.name()) && isFunction(block))
                .findFirst();
        if (own.isPresent()) {
            return call(own.get(), call, arguments);
        }
        if (TimedCalls.isKnown(call.name())) {
            return TimedCalls.call(call, arguments, interpreter.variables(), file);
        }
        if (!Builtins.isKnown(call.name())) {
            throw new NmodlFault(call.at(), Names.unknownFunction(call.name(), file));
        }
        Optional<Integer> arity = Builtins.arity(call.name());
        if (arity.isPresent() && arity.get() != arguments.size()) {
            throw new NmodlFault(
                    call.at(), call.name() + " takes " + arity.get() + " arguments, not " + arguments.size());
        }
        if (call.name().equals(Builtins.FLUX) && arguments.get(0).isSloped()) {
            throw new NmodlFault(
                    call.at(),
                    "the voltage of nrn_ghk depends on the state that is solved for; compute the flux in BREAKPOINT, or"
                            + " give it the membrane's voltage v");
        }
        return Builtins.call(call.name(), arguments, interpreter.variables());
    }

    static boolean isFunction(Block block) {
        return block.kind().equals("FUNCTION") || block.kind().equals("PROCEDURE");
    }

    private Quantity call(Block function, Call call, List<Quantity> arguments) {
        if (arguments.size() != function.arguments().size()) {
            throw new NmodlFault(
                    call.at(),
                    function.kind() + " " + function.name() + " takes "
                            + function.arguments().size() + " arguments " + function.arguments() + ", not "
                            + arguments.size());
        }
        Environment variables = interpreter.variables();
        if (variables.depth() > DEEPEST) {
            throw new NmodlFault(
                    call.at(),
                    function.name() + " calls itself " + DEEPEST
                            + " times over, and the end depends on values that are not"
                            + " known when the model is compiled; write a FROM loop with fixed bounds");
        }
        Optional<Statement.Table> table = TableLookup.of(function);
        if (table.isPresent() && arguments.size() == 1) {
            return lookUp(table.get(), function, Calculus.numeric(arguments.get(0)));
        }
        return run(function, arguments, interpreter);
    }

    private static Quantity run(Block function, List<Quantity> arguments, Interpreter by) {
        Map<String, Quantity> locals = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            locals.put(function.arguments().get(i), arguments.get(i));
        }
        // A function gives the value that was assigned to its name, 0 if none was.
        locals.putIfAbsent(function.name(), Quantity.ZERO);
        by.variables().enter(locals);
        by.run(function, Interpreter.none(function.kind()));
        Quantity result = by.variables().get(function.name());
        by.variables().leave();
        return result;
    }

    /** Interpolates in the table of a function the value, or of a procedure all variables that it sets. */
    private Quantity lookUp(Statement.Table table, Block function, Quantity argument) {
        Environment variables = interpreter.variables();
        TableLookup place = TableLookup.at(
                argument,
                Calculus.numeric(evaluate(table.first())),
                Calculus.numeric(evaluate(table.last())),
                table.intervals(),
                variables.like());
        Environment lower = variables.branch();
        Quantity first = run(function, List.of(place.lower()), new Interpreter(file, lower));
        Environment upper = variables.branch();
        Quantity last = run(function, List.of(place.upper()), new Interpreter(file, upper));
        for (String name : lower.changed()) {
            if (table.names().contains(Analysis.base(name))) {
                variables.set(name, place.between(lower.get(name), upper.get(name)));
            }
        }
        return function.kind().equals("FUNCTION") ? place.between(first, last) : Quantity.ZERO;
    }
}
