package dev.huxley.model;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.protocol.Waveform;
import dev.huxley.table.CsvRecords;
import dev.huxley.table.Table;
import dev.huxley.text.ElementName;
import dev.huxley.tree.Handle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Some compartments of a model, and the verbs that act on them. A model is the selection of all its compartments; the
 * narrowing methods give views. Verbs act on the model itself, never on a copy.
 */
public abstract class Selection extends CompartmentSet {
    Selection(int[] compartments, Sharing sharing, Scope scope, String label) {
        super(compartments, sharing, scope, label);
    }

    // ---- verbs ----

    /** Inserts a channel or a pump. Where it is inserted already, its values stay as they are. */
    public void insert(MembraneMechanism mechanism) {
        model().connections().requireFree(mechanism);
        model().globals().requireNotTaken(mechanism, mechanism.currentName());
        model().globals().requireDeclarable(mechanism);
        model().mechanisms().insert(mechanism, compartments);
        model().globals().declare(mechanism);
        model().changed();
    }

    /**
     * Takes a mechanism out of the compartments, with the values that no other mechanism there declares. Where it was not
     * inserted nothing happens; a mechanism that is left nowhere is forgotten.
     *
     * @throws IllegalArgumentException if the model has no such mechanism, or one of the values that would go is recorded,
     *     clamped or trainable
     */
    public void deleteMechanism(String name) {
        Deletion.deleteMechanism(model(), name, compartments);
    }

    /** Makes the compartments members of a group. */
    public void addToGroup(String name) {
        model().addGroup(name, compartments);
    }

    /** Takes the compartments out of a group; a group without members is no more, so on a model this deletes it. */
    public void removeFromGroup(String name) {
        model().removeFromGroup(name, compartments);
    }

    /**
     * Sets a parameter or an initial state. Compartments that do not have it are left out. Where it is trainable, this is
     * the value that training starts from, so compartments that share a value are set to the same.
     *
     * @param values one for all, or one per compartment of the view that has the quantity; of a quantity that is an array
     *     in every compartment one for all elements, one array for all compartments, or one array each, one behind the
     *     other, elements in row-major order
     */
    public void set(String key, double... values) {
        set(key, true, values);
    }

    /**
     * Sets a parameter or an initial state as {@link #set} does, also to values that {@code set} refuses because no neuron has
     * them: a length of 1 m, a membrane of 100 S/cm2. What has no meaning, such as a negative radius, is refused all the same.
     */
    public void setAnyway(String key, double... values) {
        set(key, false, values);
    }

    private void set(String key, boolean areToBePlausible, double[] values) {
        int[] present = settable(key, compartments, values);
        NumberColumn column = numbers(key);
        if (areToBePlausible) {
            UnitPlausibility.requirePlausible(key, model().unit(key), values, i -> model().structure()
                    .place(present[RowValues.row(column, present.length, values.length, i)]));
        }
        model().trainableParameters().requireShared(Domain.NODES, key, present, values);
        write(key, present, values);
    }

    /**
     * The values of a quantity, one per compartment of the view; NaN where a compartment does not have it. Arrays stand one
     * behind the other, elements in row-major order.
     */
    public double[] get(String key) {
        return RowValues.get(numbers(key), compartments);
    }

    /**
     * Makes a parameter or an initial state trainable, with one value per element of the view's last level: per branch
     * for {@code branch(...)}, per compartment for {@code comp}, {@code loc} and {@code select}, one for all compartments of
     * a group or of the whole model. Of a quantity that is an array in every compartment each value is such an array; of
     * a tree of quantities all of them become trainable.
     *
     * <p>The start values are set in the model, which has only one value of anything: compartments that share a value have
     * the same from here on, and where radius or length becomes trainable they are cylinders, as after {@link #set}. So
     * a run of the model as it is equals a run with {@code model.parameters(manager)}.
     *
     * @param initial start values, one for all or one each; none: the mean of the present ones
     * @return where the values stand in trees of parameters and of gradients
     * @throws IllegalArgumentException if something of it is trainable already; the message names both trainables
     */
    public Handle makeTrainable(String key, double... initial) {
        return makeTrainable(key, sharing, initial);
    }

    /** Makes a parameter or an initial state trainable, with one value per element of the given level. */
    public Handle makeTrainable(String key, Sharing sharing, double... initial) {
        Optional<Handle> tree =
                Trainables.trainTree(model().nodes(), key, initial, leaf -> makeTrainable(leaf, sharing));
        if (tree.isPresent()) {
            return tree.get();
        }
        numbers(key);
        Structure structure = model().structure();
        model().trainableParameters()
                .add(
                        key,
                        Domain.NODES,
                        compartments,
                        compartment -> sharing.element(structure, compartment),
                        compartment -> sharing.describe(structure, compartment),
                        label,
                        initial);
        return model().trainableParameters().newest();
    }

    /** Injects a current (nA). Several stimuli of one compartment add up. */
    public void stimulate(Waveform current) {
        model().protocols().stimulate(compartments, current);
    }

    /**
     * Holds a state (the voltage in mV, a gate, a concentration) at the given values. Sample k acts in time step k and is
     * what is recorded after it; the initial state is not clamped. A sample that is NaN holds nothing in its step: so a
     * clamp ends, and begins again. Of a state that is an array in every compartment one element at a time can be clamped:
     * {@code "Chan_x[2]"}.
     *
     * <p>What flows along the cable (the voltage, ions that diffuse) is held within the step's solve: neighbors see the
     * sample, whatever the time step, and what is injected into the compartment moves nothing. The electrode's current is
     * recorded as {@code "i_clamp"}. All else (gates, other concentrations) has the sample from the begin of the step, so
     * the step's updates and currents see it.
     */
    public void clamp(String state, Waveform values) {
        requireOfCompartments(state);
        model().protocols().clamp(Domain.NODES, state, compartments, values);
    }

    /**
     * Clamps the voltage through the series resistance of an electrode (NEURON's {@code SEClamp}): the current
     * {@code (command - v) / resistance} flows into the compartment, with the sample of the step and the voltage after it.
     * It is recorded as {@code "i_clamp"}. Samples as for {@link #clamp(String, Waveform)}: where one is NaN no current flows.
     *
     * @param state {@code "v"}
     * @param command the command voltage (mV)
     * @param seriesResistance in MOhm; 0 for a clamp without one
     */
    public void clamp(String state, Waveform command, double seriesResistance) {
        requireOfCompartments(state);
        model().protocols().clamp(new PlacedWaveform(Domain.NODES, state, compartments, command, seriesResistance));
    }

    /**
     * Records the voltage {@code "v"}, a state, a membrane current (mA/cm2), or {@code "i_clamp"}, the current (nA, positive
     * into the cell) of voltage clamps in the step before: what balances all other currents of the compartment, 0 where no
     * voltage is clamped. Traces come in the order of the calls, and of one call in the order of the view; what is recorded
     * already keeps its one trace. A state that is
     * an array in every compartment gives one trace per element, in row-major order; {@code "Chan_x[2]"} is one of them.
     */
    public void record(String state) {
        requireOfCompartments(state);
        model().protocols().record(Domain.NODES, state, compartments);
    }

    /** Removes the stimuli of the compartments. */
    public void deleteStimuli() {
        model().protocols().deleteStimuli(compartments);
    }

    /** Removes the clamps of the compartments. */
    public void deleteClamps() {
        model().protocols().deleteClamps(Domain.NODES, compartments, state -> true);
    }

    /** Removes the clamps of one state of the compartments. */
    public void deleteClamps(String state) {
        model().protocols().deleteClamps(Domain.NODES, compartments, Protocols.named(state));
    }

    /** Removes the recordings of the compartments. */
    public void deleteRecordings() {
        model().protocols().deleteRecordings(Domain.NODES, compartments, state -> true);
    }

    /** Removes the recordings of one state or current of the compartments. */
    public void deleteRecordings(String state) {
        model().protocols().deleteRecordings(Domain.NODES, compartments, Protocols.named(state));
    }

    /**
     * Makes everything in the compartments untrainable again.
     *
     * @throws IllegalArgumentException if a trainable value is shared with compartments outside of the view
     */
    public void deleteTrainables() {
        model().trainableParameters().delete(Domain.NODES, compartments);
    }

    // ---- for people ----

    /**
     * The compartments in view as a table for people: as text, HTML or CSV, queried, sorted and averaged. Its rows are
     * the row numbers of the model's dictionary.
     */
    public Table table() {
        return Table.of(() -> NodeTable.of(this));
    }

    /**
     * Sets values from a CSV file, such as {@code table().writeCsv(file)} writes: one line per compartment, named by the
     * column {@code row}. Empty fields leave a value as it is.
     *
     * @throws IllegalArgumentException if the file does not fit; the message names file and line, and nothing is set
     */
    public void readCsv(Path file) {
        CsvValues.setNodes(this, CsvRecords.read(file));
    }

    /** Sets values whatever their size, for instance fitted ones. */
    void setValues(String key, int[] rows, double[] values) {
        write(key, settable(key, rows, values), values);
    }

    private void write(String key, int[] present, double[] values) {
        RowValues.set(numbers(key), present, values);
        if (Quantities.shapesCylinder(key)) {
            Arrays.stream(present).forEach(row -> Quantities.makeCylinder(model().nodes(), row));
        }
    }

    /** Those of the rows that have the quantity; throws an error unless they can take the values. */
    private int[] settable(String key, int[] rows, double[] values) {
        Quantities.requireSettable(key);
        NumberColumn column = numbers(key);
        int[] present = Arrays.stream(rows).filter(column::isPresent).toArray();
        if (present.length == 0) {
            throw new IllegalArgumentException("no compartment of " + (label.isEmpty() ? "the model" : label) + " has '"
                    + key + "'; insert its mechanism there first");
        }
        RowValues.requireFitting(key, column, present.length, values.length, "compartments");
        for (int i = 0; i < values.length; i++) {
            if (!Quantities.isValid(key, values[i])) {
                int row = present[RowValues.row(column, present.length, values.length, i)];
                Quantities.requireValid(key, values[i], model().structure().place(row));
            }
        }
        return present;
    }

    private NumberColumn numbers(String key) {
        requireOfCompartments(key);
        return model().nodes().numbers(key);
    }

    private void requireOfCompartments(String key) {
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
