package dev.huxley.model;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.protocol.Waveform;
import dev.huxley.table.TableRows;
import dev.huxley.text.ElementName;
import dev.huxley.tree.Handle;

/**
 * A set of compartments of a model, with the verbs that act on them. A model is the selection of all its compartments;
 * the narrowing methods give views. Verbs act on the model itself, never on a copy.
 */
public abstract class Selection extends CompartmentSet {
    Selection(int[] compartments, Sharing sharing, Scope scope, String label) {
        super(compartments, sharing, scope, label);
    }

    // ---- verbs ----

    /** Inserts a channel or a pump. Where it is inserted already, its values do not change. */
    public void insert(MembraneMechanism mechanism) {
        model().connections().requireFree(mechanism);
        model().globals().requireNotTaken(mechanism, mechanism.currentNames());
        model().globals().requireDeclarable(mechanism);
        model().mechanisms().insert(mechanism, compartments);
        model().globals().declare(mechanism);
        model().changed();
    }

    /**
     * Removes a mechanism from the compartments, with the values that no other mechanism there declares. Compartments
     * without it are skipped; a mechanism that is left in no compartment is removed from the model.
     *
     * @throws IllegalArgumentException if the model has no such mechanism, or one of the values to remove is recorded,
     *     clamped or trainable
     */
    public void deleteMechanism(String name) {
        Deletion.deleteMechanism(model(), name, compartments);
    }

    /** Adds the compartments to a group, which is created if it is new. */
    public void addToGroup(String name) {
        model().groupMembers().add(name, compartments);
    }

    /**
     * Removes the compartments from a group. A group without members is deleted, so calling this on a model deletes the
     * group.
     */
    public void removeFromGroup(String name) {
        model().groupMembers().remove(name, compartments);
    }

    /** Makes a parameter or an initial state trainable, with one value per element of the given level. */
    public Handle makeTrainable(String key, Sharing level, double... initial) {
        return makeTrainable(key, level.in(model().structure()), initial);
    }

    /** Injects a current (nA). Several stimuli of one compartment add up. */
    public void stimulate(Waveform current) {
        model().protocols().stimulate(compartments, current);
    }

    /**
     * Clamps the voltage through the series resistance of an electrode (NEURON's {@code SEClamp}): the current {@code
     * (command - v) / resistance} flows into the compartment, with the sample of the step and the voltage after it. It
     * is recorded as {@code "i_clamp"}. Samples are those of {@link #clamp(String, Waveform)}: no current flows where
     * one is NaN.
     *
     * @param state {@code "v"}
     * @param command the command voltage (mV)
     * @param seriesResistance in MOhm; 0 for a clamp without one
     */
    public void clamp(String state, Waveform command, double seriesResistance) {
        requireBelonging(state);
        model().protocols().clamp(new PlacedWaveform(Domain.NODES, state, compartments, command, seriesResistance));
    }

    /** Removes the stimuli of the compartments. */
    public void deleteStimuli() {
        model().protocols().deleteStimuli(compartments);
    }

    // ---- what compartments differ in from other rows ----

    @Override
    Grouping grouping() {
        return sharing.in(model().structure());
    }

    @Override
    TableRows tableRows() {
        return NodeTable.of(this);
    }

    @Override
    void requireBelonging(String key) {
        if (model().globals().contains(key)) {
            throw new IllegalArgumentException(
                    "'" + key + "' belongs to the model as a whole, not to compartments; use globals() of the model");
        }
        String quantity = ElementName.key(key);
        if (model().edges().contains(quantity)
                || model().connections().currents().contains(quantity)) {
            throw new IllegalArgumentException("'" + key + "' belongs to synapses, not to compartments; take a view of"
                    + " synapses: network.synapses(...), network.edge(...) or network.between(...)");
        }
    }
}
