package dev.huxley.plot.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.TimePoints;
import dev.huxley.text.Brief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A picture of what a run recorded: time in ms, one panel for each unit (voltages, gates, currents, ...), one line per
 * recording with its name and place, and below them the stimuli. Immutable: every setting returns a new plot.
 *
 * <pre>{@code
 * NDArray v = simulation.run(manager);
 * TracePlot.of(cell, 0.025, v).title("step of 0.5 nA").write(Path.of("traces.png"));
 * }</pre>
 */
public final class TracePlot {
    private static final int WIDTH = 760;
    private static final int PANEL_HEIGHT = 220;
    private static final int STIMULUS_HEIGHT = 90;

    /** More lines than this cannot be told apart by a legend. */
    private static final int MOST_LABELS = 12;

    private final NeuronModel model;
    private final double timeStep;
    private final double[][] traces;
    /** Chosen labels; empty if none were chosen. */
    private final List<String> labels;

    private final String title;
    private final boolean stimuli;

    private TracePlot(
            NeuronModel model, double timeStep, double[][] traces, List<String> labels, String title, boolean stimuli) {
        this.model = model;
        this.timeStep = timeStep;
        this.traces = traces;
        this.labels = labels;
        this.title = title;
        this.stimuli = stimuli;
    }

    /**
     * A plot of the traces of a run.
     *
     * @param model    the model that was run, with its recordings
     * @param timeStep the time between samples in ms
     * @param traces   what the run returned: (recordings, time points); of a batch give one row, {@code traces.get(b)}
     * @throws IllegalArgumentException if the shape does not fit the recordings of the model
     */
    public static TracePlot of(NeuronModel model, double timeStep, NDArray traces) {
        if (traces.getShape().dimension() != 2) {
            throw new IllegalArgumentException("traces of shape " + traces.getShape()
                    + " cannot be plotted: they must be (recordings, time points)"
                    + (traces.getShape().dimension() == 3 ? "; of a batch give one row, traces.get(b)" : ""));
        }
        int rows = (int) traces.getShape().get(0);
        int points = (int) traces.getShape().get(1);
        double[] flat =
                traces.getDataType() == DataType.FLOAT64 ? traces.toDoubleArray() : doubles(traces.toFloatArray());
        double[][] each = new double[rows][];
        Arrays.setAll(each, row -> Arrays.copyOfRange(flat, row * points, (row + 1) * points));
        return of(model, timeStep, each);
    }

    /** A plot of traces, one row per recording of the model. */
    public static TracePlot of(NeuronModel model, double timeStep, double[]... traces) {
        List<PlacedRecording> recordings = model.recordings();
        if (traces.length != recordings.size() || traces.length == 0) {
            throw new IllegalArgumentException("there are " + traces.length + " traces, but the model has "
                    + recordings.size() + " recordings; give the traces of a run of this model, one per recording");
        }
        if (!(timeStep > 0 && Double.isFinite(timeStep))) {
            throw new IllegalArgumentException("the time step must be positive, not " + timeStep + " ms");
        }
        return new TracePlot(
                model,
                timeStep,
                Arrays.stream(traces).map(double[]::clone).toArray(double[][]::new),
                List.of(),
                "",
                true);
    }

    /** Other labels than name and place, one per recording. */
    public TracePlot labels(String... names) {
        if (names.length != traces.length) {
            throw new IllegalArgumentException(
                    "there are " + traces.length + " traces, but " + names.length + " labels; give one per recording");
        }
        return new TracePlot(model, timeStep, traces, List.of(names), title, stimuli);
    }

    /** A title above the picture. */
    public TracePlot title(String text) {
        return new TracePlot(model, timeStep, traces, labels, text, stimuli);
    }

    /** Chooses whether the model's stimuli are drawn below the traces; they are if not set. */
    public TracePlot stimuli(boolean shown) {
        return new TracePlot(model, timeStep, traces, labels, title, shown);
    }

    /** Writes the picture as PNG or SVG, by the file name's extension; see {@link Figure#write}. */
    public void write(Path file) {
        figure().write(file);
    }

    /** The picture. */
    public Figure figure() {
        List<Panel> panels = panels();
        int count = panels.size() - (hasStimuli() ? 1 : 0);
        int height = 60 + count * PANEL_HEIGHT + (hasStimuli() ? STIMULUS_HEIGHT : 0);
        Figure figure = Figure.of(WIDTH, height).title(title);
        for (int i = 0; i < panels.size(); i++) {
            boolean isStimulus = i >= count;
            figure = figure.row(isStimulus ? (double) STIMULUS_HEIGHT / PANEL_HEIGHT : 1, panels.get(i));
        }
        return figure;
    }

    /** The panels from above to below, which share their axis of time, to stand beside others in a figure. */
    public List<Panel> panels() {
        Map<String, List<Integer>> byUnit = new LinkedHashMap<>();
        for (int i = 0; i < traces.length; i++) {
            byUnit.computeIfAbsent(model.unit(model.recordings().get(i).state()), unit -> new ArrayList<>())
                    .add(i);
        }
        List<Panel> panels = new ArrayList<>();
        byUnit.forEach((unit, rows) -> panels.add(panel(unit, rows)));
        if (hasStimuli()) {
            panels.add(stimulus());
        }
        for (int i = 0; i < panels.size(); i++) {
            boolean isLast = i == panels.size() - 1;
            Panel panel = panels.get(i).grid(true).sharesXWithPanelBelow(!isLast);
            panels.set(i, isLast ? panel.x("time", "ms") : panel);
        }
        return List.copyOf(panels);
    }

    private Panel panel(String unit, List<Integer> rows) {
        List<Line> lines = new ArrayList<>();
        boolean labeled = rows.size() <= MOST_LABELS;
        for (int row : rows) {
            lines.add(Line.sampled(0, timeStep, traces[row]).label(labeled ? label(row, rows) : ""));
        }
        List<String> states = rows.stream()
                .map(row -> model.recordings().get(row).state())
                .distinct()
                .toList();
        return Panel.of(lines).y(name(states, unit), Coloring.unit(unit)).legend(true);
    }

    /** The label that tells the recording from the others of its panel: its name, its place, or both. */
    private String label(int row, List<Integer> panel) {
        if (!labels.isEmpty()) {
            return labels.get(row);
        }
        String state = model.recordings().get(row).state();
        boolean oneState = panel.stream()
                .allMatch(other -> model.recordings().get(other).state().equals(state));
        return oneState ? place(row) : state + ", " + place(row);
    }

    private String place(int row) {
        PlacedRecording recording = model.recordings().get(row);
        return model.place(recording.domain(), recording.row());
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

    private boolean hasStimuli() {
        return stimuli && !model.stimuli().isEmpty();
    }

    private Panel stimulus() {
        List<Line> lines = new ArrayList<>();
        double end = timeStep
                * (Arrays.stream(traces).mapToInt(trace -> trace.length).max().orElseThrow() - 1);
        for (PlacedWaveform stimulus : model.stimuli()) {
            for (int lane = 0; lane < stimulus.waveform().lanes(); lane++) {
                lines.add(step(
                        stimulus.waveform().samples(lane), stimulus.waveform().timeStep(), end));
            }
        }
        List<Line> shown = lines.size() <= MOST_LABELS ? labeled(lines) : lines;
        return Panel.of(shown).y("stimulus", "nA").legend(lines.size() > 1);
    }

    private List<Line> labeled(List<Line> lines) {
        List<Line> labeled = new ArrayList<>();
        int line = 0;
        for (PlacedWaveform stimulus : model.stimuli()) {
            for (int lane = 0; lane < stimulus.waveform().lanes(); lane++) {
                String more = stimulus.waveform().lanes() == 1 && stimulus.rows().length > 1
                        ? " and " + (stimulus.rows().length - 1) + " more"
                        : "";
                labeled.add(lines.get(line++).label(model.place(Domain.NODES, stimulus.rows()[lane]) + more));
            }
        }
        return labeled;
    }

    /** Sample k from k dt to (k + 1) dt, and nothing behind the last one up to the end of the traces. */
    private static Line step(double[] samples, double dt, double end) {
        int count = Math.min(samples.length, end > 0 ? TimePoints.steps(end, dt) : 0);
        double[] x = new double[2 * count + 2];
        double[] y = new double[2 * count + 2];
        for (int k = 0; k < count; k++) {
            x[2 * k] = k * dt;
            x[2 * k + 1] = Math.min(end, (k + 1) * dt);
            y[2 * k] = samples[k];
            y[2 * k + 1] = samples[k];
        }
        x[2 * count] = Math.min(end, count * dt);
        x[2 * count + 1] = end;
        return Line.of(x, y);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public String toString() {
        return "TracePlot[" + Brief.of(title) + ", " + Brief.count(traces.length, "trace") + " of " + timeStep + " ms]";
    }
}
