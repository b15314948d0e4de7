package dev.huxley.model;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.morphology.Attachment;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The complete content of a model as data, for files, graphs and copies. A model built from a snapshot equals the
 * original in everything, including the order of columns.
 *
 * @param kind the kind of the model
 * @param cellOfBranch the cell of every branch, ascending from 0
 * @param parents for every branch, numbered over all cells, its parent; -1 for the root of each cell
 * @param attachments for every branch the place on its parent at which it begins
 * @param compartments for every branch its number of compartments
 * @param traces for every branch its course in space, null where it is not known
 * @param nodes the columns with one row per compartment
 * @param mechanisms the inserted mechanisms, in the order of their updates
 * @param groups the names of the groups
 * @param diffusing the states that diffuse
 * @param edges the columns with one row per synapse
 * @param synapseTypes the types of synapses, in the order of their numbers
 * @param globals the columns of the model as a whole, with one row
 * @param definitions the parameters of the model as a whole that no mechanism declares
 * @param processes the processes that advance states of the model as a whole
 * @param stimuli the stimuli
 * @param clamps the clamps
 * @param recordings the recordings
 * @param trainables the trainable parameters
 */
public record ModelSnapshot(
        Kind kind,
        int[] cellOfBranch,
        int[] parents,
        List<Attachment> attachments,
        int[] compartments,
        List<BranchPath> paths,
        Map<String, Column> nodes,
        List<MembraneMechanism> mechanisms,
        List<String> groups,
        List<String> diffusing,
        Map<String, Column> edges,
        List<Synapse> synapseTypes,
        Map<String, Column> globals,
        List<Declaration> definitions,
        List<GlobalProcess> processes,
        List<PlacedWaveform> stimuli,
        List<PlacedWaveform> clamps,
        List<PlacedRecording> recordings,
        List<TrainableParameter> trainables) {
    /** The kinds of models. */
    public enum Kind {
        COMPARTMENT,
        BRANCH,
        CELL,
        NETWORK
    }

    /** A snapshot of a model as it is now; later changes of the model do not affect it. */
    public static ModelSnapshot of(NeuronModel model) {
        Structure structure = model.structure();
        int branches = structure.branches();
        int[] cellOfBranch = new int[branches];
        int[] parents = new int[branches];
        int[] compartments = new int[branches];
        List<Attachment> attachments = new ArrayList<>();
        List<BranchPath> paths = new ArrayList<>();
        for (int branch = 0; branch < branches; branch++) {
            cellOfBranch[branch] = structure.cell(structure.firstCompartment(branch));
            parents[branch] = structure.parent(branch);
            attachments.add(structure.attachment(branch));
            compartments[branch] = structure.compartmentsOfBranch(branch);
            paths.add(model.paths().get(branch));
        }
        return new ModelSnapshot(
                kind(model),
                cellOfBranch,
                parents,
                attachments,
                compartments,
                paths,
                copies(model.nodes()),
                List.copyOf(model.mechanisms().all(MembraneMechanism.class)),
                List.copyOf(model.groups()),
                model.diffusingStates().stream().sorted().toList(),
                copies(model.edges()),
                List.copyOf(model.synapseTypes()),
                copies(model.globals().columns()),
                model.globals().defined(),
                List.copyOf(model.globals().processes()),
                model.stimuli(),
                model.clamps(),
                model.recordings(),
                model.trainables());
    }

    /**
     * Builds a new model with this content.
     *
     * @throws IllegalArgumentException if parts of the snapshot contradict each other; the message names them
     */
    public NeuronModel build() {
        return SnapshotBuilding.build(this);
    }

    /** A copy with other columns. */
    public ModelSnapshot withColumns(Map<String, Column> otherNodes, Map<String, Column> otherEdges) {
        return new ModelSnapshot(
                kind,
                cellOfBranch,
                parents,
                attachments,
                compartments,
                paths,
                otherNodes,
                mechanisms,
                groups,
                diffusing,
                otherEdges,
                synapseTypes,
                globals,
                definitions,
                processes,
                stimuli,
                clamps,
                recordings,
                trainables);
    }

    /** A copy with other stimuli, recordings and trainables. */
    public ModelSnapshot withProtocol(
            List<PlacedWaveform> otherStimuli,
            List<PlacedRecording> otherRecordings,
            List<TrainableParameter> otherTrainables) {
        return new ModelSnapshot(
                kind,
                cellOfBranch,
                parents,
                attachments,
                compartments,
                paths,
                nodes,
                mechanisms,
                groups,
                diffusing,
                edges,
                synapseTypes,
                globals,
                definitions,
                processes,
                otherStimuli,
                clamps,
                otherRecordings,
                otherTrainables);
    }

    private static Kind kind(NeuronModel model) {
        if (model instanceof Network) {
            return Kind.NETWORK;
        }
        if (model instanceof Cell) {
            return Kind.CELL;
        }
        if (model instanceof Branch) {
            return Kind.BRANCH;
        }
        if (model instanceof Compartment) {
            return Kind.COMPARTMENT;
        }
        throw new IllegalArgumentException(
                "there is no snapshot of a " + model.getClass().getName());
    }

    private static Map<String, Column> copies(Columns columns) {
        int[] all = new int[columns.rows()];
        Arrays.setAll(all, row -> row);
        Map<String, Column> copies = new LinkedHashMap<>();
        columns.names().forEach(name -> copies.put(name, columns.get(name).rows(all)));
        return copies;
    }

    @Override
    public String toString() {
        return "ModelSnapshot[" + kind + ", " + Brief.count(parents.length, "branch") + ", "
                + Brief.count(Arrays.stream(compartments).sum(), "compartment") + "]";
    }
}
