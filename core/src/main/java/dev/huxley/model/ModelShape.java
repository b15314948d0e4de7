package dev.huxley.model;

import dev.huxley.text.Brief;

/** How many cells, branches and compartments a model or a view has. */
public record ModelShape(int cells, int branches, int compartments) {
    @Override
    public String toString() {
        return Brief.count(cells, "cell") + ", " + Brief.count(branches, "branch") + ", "
                + Brief.count(compartments, "compartment");
    }
}
