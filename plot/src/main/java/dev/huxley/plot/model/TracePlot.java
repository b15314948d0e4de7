package dev.huxley.plot.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.huxley.display.Displayable;
import dev.huxley.model.NeuronModel;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import dev.huxley.text.Brief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A picture of the recorded traces of a run: time in ms, one panel for each unit (voltages, gates, currents, ...), one
 * line per recording with its name and place, and the stimuli below. For a batch there is one panel for each recording,
 * in which the rows are overlaid, each in its own color. Immutable: every setting returns a new plot.
 *
 * <pre>{@code
 * NDArray v = simulation.run(manager);
 * TracePlot.of(cell, 0.025, v).title("step of 0.5 nA").write(Path.of("traces.png"));
 * TracePlot.of(cell, 0.025, batch).rowValues("gNa", "S/cm2", 0.08, 0.12, 0.16).write(Path.of("batch.png"));
 * }</pre>
 *
 * <p>Stimuli are those of the model; inputs that replaced them in a run are not known here (see {@link #stimuli}).
 */
public final class TracePlot implements Displayable {
    private static final int WIDTH = 760;
    private static final double PANEL_HEIGHT = 180;
    private static final double STIMULUS_HEIGHT = 60;

    /** The number of panels above which panels become lower; a picture has no room for many more. */
    private static final int MANY = 30;

    private static final int MOST_PANELS = 90;

    private final NeuronModel model;
    private final double timeStep;

    /** The traces by row of the batch, recording and time; a single run is one row. */
    private final double[][][] traces;

    private final boolean isBatch;

    /** Chosen labels of the recordings; empty if none were chosen. */
    private List<String> labels = List.of();

    private BatchRows rows;
    private String title = "";
    private boolean stimuli = true;

    private TracePlot(NeuronModel model, double timeStep, double[][][] traces, boolean isBatch) {
        this.model = model;
        this.timeStep = timeStep;
        this.traces = traces;
        this.isBatch = isBatch;
        this.rows = BatchRows.numbered(traces.length);
    }

    private TracePlot with(Consumer<TracePlot> change) {
        TracePlot copy = new TracePlot(model, timeStep, traces, isBatch);
        copy.labels = labels;
        copy.rows = rows;
        copy.title = title;
        copy.stimuli = stimuli;
        change.accept(copy);
        return copy;
    }

    /**
     * A plot of the traces of a run.
     *
     * @param model    the model that was run, with its recordings
     * @param timeStep the time between samples in ms
     * @param traces the result of the run: (recordings, time points) or (batch, recordings, time points)
     * @throws IllegalArgumentException if the shape does not fit the recordings of the model
     */
    public static TracePlot of(NeuronModel model, double timeStep, NDArray traces) {
        int dimensions = traces.getShape().dimension();
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("traces of shape " + traces.getShape()
                    + " cannot be plotted: they must be (recordings, time points) or (batch, recordings, time points)");
        }
        long[] shape = traces.getShape().getShape();
        int batch = dimensions == 3 ? (int) shape[0] : 1;
        int recordings = (int) shape[dimensions - 2];
        int points = (int) shape[dimensions - 1];
        double[] flat =
                traces.getDataType() == DataType.FLOAT64 ? traces.toDoubleArray() : doubles(traces.toFloatArray());
        double[][][] each = new double[batch][recordings][];
        for (int i = 0; i < batch * recordings; i++) {
            each[i / recordings][i % recordings] = Arrays.copyOfRange(flat, i * points, (i + 1) * points);
        }
        return new TracePlot(model, timeStep, checked(model, timeStep, each), dimensions == 3);
    }

    /** A plot of traces, one row per recording of the model. */
    public static TracePlot of(NeuronModel model, double timeStep, double[]... traces) {
        double[][] copy = Arrays.stream(traces).map(double[]::clone).toArray(double[][]::new);
        return new TracePlot(model, timeStep, checked(model, timeStep, new double[][][] {copy}), false);
    }

    /** A plot of a batch of traces, indexed by row of the batch, recording of the model, and time. */
    public static TracePlot of(NeuronModel model, double timeStep, double[][][] batch) {
        double[][][] copy = Arrays.stream(batch)
                .map(row -> Arrays.stream(row).map(double[]::clone).toArray(double[][]::new))
                .toArray(double[][][]::new);
        return new TracePlot(model, timeStep, checked(model, timeStep, copy), true);
    }

    private static double[][][] checked(NeuronModel model, double timeStep, double[][][] traces) {
        int expected = model.recordings().size();
        if (traces.length == 0) {
            throw new IllegalArgumentException("there are no traces to plot: the batch has no row");
        }
        for (double[][] row : traces) {
            if (row.length != expected || row.length == 0) {
                throw new IllegalArgumentException("there are " + row.length + " traces, but the model has " + expected
                        + " recordings; give the traces of a run of this model, one per recording");
            }
        }
        if (!(timeStep > 0 && Double.isFinite(timeStep))) {
            throw new IllegalArgumentException("the time step must be positive, not " + timeStep + " ms");
        }
        return traces;
    }

    /** Sets labels in place of name and place, one per recording. */
    public TracePlot labels(String... names) {
        int recordings = traces[0].length;
        if (names.length != recordings) {
            throw new IllegalArgumentException(
                    "there are " + recordings + " traces, but " + names.length + " labels; give one per recording");
        }
        return with(plot -> plot.labels = List.of(names));
    }

    /** Sets labels of the rows of a batch, one per row; without labels they are numbered. */
    public TracePlot rowLabels(String... names) {
        requireRows(names.length, "labels");
        return with(plot -> plot.rows = BatchRows.named(names));
    }

    /**
     * Sets a number for each row of a batch, such as the parameter in which the rows differ. It determines the row's
     * color, and a color scale is drawn beside the panels.
     *
     * @param name the name of the numbers
     * @param unit their unit ("" for none)
     * @param each finite, one per row
     */
    public TracePlot rowValues(String name, String unit, double... each) {
        requireRows(each.length, "values of '" + name + "'");
        return with(plot -> plot.rows = BatchRows.scaled(name, unit, each));
    }

    private void requireRows(int given, String what) {
        if (given != traces.length) {
            throw new IllegalArgumentException("the batch has " + Brief.count(traces.length, "row") + ", but there are "
                    + given + " " + what + "; give one per row");
        }
    }

    /** A title above the picture. */
    public TracePlot title(String text) {
        return with(plot -> plot.title = text);
    }

    /**
     * Chooses whether the model's stimuli are drawn below the traces; they are if not set. Choose {@code false} if the
     * run got others as inputs.
     */
    public TracePlot stimuli(boolean shown) {
        return with(plot -> plot.stimuli = shown);
    }

    /** Writes the picture as PNG or SVG, by the file name's extension; see {@link Figure#write}. */
    public void write(Path file) {
        figure().write(file);
    }

    /**
     * The picture.
     *
     * @throws IllegalArgumentException if a batch has more recordings than a picture has room for
     */
    public Figure figure() {
        List<Panel> panels = panels();
        int stimulus = hasStimuli() ? 1 : 0;
        int count = panels.size() - stimulus;
        if (count > MOST_PANELS) {
            throw new IllegalArgumentException("a picture has no room for " + count
                    + " panels, one for each recording of a batch; plot one row, traces.get(b), or record fewer");
        }
        double height = PANEL_HEIGHT * Math.min(1, (double) MANY / count);
        Figure figure = Figure.of(WIDTH, WIDTH).title(title);
        for (int i = 0; i < panels.size(); i++) {
            figure = figure.row(i < count ? 1 : STIMULUS_HEIGHT / height, panels.get(i));
        }
        return figure.panelHeight(height);
    }

    /** The panels from top to bottom, which share their time axis, for use beside others in a figure. */
    public List<Panel> panels() {
        RecordedLines recorded = new RecordedLines(model, timeStep, labels);
        List<Panel> panels = new ArrayList<>(isBatch ? recorded.batch(traces, rows) : recorded.single(traces[0]));
        if (hasStimuli()) {
            panels.add(StimulusLines.panel(model, end()));
        }
        for (int i = 0; i < panels.size(); i++) {
            boolean isLast = i == panels.size() - 1;
            Panel panel = panels.get(i).grid(true).sharesXWithPanelBelow(!isLast);
            panels.set(i, isLast ? panel.x("time", "ms") : panel);
        }
        return List.copyOf(panels);
    }

    private boolean hasStimuli() {
        return stimuli && !model.stimuli().isEmpty();
    }

    /** The time of the last sample. */
    private double end() {
        return timeStep
                * (Arrays.stream(traces)
                                .flatMap(Arrays::stream)
                                .mapToInt(trace -> trace.length)
                                .max()
                                .orElseThrow()
                        - 1);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public String toString() {
        return "TracePlot[" + Brief.of(title) + ", " + (isBatch ? Brief.count(traces.length, "row") + " of " : "")
                + Brief.count(traces[0].length, "trace") + " of " + timeStep + " ms]";
    }
}
