package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.nmodl.IonVariables.Variable;
import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A mechanism of a file as functions of its surroundings: the states after a step, the current, the states at
 * rest.
 *
 * <p>A step of NEURON is: currents at the old voltage and states, the voltage, the states at the new voltage. Huxley
 * advances states first, so the states here are NEURON's of the step before; from a steady state on both give the same
 * trace. Variables of ASSIGNED that keep a value from one step to the next (set by hand with dt, or by INITIAL from the
 * voltage at that time) are states, too: {@link Analysis} finds them.
 */
final class NmodlProgram {
    /** The gas constant and the Faraday constant of NEURON 9 (CODATA 2018), J/(mol K) and C/mol. */
    static final double GAS_CONSTANT = 8.314462618153241;

    static final double FARADAY = 96485.33212331001;

    /** The step (ms) by which NEURON looks for a steady state. */
    private static final double STEADY = 1e9;

    /** The state of a source of spikes that is 1 where there is one. */
    static final String SPIKES = "spikes";

    private final ModFile file;
    private final IonVariables ions;
    private final Analysis analysis;
    private final Events events;

    NmodlProgram(ModFile file, IonVariables ions, Analysis analysis) {
        this.file = file;
        this.ions = ions;
        this.analysis = analysis;
        events = Events.of(file);
    }

    /**
     * All variables that keep their values between steps, with their lengths: states, assigned ones that do, and those of
     * events and of the time.
     */
    Map<String, Integer> kept() {
        Map<String, Integer> all = new LinkedHashMap<>();
        if (events.isPending()) {
            all.put(EventQueue.TIME, EventQueue.SLOTS);
        }
        if (events.keepsFlags()) {
            all.put(EventQueue.FLAG, EventQueue.SLOTS);
        }
        file.states().values().forEach(state -> all.put(state.name(), state.size()));
        analysis.kept().forEach(name -> all.put(name, file.assigned().get(name).size()));
        events.kept().forEach(variable -> all.put(variable.name(), 0));
        file.pointers().forEach(name -> all.put(name, 0));
        if (events.isSource()) {
            all.put(SPIKES, 0);
        }
        if (analysis.readsTime()) {
            all.put(Clock.NAME, 0);
        }
        return all;
    }

    /** The values after a time step: of states, and of ions' variables that the file writes. */
    Environment update(Surroundings surroundings) {
        Environment variables = solved(surroundings);
        Quantity start = variables.get(Clock.NAME);
        if (events.isReceiver()) {
            if (events.isSource()) {
                variables.set(SPIKES, Quantity.ZERO);
            }
            new EventDelivery(file, events, variables).deliver(surroundings);
            refuseLostEvents(variables);
        }
        if (analysis.readsTime()) {
            variables.set(Clock.NAME, Clock.next(start, surroundings.timeStep()));
        }
        return variables;
    }

    /** The values after a time step in which no event arrives. */
    Environment solved(Surroundings surroundings) {
        Map<String, Quantity> given = given(surroundings);
        given.keySet().removeAll(analysis.derived());
        Environment variables = new Environment(given, others(surroundings, given, true), surroundings.like());
        point(variables, surroundings);
        Optional<Block> breakpoint = file.block("BREAKPOINT");
        if (breakpoint.isPresent() && carriesCurrent()) {
            Statements.solves(breakpoint.get())
                    .forEach(solve -> solve(solve, new Interpreter(file, variables), surroundings.timeStep()));
        } else if (breakpoint.isPresent()) {
            // Without a current, NEURON runs the whole block when it advances the states.
            new Interpreter(file, variables)
                    .run(breakpoint.get(), (statement, interpreter) -> solve(statement, interpreter, surroundings));
        }
        governReversals(variables);
        return variables;
    }

    private void point(Environment variables, Surroundings surroundings) {
        file.pointers().forEach(name -> variables.set(name, Quantity.ofMoment(surroundings.pointed())));
    }

    /** Makes everything NaN where an event found no slot in the queue, so that the run ends with an error. */
    private void refuseLostEvents(Environment variables) {
        if (!events.isPending()
                || Arithmetic.isZero(variables.get(EventQueue.LOST).value())) {
            return;
        }
        Quantity lost = variables.get(EventQueue.LOST);
        kept().forEach((name, size) -> elements(name, size)
                .forEach(element -> variables.set(
                        element,
                        Calculus.choose(lost, Quantity.of(Double.NaN), variables.get(element), variables.like()))));
    }

    /** The currents of ions by their names, outward positive, and under an empty name the sum of those of no ion. */
    Map<String, Object> currents(Surroundings surroundings) {
        Map<String, Quantity> given = given(surroundings);
        given.keySet().removeAll(analysis.derived());
        given.computeIfPresent(Clock.NAME, (name, end) -> Clock.middle(end, surroundings.timeStep()));
        Environment variables = currentPart(surroundings, given);
        Map<String, Object> currents = new LinkedHashMap<>();
        for (Variable current : ions.written(IonVariables.Kind.CURRENT)) {
            currents.put(
                    current.name(), Plain.operand(variables.get(current.name()).value()));
        }
        if (hasOtherCurrents() || currents.isEmpty()) {
            Object sum = Arithmetic.ZERO;
            for (String current : file.currents()) {
                sum = Arithmetic.add(sum, Plain.operand(variables.get(current).value()));
            }
            for (String current : file.electrodeCurrents()) {
                sum = Arithmetic.subtract(
                        sum, Plain.operand(variables.get(current).value()));
            }
            currents.put("", sum);
        }
        return currents;
    }

    /** Tells whether the file has currents of no ion. */
    boolean hasOtherCurrents() {
        return !file.currents().isEmpty() || !file.electrodeCurrents().isEmpty();
    }

    /** The variables after the current part of BREAKPOINT. */
    Environment currentPart(Surroundings surroundings, Map<String, Quantity> given) {
        Environment variables = new Environment(given, others(surroundings, given, false), surroundings.like());
        file.block("BREAKPOINT")
                .ifPresent(block -> new Interpreter(file, variables).run(block, (statement, interpreter) -> {
                    if (!(statement instanceof Statement.Solve)) {
                        Statements.refuse(statement, "BREAKPOINT");
                    }
                }));
        return variables;
    }

    /** The variables after INITIAL. */
    Environment initial(Surroundings surroundings) {
        Map<String, Quantity> given = given(surroundings);
        for (Declaration state : file.states().values()) {
            if (!ions.contains(state.name())) {
                Quantity start = Optional.ofNullable(given.get(state.name() + "0"))
                        .orElse(Quantity.of(Double.isNaN(state.value()) ? 0 : state.value()));
                elements(state.name(), state.size()).forEach(name -> given.put(name, start));
            }
        }
        analysis.kept().forEach(name -> elements(name, file.assigned().get(name).size())
                .forEach(given::remove));
        if (surroundings.like() == null) {
            // A file is checked as at the beginning of a run.
            given.put(Clock.NAME, Quantity.ZERO);
        }
        given.put(SPIKES, Quantity.ZERO);
        given.put(EventQueue.LOST, Quantity.ZERO);
        Environment variables = new Environment(given, name -> Quantity.ZERO, surroundings.like());
        point(variables, surroundings);
        if (events.isPending()) {
            new EventQueue(variables, events).clear();
        }
        file.block("INITIAL")
                .ifPresent(block -> new Interpreter(file, variables).run(block, (statement, interpreter) -> {
                    if (statement instanceof Statement.Solve solve) {
                        solve(solve, interpreter, STEADY);
                    } else {
                        Statements.refuse(statement, "INITIAL");
                    }
                }));
        if (events.isReceiver()) {
            new EventDelivery(file, events, variables).initialize();
        }
        governReversals(variables);
        return variables;
    }

    private boolean carriesCurrent() {
        return hasOtherCurrents() || !ions.written(IonVariables.Kind.CURRENT).isEmpty();
    }

    private void solve(Statement statement, Interpreter interpreter, Surroundings surroundings) {
        if (statement instanceof Statement.Solve solve) {
            solve(solve, interpreter, surroundings.timeStep());
        } else {
            Statements.refuse(statement, "BREAKPOINT");
        }
    }

    private void solve(Statement.Solve solve, Interpreter interpreter, double timeStep) {
        Block block = file.named(solve.block())
                .orElseThrow(() -> new NmodlFault(solve.at(), "there is no block '" + solve.block() + "'"));
        Environment variables = interpreter.variables();
        boolean isSteadyState = solve.isSteadyState();
        switch (block.kind()) {
            case "LINEAR" -> new LinearBlock(file, block, variables).run();
            case "PROCEDURE" -> interpreter.run(block, Interpreter.none("PROCEDURE"));
            case "KINETIC" -> new ImplicitStep(file, block, variables, timeStep).run(isSteadyState);
            case "DERIVATIVE" -> {
                boolean isImplicit = Methods.isImplicit(solve.method()) || analysis.isNonlinear(block.name());
                if (isSteadyState || isImplicit) {
                    new ImplicitStep(file, block, variables, timeStep).run(isSteadyState);
                } else {
                    explicit(solve, block, interpreter, timeStep);
                }
            }
            default -> throw new NmodlFault(solve.at(), "SOLVE cannot solve a block " + block.kind());
        }
    }

    private void explicit(Statement.Solve solve, Block block, Interpreter interpreter, double timeStep) {
        ExplicitSteps steps = new ExplicitSteps(timeStep, !solve.method().equals("euler"));
        interpreter.run(block, steps);
        steps.finish(interpreter.variables());
        if (steps.isNonlinear()) {
            analysis.foundNonlinear(solve, block);
        }
    }

    /** Sets the reversal potentials of ions whose concentrations the file writes, by Nernst's law, as NEURON does. */
    private void governReversals(Environment variables) {
        for (String ion : ions.governed()) {
            double valence = ions.valence(ion).orElse(0.0);
            if (valence == 0) {
                continue;
            }
            Quantity kelvin = Calculus.add(variables.get("celsius"), Quantity.of(273.15));
            Quantity ratio = Calculus.divide(variables.get(ion + "o"), variables.get(ion + "i"));
            Quantity scale = Calculus.multiply(kelvin, Quantity.of(1000 * GAS_CONSTANT / (valence * FARADAY)));
            variables.set("e" + ion, Calculus.multiply(scale, Calculus.log(ratio)));
        }
    }

    /** The values of all variables that are not assigned, before any block runs. */
    Map<String, Quantity> given(Surroundings surroundings) {
        Map<String, Quantity> given = new HashMap<>();
        file.constants().forEach((name, value) -> given.put(name, Quantity.of(value)));
        analysis.parameters().forEach(parameter -> put(given, surroundings, parameter.name(), parameter.size(), false));
        kept().forEach((name, size) -> put(given, surroundings, name, size, true));
        given.put("v", Quantity.ofMoment(surroundings.get("v", -1)));
        events.parameters()
                .forEach(argument -> given.put(argument.name(), Quantity.fixed(surroundings.get(argument.key(), -1))));
        given.put("dt", Quantity.of(surroundings.timeStep()));
        given.put("usetable", Quantity.ZERO);
        given.putIfAbsent(Clock.NAME, Quantity.ZERO);
        given.put("secondorder", Quantity.ZERO);
        for (String name : analysis.predefined()) {
            given.put(name, Quantity.fixed(surroundings.get(name, -1)));
        }
        for (Variable variable : ions.all()) {
            boolean isCurrent = variable.kind() == IonVariables.Kind.CURRENT;
            if (!isCurrent || !variable.isWritten()) {
                Object value =
                        isCurrent ? surroundings.current(variable.name()) : surroundings.get(variable.name(), -1);
                given.put(variable.name(), Quantity.ofMoment(value));
            }
        }
        for (String ion : ions.governed()) {
            for (String name : Set.of(ion + "i", ion + "o")) {
                given.computeIfAbsent(name, n -> Quantity.ofMoment(surroundings.get(n, -1)));
            }
        }
        return given;
    }

    private static void put(
            Map<String, Quantity> given, Surroundings surroundings, String name, int size, boolean isOfMoment) {
        if (size == 0) {
            given.put(name, new Quantity(surroundings.get(name, -1), Arithmetic.ZERO, false, isOfMoment));
        }
        for (int i = 0; i < size; i++) {
            Object value = surroundings.get(name, i);
            given.put(Environment.element(name, i), new Quantity(value, Arithmetic.ZERO, false, isOfMoment));
        }
    }

    /** The names of a variable's elements; its own name for a single value. */
    static List<String> elements(String name, int size) {
        return size == 0
                ? List.of(name)
                : IntStream.range(0, size)
                        .mapToObj(i -> Environment.element(name, i))
                        .toList();
    }

    /** The values of variables that a block reads and does not set, from INITIAL or from BREAKPOINT. */
    private Function<String, Quantity> others(
            Surroundings surroundings, Map<String, Quantity> given, boolean isUpdate) {
        Map<String, Environment> ran = new HashMap<>();
        return name -> switch (analysis.source(name, isUpdate)) {
            case INITIAL -> ran.computeIfAbsent("INITIAL", key -> initial(surroundings))
                    .get(name);
            case BREAKPOINT -> ran.computeIfAbsent("BREAKPOINT", key -> currentPart(surroundings, given))
                    .get(name);
            case NOWHERE -> Quantity.ZERO;
        };
    }
}
