package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The variables while statements run: those of the mechanism, and above them those of the functions that are being
 * called. Elements of arrays have names of their own, {@code ca[2]}. A variable of the mechanism that nothing has set
 * yet is asked for from {@code others}, which know its value from another block.
 */
final class Environment {
    /** Statements, those of calls and of both alternatives included, beyond which a block is refused. */
    private static final int MOST_STATEMENTS = 100_000;

    private final Map<String, Quantity> variables;
    private final Deque<Map<String, Quantity>> calls;
    private final Function<String, Quantity> others;
    private final NDArray like;

    /** The variables that were set here, and those that were read before. */
    private final Set<String> set = new HashSet<>();

    private final Set<String> askedFor;

    /** The number of statements that may still run: one counter for all alternatives. */
    private final int[] budget;

    /**
     * @param variables the values at the beginning
     * @param others the values of variables that are read before they are set
     * @param like an array over the compartments; null while a file is checked
     */
    Environment(Map<String, Quantity> variables, Function<String, Quantity> others, NDArray like) {
        this(new HashMap<>(variables), new ArrayDeque<>(), others, like, new HashSet<>(), new int[] {MOST_STATEMENTS});
        calls.push(new HashMap<>());
    }

    private Environment(
            Map<String, Quantity> variables,
            Deque<Map<String, Quantity>> calls,
            Function<String, Quantity> others,
            NDArray like,
            Set<String> askedFor,
            int[] budget) {
        this.variables = variables;
        this.calls = calls;
        this.others = others;
        this.like = like;
        this.askedFor = askedFor;
        this.budget = budget;
    }

    /** Counts a statement; returns false if there were too many. */
    boolean spend() {
        return --budget[0] >= 0;
    }

    static String element(String name, int index) {
        return name + "[" + index + "]";
    }

    boolean isLocal(String name) {
        return calls.peek().containsKey(name);
    }

    Quantity get(String name) {
        Quantity local = calls.peek().get(name);
        if (local != null) {
            return local;
        }
        return mechanisms(name);
    }

    void set(String name, Quantity value) {
        if (isLocal(name)) {
            calls.peek().put(name, value);
        } else {
            variables.put(name, value);
            set.add(name);
        }
    }

    void declareLocal(String name, Quantity value) {
        calls.peek().put(name, value);
    }

    void forgetLocal(String name) {
        calls.peek().remove(name);
    }

    /** Begins a call with these arguments. */
    void enter(Map<String, Quantity> arguments) {
        calls.push(new HashMap<>(arguments));
    }

    void leave() {
        calls.pop();
    }

    int depth() {
        return calls.size();
    }

    NDArray like() {
        return like;
    }

    /** The variables of the mechanism that were set since the beginning. */
    Set<String> changed() {
        return set;
    }

    /** The variables that were read before they were set. */
    Set<String> askedFor() {
        return askedFor;
    }

    /** A copy on which an alternative runs. */
    Environment branch() {
        Deque<Map<String, Quantity>> copies = new ArrayDeque<>(calls);
        copies.pop();
        copies.push(new HashMap<>(calls.peek()));
        return new Environment(new HashMap<>(variables), copies, others, like, askedFor, budget);
    }

    /** Takes over the results of two alternatives. */
    void merge(Quantity condition, Environment then, Environment otherwise) {
        Set<String> names = new HashSet<>(then.set);
        names.addAll(otherwise.set);
        for (String name : names) {
            Quantity merged = Calculus.choose(condition, then.mechanisms(name), otherwise.mechanisms(name), like);
            variables.put(name, merged);
            set.add(name);
        }
        for (String name : Set.copyOf(calls.peek().keySet())) {
            Quantity first = then.calls.peek().get(name);
            Quantity second = otherwise.calls.peek().get(name);
            if (first != second) {
                calls.peek().put(name, Calculus.choose(condition, first, second, like));
            }
        }
    }

    /** A variable of the mechanism, which a local one may hide. */
    private Quantity mechanisms(String name) {
        Quantity value = variables.get(name);
        if (value == null) {
            value = others.apply(name);
            askedFor.add(name);
            variables.put(name, value);
        }
        return value;
    }
}
