package dev.huxley.model;

import java.util.Arrays;

/** The levels of a model and how what is in view is numbered at each of them. */
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

    /** The number at this level of every compartment given. One pass; a view that is not ascending costs a sort. */
    int[] numbers(Structure structure, int[] compartments, Scope scope) {
        if (scope == Scope.GLOBAL) {
            return Arrays.stream(compartments).map(at -> global(structure, at)).toArray();
        }
        if (isAscending(compartments)) {
            return local(structure, compartments);
        }
        int[] ascending = compartments.clone();
        Arrays.sort(ascending);
        int[] numbers = local(structure, ascending);
        return Arrays.stream(compartments)
                .map(at -> numbers[Arrays.binarySearch(ascending, at)])
                .toArray();
    }

    /** The number of a compartment's cell, branch or itself in the whole model. */
    int global(Structure structure, int compartment) {
        return switch (this) {
            case CELL -> structure.cell(compartment);
            case BRANCH -> structure.branch(compartment);
            case COMPARTMENT -> compartment;
        };
    }

    private int[] local(Structure structure, int[] ascending) {
        int[] numbers = new int[ascending.length];
        int cell = -1;
        int branch = -1;
        int cellInView = -1;
        int branchInCell = -1;
        int compartmentInBranch = -1;
        for (int i = 0; i < ascending.length; i++) {
            if (structure.branch(ascending[i]) != branch) {
                branch = structure.branch(ascending[i]);
                if (structure.cell(ascending[i]) != cell) {
                    cell = structure.cell(ascending[i]);
                    cellInView++;
                    branchInCell = -1;
                }
                branchInCell++;
                compartmentInBranch = -1;
            }
            compartmentInBranch++;
            numbers[i] = this == CELL ? cellInView : this == BRANCH ? branchInCell : compartmentInBranch;
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
