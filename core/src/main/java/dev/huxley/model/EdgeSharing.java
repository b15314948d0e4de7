package dev.huxley.model;

import java.util.function.IntUnaryOperator;

/** The synapses of a view that share one value of a trainable parameter. */
public enum EdgeSharing {
    /** One value for the whole view. */
    ONE_VALUE,
    /** One value for every synapse in view. */
    PER_SYNAPSE,
    /** One value for every presynaptic cell in view. */
    PER_PRE_CELL,
    /** One value for every postsynaptic cell in view. */
    PER_POST_CELL;

    /** The synapses that share a value in this model. */
    Grouping in(NeuronModel model) {
        return switch (this) {
            case ONE_VALUE -> Grouping.one("the view");
            case PER_SYNAPSE -> new Grouping(edge -> edge, edge -> model.place(Domain.EDGES, edge));
            case PER_PRE_CELL -> ofCell(edge -> cell(model, Edges.PRE, edge), "the synapses of cell ");
            case PER_POST_CELL -> ofCell(edge -> cell(model, Edges.POST, edge), "the synapses onto cell ");
        };
    }

    private static Grouping ofCell(IntUnaryOperator cell, String description) {
        return new Grouping(cell, edge -> description + cell.applyAsInt(edge));
    }

    private static int cell(NeuronModel model, String side, int edge) {
        return model.structure().cell(model.edges().indices(side).value(edge));
    }
}
