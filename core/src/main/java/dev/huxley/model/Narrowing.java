package dev.huxley.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Selects some of the compartments in view. The order of the view is kept, except that elements come in the order in
 * which they are named: cells among each other, branches within each cell, compartments within each branch. So in
 * {@code cell(2,0).branch(1,0)}, branch 1 of cell 2 comes first, then branch 0 of cell 2, then branch 1 of cell 0.
 */
final class Narrowing {
    /** Slightly above 1, so that a place on a border, and 1 itself, belongs to the compartment before it. */
    private static final double BORDER = 1 + 1e-10;

    private final CompartmentSet view;
    private final Structure structure;

    Narrowing(CompartmentSet view) {
        this.view = view;
        structure = view.model().structure();
    }

    /** The compartments of the elements of a level that the index takes. */
    int[] take(Level level, Index index) {
        int[] compartments = view.compartments;
        int[] numbers = level.numbers(structure, compartments, view.scope);
        requireExisting(level, index, numbers);
        int[] positions = new int[numbers.length];
        int[] found = new int[numbers.length];
        int count = 0;
        int number = -1;
        int position = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != number) {
                number = numbers[i];
                position = index.position(number);
            }
            if (position >= 0) {
                positions[count] = position;
                found[count++] = compartments[i];
            }
        }
        found = Arrays.copyOf(found, count);
        return index.isAscending()
                ? found
                : ordered(found, Arrays.copyOf(positions, count), view.scope == Scope.GLOBAL ? Level.CELL : level);
    }

    /** The compartments of every branch that contain these places. */
    int[] take(double... places) {
        int[] positions = new int[view.compartments.length];
        int[] found = new int[positions.length];
        int count = 0;
        for (int compartment : view.compartments) {
            int position = position(compartment, places);
            if (position >= 0) {
                positions[count] = position;
                found[count++] = compartment;
            }
        }
        found = Arrays.copyOf(found, count);
        boolean areAscending = IntStream.range(1, places.length).allMatch(i -> places[i] > places[i - 1]);
        return areAscending ? found : ordered(found, Arrays.copyOf(positions, count), Level.COMPARTMENT);
    }

    /** The number of the place inside the compartment; -1 if there is none. */
    private int position(int compartment, double[] places) {
        int count = structure.compartmentsOfBranch(structure.branch(compartment));
        int number = structure.compartmentInBranch(compartment);
        int position = -1;
        for (int i = 0; i < places.length; i++) {
            if (number != (int) (places[i] / BORDER * count)) {
                continue;
            }
            if (position >= 0) {
                throw new IllegalArgumentException("loc: the places " + places[position] + " and " + places[i]
                        + " are both in " + structure.place(compartment) + "; name every compartment once, or give the"
                        + " branch more compartments");
            }
            position = i;
        }
        return position;
    }

    /** The compartments in the order of their positions within each parent; parents keep the order of the view. */
    private int[] ordered(int[] compartments, int[] positions, Level level) {
        int[] ranks = new int[structure.compartments()];
        int[] parents = new int[compartments.length];
        int met = 0;
        for (int i = 0; i < parents.length; i++) {
            int parent = level.parent(structure, compartments[i]);
            if (ranks[parent] == 0) {
                ranks[parent] = ++met;
            }
            parents[i] = ranks[parent];
        }
        return Order.pick(compartments, Order.by(parents, positions));
    }

    private void requireExisting(Level level, Index index, int[] numbers) {
        if (index.required() == null) {
            return;
        }
        BitSet there = new BitSet();
        for (int number : numbers) {
            there.set(number);
        }
        for (int required : index.required()) {
            if (!there.get(required)) {
                throw new IllegalArgumentException(level.verb + "(" + required + ") does not exist"
                        + (view.label.isEmpty() ? "" : " in " + view.label) + "; there are "
                        + Index.label(there.stream().toArray()));
            }
        }
    }
}
