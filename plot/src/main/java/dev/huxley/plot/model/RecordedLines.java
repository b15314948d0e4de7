package dev.huxley.plot.model;

import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The panels of recorded traces: one per unit for a single run, one per recording for a batch. */
final class RecordedLines {
    /** The largest number of lines in a legend; more lines get the colors of a scale. */
    static final int MOST_LABELS = 12;

    private final NeuronModel model;
    private final double timeStep;
    private final List<String> labels;

    /**
     * The lines of a model's recordings.
     *
     * @param labels chosen ones, one per recording; empty for names and places
     */
    RecordedLines(NeuronModel model, double timeStep, List<String> labels) {
        this.model = model;
        this.timeStep = timeStep;
        this.labels = labels;
    }

    List<Panel> single(double[][] traces) {
        Map<String, List<Integer>> byUnit = new LinkedHashMap<>();
        for (int i = 0; i < traces.length; i++) {
            byUnit.computeIfAbsent(unit(i), unit -> new ArrayList<>()).add(i);
        }
        return byUnit.values().stream().map(rows -> panel(traces, rows)).toList();
    }

    List<Panel> batch(double[][][] traces, BatchRows rows) {
        List<Panel> panels = new ArrayList<>();
        List<Integer> all = IntStream.range(0, traces[0].length).boxed().toList();
        for (int recording : all) {
            List<Line> lines = new ArrayList<>();
            for (int row = 0; row < traces.length; row++) {
                lines.add(rows.dressed(Line.sampled(0, timeStep, traces[row][recording]), row));
            }
            Panel panel = named(Panel.of(lines), List.of(recording)).title(label(recording, all));
            panels.add(recording == 0 ? panel.legend(true).colorScale(rows.scale()) : panel);
        }
        return panels;
    }

    private Panel panel(double[][] traces, List<Integer> recordings) {
        Map<Object, List<Integer>> alike = new LinkedHashMap<>();
        for (int recording : recordings) {
            // Equal traces lie on each other: one line says how many it is, unless somebody named them.
            Object key = labels.isEmpty() ? List.of(state(recording), DoubleBuffer.wrap(traces[recording])) : recording;
            alike.computeIfAbsent(key, any -> new ArrayList<>()).add(recording);
        }
        List<List<Integer>> groups = List.copyOf(alike.values());
        return groups.size() > MOST_LABELS ? scaled(traces, groups, recordings) : labeled(traces, groups, recordings);
    }

    private Panel labeled(double[][] traces, List<List<Integer>> groups, List<Integer> recordings) {
        List<Line> lines = new ArrayList<>();
        for (List<Integer> group : groups) {
            List<String> names =
                    group.stream().map(one -> label(one, recordings)).toList();
            lines.add(Line.sampled(0, timeStep, traces[group.get(0)])
                    .label(EqualLines.label(names, recordings.size(), "recordings")));
        }
        return named(Panel.of(lines), recordings).legend(true);
    }

    private Panel scaled(double[][] traces, List<List<Integer>> groups, List<Integer> recordings) {
        double[] numbers = groups.stream().mapToDouble(group -> group.get(0)).toArray();
        BatchRows look = BatchRows.scaled("recording", "", numbers);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            lines.add(
                    look.dressed(Line.sampled(0, timeStep, traces[groups.get(i).get(0)]), i));
        }
        return named(Panel.of(lines), recordings).colorScale(look.scale());
    }

    /** The panel with the name of these recordings' quantity at its y axis. */
    private Panel named(Panel panel, List<Integer> recordings) {
        List<String> states = recordings.stream().map(this::state).distinct().toList();
        String unit = unit(recordings.get(0));
        return panel.y(name(states, unit), Coloring.unit(unit));
    }

    private String state(int recording) {
        return model.recordings().get(recording).state();
    }

    private String unit(int recording) {
        return model.unit(state(recording));
    }

    /** The label that distinguishes the recording in its panel: its name, its place, or both. */
    private String label(int recording, List<Integer> panel) {
        if (!labels.isEmpty()) {
            return labels.get(recording);
        }
        boolean oneState = panel.stream().allMatch(other -> state(other).equals(state(recording)));
        String place = place(recording);
        return oneState ? place : state(recording) + (place.isEmpty() ? "" : ", " + place);
    }

    private String place(int recording) {
        PlacedRecording placed = model.recordings().get(recording);
        return PlaceName.of(model, placed.domain(), placed.row());
    }

    private static String name(List<String> states, String unit) {
        if (states.size() == 1) {
            return states.get(0).equals("v") ? "membrane potential" : states.get(0);
        }
        return switch (unit) {
            case "mV" -> "potential";
            case "nA", "mA/cm2" -> "current";
            case "mM" -> "concentration";
            default -> "states";
        };
    }
}
