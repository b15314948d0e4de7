package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Call;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import java.util.List;
import java.util.Map;

/** The functions that need the time: those that send events, and {@code at_time}. */
final class TimedCalls {
    private static final Map<String, Integer> ARITIES =
            Map.of(Events.SEND, 2, Events.FIRE, 1, "at_time", 1, "net_move", 1);

    private TimedCalls() {}

    static boolean isKnown(String name) {
        return ARITIES.containsKey(name);
    }

    /** The value of a call, whose effects the variables then have. */
    static Quantity call(Call call, List<Quantity> arguments, Environment variables, ModFile file) {
        int arity = ARITIES.get(call.name());
        if (arguments.size() != arity) {
            throw new NmodlFault(call.at(), call.name() + " takes " + arity + " arguments, not " + arguments.size());
        }
        switch (call.name()) {
            case Events.SEND -> {
                Quantity arrival = Calculus.add(variables.get("t"), Calculus.numeric(arguments.get(0)));
                new EventQueue(variables, Events.of(file)).add(arrival, Calculus.numeric(arguments.get(1)));
                return Quantity.ZERO;
            }
            case Events.FIRE -> {
                requirePresent(call.arguments().get(0));
                variables.set("spikes", Quantity.of(1));
                return Quantity.ZERO;
            }
            case "at_time" -> {
                return isInStep(Calculus.numeric(arguments.get(0)), variables);
            }
            default -> throw new NmodlFault(
                    call.at(),
                    call.name() + " is not supported: an event that was sent cannot be moved; let it arrive and ignore"
                            + " it, by a variable that says which one counts");
        }
    }

    private static void requirePresent(Expression time) {
        if (!(time instanceof Reference reference && reference.name().equals("t"))) {
            throw new NmodlFault(
                    time.at(), "net_event takes the present time t; send a later spike by net_send to itself");
        }
    }

    /** 1 if a time lies in the step that ends at the present time, as in NEURON's fixed steps. */
    private static Quantity isInStep(Quantity time, Environment variables) {
        Quantity now = variables.get("t");
        Quantity early = Calculus.subtract(time, Quantity.of(1e-11));
        return Calculus.compare(
                "&&",
                Calculus.compare("<=", early, now),
                Calculus.compare(">", early, Calculus.subtract(now, variables.get("dt"))));
    }
}
