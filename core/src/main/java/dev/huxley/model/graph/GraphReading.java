package dev.huxley.model.graph;

import dev.huxley.mechanism.Synapse;
import dev.huxley.model.BranchPath;
import dev.huxley.model.Column;
import dev.huxley.model.Domain;
import dev.huxley.model.Edges;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.TrainableParameter;
import dev.huxley.morphology.Attachment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jgrapht.Graph;

/** Reads a snapshot from a graph. Rows are renumbered in their order if some were removed. */
final class GraphReading {
    private final ModelSnapshot origin;
    private final Graph<CompartmentVertex, ModelEdge> graph;
    private final List<CompartmentVertex> vertices;
    private final List<ModelEdge> synapses;
    private final Map<CompartmentVertex, Integer> rows = new HashMap<>();
    /** The compartments of every remaining branch, by cell and branch. */
    private final Map<List<Integer>, List<CompartmentVertex>> branches = new LinkedHashMap<>();
    /** The first branch of every cell of the origin. */
    private final int[] firstBranch;

    GraphReading(ModelSnapshot origin, Graph<CompartmentVertex, ModelEdge> graph) {
        this.origin = origin;
        this.graph = graph;
        vertices = graph.vertexSet().stream()
                .sorted(Comparator.comparingInt(CompartmentVertex::row))
                .toList();
        synapses = graph.edgeSet().stream()
                .filter(ModelEdge::isSynapse)
                .sorted(Comparator.comparingInt(ModelEdge::row))
                .toList();
        firstBranch = new int[origin.parents().length + 1];
        for (int branch = 0; branch < origin.parents().length; branch++) {
            firstBranch[origin.cellOfBranch()[branch] + 1] = branch + 1;
        }
        for (CompartmentVertex vertex : vertices) {
            rows.put(vertex, rows.size());
            branches.computeIfAbsent(List.of(vertex.cell(), vertex.branch()), key -> new ArrayList<>())
                    .add(vertex);
        }
    }

    ModelSnapshot snapshot() {
        if (vertices.isEmpty()) {
            throw new IllegalArgumentException("no compartment is left in the graph; a model needs at least one");
        }
        Map<Domain, Map<Integer, Integer>> newRows = Map.of(
                Domain.NODES,
                newRows(vertices.stream().mapToInt(CompartmentVertex::row).toArray()),
                Domain.EDGES,
                newRows(synapses.stream().mapToInt(ModelEdge::row).toArray()),
                Domain.GLOBALS,
                Map.of(0, 0));
        int[] parents = parents();
        return new ModelSnapshot(
                origin.kind(),
                cellOfBranch(),
                parents,
                attachments(parents),
                branches.values().stream().mapToInt(List::size).toArray(),
                paths(),
                nodes(),
                origin.mechanisms(),
                origin.groups(),
                origin.diffusing(),
                edges(),
                usedTypes(),
                origin.globals(),
                origin.definitions(),
                origin.processes(),
                origin.stimuli().stream()
                        .map(stimulus -> moved(stimulus, newRows, "a stimulus", "deleteStimuli"))
                        .toList(),
                origin.clamps().stream()
                        .map(clamp -> moved(clamp, newRows, "a clamp of '" + clamp.key() + "'", "deleteClamps"))
                        .toList(),
                origin.recordings().stream()
                        .map(recording -> moved(recording, newRows))
                        .toList(),
                origin.trainables().stream()
                        .map(trainable -> moved(trainable, newRows))
                        .toList());
    }

    // ---- structure ----

    private int[] cellOfBranch() {
        Map<Integer, Integer> cells = new LinkedHashMap<>();
        return branches.keySet().stream()
                .mapToInt(key -> {
                    cells.putIfAbsent(key.get(0), cells.size());
                    return cells.get(key.get(0));
                })
                .toArray();
    }

    private int[] parents() {
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        branches.keySet().forEach(key -> numbers.put(key, numbers.size()));
        Map<Integer, List<Integer>> rootOfCell = new HashMap<>();
        int[] parents = new int[branches.size()];
        int used = 0;
        for (Map.Entry<List<Integer>, List<CompartmentVertex>> entry : branches.entrySet()) {
            List<CompartmentVertex> branch = entry.getValue();
            for (int i = 1; i < branch.size(); i++) {
                if (cableFrom(branch.get(i)) != branch.get(i - 1)) {
                    throw new IllegalArgumentException("branch " + name(entry.getKey()) + " is interrupted between "
                            + branch.get(i - 1) + " and " + branch.get(i) + "; remove the rest of it as well");
                }
                used++;
            }
            CompartmentVertex before = cableFrom(branch.get(0));
            if (before == null) {
                List<Integer> other = rootOfCell.putIfAbsent(entry.getKey().get(0), entry.getKey());
                if (other != null) {
                    throw new IllegalArgumentException("the cell falls into pieces: branches " + name(other) + " and "
                            + name(entry.getKey()) + " are not connected; remove one of them as well");
                }
                parents[numbers.get(entry.getKey())] = -1;
            } else {
                List<Integer> parent = List.of(before.cell(), before.branch());
                List<CompartmentVertex> compartments = branches.get(parent);
                Attachment attachment = origin.attachments().get(oldNumber(entry.getKey()));
                if (compartments.get(attachment.compartment(compartments.size())) != before
                        || before.cell() != entry.getKey().get(0)) {
                    throw new IllegalArgumentException("branch " + name(entry.getKey()) + " hangs on " + before
                            + ", which is not at the " + attachment + " of a branch of its cell");
                }
                parents[numbers.get(entry.getKey())] = numbers.get(parent);
                used++;
            }
        }
        long cables = graph.edgeSet().stream().filter(edge -> !edge.isSynapse()).count();
        if (cables != used) {
            throw new IllegalArgumentException("the graph has " + cables + " pieces of cable, but its branches have "
                    + used + "; join cells with Cell.join");
        }
        return parents;
    }

    private List<Attachment> attachments(int[] parents) {
        List<Attachment> attachments = new ArrayList<>();
        for (List<Integer> key : branches.keySet()) {
            boolean isRoot = parents[attachments.size()] < 0;
            attachments.add(isRoot ? Attachment.END : origin.attachments().get(oldNumber(key)));
        }
        return attachments;
    }

    /** The number that a branch has in the origin, over all cells. */
    private int oldNumber(List<Integer> key) {
        return firstBranch[key.get(0)] + key.get(1);
    }

    /** The compartment from which a piece of cable leads here; null if there is none. */
    private CompartmentVertex cableFrom(CompartmentVertex vertex) {
        CompartmentVertex from = null;
        for (ModelEdge edge : graph.incomingEdgesOf(vertex)) {
            if (!edge.isSynapse()) {
                if (from != null) {
                    throw new IllegalArgumentException("two pieces of cable lead to " + vertex);
                }
                from = graph.getEdgeSource(edge);
            }
        }
        return from;
    }

    private static String name(List<Integer> branch) {
        return branch.get(1) + " of cell " + branch.get(0);
    }

    /** The courses of the branches; one that lost compartments has none. */
    private List<BranchPath> paths() {
        List<BranchPath> paths = new ArrayList<>();
        branches.forEach((key, compartments) -> {
            int old = oldNumber(key);
            paths.add(
                    origin.compartments()[old] == compartments.size()
                            ? origin.paths().get(old)
                            : null);
        });
        return paths;
    }

    // ---- columns ----

    private Map<String, Column> nodes() {
        return Attributes.columns(
                origin.nodes(),
                Set.of(),
                vertices.stream().map(CompartmentVertex::attributes).toList(),
                vertices.stream().map(CompartmentVertex::toString).toList());
    }

    private Map<String, Column> edges() {
        if (synapses.isEmpty()) {
            return Map.of();
        }
        Map<String, Column> values = Attributes.columns(
                origin.edges(),
                ModelGraph.EDGE_PLACES,
                synapses.stream().map(ModelEdge::attributes).toList(),
                synapses.stream().map(ModelEdge::toString).toList());
        List<String> types = usedTypes().stream().map(Synapse::name).toList();
        Map<String, Column> edges = new LinkedHashMap<>();
        for (String name : origin.edges().keySet()) {
            edges.put(
                    name,
                    switch (name) {
                        case Edges.PRE -> indices(edge -> rows.get(graph.getEdgeSource(edge)));
                        case Edges.POST -> indices(edge -> rows.get(graph.getEdgeTarget(edge)));
                        case Edges.TYPE -> indices(edge -> types.indexOf(edge.synapse()));
                        case Edges.INDEX_IN_TYPE -> indices(edge -> 0); // recounted when the model is built
                        default -> values.get(name);
                    });
        }
        edges.keySet().removeIf(name -> !ModelGraph.EDGE_PLACES.contains(name) && isGone(edges.get(name)));
        return edges;
    }

    private IndexColumn indices(ToIntFunction<ModelEdge> value) {
        return IndexColumn.of(synapses.stream().mapToInt(value).toArray());
    }

    private static boolean isGone(Column column) {
        for (int row = 0; row < column.rows(); row++) {
            if (column.isPresent(row)) {
                return false;
            }
        }
        return true;
    }

    private List<Synapse> usedTypes() {
        Set<String> used = new HashSet<>();
        synapses.forEach(edge -> used.add(edge.synapse()));
        return origin.synapseTypes().stream()
                .filter(type -> used.contains(type.name()))
                .toList();
    }

    // ---- what is done ----

    private static Map<Integer, Integer> newRows(int[] kept) {
        Map<Integer, Integer> newRows = new HashMap<>();
        for (int row = 0; row < kept.length; row++) {
            newRows.put(kept[row], row);
        }
        return newRows;
    }

    private static PlacedWaveform moved(
            PlacedWaveform placed, Map<Domain, Map<Integer, Integer>> newRows, String what, String remedy) {
        return placed.at(moved(placed.rows(), newRows.get(placed.domain()), what, remedy));
    }

    private static PlacedRecording moved(PlacedRecording recording, Map<Domain, Map<Integer, Integer>> newRows) {
        String what = "a recording of '" + recording.state() + "'";
        int[] row = moved(new int[] {recording.row()}, newRows.get(recording.domain()), what, "deleteRecordings");
        return new PlacedRecording(recording.domain(), recording.state(), row[0]);
    }

    private static TrainableParameter moved(TrainableParameter trainable, Map<Domain, Map<Integer, Integer>> newRows) {
        String what = "the trainable '" + trainable.path() + "'";
        Map<Integer, Integer> rows = newRows.get(trainable.domain());
        return new TrainableParameter(
                trainable.path(),
                trainable.domain(),
                trainable.key(),
                trainable.rows().stream()
                        .map(shared -> moved(shared, rows, what, "deleteTrainables"))
                        .toList(),
                trainable.values(),
                trainable.unit());
    }

    private static int[] moved(int[] rows, Map<Integer, Integer> newRows, String what, String remedy) {
        return Arrays.stream(rows)
                .map(row -> {
                    if (!newRows.containsKey(row)) {
                        throw new IllegalArgumentException(what + " is in row " + row
                                + ", which is no longer in the graph; call " + remedy
                                + "() on it before making the graph");
                    }
                    return newRows.get(row);
                })
                .toArray();
    }
}
