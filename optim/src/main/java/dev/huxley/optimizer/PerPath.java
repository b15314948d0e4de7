package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Different optimizers for different parameters, chosen by path: of a leaf, or of a folder for all leaves in it. The
 * longest path that matches a parameter wins. Each optimizer sees only its own parameters, so its norms are over those.
 *
 * <pre>{@code
 * Optimizer optimizer = PerPath.builder()
 *         .set("soma", new Adam(0.01))
 *         .set("soma/HH_gLeak", new Adam(0.001))
 *         .otherwise(new GradientDescent(0.1))
 *         .build();
 * }</pre>
 *
 * The state's memory holds that of each optimizer under its number ("0", "1", ... in the order in which they were set;
 * the one for otherwise comes last).
 */
public final class PerPath implements Optimizer {
    private final List<String> paths;
    private final List<Optimizer> optimizers;

    private PerPath(Map<String, Optimizer> byPath, Optimizer otherwise) {
        paths = List.copyOf(byPath.keySet());
        List<Optimizer> all = new ArrayList<>(byPath.values());
        if (otherwise != null) {
            all.add(otherwise);
        }
        optimizers = List.copyOf(all);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if a parameter has no optimizer or an optimizer no parameter
     */
    @Override
    public State start(NDManager manager, ArrayTree parameters) {
        for (String path : paths) {
            if (!parameters.contains(path)) {
                throw new IllegalArgumentException("there is an optimizer for \"" + path
                        + "\" but no such parameter; parameters are " + parameters.paths());
            }
        }
        ArrayTree memory = ArrayTree.empty();
        List<ArrayTree> groups = groups(parameters);
        for (int i = 0; i < groups.size(); i++) {
            State state = optimizers.get(i).start(manager, groups.get(i));
            memory = memory.with(String.valueOf(i), state.memory());
        }
        return new State(0, memory);
    }

    @Override
    public Step step(NDManager manager, ArrayTree parameters, ArrayTree gradients, double loss, State state) {
        Gradients.check(parameters, gradients, loss, state.step());
        return step(
                parameters,
                gradients,
                state,
                (optimizer, group, own, from) -> optimizer.step(manager, group, own, loss, from));
    }

    @Override
    public Step stepEach(NDManager manager, ArrayTree parameters, ArrayTree gradients, double[] losses, State state) {
        Gradients.check(parameters, gradients, Arrays.stream(losses).sum(), state.step());
        return step(
                parameters,
                gradients,
                state,
                (optimizer, group, own, from) -> optimizer.stepEach(manager, group, own, losses, from));
    }

    /** A step of one optimizer with its own parameters, gradients and state. */
    private interface Part {
        Step step(Optimizer optimizer, ArrayTree parameters, ArrayTree gradients, State state);
    }

    private Step step(ArrayTree parameters, ArrayTree gradients, State state, Part part) {
        List<ArrayTree> groups = groups(parameters);
        ArrayTree moved = ArrayTree.empty();
        ArrayTree memory = ArrayTree.empty();
        for (int i = 0; i < groups.size(); i++) {
            ArrayTree group = groups.get(i);
            String name = String.valueOf(i);
            ArrayTree own = state.memory().contains(name) ? state.memory().subtree(name) : ArrayTree.empty();
            ArrayTree groupGradients = group.mapWithPath((path, parameter) -> gradients.get(path));
            Step step = part.step(optimizers.get(i), group, groupGradients, new State(state.step(), own));
            for (String path : step.parameters().paths()) {
                moved = moved.with(path, step.parameters().get(path));
            }
            memory = memory.with(name, step.state().memory());
        }
        ArrayTree all = moved;
        return new Step(
                parameters.mapWithPath((path, parameter) -> all.get(path)), new State(state.step() + 1, memory));
    }

    /** The parameters of each optimizer. */
    private List<ArrayTree> groups(ArrayTree parameters) {
        List<ArrayTree.Builder> groups = new ArrayList<>();
        optimizers.forEach(optimizer -> groups.add(ArrayTree.builder()));
        parameters.forEach((path, array) -> groups.get(optimizerOf(path)).set(path, array));
        return groups.stream().map(ArrayTree.Builder::build).toList();
    }

    private int optimizerOf(String parameter) {
        int best = -1;
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            boolean fits = parameter.equals(path) || parameter.startsWith(path + "/");
            if (fits && (best < 0 || path.length() > paths.get(best).length())) {
                best = i;
            }
        }
        if (best < 0 && optimizers.size() == paths.size()) {
            throw new IllegalArgumentException(
                    "parameter \"" + parameter + "\" has no optimizer; there are optimizers for " + paths
                            + "; add one, or one for all others with otherwise(...)");
        }
        return best < 0 ? paths.size() : best;
    }

    @Override
    public String toString() {
        return Brief.of("PerPath[" + Brief.list(paths) + ": " + Brief.list(optimizers) + "]");
    }

    /** Collects optimizers. */
    public static final class Builder {
        private final Map<String, Optimizer> byPath = new LinkedHashMap<>();
        private Optimizer otherwise;

        private Builder() {}

        /** Sets the optimizer of the parameter, or of all parameters in the folder, at {@code path}. */
        public Builder set(String path, Optimizer optimizer) {
            if (path == null || optimizer == null) {
                throw new IllegalArgumentException(
                        "the optimizer for \"" + path + "\" is " + optimizer + "; neither may be null");
            }
            byPath.put(path, optimizer);
            return this;
        }

        /** Sets the optimizer of all parameters that no path matches. */
        public Builder otherwise(Optimizer optimizer) {
            otherwise = optimizer;
            return this;
        }

        @Override
        public String toString() {
            return Brief.of("PerPath.Builder" + byPath + (otherwise == null ? "" : ", otherwise " + otherwise));
        }

        public PerPath build() {
            return new PerPath(byPath, otherwise);
        }
    }
}
