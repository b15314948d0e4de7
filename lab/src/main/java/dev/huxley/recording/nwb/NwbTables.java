package dev.huxley.recording.nwb;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of NWB 2.3 and later that tell which part of which series is the response to which stimulus. */
final class NwbTables {
    private static final String BASE = "/general/intracellular_ephys/";

    /** A column of references: where each row begins, how many samples it has, and in which series. */
    private record References(double[] start, double[] count, double[] address) {}

    private final NwbTree tree;
    private final Map<Long, NwbSeries> series;
    private final List<String> remarks;

    NwbTables(NwbTree tree, Map<Long, NwbSeries> series, List<String> remarks) {
        this.tree = tree;
        this.series = series;
        this.remarks = remarks;
    }

    /** The pairs in the order of the rows; none without the tables. */
    List<NwbPair> pairs() {
        Optional<References> responses = references("responses/response");
        if (responses.isEmpty()) {
            return List.of();
        }
        Optional<References> stimuli = references("stimuli/stimulus");
        Map<Integer, String> protocols = protocols();
        List<NwbPair> pairs = new ArrayList<>();
        for (int row = 0; row < responses.get().address.length; row++) {
            String where = "row " + row + " of intracellular_recordings";
            int line = row;
            try {
                Optional<NwbPair.Range> response = range(responses.get(), row);
                if (response.isEmpty()) {
                    remarks.add(where + " has no response");
                    continue;
                }
                Optional<NwbPair.Range> stimulus = stimuli.flatMap(column -> range(column, line));
                pairs.add(new NwbPair(
                        response.get(),
                        stimulus,
                        stimuli.isPresent() && stimulus.isEmpty(),
                        Optional.ofNullable(protocols.get(row))));
            } catch (NwbProblem problem) {
                remarks.add(where + ": " + problem.getMessage());
            }
        }
        return pairs;
    }

    private Optional<References> references(String column) {
        Optional<Node> node = tree.find(BASE + "intracellular_recordings/" + column);
        if (node.isEmpty() || !(node.get() instanceof Dataset dataset)) {
            return Optional.empty();
        }
        if (!(tree.data(dataset, column) instanceof Map<?, ?> map)) {
            throw new NwbProblem("the column " + column + " has no references");
        }
        double[][] parts = new double[3][];
        String[] names = {"idx_start", "count", "timeseries"};
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            parts[i] = NwbValues.numbers(map.get(name))
                    .orElseThrow(() -> new NwbProblem("the column " + column + " has no " + name));
        }
        return Optional.of(new References(parts[0], parts[1], parts[2]));
    }

    /** The range of a row; empty where the table says that there is none, by a negative start. */
    private Optional<NwbPair.Range> range(References column, int row) {
        if (row >= column.start.length || column.start[row] < 0 || column.count[row] < 0) {
            return Optional.empty();
        }
        NwbSeries target = series.get((long) column.address[row]);
        if (target == null) {
            throw new NwbProblem("refers to a series that is not in the file's acquisition or stimulus");
        }
        double end = column.start[row] + column.count[row];
        if (end > target.length()) {
            throw new NwbProblem(String.format(
                    java.util.Locale.ROOT,
                    "idx_start %.0f + count %.0f is past the end of %s (%d)",
                    column.start[row],
                    column.count[row],
                    target,
                    target.length()));
        }
        return Optional.of(new NwbPair.Range(target, (int) column.start[row], (int) column.count[row]));
    }

    /** The stimulus type of each row, through simultaneous and sequential recordings. */
    private Map<Integer, String> protocols() {
        Map<Integer, String> protocols = new HashMap<>();
        Optional<List<int[]>> simultaneous = ragged("simultaneous_recordings", "recordings");
        Optional<List<int[]>> sequential = ragged("sequential_recordings", "simultaneous_recordings");
        Optional<String[]> types =
                column("sequential_recordings", "stimulus_type").flatMap(NwbValues::texts);
        if (simultaneous.isEmpty() || sequential.isEmpty() || types.isEmpty()) {
            return protocols;
        }
        for (int i = 0; i < Math.min(sequential.get().size(), types.get().length); i++) {
            for (int group : sequential.get().get(i)) {
                if (group >= 0 && group < simultaneous.get().size()) {
                    for (int row : simultaneous.get().get(group)) {
                        protocols.put(row, types.get()[i].strip());
                    }
                }
            }
        }
        return protocols;
    }

    private Optional<List<int[]>> ragged(String table, String name) {
        Optional<double[]> flat = column(table, name).flatMap(NwbValues::numbers);
        Optional<double[]> ends = column(table, name + "_index").flatMap(NwbValues::numbers);
        return flat.isEmpty() || ends.isEmpty() ? Optional.empty() : Optional.of(rows(flat.get(), ends.get()));
    }

    /** The rows of a flat column, given the end of each. */
    static List<int[]> rows(double[] flat, double[] ends) {
        List<int[]> rows = new ArrayList<>();
        int from = 0;
        for (double end : ends) {
            int to = (int) Math.min(end, flat.length);
            int[] row = new int[Math.max(0, to - from)];
            for (int i = 0; i < row.length; i++) {
                row[i] = (int) flat[from + i];
            }
            rows.add(row);
            from = Math.max(from, to);
        }
        return rows;
    }

    private Optional<Object> column(String table, String name) {
        return tree.find(BASE + table)
                .filter(Group.class::isInstance)
                .flatMap(node -> tree.child((Group) node, name))
                .filter(Dataset.class::isInstance)
                .map(node -> tree.data((Dataset) node, table + "/" + name));
    }
}
