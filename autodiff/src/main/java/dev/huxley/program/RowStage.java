package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.Optional;

/** A stage that evaluates a graph in its rows. */
public sealed interface RowStage extends Stage
        permits UpdateStates, LinearizedStage, LocalStep, UpdateSynapses, SynapticCurrent {
    /** The function from inputs to outputs. */
    Graph graph();

    @Override
    List<Binding> inputs();

    @Override
    default Optional<Graph> evaluated() {
        return Optional.of(graph());
    }
}
