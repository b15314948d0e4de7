package dev.huxley.model;

import java.util.Arrays;

/** The levels of a model (cell, branch, compartment) and the numbering of a view at each of them. */
enum Level {
    CELL("cell", Sharing.PER_CELL),
    BRANCH("branch", Sharing.PER_BRANCH),
    COMPARTMENT("comp", Sharing.PER_COMPARTMENT);

    final String verb;
    final Sharing sharing;

    Level(String verb, Sharing sharing) {
        this.verb = verb;
        this.sharing = sharing;
    }

    /**
     * The numbers at this level of the given compartments, counted in the order given: cells, branches within each
     * cell, compartments within each branch. Takes one pass.
     */
    int[] numbers(Structure structure, int[] compartments, Scope scope) {
        if (scope == Scope.GLOBAL) {
            return Arrays.stream(compartments).map(at -> global(structure, at)).toArray();
        }
        return isAscending(compartments) ? ascending(structure, compartments) : counted(structure, compartments);
    }

    /** The number in the whole model of a compartment's cell, its branch, or the compartment itself. */
    int global(Structure structure, int compartment) {
        return switch (this) {
            case CELL -> structure.cell(compartment);
            case BRANCH -> structure.branch(compartment);
            case COMPARTMENT -> compartment;
        };
    }

    /** The number in the whole model of the cell or branch within which elements of this level are counted. */
    int parent(Structure structure, int compartment) {
        return switch (this) {
            case CELL -> 0;
            case BRANCH -> structure.cell(compartment);
            case COMPARTMENT -> structure.branch(compartment);
        };
    }

    /** The numbers for compartments in any order. */
    private int[] counted(Structure structure, int[] compartments) {
        int[] counts = new int[structure.compartments()];
        int[] known = new int[structure.compartments()];
        Arrays.fill(known, -1);
        int[] numbers = new int[compartments.length];
        for (int i = 0; i < numbers.length; i++) {
            int element = global(structure, compartments[i]);
            if (known[element] < 0) {
                known[element] = counts[parent(structure, compartments[i])]++;
            }
            numbers[i] = known[element];
        }
        return numbers;
    }

    /** The numbers for compartments in ascending order; allocates nothing but the result. */
    private int[] ascending(Structure structure, int[] compartments) {
        int[] numbers = new int[compartments.length];
        int element = -1;
        int parent = -1;
        int number = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (global(structure, compartments[i]) != element) {
                element = global(structure, compartments[i]);
                number++;
                if (parent(structure, compartments[i]) != parent) {
                    parent = parent(structure, compartments[i]);
                    number = 0;
                }
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private static boolean isAscending(int[] compartments) {
        for (int i = 1; i < compartments.length; i++) {
            if (compartments[i] <= compartments[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
