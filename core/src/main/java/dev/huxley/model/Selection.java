package dev.huxley.model;

import dev.huxley.mechanism.Channel;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Some compartments of a model, and the verbs that act on them. A model is the selection of all its compartments; the
 * narrowing methods give views. Verbs act on the model itself, never on a copy.
 */
public abstract class Selection {
    /** Just above 1, so that a place on a border, and 1 itself, falls to the compartment before it. */
    private static final double BORDER = 1 + 1e-10;

    final int[] compartments;
    private final Sharing sharing;
    private final String label;

    Selection(int[] compartments, Sharing sharing, String label) {
        this.compartments = compartments;
        this.sharing = sharing;
        this.label = label;
    }

    /** The model that this is, or is a part of. */
    public abstract Model model();

    /** The compartments, as row numbers of the model's dictionary. */
    public int[] compartments() {
        return compartments.clone();
    }

    /** What is selected, for instance {@code "branch(2).comp(0)"}; empty for all of a model. */
    public String label() {
        return label;
    }

    // ---- narrowing ----

    /** The cells with these numbers. */
    public View cell(int... numbers) {
        return cell(Index.of(numbers));
    }

    /** The cells of this index. */
    public View cell(Index index) {
        return narrow("cell", index, Sharing.PER_CELL, model().structure()::cell);
    }

    /** The branches with these numbers, counted within each cell. */
    public View branch(int... numbers) {
        return branch(Index.of(numbers));
    }

    /** The branches of this index, counted within each cell. */
    public View branch(Index index) {
        return narrow("branch", index, Sharing.PER_BRANCH, model().structure()::branchInCell);
    }

    /** The compartments with these numbers, counted within each branch. */
    public View comp(int... numbers) {
        return comp(Index.of(numbers));
    }

    /** The compartments of this index, counted within each branch. */
    public View comp(Index index) {
        return narrow("comp", index, Sharing.PER_COMPARTMENT, model().structure()::compartmentInBranch);
    }

    /**
     * In every branch the compartment that contains this place: 0 is the end nearer to the root, 1 the other end. A place
     * on the border of two compartments is in the one nearer to the root, as in the field's reference.
     */
    public View loc(double place) {
        if (!(place >= 0 && place <= 1)) {
            throw new IllegalArgumentException("loc(" + place + "): a place on a branch is between 0 and 1");
        }
        Structure structure = model().structure();
        int[] found = Arrays.stream(compartments)
                .filter(compartment -> {
                    int count = structure.compartmentsOfBranch(structure.branch(compartment));
                    int at = (int) (place / BORDER * count);
                    return structure.compartmentInBranch(compartment) == at;
                })
                .toArray();
        return view(found, Sharing.PER_COMPARTMENT, "loc(" + place + ")");
    }

    /** The members of a group. */
    public View group(String name) {
        if (!model().groups().contains(name)) {
            throw new IllegalArgumentException(Spelling.unknown("group", name, model().groups()));
        }
        FlagColumn members = model().nodes().flags(name);
        int[] found = Arrays.stream(compartments).filter(members::isPresent).toArray();
        return view(found, Sharing.ONE_VALUE, name);
    }

    /** The compartments in which the mechanism is inserted. */
    public View mechanism(String name) {
        if (!model().mechanisms().contains(name)) {
            throw new IllegalArgumentException(Spelling.unknown(
                    "mechanism",
                    name,
                    model().channels().stream().map(Channel::name).toList()));
        }
        FlagColumn present = model().nodes().flags(name);
        int[] found = Arrays.stream(compartments).filter(present::isPresent).toArray();
        return view(found, Sharing.ONE_VALUE, name);
    }

    /** The compartments with these row numbers of the model's dictionary, in the given order. */
    public View select(int... rows) {
        BitSet inView = new BitSet();
        Arrays.stream(compartments).forEach(inView::set);
        for (int row : rows) {
            if (row < 0 || !inView.get(row)) {
                throw new IllegalArgumentException(
                        "select: compartment " + row + " is not in view; in view are " + Index.label(compartments));
            }
        }
        return view(rows.clone(), Sharing.PER_COMPARTMENT, "select(" + Index.label(rows) + ")");
    }

    /** The compartments whose flag is set; one flag per compartment in view. */
    public View select(boolean... flags) {
        if (flags.length != compartments.length) {
            throw new IllegalArgumentException(
                    "select: " + flags.length + " flags for " + compartments.length + " compartments in view");
        }
        int[] picked = IntStream.range(0, flags.length)
                .filter(i -> flags[i])
                .map(i -> compartments[i])
                .toArray();
        return view(picked, Sharing.PER_COMPARTMENT, "select(" + Index.label(picked) + ")");
    }

    // ---- verbs ----

    /** Inserts a channel. Where it is inserted already, its values stay as they are. */
    public void insert(Channel channel) {
        model().mechanisms().insert(channel, compartments);
        model().changed();
    }

    /** Makes the compartments members of a group. */
    public void addToGroup(String name) {
        model().addGroup(name, compartments);
    }

    /**
     * Sets a parameter or an initial state. Compartments that do not have it are left out.
     *
     * @param values one for all, or one per compartment of the view that has the quantity
     */
    public void set(String key, double... values) {
        setValues(key, compartments, values);
    }

    /** The values of a quantity, one per compartment of the view; NaN where a compartment does not have it. */
    public double[] get(String key) {
        NumberColumn column = model().nodes().numbers(key);
        return Arrays.stream(compartments).mapToDouble(column::value).toArray();
    }

    /**
     * Makes a parameter or an initial state trainable, with one value per element of the view's last level: per branch
     * for {@code branch(...)}, per compartment for {@code comp}, {@code loc} and {@code select}, one for all compartments of
     * a group or of the whole model.
     *
     * @param initial start values, one for all or one each; none: the mean of the present ones
     */
    public void makeTrainable(String key, double... initial) {
        makeTrainable(key, sharing, initial);
    }

    /** Makes a parameter or an initial state trainable, with one value per element of the given level. */
    public void makeTrainable(String key, Sharing sharing, double... initial) {
        model().trainableParameters().add(key, this, sharing, initial);
    }

    /** Injects a current (nA). Several stimuli of one compartment add up. */
    public void stimulate(Waveform current) {
        model().protocols().stimulate(compartments, current);
    }

    /** Holds a state (the voltage in mV, a gate, a concentration) at the given values: sample k after time step k. */
    public void clamp(String state, Waveform values) {
        model().protocols().clamp(state, compartments, values);
    }

    /** Records the voltage {@code "v"}, a state or a membrane current. Traces come in the order of the calls. */
    public void record(String state) {
        model().protocols().record(state, compartments);
    }

    void setValues(String key, int[] rows, double[] values) {
        Quantities.requireSettable(key);
        NumberColumn column = model().nodes().numbers(key);
        int[] present = Arrays.stream(rows).filter(column::isPresent).toArray();
        if (present.length == 0) {
            throw new IllegalArgumentException("no compartment of " + (label.isEmpty() ? "the model" : label) + " has '"
                    + key + "'; insert its mechanism there first");
        }
        if (values.length != 1 && values.length != present.length) {
            throw new IllegalArgumentException("'" + key + "' takes one value, or one for each of the " + present.length
                    + " compartments in view that have it, not " + values.length);
        }
        for (int i = 0; i < present.length; i++) {
            Quantities.requireValid(
                    key, values[values.length == 1 ? 0 : i], model().structure().place(present[i]));
        }
        for (int i = 0; i < present.length; i++) {
            column.set(present[i], values[values.length == 1 ? 0 : i]);
            if (Quantities.shapesCylinder(key)) {
                Quantities.makeCylinder(model().nodes(), present[i]);
            }
        }
    }

    private View narrow(String level, Index index, Sharing sharing, IntUnaryOperator number) {
        int[] found = Arrays.stream(compartments)
                .filter(compartment -> index.contains(number.applyAsInt(compartment)))
                .toArray();
        if (index.required() != null) {
            BitSet there = new BitSet();
            Arrays.stream(compartments).map(number).forEach(there::set);
            for (int required : index.required()) {
                if (!there.get(required)) {
                    throw new IllegalArgumentException(level + "(" + required + ") does not exist"
                            + (label.isEmpty() ? "" : " in " + label) + "; there are "
                            + Index.label(there.stream().toArray()));
                }
            }
        }
        return view(found, sharing, level + "(" + index + ")");
    }

    private View view(int[] found, Sharing sharing, String step) {
        String whole = label.isEmpty() ? step : label + "." + step;
        if (found.length == 0) {
            throw new IllegalArgumentException("the view " + whole + " is empty");
        }
        return new View(model(), found, sharing, whole);
    }
}
