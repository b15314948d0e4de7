package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Runs the statements of a block on arrays over the compartments. What depends on numbers of the file alone (bounds of
 * loops, indices, some conditions) is decided here; a condition on compartments runs both alternatives and chooses
 * element by element, so that the whole can be traced into a graph.
 */
final class Interpreter {
    /** The equations of a block, which only their solvers understand. */
    interface Equations {
        /** An equation, a reaction, or another statement that only one kind of block has. */
        void take(Statement statement, Interpreter interpreter);
    }

    private static final int MOST_TURNS = 10_000;

    /** Turns of a loop that ends by values of compartments, which the graph holds one by one. */
    private static final int MOST_TURNS_BY_VALUES = 64;

    private final ModFile file;
    private final Environment variables;
    private final Evaluator evaluator;

    Interpreter(ModFile file, Environment variables) {
        this.file = file;
        this.variables = variables;
        evaluator = new Evaluator(file, this);
    }

    Environment variables() {
        return variables;
    }

    Quantity evaluate(Expression expression) {
        return evaluator.evaluate(expression);
    }

    /** Runs the statements of a block. */
    void run(Block block, Equations equations) {
        run(block.body(), equations);
    }

    void run(List<Statement> statements, Equations equations) {
        statements.forEach(statement -> run(statement, equations));
    }

    private void run(Statement statement, Equations equations) {
        if (!variables.spend()) {
            throw new NmodlFault(
                    statement.at(),
                    "the statements of this block, with those of all calls, are more than can be compiled");
        }
        if (statement instanceof Statement.Assignment assignment) {
            variables.set(nameOf(assignment.target()), evaluate(assignment.value()));
        } else if (statement instanceof Statement.Procedure procedure) {
            evaluator.call(procedure.call());
        } else if (statement instanceof Statement.If alternatives) {
            choose(alternatives, equations);
        } else if (statement instanceof Statement.Local local) {
            local.variables().forEach(this::declare);
        } else if (statement instanceof Statement.From loop) {
            repeat(loop, equations);
        } else if (statement instanceof Statement.While loop) {
            repeat(loop, equations);
        } else {
            equations.take(statement, this);
        }
    }

    private void declare(Declaration local) {
        if (local.size() == 0) {
            variables.declareLocal(local.name(), Quantity.ZERO);
        }
        IntStream.range(0, local.size())
                .forEach(i -> variables.declareLocal(Environment.element(local.name(), i), Quantity.ZERO));
    }

    private void choose(Statement.If alternatives, Equations equations) {
        Optional<Statement> quotient = GuardedQuotient.of(alternatives);
        if (quotient.isPresent()) {
            run(quotient.get(), equations);
            return;
        }
        Quantity condition = evaluate(alternatives.condition());
        if (condition.isNumber()) {
            run(condition.number() != 0 ? alternatives.then() : alternatives.otherwise(), equations);
            return;
        }
        Environment then = variables.branch();
        new Interpreter(file, then).run(alternatives.then(), equations);
        Environment otherwise = variables.branch();
        new Interpreter(file, otherwise).run(alternatives.otherwise(), equations);
        variables.merge(condition, then, otherwise);
    }

    private void repeat(Statement.From loop, Equations equations) {
        int first = integer(loop.first(), "the first value of FROM");
        int last = integer(loop.last(), "the last value of FROM");
        int step = integer(loop.step(), "the step of FROM");
        if (step == 0 || Math.abs((long) last - first) / Math.max(1, Math.abs((long) step)) > MOST_TURNS) {
            throw new NmodlFault(
                    loop.at(),
                    "this loop from " + first + " to " + last + " by " + step + " has more than " + MOST_TURNS
                            + " turns");
        }
        boolean isHidden = variables.isLocal(loop.variable());
        Quantity before = isHidden ? variables.get(loop.variable()) : null;
        for (int i = first; step > 0 ? i <= last : i >= last; i += step) {
            variables.declareLocal(loop.variable(), Quantity.of(i));
            run(loop.body(), equations);
        }
        variables.forgetLocal(loop.variable());
        if (isHidden) {
            variables.declareLocal(loop.variable(), before);
        }
    }

    private void repeat(Statement.While loop, Equations equations) {
        for (int turn = 0; turn <= MOST_TURNS; turn++) {
            Quantity condition = evaluate(loop.condition());
            if (!condition.isNumber()) {
                repeatByValues(loop, equations);
                return;
            }
            if (condition.number() == 0) {
                return;
            }
            run(loop.body(), equations);
        }
        throw new NmodlFault(loop.at(), "this 'while' has not ended after " + MOST_TURNS + " turns");
    }

    /**
     * A loop that ends by values of compartments: its first turns, each where the condition still holds. Where it holds
     * behind the last of them, the results are NaN, so that the run ends with an error.
     */
    private void repeatByValues(Statement.While loop, Equations equations) {
        Set<String> changed = new HashSet<>();
        for (int turn = 0; turn < MOST_TURNS_BY_VALUES; turn++) {
            Environment then = variables.branch();
            new Interpreter(file, then).run(loop.body(), equations);
            changed.addAll(then.changed());
            variables.merge(evaluate(loop.condition()), then, variables.branch());
        }
        Quantity isUnfinished = evaluate(loop.condition());
        for (String name : changed) {
            variables.set(
                    name,
                    Calculus.choose(isUnfinished, Quantity.of(Double.NaN), variables.get(name), variables.like()));
        }
    }

    /** The name of a variable, or of the element of an array. */
    String nameOf(Reference reference) {
        if (reference.index() == null) {
            return reference.name();
        }
        int index = integer(reference.index(), "an index");
        int size = size(reference.name());
        if (size >= 0 && (index < 0 || index >= size)) {
            throw new NmodlFault(
                    reference.at(),
                    "the index " + index + " is outside of '" + reference.name() + "', which has " + size
                            + " elements, from 0 to " + (size - 1));
        }
        return Environment.element(reference.name(), index);
    }

    /** The length of an array of the mechanism; -1 if none is known. */
    private int size(String name) {
        for (var declared : List.of(file.states(), file.assigned(), file.parameters())) {
            if (declared.containsKey(name)) {
                return declared.get(name).size();
            }
        }
        return -1;
    }

    private int integer(Expression expression, String what) {
        Quantity value = evaluate(expression);
        if (!value.isNumber() || Math.abs(value.number()) > 1e9) {
            throw new NmodlFault(
                    expression.at(),
                    what + " must be a number that the file fixes, made of integers and variables of loops");
        }
        return (int) value.number();
    }

    /** Equations where none can stand; statements without effect are passed over. */
    static Equations none(String where) {
        return (statement, interpreter) -> Statements.refuse(statement, where);
    }

    static String name(Statement statement) {
        if (statement instanceof Statement.Rate rate) {
            return "the equation of '" + rate.state().name() + "'";
        }
        if (statement instanceof Statement.Solve) {
            return "SOLVE";
        }
        if (statement instanceof Statement.Reaction) {
            return "a reaction";
        }
        if (statement instanceof Statement.Unsupported other) {
            return other.name();
        }
        return statement.getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT);
    }
}
