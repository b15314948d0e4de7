package dev.huxley.program.integrate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.graph.Graph;
import dev.huxley.graph.optimize.SafeWhere;
import dev.huxley.program.Binding;
import dev.huxley.program.CableEquation;
import dev.huxley.program.LocalStep;
import dev.huxley.program.Propagate;
import dev.huxley.program.Stage;
import dev.huxley.tracing.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Exponential Euler, see {@link Integrators#exponentialEuler()}. */
record ExponentialEuler() implements Integrator {
    /**
     * The |z| below which the series of {@link #phi} is more accurate than the quotient (error of the series 3e-17).
     */
    private static final double SERIES_BELOW = 2e-2;

    private static final String SIZE = "size";
    private static final String SPECIFIC_CAPACITY = "specific capacity";

    @Override
    public String name() {
        return "exponential Euler";
    }

    @Override
    public boolean splitsMembrane() {
        return true;
    }

    @Override
    public List<Stage> stages(CableEquation equation, double timeStep) {
        List<Stage> stages = new ArrayList<>();
        if (equation.inertia() >= 0) {
            stages.add(inertia(equation, timeStep));
            stages.add(impulse(equation, timeStep));
        }
        if (equation.hasTerms() || equation.isStimulated()) {
            stages.add(membrane(equation, timeStep));
        }
        stages.add(new Propagate(equation));
        return stages;
    }

    /**
     * The exact solution of {@code dx/dt = b - a x} over the step, with {@code a = unit slope / specific capacity} and
     * likewise b: {@code x + dt (b - a x) phi(-dt a)}, which has no 0/0 where nothing decays.
     */
    private static LocalStep membrane(CableEquation equation, double timeStep) {
        List<Binding> inputs = new ArrayList<>();
        inputs.add(new Binding(LocalStep.VALUE, equation.variable(), null));
        if (equation.isStimulated()) {
            inputs.add(new Binding(SIZE, equation.size(), null));
        }
        if (equation.specificCapacity() >= 0) {
            inputs.add(new Binding(SPECIFIC_CAPACITY, equation.specificCapacity(), null));
        }
        List<String> names = new ArrayList<>(inputs.stream().map(Binding::name).toList());
        if (equation.hasTerms()) {
            names.add(LocalStep.SLOPE);
            names.add(LocalStep.CONSTANT);
        }
        if (equation.isStimulated()) {
            names.add(LocalStep.INJECTED);
        }
        Graph graph = SafeWhere.guard(Tracer.trace("exponential Euler", names, arrays -> {
            NDArray value = arrays.get(LocalStep.VALUE);
            double scale = equation.unit() * timeStep;
            NDArray change = value.zerosLike();
            NDArray decay = value.zerosLike();
            if (equation.hasTerms()) {
                decay = arrays.get(LocalStep.SLOPE).mul(scale);
                change = arrays.get(LocalStep.CONSTANT).mul(scale).sub(decay.mul(value));
            }
            if (equation.isStimulated()) {
                change = change.add(arrays.get(LocalStep.INJECTED).div(arrays.get(SIZE)));
            }
            if (equation.specificCapacity() >= 0) {
                decay = decay.div(arrays.get(SPECIFIC_CAPACITY));
                change = change.div(arrays.get(SPECIFIC_CAPACITY));
            }
            return Map.of(LocalStep.VALUE, value.add(change.mul(phi(decay.neg()))));
        }));
        return new LocalStep("exponential decay of " + equation.quantity(), equation.variable(), graph, inputs);
    }

    /**
     * Computes the charge that the membrane takes up per unit of x after the step: {@code capacity + dt exchange
     * slope}.
     */
    private static LocalStep inertia(CableEquation equation, double timeStep) {
        return ofMembrane("inertia", equation, equation.inertia(), LocalStep.SLOPE, arrays -> {
            NDArray inertia = capacity(equation, arrays);
            if (equation.hasTerms()) {
                double scale = equation.unit() * timeStep;
                inertia = inertia.add(arrays.get(SIZE).mul(scale).mul(arrays.get(LocalStep.SLOPE)));
            }
            return inertia;
        });
    }

    /**
     * Computes the inflow that does not depend on x after the step: {@code capacity x + dt exchange constant +
     * injected}.
     */
    private static LocalStep impulse(CableEquation equation, double timeStep) {
        return ofMembrane("impulse", equation, equation.impulse(), LocalStep.CONSTANT, arrays -> {
            NDArray impulse = capacity(equation, arrays).mul(arrays.get(LocalStep.VALUE));
            if (equation.hasTerms()) {
                double scale = equation.unit() * timeStep;
                impulse = impulse.add(arrays.get(SIZE).mul(scale).mul(arrays.get(LocalStep.CONSTANT)));
            }
            return equation.isStimulated() ? impulse.add(arrays.get(LocalStep.INJECTED)) : impulse;
        });
    }

    private static NDArray capacity(CableEquation equation, Map<String, NDArray> arrays) {
        NDArray size = arrays.get(SIZE);
        return equation.specificCapacity() < 0 ? size : size.mul(arrays.get(SPECIFIC_CAPACITY));
    }

    /** Computes a quantity of the membrane from one of the sums of terms, at the value before the step. */
    private static LocalStep ofMembrane(
            String what, CableEquation equation, int target, String sum, Function<Map<String, NDArray>, NDArray> rule) {
        List<Binding> inputs = new ArrayList<>();
        inputs.add(new Binding(SIZE, equation.size(), null));
        if (sum.equals(LocalStep.CONSTANT)) {
            inputs.add(new Binding(LocalStep.VALUE, equation.variable(), null));
        }
        if (equation.specificCapacity() >= 0) {
            inputs.add(new Binding(SPECIFIC_CAPACITY, equation.specificCapacity(), null));
        }
        List<String> names = new ArrayList<>(inputs.stream().map(Binding::name).toList());
        if (equation.hasTerms()) {
            names.add(sum);
        }
        if (equation.isStimulated() && sum.equals(LocalStep.CONSTANT)) {
            names.add(LocalStep.INJECTED);
        }
        Graph graph = Tracer.trace(what, names, arrays -> Map.of(LocalStep.VALUE, rule.apply(arrays)));
        return new LocalStep(what + " of " + equation.quantity(), equation.variable(), target, graph, inputs);
    }

    /** {@code (exp(z) - 1) / z}, 1 at z = 0. */
    private static NDArray phi(NDArray z) {
        NDArray series = z.div(7).add(1);
        for (int k = 6; k >= 2; k--) {
            series = series.mul(z).div(k).add(1);
        }
        return NDArrays.where(z.abs().lt(SERIES_BELOW), series, z.exp().sub(1).div(z));
    }
}
