package dev.huxley.model;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.query.Query;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of compartments of a model that can be narrowed by cell, branch, compartment, place, group, mechanism or
 * condition to a {@link View}.
 *
 * <p>A view keeps the order in which its elements are named, and values, synapses, lanes of waveforms and traces follow
 * that order. In {@code cell(2,0).branch(1,0)}, branch 1 of cell 2 comes first, then branch 0 of cell 2, then branch 1
 * of cell 0. No element can be named twice. Further narrowing counts in the order of the view, too: {@code
 * cell(2,0).cell(0)} is the first cell in view, which is cell 2 of the network.
 */
abstract class CompartmentSet extends RowSet {
    final int[] compartments;
    final Sharing sharing;
    final Scope scope;

    CompartmentSet(int[] compartments, Sharing sharing, Scope scope, String label) {
        super(label);
        this.compartments = compartments;
        this.sharing = sharing;
        this.scope = scope;
    }

    /** The compartments, as row numbers of the model's dictionary. */
    public int[] compartments() {
        return compartments.clone();
    }

    /** The numbers of cells, branches and compartments in view. */
    public ModelShape shape() {
        Structure structure = model().structure();
        BitSet cells = new BitSet();
        BitSet branches = new BitSet();
        for (int compartment : compartments) {
            cells.set(structure.cell(compartment));
            branches.set(structure.branch(compartment));
        }
        return new ModelShape(cells.cardinality(), branches.cardinality(), compartments.length);
    }

    // ---- narrowing ----

    /**
     * The same compartments with another numbering for the {@code cell}, {@code branch} and {@code comp} that follow.
     * Without this call numbering is local: elements in view count from 0.
     */
    public View scope(Scope counting) {
        return new View(
                model(), compartments, sharing, counting, joined(counting == Scope.GLOBAL ? "global" : "local"));
    }

    /** The cells with these numbers, in this order; {@code cell(1)} is the second cell in view. */
    public View cell(int... numbers) {
        return cell(Index.of(numbers));
    }

    /** The cells of this index. */
    public View cell(Index index) {
        return narrow(Level.CELL, index);
    }

    /**
     * The branches with these numbers, in this order in each cell; numbers count the branches in view within each cell.
     */
    public View branch(int... numbers) {
        return branch(Index.of(numbers));
    }

    /** The branches of this index; numbers count the branches in view within each cell. */
    public View branch(Index index) {
        return narrow(Level.BRANCH, index);
    }

    /**
     * The compartments with these numbers, in this order in each branch; numbers count the compartments in view within
     * each branch.
     */
    public View comp(int... numbers) {
        return comp(Index.of(numbers));
    }

    /** The compartments of this index; numbers count the compartments in view within each branch. */
    public View comp(Index index) {
        return narrow(Level.COMPARTMENT, index);
    }

    /**
     * The compartments that contain these places in every branch, in the order of the places: 0 is the end nearer to
     * the root, 1 the other end. A place on the border of two compartments belongs to the one nearer to the root, as in
     * Jaxley. No two places may fall into one compartment.
     */
    public View loc(double... places) {
        for (double place : places) {
            if (!(place >= 0 && place <= 1)) {
                throw new IllegalArgumentException("loc(" + place + "): a place on a branch is between 0 and 1");
            }
        }
        String list = Arrays.stream(places).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return view(new Narrowing(this).take(places), Sharing.PER_COMPARTMENT, "loc(" + Index.shortened(list) + ")");
    }

    /** The members of a group. */
    public View group(String name) {
        if (!model().groups().contains(name)) {
            throw new IllegalArgumentException(Spelling.unknown("group", name, model().groups()));
        }
        return flagged(name);
    }

    /** The compartments in which the mechanism is inserted: {@code cell.mechanism("HH").get("HH_gNa")}. */
    public View mechanism(String name) {
        if (!model().mechanisms().contains(name)) {
            throw new IllegalArgumentException(Spelling.unknown(
                    "mechanism",
                    name,
                    model().mechanisms().all(MembraneMechanism.class).stream()
                            .map(MembraneMechanism::name)
                            .toList()));
        }
        return flagged(name);
    }

    /** The compartments with these row numbers of the model's dictionary, in the given order. */
    public View select(int... rows) {
        return view(picked(rows), Sharing.PER_COMPARTMENT, "select(" + Index.label(rows) + ")");
    }

    /** The compartments whose flag is set; one flag per compartment in view. */
    public View select(boolean... flags) {
        int[] picked = picked(flags);
        return view(picked, Sharing.PER_COMPARTMENT, "select(" + Index.label(picked) + ")");
    }

    /**
     * The compartments that fulfil a condition, for instance {@code "radius < 1 and group == 'soma'"}. See {@link
     * Query} for the language. The columns are all quantities, groups and mechanisms of the model; {@code group} and
     * {@code mechanism}, which compare with names; {@code cell}, {@code branch} and {@code comp} in the numbering of
     * the view; and {@code global_cell}, {@code global_branch} and {@code global_comp} in the numbering of the whole
     * model.
     */
    public View where(String query) {
        boolean[] matches = Query.parse(query).matches(new NodeQueryColumns(this));
        return view(picked(matches), Sharing.PER_COMPARTMENT, "where(" + Index.shortened(query) + ")");
    }

    /** Every cell in view as a view of its own. */
    public List<View> cells() {
        return Parts.of(this, Level.CELL);
    }

    /** Every branch in view as a view of its own. */
    public List<View> branches() {
        return Parts.of(this, Level.BRANCH);
    }

    /** Every compartment in view as a view of its own. */
    public List<View> comps() {
        return Parts.of(this, Level.COMPARTMENT);
    }

    private View narrow(Level level, Index index) {
        if (index.isAll()) {
            return view(compartments, level.sharing, level.verb + "(" + index + ")");
        }
        return view(new Narrowing(this).take(level, index), level.sharing, level.verb + "(" + index + ")");
    }

    private View flagged(String name) {
        FlagColumn flags = model().nodes().flags(name);
        int[] found = Arrays.stream(compartments).filter(flags::isPresent).toArray();
        return view(found, Sharing.ONE_VALUE, name);
    }

    private View view(int[] found, Sharing newSharing, String step) {
        if (found.length == 0) {
            throw new IllegalArgumentException("the view " + joined(step) + " is empty: none of the "
                    + compartments.length + " compartments of " + (label.isEmpty() ? "the model" : label)
                    + " belongs to it; look at table() for what is there");
        }
        return new View(model(), found, newSharing, scope, joined(step));
    }

    @Override
    Domain domain() {
        return Domain.NODES;
    }

    @Override
    int[] rows() {
        return compartments;
    }
}
