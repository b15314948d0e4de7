package dev.huxley.model;

/** How many cells, branches and compartments a model or a view has. */
public record ModelShape(int cells, int branches, int compartments) {
    @Override
    public String toString() {
        return count(cells, "cell", "cells") + ", " + count(branches, "branch", "branches") + ", "
                + count(compartments, "compartment", "compartments");
    }

    private static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
