package dev.huxley.mechanism.nmodl;

import java.util.stream.IntStream;

/**
 * The events that a mechanism has sent to itself and that have not arrived: their times and flags, each in a slot of its
 * own. A graph cannot grow by values, so there are {@value #SLOTS} slots. An event that finds none free makes all states
 * of its mechanism NaN, which ends the run with an error in place of a wrong result.
 */
final class EventQueue {
    static final int SLOTS = 8;

    /** The times of arrival (ms); negative in a free slot. */
    static final String TIME = "pending_time";

    static final String FLAG = "pending_flag";

    /** Set where an event found no slot; no name that a file could have. */
    static final String LOST = "pending lost";

    private static final Quantity FREE = Quantity.of(-1);

    /** Later than any run ends (ms). */
    private static final Quantity NEVER = Quantity.of(1e30);

    private final Environment variables;
    private final Events events;

    EventQueue(Environment variables, Events events) {
        this.variables = variables;
        this.events = events;
    }

    /** An event that leaves the queue, where there is one: elsewhere the condition does not hold. */
    record Arrival(Quantity isThere, Quantity time, Quantity flag) {}

    /** Frees all slots. */
    void clear() {
        for (int slot = 0; slot < SLOTS; slot++) {
            variables.set(time(slot), FREE);
            if (events.keepsFlags()) {
                variables.set(flag(slot), Quantity.ZERO);
            }
        }
    }

    /** Puts an event into the first free slot. */
    void add(Quantity time, Quantity flag) {
        Quantity isPlaced = Quantity.ZERO;
        for (int slot = 0; slot < SLOTS; slot++) {
            Quantity before = variables.get(time(slot));
            Quantity isHere =
                    Calculus.compare("&&", Calculus.compare("<", before, Quantity.ZERO), Calculus.not(isPlaced));
            variables.set(time(slot), choose(isHere, time, before));
            if (events.keepsFlags()) {
                variables.set(flag(slot), choose(isHere, flag, variables.get(flag(slot))));
            }
            isPlaced = Calculus.compare("||", isPlaced, isHere);
        }
        Quantity isLost = Calculus.numeric(Calculus.not(isPlaced));
        variables.set(LOST, Calculus.add(variables.get(LOST), isLost));
    }

    /** Takes out the earliest event, where it arrives before or at a time (ms). */
    Arrival take(Quantity limit) {
        Quantity earliest = NEVER;
        for (int slot = 0; slot < SLOTS; slot++) {
            Quantity time = variables.get(time(slot));
            Quantity arrival = choose(Calculus.compare("<", time, Quantity.ZERO), NEVER, time);
            earliest = choose(Calculus.compare("<", arrival, earliest), arrival, earliest);
        }
        Quantity isThere = Calculus.compare("<=", earliest, limit);
        Quantity isLeft = isThere;
        Quantity flag = Quantity.ZERO;
        for (int slot = 0; slot < SLOTS; slot++) {
            Quantity time = variables.get(time(slot));
            Quantity isHere = Calculus.compare("&&", isLeft, Calculus.compare("==", time, earliest));
            if (events.keepsFlags()) {
                flag = choose(isHere, variables.get(flag(slot)), flag);
            }
            variables.set(time(slot), choose(isHere, FREE, time));
            isLeft = Calculus.compare("&&", isLeft, Calculus.not(isHere));
        }
        return new Arrival(
                isThere,
                earliest,
                events.keepsFlags() ? flag : Quantity.of(events.flag().orElse(0)));
    }

    private Quantity choose(Quantity condition, Quantity then, Quantity otherwise) {
        return Calculus.choose(condition, then, otherwise, variables.like());
    }

    private static String time(int slot) {
        return Environment.element(TIME, slot);
    }

    private static String flag(int slot) {
        return Environment.element(FLAG, slot);
    }

    /** The start value of a slot's time before INITIAL has run. */
    static double[] free() {
        return IntStream.range(0, SLOTS).mapToDouble(slot -> -1).toArray();
    }
}
