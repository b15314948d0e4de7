package dev.huxley.model;

import dev.huxley.text.Brief;

/** A part of a model: an index set on its columns. Verbs act on the model directly. */
public final class View extends Selection {
    private final NeuronModel model;

    View(NeuronModel model, int[] compartments, Sharing sharing, Scope scope, String label) {
        super(compartments, sharing, scope, label);
        this.model = model;
    }

    @Override
    public NeuronModel model() {
        return model;
    }

    @Override
    public String toString() {
        return Brief.of(label()) + ": " + Brief.count(compartments.length, "compartment");
    }
}
