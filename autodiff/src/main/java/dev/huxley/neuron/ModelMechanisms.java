package dev.huxley.neuron;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.NeuronModel;
import java.util.ArrayList;
import java.util.List;

/** The mechanisms of a model's membranes. */
final class ModelMechanisms {
    private ModelMechanisms() {}

    /** All channels, then all pumps, in the order of their updates. */
    static List<MembraneMechanism> all(NeuronModel model) {
        List<MembraneMechanism> all = new ArrayList<>(model.channels());
        all.addAll(model.pumps());
        return all;
    }

    /** Those that are written: all but sources of spikes, which NEURON gets as events. */
    static List<MembraneMechanism> written(NeuronModel model) {
        return all(model).stream()
                .filter(mechanism -> !SpikeTrains.isSource(mechanism))
                .toList();
    }
}
