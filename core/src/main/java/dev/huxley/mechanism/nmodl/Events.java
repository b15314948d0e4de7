package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Literal;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of a file that events concern.
 *
 * @param isReceiver whether there is a block NET_RECEIVE
 * @param kept the variables of a connection that keep their values between events: arguments that the block assigns
 * @param parameters the other arguments, which are the user's; the first of all arguments has the key {@code weight}
 * @param sites the number of events that the mechanism may send to itself at once: of places that do, as many as there are
 *     slots if one stands in a loop
 * @param flag the flag of all these events; empty if it differs
 * @param isSource whether the mechanism sends events to others
 */
record Events(
        boolean isReceiver,
        List<Declaration> kept,
        List<Argument> parameters,
        int sites,
        OptionalDouble flag,
        boolean isSource) {
    /** The first argument of NET_RECEIVE for a user, as in NEURON's NetCon. */
    static final String WEIGHT = "weight";

    static final String SEND = "net_send";
    static final String FIRE = "net_event";

    /**
     * An argument that the block does not assign.
     *
     * @param name its name in the file
     * @param key its name as a parameter
     * @param unit its unit; empty if none is given
     */
    record Argument(String name, String key, String unit) {}

    /** The names of the variables that mechanisms with events have beside those of their file. */
    static Set<String> reserved(MechanismKind kind) {
        return kind == MechanismKind.UNIT
                ? Set.of(WEIGHT, NmodlChannel.EVENTS, NmodlProgram.SPIKES, EventQueue.TIME, EventQueue.FLAG)
                : Set.of(WEIGHT, NmodlSynapse.THRESHOLD, NmodlSynapse.ABOVE, EventQueue.TIME, EventQueue.FLAG);
    }

    static Events of(ModFile file) {
        Block block = file.block("NET_RECEIVE").orElse(null);
        List<Declaration> kept = new ArrayList<>();
        List<Argument> parameters = new ArrayList<>();
        if (block != null) {
            Set<String> assigned = assigned(block);
            for (int i = 0; i < block.arguments().size(); i++) {
                String name = block.arguments().get(i);
                String unit = block.units().get(i);
                if (assigned.contains(name)) {
                    kept.add(new Declaration(name, 0, Double.NaN, unit, block.at()));
                } else {
                    parameters.add(new Argument(name, i == 0 ? WEIGHT : name, unit));
                }
            }
        }
        List<Expression.Call> sent = calls(file, SEND);
        return new Events(
                block != null,
                kept,
                parameters,
                sendsInLoop(file) ? EventQueue.SLOTS : sent.size(),
                flag(sent),
                !calls(file, FIRE).isEmpty());
    }

    /** Tells whether the mechanism sends events to itself, which it keeps until they arrive. */
    boolean isPending() {
        return sites > 0;
    }

    /** Tells whether the flags of pending events are kept, since they differ. */
    boolean keepsFlags() {
        return isPending() && flag.isEmpty();
    }

    /** The place at which a block first sends an event to itself. */
    static Position sending(ModFile file, String blockKind) {
        return file.block(blockKind).stream()
                .flatMap(block -> Statements.all(block.body()).stream())
                .filter(Events::sends)
                .map(Statement::at)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> assigned(Block block) {
        Set<String> names = new LinkedHashSet<>();
        for (Statement statement : Statements.all(block.body())) {
            if (statement instanceof Statement.Assignment assignment) {
                names.add(assignment.target().name());
            }
        }
        return names;
    }

    private static List<Expression.Call> calls(ModFile file, String function) {
        return file.blocks().stream()
                .flatMap(block -> Statements.all(block.body()).stream())
                .filter(Statement.Procedure.class::isInstance)
                .map(statement -> ((Statement.Procedure) statement).call())
                .filter(call -> call.name().equals(function))
                .toList();
    }

    private static boolean sendsInLoop(ModFile file) {
        return file.blocks().stream()
                .flatMap(block -> Statements.all(block.body()).stream())
                .flatMap(statement -> statement instanceof Statement.From loop
                        ? Statements.all(loop.body()).stream()
                        : statement instanceof Statement.While loop
                                ? Statements.all(loop.body()).stream()
                                : Stream.empty())
                .anyMatch(Events::sends);
    }

    private static boolean sends(Statement statement) {
        return statement instanceof Statement.Procedure procedure
                && procedure.call().name().equals(SEND);
    }

    private static OptionalDouble flag(List<Expression.Call> sent) {
        Set<Double> flags = new LinkedHashSet<>();
        for (Expression.Call call : sent) {
            if (call.arguments().size() != 2 || !(call.arguments().get(1) instanceof Literal flag)) {
                return OptionalDouble.empty();
            }
            flags.add(flag.value());
        }
        return flags.size() == 1 ? OptionalDouble.of(flags.iterator().next()) : OptionalDouble.empty();
    }
}
