package dev.huxley.optimiser;

import ai.djl.ndarray.NDManager;
import dev.huxley.text.Brief;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Different optimisers for different parameters, chosen by path: of a leaf, or of a folder for all leaves in it. The
 * longest path that fits a parameter wins. Each optimiser sees its own parameters only, so a norm is over those.
 *
 * <pre>{@code
 * Optimiser optimiser = PerPath.builder()
 *         .set("soma", new Adam(0.01))
 *         .set("soma/HH_gLeak", new Adam(0.001))
 *         .otherwise(new GradientDescent(0.1))
 *         .build();
 * }</pre>
 *
 * The state's memory holds each optimiser's under its number ("0", "1", ... in the order they were set; the one for
 * otherwise comes last).
 */
public final class PerPath implements Optimiser {
    private final List<String> paths;
    private final List<Optimiser> optimisers;

    private PerPath(Map<String, Optimiser> byPath, Optimiser otherwise) {
        paths = List.copyOf(byPath.keySet());
        List<Optimiser> all = new ArrayList<>(byPath.values());
        if (otherwise != null) {
            all.add(otherwise);
        }
        optimisers = List.copyOf(all);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if a parameter has no optimiser or an optimiser no parameter
     */
    @Override
    public State start(NDManager manager, Tree parameters) {
        for (String path : paths) {
            if (!parameters.contains(path)) {
                throw new IllegalArgumentException("there is an optimiser for \"" + path
                        + "\" but no such parameter; parameters are " + parameters.paths());
            }
        }
        Tree memory = Tree.empty();
        List<Tree> groups = groups(parameters);
        for (int i = 0; i < groups.size(); i++) {
            State state = optimisers.get(i).start(manager, groups.get(i));
            memory = memory.with(String.valueOf(i), state.memory());
        }
        return new State(0, memory);
    }

    @Override
    public Step step(NDManager manager, Tree parameters, Tree gradients, double loss, State state) {
        Gradients.check(parameters, gradients, loss, state.step());
        return step(
                parameters,
                gradients,
                state,
                (optimiser, group, own, from) -> optimiser.step(manager, group, own, loss, from));
    }

    @Override
    public Step stepEach(NDManager manager, Tree parameters, Tree gradients, double[] losses, State state) {
        Gradients.check(parameters, gradients, Arrays.stream(losses).sum(), state.step());
        return step(
                parameters,
                gradients,
                state,
                (optimiser, group, own, from) -> optimiser.stepEach(manager, group, own, losses, from));
    }

    /** A step of one optimiser with its own parameters, gradients and state. */
    private interface Part {
        Step step(Optimiser optimiser, Tree parameters, Tree gradients, State state);
    }

    private Step step(Tree parameters, Tree gradients, State state, Part part) {
        List<Tree> groups = groups(parameters);
        Tree moved = Tree.empty();
        Tree memory = Tree.empty();
        for (int i = 0; i < groups.size(); i++) {
            Tree group = groups.get(i);
            String name = String.valueOf(i);
            Tree own = state.memory().contains(name) ? state.memory().subtree(name) : Tree.empty();
            Tree groupGradients = group.mapWithPath((path, parameter) -> gradients.get(path));
            Step step = part.step(optimisers.get(i), group, groupGradients, new State(state.step(), own));
            for (String path : step.parameters().paths()) {
                moved = moved.with(path, step.parameters().get(path));
            }
            memory = memory.with(name, step.state().memory());
        }
        Tree all = moved;
        return new Step(
                parameters.mapWithPath((path, parameter) -> all.get(path)), new State(state.step() + 1, memory));
    }

    /** The parameters of each optimiser. */
    private List<Tree> groups(Tree parameters) {
        List<Tree.Builder> groups = new ArrayList<>();
        optimisers.forEach(optimiser -> groups.add(Tree.builder()));
        parameters.forEach((path, array) -> groups.get(optimiserOf(path)).set(path, array));
        return groups.stream().map(Tree.Builder::build).toList();
    }

    private int optimiserOf(String parameter) {
        int best = -1;
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            boolean fits = parameter.equals(path) || parameter.startsWith(path + "/");
            if (fits && (best < 0 || path.length() > paths.get(best).length())) {
                best = i;
            }
        }
        if (best < 0 && optimisers.size() == paths.size()) {
            throw new IllegalArgumentException(
                    "parameter \"" + parameter + "\" has no optimiser; there are optimisers for " + paths
                            + "; add one, or one for all others with otherwise(...)");
        }
        return best < 0 ? paths.size() : best;
    }

    @Override
    public String toString() {
        return Brief.of("PerPath[" + Brief.list(paths) + ": " + Brief.list(optimisers) + "]");
    }

    /** Collects optimisers. */
    public static final class Builder {
        private final Map<String, Optimiser> byPath = new LinkedHashMap<>();
        private Optimiser otherwise;

        private Builder() {}

        /** Sets the optimiser of the parameter, or of all parameters in the folder, at {@code path}. */
        public Builder set(String path, Optimiser optimiser) {
            if (path == null || optimiser == null) {
                throw new IllegalArgumentException(
                        "the optimiser for \"" + path + "\" is " + optimiser + "; neither may be null");
            }
            byPath.put(path, optimiser);
            return this;
        }

        /** Sets the optimiser of all parameters that no path fits. */
        public Builder otherwise(Optimiser optimiser) {
            otherwise = optimiser;
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
