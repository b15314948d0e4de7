package dev.huxley.plot.model;

import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Structure;
import java.util.ArrayList;
import java.util.List;

/** The name of a place in a legend: only the numbers that tell it from other places of its model. */
final class PlaceName {
    private PlaceName() {}

    /** The name of a compartment or a synapse; empty for the only compartment of a model. */
    static String of(NeuronModel model, Domain domain, int row) {
        if (domain != Domain.NODES) {
            return model.place(domain, row);
        }
        Structure structure = model.structure();
        int branch = structure.branch(row);
        List<String> words = new ArrayList<>();
        if (structure.cells() > 1) {
            words.add("cell " + structure.cell(row));
        }
        if (isOfSameCell(structure, branch, branch - 1) || isOfSameCell(structure, branch, branch + 1)) {
            words.add("branch " + structure.branchInCell(row));
        }
        if (structure.compartmentsOfBranch(branch) > 1) {
            words.add("compartment " + structure.compartmentInBranch(row));
        }
        return String.join(", ", words);
    }

    private static boolean isOfSameCell(Structure structure, int branch, int other) {
        return other >= 0
                && other < structure.branches()
                && structure.cell(structure.firstCompartment(other))
                        == structure.cell(structure.firstCompartment(branch));
    }
}
