package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.algebra.Elimination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One backward Euler step of a few states that depend on one another, {@code y' = y + dt f(y')}: stable for stiff
 * systems, for instance calcium with fast buffers. The voltage and all else that the rates read is held during the step.
 *
 * <pre>{@code
 * @Override
 * public Map<String, NDArray> update(Membrane membrane) {
 *     return ImplicitEuler.step(membrane, membrane.timeStep(), List.of("free", "bound"), y -> {
 *         Dual empty = Dual.of(membrane.get("total")).sub(y.get("bound"));
 *         Dual binds = y.get("free").mul(empty).mul(membrane.get("on")).sub(y.get("bound").mul(membrane.get("off")));
 *         return Map.of("free", binds.neg(), "bound", binds);
 *     });
 * }
 * }</pre>
 *
 * <p>The equation is solved in every compartment by Newton's method with the exact Jacobian, from the states before the
 * step. Rates that are linear in the states take one pass. Others take a fixed number, since a traced function has no
 * loop that ends by values; convergence is quadratic. Where the last pass still changes the states by 1e-4 of their
 * sizes, they are not a number, so that a run ends with an error which names them, and not with a wrong result.
 *
 * <p>Gradients are those of the implicit function theorem, {@code (1 - dt df/dy)^-1 (dy + dt df/dp dp)}: they pass
 * through the last pass only, whose matrix counts as constant, so the solution costs an adjoint of one pass, whatever
 * the number of passes.
 */
public final class ImplicitEuler {
    /** The passes of Newton's method unless a mechanism asks for others. */
    public static final int PASSES = 6;

    /** The largest change by the last pass, relative; quadratic convergence leaves an error of its square. */
    private static final double TOLERANCE = 1e-4;

    private final List<String> states;
    private final List<NDArray> before;
    private final double timeStep;
    private final UnaryOperator<Map<String, Dual>> rates;
    private final boolean areAmounts;

    private ImplicitEuler(
            List<String> states,
            List<NDArray> before,
            double timeStep,
            UnaryOperator<Map<String, Dual>> rates,
            boolean areAmounts) {
        this.states = states;
        this.before = before;
        this.timeStep = timeStep;
        this.rates = rates;
        this.areAmounts = areAmounts;
    }

    /**
     * The states after a step, with {@value #PASSES} passes.
     *
     * @param values the surroundings of the mechanism, which hold the states before the step
     * @param timeStep the step in the unit of time of the rates: ms, or s if they are per second
     * @param states the local names of the states; those that few others depend on first, which keeps zeros in the
     *     elimination
     * @param rates from the states to the rates of change of all of them, by local name
     * @return the new states by local name
     * @throws IllegalArgumentException if the rates are not those of the states
     */
    public static Map<String, NDArray> step(
            LocalValues values, double timeStep, List<String> states, UnaryOperator<Map<String, Dual>> rates) {
        return step(values, timeStep, states, rates, PASSES);
    }

    /** The states after a step, with at most this number of passes, see the other method. */
    public static Map<String, NDArray> step(
            LocalValues values,
            double timeStep,
            List<String> states,
            UnaryOperator<Map<String, Dual>> rates,
            int passes) {
        requirePasses(passes);
        return new ImplicitEuler(List.copyOf(states), before(values, states), timeStep, rates, false)
                .answer(values, passes);
    }

    /**
     * The states after a step if they are amounts, for instance concentrations, that never fall below 0: passes on the
     * way to the solution do not, either, where Newton's method might go astray. The other arguments are as for {@link
     * #step(LocalValues, double, List, UnaryOperator)}.
     */
    public static Map<String, NDArray> stepOfAmounts(
            LocalValues values, double timeStep, List<String> states, UnaryOperator<Map<String, Dual>> rates) {
        return stepOfAmounts(values, timeStep, states, rates, PASSES);
    }

    /** The amounts after a step, with at most this number of passes, see the other method. */
    public static Map<String, NDArray> stepOfAmounts(
            LocalValues values,
            double timeStep,
            List<String> states,
            UnaryOperator<Map<String, Dual>> rates,
            int passes) {
        requirePasses(passes);
        return new ImplicitEuler(List.copyOf(states), before(values, states), timeStep, rates, true)
                .answer(values, passes);
    }

    private static void requirePasses(int passes) {
        if (passes < 1) {
            throw new IllegalArgumentException("an implicit step with " + passes + " passes; at least one is needed");
        }
    }

    private static List<NDArray> before(LocalValues values, List<String> states) {
        return states.stream().map(values::get).toList();
    }

    /** The states after a step; where the rates are asked for, the states as they are. */
    private Map<String, NDArray> answer(LocalValues values, int passes) {
        if (!(values instanceof Membrane membrane) || membrane.rates() == null) {
            return solve(passes);
        }
        List<Dual> slopes = ratesAt(before);
        for (int i = 0; i < states.size(); i++) {
            Object rate = Arithmetic.multiply(slopes.get(i).value(), timeStep / membrane.timeStep());
            NDArray none = before.get(i).zerosLike();
            membrane.rates().put(states.get(i), rate instanceof NDArray array ? array : none.add((Double) rate));
        }
        return named(before);
    }

    private Map<String, NDArray> solve(int passes) {
        List<Dual> slopes = ratesAt(before);
        if (slopes.stream().noneMatch(Dual::isBent)) {
            return named(moved(before, change(before, slopes, false)));
        }
        List<NDArray> present = before;
        for (int pass = 1; pass < passes; pass++) {
            present = moved(present, change(present, slopes, false));
            if (areAmounts) {
                present = present.stream().map(amount -> amount.maximum(0)).toList();
            }
            if (pass == passes - 1) {
                present = present.stream().map(NDArray::stopGradient).toList();
            }
            slopes = ratesAt(present);
        }
        Object[] last = change(present, slopes, passes > 1);
        List<NDArray> after = moved(present, last);
        NDArray isSolved = size(last).lte(size(after.toArray()).mul(TOLERANCE));
        return named(after.stream()
                .map(state -> NDArrays.where(isSolved, state, state.zerosLike().add(Double.NaN)))
                .toList());
    }

    private List<Dual> ratesAt(List<NDArray> values) {
        Map<String, Dual> present = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            present.put(states.get(i), Dual.state(values.get(i), i, states.size()));
        }
        Map<String, Dual> given = rates.apply(present);
        if (!given.keySet().equals(present.keySet())) {
            throw new IllegalArgumentException("an implicit step of the states " + states + " has rates of change of "
                    + new TreeSet<>(given.keySet()) + "; give one for each state");
        }
        return states.stream().map(given::get).toList();
    }

    /** One pass: the solution of {@code (1 - dt df/dy) change = before + dt f - present}. */
    private Object[] change(List<NDArray> present, List<Dual> slopes, boolean isMatrixConstant) {
        int size = states.size();
        Object[][] matrix = new Object[size][size];
        Object[] right = new Object[size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                Object part = Arithmetic.multiply(slopes.get(row).slope(column), -timeStep);
                Object element = row == column ? Arithmetic.add(part, Arithmetic.ONE) : part;
                matrix[row][column] =
                        isMatrixConstant ? Arithmetic.apply(element, x -> x, NDArray::stopGradient) : element;
            }
            Object step = Arithmetic.multiply(slopes.get(row).value(), timeStep);
            boolean isAtStart = present.get(row) == before.get(row);
            right[row] = isAtStart
                    ? step
                    : Arithmetic.subtract(step, present.get(row).sub(before.get(row)));
        }
        Object[] changes = Elimination.solve(matrix, right);
        if (changes == null) {
            throw new IllegalArgumentException("an implicit step of " + timeStep + " of the states " + states
                    + " has no solution; take another step");
        }
        return changes;
    }

    private static List<NDArray> moved(List<NDArray> present, Object[] changes) {
        NDArray[] moved = new NDArray[changes.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (NDArray) Arithmetic.add(present.get(i), changes[i]);
        }
        return List.of(moved);
    }

    /** The sum of the sizes in every compartment. */
    private static NDArray size(Object[] values) {
        Object sum = Arithmetic.ZERO;
        for (Object value : values) {
            sum = Arithmetic.add(sum, Arithmetic.apply(value, Math::abs, x -> x.stopGradient()
                    .abs()));
        }
        return (NDArray) sum;
    }

    private Map<String, NDArray> named(List<NDArray> values) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            named.put(states.get(i), values.get(i));
        }
        return named;
    }
}
