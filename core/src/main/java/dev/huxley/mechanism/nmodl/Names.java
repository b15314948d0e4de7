package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Call;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Expression.Unary;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import dev.huxley.mechanism.nmodl.syntax.RefusedFunctions;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import dev.huxley.mechanism.nmodl.syntax.UsedIon;
import dev.huxley.text.NearestName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of a file: each that is used must be declared, and each declared one must be free. */
final class Names {
    /** The variables that every file may read; those of the second line need a declaration in NEURON. */
    static final Set<String> PREDEFINED = Set.of("v", "t", "dt", "celsius", "area", "diam", "usetable", "secondorder");

    /** The variables that no file may set; v is a copy within a block, which old guards of singular rates shift. */
    private static final Set<String> READ_ONLY = Set.of("t", "dt", "area", "diam", "celsius");

    private final ModFile file;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>(PREDEFINED);
    private String blockKind = "";
    private boolean readsTime;
    private final Set<String> called = new HashSet<>();

    private Names(ModFile file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        known.addAll(file.constants().keySet());
        known.addAll(file.parameters().keySet());
        known.addAll(file.states().keySet());
        known.addAll(file.assigned().keySet());
        known.addAll(file.currents());
        known.addAll(file.electrodeCurrents());
        known.addAll(file.pointers());
        known.addAll(List.of("f_flux", "b_flux"));
        for (UsedIon ion : file.ions()) {
            known.addAll(ion.reads());
            known.addAll(ion.writes());
        }
    }

    /** Checks the names of a file; adds the problems with them. */
    static Names check(ModFile file, List<Problem> problems) {
        Names names = new Names(file, problems);
        names.declarations();
        file.blocks().forEach(names::block);
        return names;
    }

    /** Tells whether a block reads the time. */
    boolean readsTime() {
        return readsTime;
    }

    /** Tells whether a block calls a function that every file has. */
    boolean calls(String builtin) {
        return called.contains(builtin);
    }

    /** The names of variables within an expression. */
    static void references(Expression expression, Set<String> into) {
        if (expression instanceof Reference reference) {
            into.add(reference.name());
            if (reference.index() != null) {
                references(reference.index(), into);
            }
        } else if (expression instanceof Unary unary) {
            references(unary.argument(), into);
        } else if (expression instanceof Binary binary) {
            references(binary.left(), into);
            references(binary.right(), into);
        } else if (expression instanceof Call call) {
            call.arguments().forEach(argument -> references(argument, into));
        }
    }

    static String unknownFunction(String name, ModFile file) {
        Optional<String> refusal = RefusedFunctions.refusal(name);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Collection<String> functions = new TreeSet<>();
        file.blocks().stream().filter(Evaluator::isFunction).forEach(block -> functions.add(block.name()));
        functions.addAll(Builtins.names());
        String hint = NearestName.of(name, functions)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        return "there is no function '" + name + "'" + hint;
    }

    private void declarations() {
        for (Declaration state : file.states().values()) {
            if (READ_ONLY.contains(state.name()) || state.name().equals("v")) {
                problems.add(new Problem(
                        state.at(), "'" + state.name() + "' is NEURON's own variable and cannot be a STATE"));
            }
        }
        for (Block block : file.blocks()) {
            boolean isTwice = !block.name().isEmpty()
                    && file.named(block.name()).filter(first -> first != block).isPresent();
            if (isTwice) {
                problems.add(new Problem(block.at(), block.kind() + " '" + block.name() + "' is there twice"));
            }
        }
    }

    private void block(Block block) {
        Set<String> locals = new HashSet<>(block.arguments());
        locals.add(block.name());
        blockKind = block.kind();
        if (blockKind.equals("NET_RECEIVE")) {
            locals.add("flag");
            connection(block);
        }
        statements(block.body(), locals);
    }

    /** The arguments of NET_RECEIVE are variables of a synapse, beside those of the file. */
    private void connection(Block block) {
        Set<String> reserved = Events.reserved(MechanismKind.of(file));
        for (int i = 0; i < block.arguments().size(); i++) {
            String name = block.arguments().get(i);
            boolean isWeight = i == 0 && name.equals(Events.WEIGHT);
            if (known.contains(name) || (reserved.contains(name) && !isWeight)) {
                problems.add(new Problem(
                        block.at(),
                        "the argument '" + name
                                + "' of NET_RECEIVE has the name of another variable; rename one of them"));
            }
        }
        for (String name : reserved) {
            if (known.contains(name)) {
                problems.add(new Problem(
                        block.at(),
                        "'" + name + "' is a variable that mechanisms with events have in Huxley beside those of their"
                                + " file; give that of the file another name"));
            }
        }
    }

    private void statements(List<Statement> statements, Set<String> outer) {
        Set<String> locals = new HashSet<>(outer);
        statements.forEach(statement -> statement(statement, locals));
    }

    private void statement(Statement statement, Set<String> locals) {
        if (statement instanceof Statement.Local local) {
            local.variables().forEach(variable -> locals.add(variable.name()));
        } else if (statement instanceof Statement.Assignment assignment) {
            target(assignment.target(), locals);
            expression(assignment.value(), locals);
        } else if (statement instanceof Statement.Rate rate) {
            if (!file.states().containsKey(rate.state().name())) {
                problems.add(new Problem(
                        rate.at(),
                        "'" + rate.state().name() + "' has an equation but is no STATE"
                                + near(rate.state().name(), file.states().keySet())));
            }
            expression(rate.value(), locals);
        } else if (statement instanceof Statement.Procedure procedure) {
            expression(procedure.call(), locals);
        } else if (statement instanceof Statement.If alternatives) {
            expression(alternatives.condition(), locals);
            statements(alternatives.then(), locals);
            statements(alternatives.otherwise(), locals);
        } else if (statement instanceof Statement.While loop) {
            expression(loop.condition(), locals);
            statements(loop.body(), locals);
        } else if (statement instanceof Statement.From loop) {
            List.of(loop.first(), loop.last(), loop.step()).forEach(bound -> expression(bound, locals));
            Set<String> inner = new HashSet<>(locals);
            inner.add(loop.variable());
            statements(loop.body(), inner);
        } else if (statement instanceof Statement.Initial initial) {
            statements(initial.body(), locals);
        } else if (statement instanceof Statement.Solve solve) {
            if (file.named(solve.block()).isEmpty()) {
                problems.add(new Problem(
                        solve.at(),
                        "SOLVE names the block '" + solve.block()
                                + "', which is not there"
                                + near(
                                        solve.block(),
                                        file.blocks().stream().map(Block::name).toList())));
            }
        } else if (statement instanceof Statement.Equation equation) {
            expression(equation.left(), locals);
            expression(equation.right(), locals);
        } else if (statement instanceof Statement.Reaction reaction) {
            reaction.left().forEach(term -> expression(term.state(), locals));
            reaction.right().forEach(term -> expression(term.state(), locals));
            expression(reaction.forward(), locals);
            if (reaction.backward() != null) {
                expression(reaction.backward(), locals);
            }
        }
    }

    private void target(Reference target, Set<String> locals) {
        String name = target.name();
        if (locals.contains(name)) {
            return;
        }
        if (READ_ONLY.contains(name)) {
            problems.add(new Problem(
                    target.at(), "'" + name + "' cannot be set by a mechanism; assign a variable of its own"));
            return;
        }
        expression(target, locals);
    }

    private void expression(Expression expression, Set<String> locals) {
        if (expression instanceof Reference reference) {
            if (!locals.contains(reference.name()) && !known.contains(reference.name())) {
                Set<String> candidates = new TreeSet<>(known);
                candidates.addAll(locals);
                problems.add(new Problem(
                        reference.at(),
                        "'" + reference.name() + "' is not declared"
                                + NearestName.of(reference.name(), candidates)
                                        .map(found -> "; did you mean '" + found + "'? If not, declare it")
                                        .orElse("; declare it")
                                + " in PARAMETER, ASSIGNED, STATE or LOCAL"));
                known.add(reference.name());
            } else if (reference.name().equals("t") && !locals.contains("t")) {
                readsTime = true;
            }
            if (reference.index() != null) {
                expression(reference.index(), locals);
            }
        } else if (expression instanceof Unary unary) {
            expression(unary.argument(), locals);
        } else if (expression instanceof Binary binary) {
            expression(binary.left(), locals);
            expression(binary.right(), locals);
        } else if (expression instanceof Call call) {
            call(call, locals);
        }
    }

    private void call(Call call, Set<String> locals) {
        boolean isOwn = file.named(call.name()).filter(Evaluator::isFunction).isPresent();
        readsTime |= !isOwn && TimedCalls.isKnown(call.name());
        if (!isOwn) {
            called.add(call.name());
        }
        boolean sends = call.name().equals(Events.SEND) || call.name().equals(Events.FIRE);
        if (!isOwn && sends && !List.of("NET_RECEIVE", "INITIAL").contains(blockKind)) {
            problems.add(new Problem(
                    call.at(), call.name() + " can stand only in NET_RECEIVE or INITIAL, not in " + blockKind));
        } else if (!isOwn && sends && file.block("NET_RECEIVE").isEmpty()) {
            problems.add(new Problem(call.at(), call.name() + " needs a block NET_RECEIVE, which receives the event"));
        }
        if (!isOwn && !Builtins.isKnown(call.name()) && !TimedCalls.isKnown(call.name())) {
            Position at = call.at();
            String text = known.contains(call.name()) || locals.contains(call.name())
                    ? "'" + call.name() + "' is a variable, and no function; write '*' for a product"
                    : unknownFunction(call.name(), file);
            problems.add(new Problem(at, text));
        }
        call.arguments().forEach(argument -> expression(argument, locals));
    }

    private static String near(String name, Collection<String> candidates) {
        return NearestName.of(name, candidates)
                .map(found -> "; did you mean '" + found + "'?")
                .orElse("");
    }
}
