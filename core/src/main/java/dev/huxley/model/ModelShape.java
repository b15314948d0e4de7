package dev.huxley.model;

import dev.huxley.text.Brief;

/** The numbers of cells, branches and compartments of a model or a view. */
public record ModelShape(int cells, int branches, int compartments) {
    @Override
    public String toString() {
        return Brief.count(cells, "cell") + ", " + Brief.count(branches, "branch") + ", "
                + Brief.count(compartments, "compartment");
    }
}
