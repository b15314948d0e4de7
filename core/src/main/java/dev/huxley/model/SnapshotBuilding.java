package dev.huxley.model;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.model.ModelSnapshot.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds models from snapshots. Everything in a snapshot is checked, since it may come from a damaged file. */
final class SnapshotBuilding {
    private final ModelSnapshot snapshot;

    private SnapshotBuilding(ModelSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    static NeuronModel build(ModelSnapshot snapshot) {
        return new SnapshotBuilding(snapshot).build();
    }

    private NeuronModel build() {
        Structure structure = structure();
        Columns nodes = columns(snapshot.nodes(), structure.compartments());
        Quantities.requireBasic(nodes);
        NeuronModel model = model(structure, nodes, paths(structure));
        model.restore(snapshot.mechanisms(), snapshot.groups(), snapshot.diffusing());
        requireColumns(nodes, List.copyOf(model.mechanisms().all(MembraneMechanism.class)));
        int synapses = snapshot.edges().values().stream()
                .mapToInt(Column::rows)
                .findFirst()
                .orElse(0);
        if (!snapshot.synapseTypes().isEmpty()) {
            require(model instanceof Network, "only a network has synapses");
            Columns edges = columns(snapshot.edges(), synapses);
            requireColumns(edges, snapshot.synapseTypes());
            model.connections().restore(edges, snapshot.synapseTypes());
        }
        model.globals().restore(snapshot.globals(), snapshot.definitions(), snapshot.processes());
        addProtocols(model, synapses);
        return model;
    }

    // ---- structure ----

    private Structure structure() {
        int branches = snapshot.parents().length;
        require(
                branches > 0
                        && snapshot.attachments().size() == branches
                        && snapshot.cellOfBranch().length == branches
                        && snapshot.compartments().length == branches,
                "the structure needs a parent, a cell and a number of compartments for every branch");
        long rows = 0;
        for (int count : snapshot.compartments()) {
            require(count > 0, "a branch cannot have " + count + " compartments");
            rows += count;
        }
        int present = snapshot.nodes().values().stream()
                .mapToInt(Column::rows)
                .findFirst()
                .orElse(0);
        // Before anything is allocated by what the structure says.
        require(rows == present, "the structure has " + rows + " compartments, the columns have " + present + " rows");
        List<Structure> cells = new ArrayList<>();
        for (int first = 0; first < branches; ) {
            int end = first;
            while (end < branches && snapshot.cellOfBranch()[end] == snapshot.cellOfBranch()[first]) {
                end++;
            }
            require(
                    snapshot.cellOfBranch()[first] == cells.size(),
                    "the cells of the branches must ascend from 0 without gaps");
            cells.add(cell(first, end));
            first = end;
        }
        return Structure.ofCells(cells);
    }

    private Structure cell(int first, int end) {
        int[] parents = Arrays.copyOfRange(snapshot.parents(), first, end);
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] != -1) {
                require(
                        parents[i] >= first && parents[i] < end,
                        "branch " + (first + i) + " hangs on branch " + parents[i] + ", which is of another cell");
                parents[i] -= first;
            }
        }
        return Structure.ofCell(
                parents,
                snapshot.attachments().subList(first, end),
                Arrays.copyOfRange(snapshot.compartments(), first, end));
    }

    private BranchPaths paths(Structure structure) {
        require(snapshot.paths().size() == structure.branches(), "there must be one trace per branch, or none at all");
        return BranchPaths.of(snapshot.paths().toArray(BranchPath[]::new));
    }

    private NeuronModel model(Structure structure, Columns nodes, BranchPaths paths) {
        Kind kind = snapshot.kind();
        require(
                kind == Kind.NETWORK || structure.cells() == 1,
                "a " + kind + " cannot have " + structure.cells() + " cells");
        require(
                kind == Kind.NETWORK || kind == Kind.CELL || structure.branches() == 1,
                "a " + kind + " cannot have " + structure.branches() + " branches");
        return switch (kind) {
            case NETWORK -> new Network(structure, nodes, paths);
            case CELL -> new Cell(structure, nodes, paths);
            case BRANCH -> new Branch(structure, nodes, paths);
            case COMPARTMENT -> {
                require(structure.compartments() == 1, "a compartment is one, not " + structure.compartments());
                yield new Compartment(structure, nodes, paths);
            }
        };
    }

    // ---- columns ----

    private static Columns columns(Map<String, Column> given, int rows) {
        Columns columns = new Columns(rows);
        int[] all = new int[rows];
        Arrays.setAll(all, row -> row);
        given.forEach((name, column) -> {
            require(
                    column.rows() == rows,
                    "column '" + name + "' has " + column.rows() + " rows, the others have " + rows);
            columns.put(name, column.rows(all));
        });
        return columns;
    }

    /** Throws an error unless every mechanism finds the columns that it declares. */
    private static void requireColumns(Columns columns, List<? extends Mechanism> mechanisms) {
        for (Mechanism mechanism : mechanisms) {
            for (Declaration declaration : mechanism.declarations()) {
                String key = declaration.key();
                require(
                        columns.contains(key)
                                && columns.get(key) instanceof NumberColumn numbers
                                && Arrays.equals(numbers.rowShape(), declaration.extents()),
                        "there is no column of numbers '" + key + "' with rows of shape " + declaration.shape()
                                + ", which " + mechanism.name() + " declares");
                if (!(mechanism instanceof Synapse)) {
                    for (int row : columns.flags(mechanism.name()).present()) {
                        require(
                                columns.get(key).isPresent(row),
                                "compartment " + row + " has " + mechanism.name() + " but no '" + key + "'");
                    }
                }
            }
        }
    }

    // ---- what is done ----

    private void addProtocols(NeuronModel model, int synapses) {
        int compartments = model.structure().compartments();
        for (PlacedWaveform stimulus : snapshot.stimuli()) {
            require(stimulus.domain() == Domain.NODES, "a stimulus acts on compartments");
            requireRows(stimulus.rows(), compartments, "a stimulus");
            model.protocols().stimulate(stimulus.rows(), stimulus.waveform());
        }
        for (PlacedWaveform clamp : snapshot.clamps()) {
            requireRows(clamp.rows(), rows(clamp.domain(), compartments, synapses), "a clamp of " + clamp.key());
            model.protocols().clamp(clamp);
        }
        for (PlacedRecording recording : snapshot.recordings()) {
            int[] row = {recording.row()};
            requireRows(row, rows(recording.domain(), compartments, synapses), "a recording of " + recording.state());
            model.protocols().record(recording.domain(), recording.state(), row);
        }
        Set<String> paths = new HashSet<>();
        for (TrainableParameter trainable : snapshot.trainables()) {
            String what = "the trainable '" + trainable.path() + "'";
            require(paths.add(trainable.path()), what + " is given twice");
            requireTrainable(model, trainable, rows(trainable.domain(), compartments, synapses), what);
            model.trainableParameters().take(trainable);
        }
    }

    private static void requireTrainable(NeuronModel model, TrainableParameter trainable, int rows, String what) {
        NumberColumn column = model.columns(trainable.domain()).numbers(trainable.key());
        require(
                (long) trainable.rows().size() * column.rowSize() == trainable.values().length
                        && trainable.values().length > 0,
                what + " has " + trainable.values().length + " values for "
                        + trainable.rows().size() + " groups");
        for (double value : trainable.values()) {
            Quantities.requireValid(trainable.key(), value, what);
        }
        for (int i = 0; i < trainable.rows().size(); i++) {
            int[] shared = trainable.rows().get(i);
            require(shared.length > 0, what + " has a value that belongs to no row");
            requireRows(shared, rows, what);
            for (int row : shared) {
                require(column.isPresent(row), what + " is in row " + row + ", which has no '" + trainable.key() + "'");
            }
        }
    }

    private static int rows(Domain domain, int compartments, int synapses) {
        return switch (domain) {
            case NODES -> compartments;
            case EDGES -> synapses;
            case GLOBALS -> 1;
        };
    }

    private static void requireRows(int[] rows, int count, String what) {
        require(rows.length > 0, what + " acts nowhere");
        for (int row : rows) {
            require(row >= 0 && row < count, what + " is in row " + row + ", but there are " + count);
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
