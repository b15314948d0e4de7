package dev.huxley.program.lower;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.program.Binding;
import dev.huxley.program.LocalStep;
import dev.huxley.tracing.Tracer;
import java.util.List;
import java.util.Map;

/** The step of an ion that is pumped and does not diffuse: implicit Euler, in every compartment by itself. */
final class PumpedIon {
    private PumpedIon() {}

    /** {@code c' = (c + dt constant) / (1 + dt slope)}: {@code dc/dt = constant - slope c'}. */
    static LocalStep step(String name, int ion, double timeStep) {
        List<String> inputs = List.of(LocalStep.VALUE, LocalStep.SLOPE, LocalStep.CONSTANT);
        Graph graph = Tracer.trace("implicit Euler", inputs, arrays -> {
            NDArray numerator = arrays.get(LocalStep.VALUE)
                    .add(arrays.get(LocalStep.CONSTANT).mul(timeStep));
            NDArray denominator = arrays.get(LocalStep.SLOPE).mul(timeStep).add(1);
            return Map.of(LocalStep.VALUE, numerator.div(denominator));
        });
        return new LocalStep("implicit Euler of " + name, ion, graph, List.of(new Binding(LocalStep.VALUE, ion, null)));
    }
}
