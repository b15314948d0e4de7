package dev.huxley.model;

import dev.huxley.display.Displayable;
import dev.huxley.protocol.Waveform;
import dev.huxley.table.CsvRecords;
import dev.huxley.table.Table;
import dev.huxley.table.TableRows;
import dev.huxley.tree.Handle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A set of rows of one of a model's three dictionaries (compartments, synapses, or the model as a whole), with the
 * verbs that are common to all of them. Verbs act on the model itself, never on a copy.
 */
abstract class RowSet implements Displayable {
    final String label;

    RowSet(String label) {
        this.label = label;
    }

    /** The model that this is, or is a part of. */
    public abstract NeuronModel model();

    /** The selection as text, for instance {@code "branch(2).comp(0)"}; empty for all compartments or synapses. */
    public String label() {
        return label;
    }

    // ---- verbs ----

    /**
     * Sets a parameter or an initial state, of synapses also the {@code "delay"} (ms, see {@link Edges#DELAY}).
     * Compartments or synapses that do not have it are skipped. If the quantity is trainable, this is the value from
     * which training starts, so compartments or synapses that share a value must be set to the same one.
     *
     * @param values one value for all, or one per compartment or synapse in view that has the quantity. For an
     *     array-valued quantity: one number for all elements, one array for all rows, or one array per row,
     *     concatenated, elements in row-major order
     */
    public void set(String key, double... values) {
        holderOf(key).set(key, true, values);
    }

    /**
     * Sets a parameter or an initial state as {@link #set} does, but also accepts values that {@code set} rejects as
     * implausible for a neuron: a length of 1 m, a membrane of 100 S/cm2. Meaningless values, such as a negative
     * radius, are still rejected.
     */
    public void setAnyway(String key, double... values) {
        holderOf(key).set(key, false, values);
    }

    private void set(String key, boolean areToBePlausible, double[] values) {
        requireBelonging(key);
        Assignment assignment = new Assignment(model(), domain(), key, rows(), label, values);
        if (areToBePlausible) {
            assignment.requirePlausible();
        }
        model().trainableParameters().requireShared(domain(), key, assignment.rows(), values);
        assignment.write();
    }

    /**
     * The values of a quantity, one per compartment or synapse in view; NaN where one does not have it. Arrays are
     * concatenated, elements in row-major order.
     */
    public double[] get(String key) {
        RowSet holder = holderOf(key);
        return RowValues.get(holder.numbers(key), holder.rows());
    }

    /**
     * Makes a parameter or an initial state trainable, with one value per element of the last narrowing step of the
     * view. For compartments that is one value per branch after {@code branch(...)}, one per compartment after {@code
     * comp}, {@code loc} and {@code select}, and one for a whole group or model; for synapses it is one value for a
     * type, and one per synapse after {@code edge(...)}, {@code between} and {@code select}. For an array-valued
     * quantity each value is an array; for a tree of quantities all of them become trainable.
     *
     * <p>The initial values are set in the model: compartments or synapses that share a value are equal from here on,
     * and compartments whose radius or length becomes trainable become cylinders, as after {@link #set}. So a run of
     * the model as it is equals a run with {@code model.parameters(manager)}.
     *
     * @param initial initial values, one for all or one each; if none are given, the mean of the present values
     * @return the place of the values in trees of parameters and of gradients
     * @throws IllegalArgumentException if one of the rows is trainable already; the message names both trainables
     */
    public Handle makeTrainable(String key, double... initial) {
        RowSet holder = holderOf(key);
        return holder.makeTrainable(key, holder.grouping(), initial);
    }

    final Handle makeTrainable(String name, Grouping grouping, double[] initial) {
        requireTrainable(name);
        List<String> leaves = model().columns(domain()).leaves(name);
        if (!leaves.isEmpty() && initial.length > 0) {
            throw new IllegalArgumentException("'" + name + "' is a tree of " + leaves.size()
                    + " quantities, so no start values can be given for it; set them first, or name one of " + leaves);
        }
        List<String> paths = new ArrayList<>();
        for (String key : leaves.isEmpty() ? List.of(name) : leaves) {
            numbers(key);
            paths.add(model().trainableParameters().add(domain(), key, rowsWith(key), grouping, label, initial));
        }
        return new Handle(paths);
    }

    /**
     * Holds a state (the voltage in mV, a gate, a concentration) at the given values. Sample k acts in time step k and
     * is the value recorded after it; the initial state is not clamped. A NaN sample leaves its step unclamped, so a
     * clamp can end and begin again. An array-valued state is clamped one element at a time: {@code "Chan_x[2]"}.
     *
     * <p>The voltage and diffusing ions are held within the step's solve: neighbors see the sample, whatever the time
     * step, and a current injected into the compartment has no effect. The electrode's current is recorded as {@code
     * "i_clamp"}. All other states (gates, other concentrations, states of synapses and of the model as a whole) have
     * the sample from the beginning of the step, so the step's updates and currents see it.
     */
    public void clamp(String state, Waveform values) {
        RowSet holder = holderOf(state);
        holder.requireBelonging(state);
        model().protocols().clamp(holder.domain(), state, holder.rowsWith(state), values);
    }

    /**
     * Records the voltage {@code "v"}, a state, a membrane current (mA/cm2), a synaptic current such as {@code
     * "i_IonotropicSynapse"} (nA, outward positive), or {@code "i_clamp"}, the current (nA, positive into the cell) of
     * voltage clamps in the preceding step: it balances all other currents of the compartment, and is 0 where no
     * voltage is clamped. Traces come in the order of the calls, within a call in the order of the view; a quantity
     * that is recorded already keeps its one trace. An array-valued state gives one trace per element, in row-major
     * order; {@code "Chan_x[2]"} records one of them.
     */
    public void record(String state) {
        RowSet holder = holderOf(state);
        holder.requireBelonging(state);
        model().protocols().record(holder.domain(), state, holder.rowsWith(state));
    }

    /** Removes the clamps of the rows in view. */
    public void deleteClamps() {
        deleteClamps(state -> true);
    }

    /** Removes the clamps of one state of the rows in view. */
    public void deleteClamps(String state) {
        deleteClamps(Protocols.named(state));
    }

    void deleteClamps(Predicate<String> states) {
        model().protocols().deleteClamps(domain(), rows(), states);
    }

    /** Removes the recordings of the rows in view. */
    public void deleteRecordings() {
        deleteRecordings(state -> true);
    }

    /** Removes the recordings of one state or current of the rows in view. */
    public void deleteRecordings(String state) {
        deleteRecordings(Protocols.named(state));
    }

    void deleteRecordings(Predicate<String> states) {
        model().protocols().deleteRecordings(domain(), rows(), states);
    }

    /**
     * Makes everything in view untrainable again.
     *
     * @throws IllegalArgumentException if a trainable value is shared with compartments or synapses outside of the view
     */
    public void deleteTrainables() {
        model().trainableParameters().delete(domain(), rows());
    }

    // ---- for people ----

    /**
     * The rows in view as a table that can be queried, sorted, averaged and printed as text, HTML or CSV. Its rows are
     * numbered as in the model's dictionary.
     */
    public Table table() {
        return Table.of(this::tableRows);
    }

    /**
     * Sets values from a CSV file such as {@code table().writeCsv(file)} writes: one line per compartment, synapse or
     * model, identified by the column {@code row}, {@code edge} or {@code model}. Empty fields leave a value unchanged.
     *
     * @throws IllegalArgumentException if the file does not fit; the message names file and line, and nothing is set
     */
    public void readCsv(Path file) {
        CsvValues.set(this, CsvRecords.read(file));
    }

    // ---- what the kinds of rows differ in ----

    abstract Domain domain();

    /** The row numbers in the dictionary, in the order of the view. */
    abstract int[] rows();

    /** The default sharing of trained values. */
    abstract Grouping grouping();

    abstract TableRows tableRows();

    /** The rows to which a verb applies when it names a quantity or a current. */
    int[] rowsWith(String name) {
        return rows();
    }

    /** The set of rows in which a name is looked up; for a network its synapses, if the name is one of theirs. */
    RowSet holderOf(String name) {
        return this;
    }

    /** The column of a quantity of these rows. */
    NumberColumn numbers(String key) {
        requireBelonging(key);
        return model().columns(domain()).numbers(key);
    }

    /** Throws an error that says where to look if the name belongs to other kinds of rows. */
    void requireBelonging(String name) {}

    /** Throws an error if a run has no derivative with respect to the quantity. */
    void requireTrainable(String key) {}

    // ---- narrowing ----

    String joined(String step) {
        return label.isEmpty() ? step : label + "." + step;
    }

    /** The given rows; each must be in view and named once. */
    int[] picked(int... picks) {
        BitSet inView = new BitSet();
        Arrays.stream(rows()).forEach(inView::set);
        String one = domain().row();
        for (int row : picks) {
            if (row < 0 || !inView.get(row)) {
                boolean twice = Arrays.stream(rows()).anyMatch(there -> there == row);
                throw new IllegalArgumentException("select: " + one + " " + row
                        + (twice
                                ? " is given twice; give every " + one + " once"
                                : " is not in view; "
                                        + (rows().length == 0
                                                ? "the network has no synapses, connect cells first"
                                                : "in view are " + Index.label(rows()))));
            }
            inView.clear(row);
        }
        return picks.clone();
    }

    /** The rows whose flag is set; one flag per row in view. */
    int[] picked(boolean... flags) {
        int[] inView = rows();
        if (flags.length != inView.length) {
            throw new IllegalArgumentException(
                    "select: " + flags.length + " flags for " + inView.length + " " + domain().row() + "s in view");
        }
        return IntStream.range(0, flags.length)
                .filter(i -> flags[i])
                .map(i -> inView[i])
                .toArray();
    }
}
