package dev.huxley.model;

import dev.huxley.morphology.Morphology;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A branched neuron. Branches may have different numbers of compartments. */
public final class Cell extends Model {
    /**
     * A cell of the given branches; their channels, values and groups come along.
     *
     * @param parents for every branch the number of the branch on whose end (loc 1) it hangs; -1 for the one root
     */
    public Cell(List<Branch> branches, int... parents) {
        super(
                Structure.ofCell(
                        parents,
                        branches.stream()
                                .mapToInt(branch -> branch.structure().compartments())
                                .toArray()),
                branches);
    }

    /** A cell of copies of one branch, one per parent given. */
    public Cell(Branch branch, int... parents) {
        this(Collections.nCopies(parents.length, branch), parents);
    }

    /** A cell of a traced morphology, with its groups (soma, axon, basal, apical, ...) and its measured geometry. */
    public Cell(Morphology morphology) {
        super(Structure.ofCell(morphology.parents(), morphology.compartmentsPerBranch()), nodes(morphology));
        morphology.groups().forEach((name, members) -> {
            int[] rows = IntStream.range(0, members.length)
                    .filter(row -> members[row])
                    .toArray();
            if (rows.length > 0) {
                addGroup(name, rows);
            }
        });
    }

    /** A cell of one compartment: a point neuron. */
    public Cell(Compartment compartment) {
        this(new Branch(compartment, 1), -1);
    }

    private static Columns nodes(Morphology morphology) {
        Columns nodes = new Columns(morphology.compartmentCount());
        Quantities.putDefaults(nodes);
        Map<String, double[]> measured = Map.of(
                Quantities.LENGTH,
                morphology.length(),
                Quantities.RADIUS,
                morphology.radius(),
                Quantities.AREA,
                morphology.area(),
                Quantities.VOLUME,
                morphology.volume(),
                Quantities.LOAD_IN,
                morphology.resistiveLoadIn(),
                Quantities.LOAD_OUT,
                morphology.resistiveLoadOut(),
                "x",
                morphology.x(),
                "y",
                morphology.y(),
                "z",
                morphology.z());
        measured.forEach((key, values) -> {
            NumberColumn column = nodes.numbersOrNew(key);
            for (int row = 0; row < values.length; row++) {
                column.set(row, values[row]);
            }
        });
        return nodes;
    }
}
