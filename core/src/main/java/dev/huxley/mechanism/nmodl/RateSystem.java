package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rates of change of all states of a DERIVATIVE or KINETIC block at once, and what the block conserves. A reaction
 * {@code ~ A + 2 B <-> C (f, b)} has the flux f A B^2 - b C, which leaves the left and enters the right; a state with a
 * compartment of size V changes by its fluxes over V.
 */
final class RateSystem implements Interpreter.Equations {
    /** A sum of states that stays as it is: weights by state, and its value. */
    record Conserved(Map<String, Quantity> weights, Quantity sum) {}

    private final ModFile file;

    /** The state by which the rates are differentiated; empty for none. */
    private final String seed;

    /** True if rates of reactions are differentiated too, not only the states that react. */
    private final boolean isExact;

    private final Map<String, Quantity> rates = new LinkedHashMap<>();
    private final Map<String, Quantity> sizes = new LinkedHashMap<>();
    private final List<Conserved> conserved = new ArrayList<>();
    private boolean isNonlinear;

    private RateSystem(ModFile file, String seed, boolean isExact) {
        this.file = file;
        this.seed = seed;
        this.isExact = isExact;
    }

    /**
     * The rates of a block.
     *
     * @param variables the variables, which the block's other statements change
     * @param seed the state by which the rates are differentiated; empty for none
     * @param isExact whether rate constants are differentiated, too
     */
    static RateSystem of(ModFile file, Block block, Environment variables, String seed, boolean isExact) {
        RateSystem system = new RateSystem(file, seed, isExact);
        if (isExact && !seed.isEmpty()) {
            variables.set(seed, variables.get(seed).seeded());
        }
        new Interpreter(file, variables).run(block, system);
        system.sizes.forEach(
                (state, size) -> system.rates.computeIfPresent(state, (s, rate) -> Calculus.divide(rate, size)));
        if (isExact && !seed.isEmpty()) {
            variables.set(seed, variables.get(seed).plain());
        }
        return system;
    }

    Map<String, Quantity> rates() {
        return rates;
    }

    List<Conserved> conserved() {
        return conserved;
    }

    /** Tells whether a reaction takes more than one state on a side. */
    boolean isNonlinear() {
        return isNonlinear;
    }

    @Override
    public void take(Statement statement, Interpreter interpreter) {
        if (statement instanceof Statement.Rate rate) {
            Statements.requireFirstOrder(rate);
            rates.put(interpreter.nameOf(rate.state()), interpreter.evaluate(rate.value()));
        } else if (statement instanceof Statement.Reaction reaction) {
            react(reaction, interpreter);
        } else if (statement instanceof Statement.Conserve conserve) {
            conserve(conserve, interpreter);
        } else if (statement instanceof Statement.Size size) {
            size(size, interpreter);
        } else {
            Statements.refuse(statement, "that is solved implicitly");
        }
    }

    private void react(Statement.Reaction reaction, Interpreter interpreter) {
        Quantity forward = constant(reaction.forward(), interpreter);
        if (reaction.isInflux()) {
            if (reaction.left().size() != 1 || !isState(reaction.left().get(0))) {
                throw new NmodlFault(reaction.at(), "'<<' takes one state on its left");
            }
            add(reaction.left(), forward, 1, interpreter);
            return;
        }
        Quantity there = flux(forward, reaction.left(), interpreter);
        Quantity back = reaction.backward() == null
                ? Quantity.ZERO
                : flux(constant(reaction.backward(), interpreter), reaction.right(), interpreter);
        interpreter.variables().set("f_flux", there.plain());
        interpreter.variables().set("b_flux", back.plain());
        Quantity net = Calculus.subtract(there, back);
        isNonlinear |= order(reaction.left()) > 1 || (reaction.backward() != null && order(reaction.right()) > 1);
        add(reaction.left(), net, -1, interpreter);
        add(reaction.right(), net, 1, interpreter);
    }

    private Quantity constant(Expression expression, Interpreter interpreter) {
        Quantity value = interpreter.evaluate(expression);
        return isExact ? value : value.plain();
    }

    private int order(List<Statement.Term> terms) {
        return terms.stream()
                .filter(this::isState)
                .mapToInt(Statement.Term::coefficient)
                .sum();
    }

    private boolean isState(Statement.Term term) {
        return file.states().containsKey(term.state().name());
    }

    private Quantity flux(Quantity constant, List<Statement.Term> terms, Interpreter interpreter) {
        Quantity flux = constant;
        for (Statement.Term term : terms) {
            String name = interpreter.nameOf(term.state());
            Quantity amount = interpreter.variables().get(name);
            if (!isExact && name.equals(seed)) {
                amount = amount.seeded();
            }
            for (int i = 0; i < term.coefficient(); i++) {
                flux = Calculus.multiply(flux, amount);
            }
        }
        return flux;
    }

    private void add(List<Statement.Term> terms, Quantity flux, int sign, Interpreter interpreter) {
        for (Statement.Term term : terms) {
            if (isState(term)) {
                Quantity part = Calculus.multiply(flux, Quantity.of(sign * term.coefficient()));
                rates.merge(interpreter.nameOf(term.state()), part, Calculus::add);
            }
        }
    }

    private void conserve(Statement.Conserve conserve, Interpreter interpreter) {
        Map<String, Quantity> weights = new LinkedHashMap<>();
        for (Statement.Term term : conserve.terms()) {
            for (String name : elements(term, interpreter)) {
                Quantity size = sizes.getOrDefault(name, Quantity.of(1));
                weights.merge(name, Calculus.multiply(size, Quantity.of(term.coefficient())), Calculus::add);
            }
        }
        conserved.add(new Conserved(weights, interpreter.evaluate(conserve.sum())));
    }

    private List<String> elements(Statement.Term term, Interpreter interpreter) {
        int length = isState(term) ? file.states().get(term.state().name()).size() : 0;
        if (length == 0 || term.state().index() != null) {
            return List.of(interpreter.nameOf(term.state()));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            names.add(Environment.element(term.state().name(), i));
        }
        return names;
    }

    private void size(Statement.Size statement, Interpreter interpreter) {
        for (String state : statement.states()) {
            if (!file.states().containsKey(state)) {
                continue;
            }
            int length = file.states().get(state).size();
            for (int i = 0; i < Math.max(1, length); i++) {
                if (statement.index() != null) {
                    interpreter.variables().declareLocal(statement.index(), Quantity.of(i));
                }
                sizes.put(
                        length == 0 ? state : Environment.element(state, i),
                        interpreter.evaluate(statement.size()).plain());
            }
            if (statement.index() != null) {
                interpreter.variables().forgetLocal(statement.index());
            }
        }
    }
}
