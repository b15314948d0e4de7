package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The delivery of a step's events: its block NET_RECEIVE runs at all places, and its results are taken where there is an
 * event. As in NEURON, an event acts in the step whose middle is next behind its time; one from outside comes before an
 * own one of the same time.
 */
final class EventDelivery {
    /** The part of a time step by which rounding may move the time of an event. */
    private static final double ROUNDING = 1e-3;

    /** A state beyond this size is no result of an event, but of a division by 0 where there is none. */
    private static final double LARGEST = 1e300;

    private final ModFile file;
    private final Events events;
    private final Environment variables;
    private final Block block;

    EventDelivery(ModFile file, Events events, Environment variables) {
        this.file = file;
        this.events = events;
        this.variables = variables;
        block = file.block("NET_RECEIVE").orElseThrow();
    }

    /** Runs the block's INITIAL, which gives the variables of a connection their start values. */
    void initialize() {
        for (Statement statement : block.body()) {
            if (statement instanceof Statement.Initial initial) {
                new Interpreter(file, variables).run(initial.body(), Interpreter.none("INITIAL of NET_RECEIVE"));
            }
        }
    }

    /** Delivers the events of the step that begins at the present time. */
    void deliver(Surroundings surroundings) {
        Quantity start = variables.get("t");
        double timeStep = surroundings.timeStep();
        if (events.isPending()) {
            variables.set(EventQueue.LOST, Quantity.ZERO);
            Quantity before = Calculus.subtract(start, Quantity.of(ROUNDING * timeStep));
            deliverOwn(before, start);
        }
        deliverOthers(surroundings);
        if (!Arithmetic.isZero(surroundings.arrivingWeights())) {
            deliverArriving(Quantity.ofMoment(surroundings.arrivingWeights()));
        }
        if (events.isPending()) {
            deliverOwn(Calculus.add(start, Quantity.of((0.5 + ROUNDING) * timeStep)), start);
        }
    }

    private void deliverOwn(Quantity limit, Quantity now) {
        EventQueue queue = new EventQueue(variables, events);
        for (int i = 0; i < events.sites(); i++) {
            EventQueue.Arrival arrival = queue.take(limit);
            Environment then = variables.branch();
            then.set("t", arrival.time());
            run(then, arrival.flag());
            variables.merge(arrival.isThere(), then, variables.branch());
            variables.set("t", now);
        }
    }

    /** Delivers the events that connections bring, as one with the sum of their weights. */
    private void deliverArriving(Quantity weight) {
        Environment then = variables.branch();
        Map<String, Quantity> locals = new HashMap<>();
        block.arguments().stream().limit(1).forEach(argument -> locals.put(argument, weight));
        run(then, Quantity.ZERO, locals);
        variables.merge(Calculus.compare("!=", weight, Quantity.ZERO), then, variables.branch());
    }

    private void deliverOthers(Surroundings surroundings) {
        Environment then = variables.branch();
        run(then, Quantity.ZERO);
        Set<String> changed = Set.copyOf(then.changed());
        Quantity count = Quantity.ofMoment(surroundings.events());
        Quantity isThere = Calculus.compare("!=", count, Quantity.ZERO);
        for (String name : changed) {
            Quantity before = variables.get(name);
            Quantity after = then.get(name);
            boolean isOfQueue = name.startsWith(EventQueue.TIME) || name.startsWith(EventQueue.FLAG);
            boolean isSmooth = surroundings.eventsHaveGradients() && !isOfQueue && !name.equals(EventQueue.LOST);
            variables.set(
                    name,
                    isSmooth
                            ? smooth(count, isThere, before, after)
                            : Calculus.choose(isThere, after, before, variables.like()));
        }
    }

    /**
     * The value behind a number of events that may be given with gradients: exactly the one or the other where it is 0 or
     * 1, with the derivative of the straight line between them.
     */
    private Quantity smooth(Quantity count, Quantity isThere, Quantity before, Quantity after) {
        NDArray like = variables.like();
        Quantity jump = Calculus.subtract(after, before);
        if (!(count.value() instanceof NDArray array) || Arithmetic.isZero(jump.value())) {
            return Calculus.choose(isThere, after, before, like);
        }
        Quantity whole = Quantity.ofMoment(array.stopGradient());
        Quantity more = Calculus.multiply(Calculus.subtract(whole, Quantity.of(1)), jump);
        Quantity value = Calculus.choose(isThere, Calculus.add(after, more), before, like);
        Quantity size = Calculus.apply(jump, Math::abs, NDArray::abs, Arithmetic.ZERO);
        Quantity finite = Calculus.choose(Calculus.compare("<", size, Quantity.of(LARGEST)), jump, Quantity.ZERO, like);
        return Calculus.add(value, Calculus.multiply(Calculus.subtract(count, whole), finite));
    }

    private void run(Environment environment, Quantity flag) {
        run(environment, flag, Map.of());
    }

    /** @param locals the values of arguments that are not those of the mechanism */
    private void run(Environment environment, Quantity flag, Map<String, Quantity> locals) {
        Map<String, Quantity> all = new HashMap<>(locals);
        all.put("flag", flag);
        environment.enter(all);
        new Interpreter(file, environment).run(block, (statement, interpreter) -> {
            if (!(statement instanceof Statement.Initial)) {
                Statements.refuse(statement, "NET_RECEIVE");
            }
        });
        environment.leave();
    }
}
