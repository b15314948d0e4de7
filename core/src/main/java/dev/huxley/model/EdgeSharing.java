package dev.huxley.model;

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

    /** The element that the synapse belongs to, numbered in any way. */
    int element(NeuronModel model, int edge) {
        return switch (this) {
            case ONE_VALUE -> 0;
            case PER_SYNAPSE -> edge;
            case PER_PRE_CELL -> cell(model, Edges.PRE, edge);
            case PER_POST_CELL -> cell(model, Edges.POST, edge);
        };
    }

    String describe(NeuronModel model, int edge) {
        return switch (this) {
            case ONE_VALUE -> "the view";
            case PER_SYNAPSE -> model.place(Domain.EDGES, edge);
            case PER_PRE_CELL -> "the synapses of cell " + cell(model, Edges.PRE, edge);
            case PER_POST_CELL -> "the synapses onto cell " + cell(model, Edges.POST, edge);
        };
    }

    private static int cell(NeuronModel model, String side, int edge) {
        return model.structure().cell(model.edges().indices(side).value(edge));
    }
}
