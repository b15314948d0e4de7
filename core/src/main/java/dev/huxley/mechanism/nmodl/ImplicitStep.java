package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.algebra.Elimination;
import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A backward Euler step of all states of a block together, as NEURON's {@code derivimplicit} and {@code sparse}.
 *
 * <p>Newton's method solves x = x0 + dt f(x) with the exact Jacobian, which comes from the equations by forward
 * differentiation, one state after the other; the graph keeps what they share once. A scheme whose reactions are of
 * first order is linear, with rate constants at the old states: one pass. Others take {@value #PASSES} passes, without a
 * test of convergence, since a graph has no loop that ends by values: quadratic convergence from the old state leaves
 * nothing after four to five. All passes but the last are closed to gradients: differentiated at the solution, the last
 * one gives exactly the derivative of the implicit function theorem, -J^-1 dF/dp.
 */
final class ImplicitStep {
    static final int PASSES = 6;

    /** Passes towards a steady state, which may be far. */
    private static final int STEADY_PASSES = 30;

    private final ModFile file;
    private final Block block;
    private final Environment variables;
    private final double timeStep;

    ImplicitStep(ModFile file, Block block, Environment variables, double timeStep) {
        this.file = file;
        this.block = block;
        this.variables = variables;
        this.timeStep = timeStep;
    }

    /** Takes the step; the variables then have the new states and all else that the block sets. */
    void run(boolean isSteadyState) {
        RateSystem first = RateSystem.of(file, block, variables.branch(), "", false);
        List<String> states = order(first);
        List<Object> before =
                states.stream().map(state -> variables.get(state).value()).toList();
        boolean isLinear = block.kind().equals("KINETIC") && !first.isNonlinear();
        int passes = isLinear ? 1 : isSteadyState ? STEADY_PASSES : PASSES;
        if (before.contains(Arithmetic.ANY)) {
            passes = 1;
        }
        for (int pass = 0; pass < passes; pass++) {
            boolean isLast = pass == passes - 1;
            if (isLast && pass > 0) {
                states.forEach(this::closeToGradients);
            }
            newton(states, before, isLinear);
        }
        // Everything else that the block computes, at the new states.
        RateSystem.of(file, block, variables, "", false);
    }

    private void closeToGradients(String state) {
        Quantity value = variables.get(state);
        if (value.value() instanceof NDArray array) {
            variables.set(state, Quantity.ofMoment(array.stopGradient()));
        }
    }

    private void newton(List<String> states, List<Object> before, boolean isLinear) {
        int size = states.size();
        Object[][] matrix = new Object[size][size];
        Object[] right = new Object[size];
        RateSystem system = null;
        for (int column = 0; column < size; column++) {
            system = RateSystem.of(file, block, variables.branch(), states.get(column), !isLinear);
            for (int row = 0; row < size; row++) {
                Object slope = system.rates().get(states.get(row)).slope();
                Object part = Arithmetic.multiply(slope, -timeStep);
                matrix[row][column] = row == column ? Arithmetic.add(part, Arithmetic.ONE) : part;
            }
        }
        for (int row = 0; row < size; row++) {
            Object change =
                    Arithmetic.multiply(system.rates().get(states.get(row)).value(), timeStep);
            Object past = Arithmetic.subtract(variables.get(states.get(row)).value(), before.get(row));
            right[row] = Arithmetic.subtract(change, past);
        }
        conserve(system, states, matrix, right);
        Object[] changes = Elimination.solve(matrix, right);
        if (changes == null) {
            throw new NmodlFault(block.at(), "the equations of " + block.name() + " do not determine its states");
        }
        for (int i = 0; i < size; i++) {
            variables.set(
                    states.get(i),
                    Quantity.ofMoment(
                            Arithmetic.add(variables.get(states.get(i)).value(), changes[i])));
        }
    }

    /** Replaces the last rows, one for each sum, by what is conserved. */
    private void conserve(RateSystem system, List<String> states, Object[][] matrix, Object[] right) {
        int row = states.size() - system.conserved().size();
        for (RateSystem.Conserved conserved : system.conserved()) {
            Object sum = conserved.sum().value();
            for (int column = 0; column < states.size(); column++) {
                Quantity weight = conserved.weights().getOrDefault(states.get(column), Quantity.ZERO);
                matrix[row][column] = weight.value();
                sum = Arithmetic.subtract(
                        sum,
                        Arithmetic.multiply(
                                weight.value(),
                                variables.get(states.get(column)).value()));
            }
            right[row++] = sum;
        }
    }

    /** The states, with one of each conserved sum at the end, whose equation the sum replaces. */
    private List<String> order(RateSystem system) {
        Map<String, Quantity> rates = system.rates();
        if (rates.isEmpty()) {
            throw new NmodlFault(block.at(), block.kind() + " " + block.name() + " has no equation");
        }
        List<String> states = new ArrayList<>(rates.keySet());
        List<String> replaced = new ArrayList<>();
        for (RateSystem.Conserved conserved : system.conserved()) {
            String last = conserved.weights().keySet().stream()
                    .filter(name -> rates.containsKey(name) && !replaced.contains(name))
                    .reduce((a, b) -> b)
                    .orElseThrow(() -> new NmodlFault(
                            block.at(), "CONSERVE in " + block.name() + " names no state of the scheme"));
            replaced.add(last);
        }
        states.removeAll(replaced);
        states.addAll(replaced);
        return states;
    }
}
