package dev.huxley.simulate;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.model.Column;
import dev.huxley.model.Columns;
import dev.huxley.model.Domain;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Finds out whether models differ in values only, so that one program runs them all as a batch. */
final class ModelStack {
    private final NeuronModel first;
    private final NeuronModel other;
    private final int number;

    private ModelStack(NeuronModel first, NeuronModel other, int number) {
        this.first = first;
        this.other = other;
        this.number = number;
    }

    /** The models, after a check that they have one form; the error names the first difference. */
    static List<NeuronModel> of(List<NeuronModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least one model");
        }
        for (int i = 1; i < models.size(); i++) {
            new ModelStack(models.get(0), models.get(i), i).requireSameForm();
        }
        return List.copyOf(models);
    }

    private void requireSameForm() {
        requireSameStructure();
        requireSameMechanisms("channel", first.channels(), other.channels());
        requireSameMechanisms("pump", first.pumps(), other.pumps());
        requireSameMechanisms(
                "process", first.globals().processes(), other.globals().processes());
        requireSameMechanisms("type of synapse", first.synapseTypes(), other.synapseTypes());
        require("diffusing states", first.diffusingStates(), other.diffusingStates());
        require("number of synapses", first.edges().rows(), other.edges().rows());
        for (int edge = 0; edge < first.edges().rows(); edge++) {
            for (String column : List.of(Edges.PRE, Edges.POST, Edges.TYPE)) {
                int here = first.edges().indices(column).value(edge);
                int there = other.edges().indices(column).value(edge);
                require("'" + column + "' of synapse " + edge, here, there);
            }
            // A delay is a number of steps, the same for all rows of a batch.
            double here = first.edges().numbers(Edges.DELAY).value(edge);
            double there = other.edges().numbers(Edges.DELAY).value(edge);
            require("delay (ms) of synapse " + edge, here, there);
        }
        for (Domain domain : Domain.values()) {
            requireSameQuantities(domain);
        }
        requireSameProtocol();
    }

    private void requireSameStructure() {
        Structure here = first.structure();
        Structure there = other.structure();
        require("number of cells", here.cells(), there.cells());
        require("number of branches", here.branches(), there.branches());
        for (int branch = 0; branch < here.branches(); branch++) {
            String name = "branch " + branch;
            require("parent of " + name, here.parent(branch), there.parent(branch));
            require("place on its parent of " + name, here.attachment(branch), there.attachment(branch));
            require(
                    "number of compartments of " + name,
                    here.compartmentsOfBranch(branch),
                    there.compartmentsOfBranch(branch));
            int compartment = here.firstCompartment(branch);
            require("cell of " + name, here.cell(compartment), there.cell(compartment));
        }
    }

    private void requireSameMechanisms(
            String what, Collection<? extends Mechanism> here, Collection<? extends Mechanism> there) {
        List<Mechanism> one = new ArrayList<>(here);
        List<Mechanism> two = new ArrayList<>(there);
        for (int i = 0; i < Math.max(one.size(), two.size()); i++) {
            String mine = i < one.size() ? one.get(i).name() : "none";
            String its = i < two.size() ? two.get(i).name() : "none";
            require(what + " number " + i, mine, its);
            if (!one.get(i).isInterchangeableWith(two.get(i))) {
                throw different("the " + what + " '" + mine + "' is declared differently");
            }
        }
    }

    private void requireSameQuantities(Domain domain) {
        Columns here = first.columns(domain);
        Columns there = other.columns(domain);
        for (String name : here.names()) {
            if (!(here.get(name) instanceof NumberColumn mine) || isNoQuantityOfRuns(name)) {
                continue;
            }
            Column its = there.contains(name) ? there.get(name) : null;
            if (!(its instanceof NumberColumn theirs) || !Arrays.equals(mine.rowShape(), theirs.rowShape())) {
                throw different("only the first has '" + name + "' in this shape");
            }
            for (int row = 0; row < mine.rows(); row++) {
                if (mine.isPresent(row) != theirs.isPresent(row)) {
                    String place = domain == Domain.GLOBALS ? "the model" : first.place(domain, row);
                    throw different("only the " + (mine.isPresent(row) ? "first" : "second") + " has '" + name + "' in "
                            + place);
                }
            }
        }
    }

    /** Tells whether a quantity, such as a coordinate, has no influence on runs. */
    private static boolean isNoQuantityOfRuns(String name) {
        return List.of("x", "y", "z").contains(name);
    }

    private void requireSameProtocol() {
        requireSameWaveforms("stimulus", first.stimuli(), other.stimuli());
        requireSameWaveforms("clamp", first.clamps(), other.clamps());
        List<PlacedRecording> here = first.recordings();
        List<PlacedRecording> there = other.recordings();
        require("number of recordings", here.size(), there.size());
        for (int i = 0; i < here.size(); i++) {
            require(
                    "what recording " + i + " is of",
                    here.get(i).state(),
                    there.get(i).state());
        }
    }

    private void requireSameWaveforms(String what, List<PlacedWaveform> here, List<PlacedWaveform> there) {
        require("number of things that are a " + what, here.size(), there.size());
        for (int i = 0; i < here.size(); i++) {
            String name = what + " " + i;
            require("what " + name + " acts on", here.get(i).key(), there.get(i).key());
            require(
                    "presence of a series resistance of " + name,
                    here.get(i).seriesResistance() > 0,
                    there.get(i).seriesResistance() > 0);
            require(
                    "number of places of " + name,
                    here.get(i).rows().length,
                    there.get(i).rows().length);
            require(
                    "length of " + name,
                    here.get(i).waveform().length(),
                    there.get(i).waveform().length());
            require(
                    "time step of " + name,
                    here.get(i).waveform().timeStep(),
                    there.get(i).waveform().timeStep());
        }
    }

    private void require(String what, Object here, Object there) {
        if (!here.equals(there)) {
            throw different("the " + what + " is " + here + " in the first and " + there + " in the second");
        }
    }

    private IllegalArgumentException different(String how) {
        return new IllegalArgumentException(
                "model 0 and model " + number + " cannot be stacked, they differ in more than" + " values: " + how
                        + "; run them one by one, or give them the same form");
    }
}
