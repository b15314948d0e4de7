package dev.huxley.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.display.Displayable;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.fit.Objective;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.recording.RecordingFit;
import dev.huxley.fit.recording.RecordingFitResult;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Selection;
import dev.huxley.notebook.kernel.NotebookDisplay;
import dev.huxley.notebook.progress.ProgressBar;
import dev.huxley.notebook.progress.Watches;
import dev.huxley.notebook.render.Pictures;
import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.plot.model.TracePlot;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Short words for the cells of a notebook: {@code import static dev.huxley.notebook.Huxley.*;}. Runs and fits of more
 * than two seconds show their progress below the cell. They end when the cell is interrupted; a fit then returns the best
 * so far.
 *
 * <pre>{@code
 * cell.branch(0).loc(0.0).stimulate(Waveform.step(1, 2, 0.5, 0.025, 10));
 * cell.branch(0).loc(0.0).record("v");
 * run(cell, 0.025)      // the traces, shown as a plot
 * }</pre>
 */
public final class Huxley {
    private Huxley() {}

    /** The manager of the session: its arrays live until the kernel ends, so take it for what is made once. */
    public static NDManager manager() {
        return Scopes.SESSION.manager();
    }

    /**
     * The manager of a cell that is run again and again: every call closes the arrays of the call before with the same
     * name.
     *
     * @param cell a name of your choice, one for each cell
     */
    public static NDManager manager(String cell) {
        return Scopes.SESSION.manager(cell);
    }

    /**
     * Runs a model as it is.
     *
     * @param timeStep ms
     * @return the recorded traces, as plain numbers
     */
    public static Traces run(NeuronModel model, double timeStep) {
        try (Simulation simulation = Simulation.of(model).dt(timeStep).build()) {
            return run(simulation);
        }
    }

    /** Runs a simulation; returns the recorded traces, as plain numbers. */
    public static Traces run(Simulation simulation) {
        return run(simulation, Inputs.none());
    }

    /** Runs a simulation with these inputs in place of the model's own values; returns the traces, as plain numbers. */
    public static Traces run(Simulation simulation, Inputs inputs) {
        double[] times = simulation.times(inputs);
        double end = times[times.length - 1];
        ProgressBar bar = ProgressBar.begin();
        try (NDManager scratch = manager().newSubManager()) {
            NDArray traces = bar.watch(
                    () -> simulation.run(scratch, inputs, Watches.run(bar, times[0], end)),
                    done -> Watches.outcome(times[0], end));
            return Traces.of(simulation.model(), times, traces);
        }
    }

    /**
     * The gradient of a loss, as plain numbers by path. The arrays of the run are freed.
     *
     * <pre>{@code
     * double[] slopes = gradients(p -> simulation.run(p).square().mean(), cell.parameters(manager())).get("HH_gNa");
     * }</pre>
     *
     * @param loss one number as a function of the parameters
     * @param at the parameters at which the gradient is taken; they are left as they are
     */
    public static Map<String, double[]> gradients(Objective loss, ArrayTree at) {
        try (NDManager scratch = manager().newSubManager();
                Tape tape = Tape.open()) {
            ArrayTree leaves = at.map(array -> {
                NDArray leaf = array.duplicate();
                leaf.attach(scratch);
                leaf.setRequiresGradient(true);
                return leaf;
            });
            Map<String, double[]> slopes = new LinkedHashMap<>();
            tape.gradients(loss.loss(leaves), leaves).forEach((path, slope) -> slopes.put(path, slope.toDoubleArray()));
            return slopes;
        }
    }

    /** Runs a fit from a start. */
    public static FitResult fit(Fit fit, ArrayTree start) {
        ProgressBar bar = ProgressBar.begin();
        return bar.watch(() -> fit.run(start, Watches.fit(bar)), Watches::outcome);
    }

    /** Runs a fit of a recording by its traces. */
    public static RecordingFitResult fit(RecordingFit fit) {
        ProgressBar bar = ProgressBar.begin();
        return bar.watch(() -> fit.onIteration(Watches.fit(bar)).run(), result -> Watches.outcome(result.fit()));
    }

    /** Runs a fit of a recording by its features. */
    public static FeatureFitResult fit(FeatureFit fit) {
        ProgressBar bar = ProgressBar.begin();
        return bar.watch(() -> fit.onProgress(Watches.featureFit(bar)).run(), Watches::outcome);
    }

    /** Shows objects below the cell, in this order; the last expression of a cell is shown by itself. */
    public static void show(Object... objects) {
        for (Object object : objects) {
            NotebookDisplay.show(object);
        }
    }

    /**
     * Prints a line, such as {@code print("%.1f mV", v)}; unlike {@code System.out.printf} it has no value that a notebook
     * would show as well.
     */
    public static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A picture of a model or a part of it. */
    public static ModelPlot plot(Selection selection) {
        return ModelPlot.of(selection);
    }

    /** A plot of traces. */
    public static TracePlot plot(Traces traces) {
        return traces.plot();
    }

    /**
     * A plot of one or several courses over the same abscissa.
     *
     * @param xName the name of the abscissa with its unit, such as {@code current (nA)}
     * @param x the abscissa
     * @param yName the name of the ordinate with its unit, such as {@code rate (Hz)}
     * @param ys the courses, each as long as x
     */
    public static Figure plot(String xName, double[] x, String yName, double[]... ys) {
        Panel panel = Panel.of();
        for (double[] y : ys) {
            panel = panel.with(Line.of(x, y).markers(x.length <= 30));
        }
        return Figure.of(620, 320).row(1, panel.x(name(xName), unit(xName)).y(name(yName), unit(yName)));
    }

    /** Panels side by side as one picture: what the two-line {@code plot} has no words for. */
    public static Figure plot(Panel... panels) {
        return Figure.of(panels.length == 1 ? 620 : 820, 320).row(1, panels);
    }

    /**
     * A raster of spikes: time to the right, one row of strokes for each recording of a run, the first one at the bottom.
     * Spikes are those of {@link Traces#spikeTimes}.
     */
    public static Figure raster(Traces traces) {
        List<double[]> strokes = new ArrayList<>();
        for (int recording = 0; recording < traces.recordings(); recording++) {
            for (double time : traces.spikeTimes(recording)) {
                strokes.add(new double[] {time, recording - 0.4});
                strokes.add(new double[] {time, recording + 0.4});
                strokes.add(new double[] {Double.NaN, Double.NaN}); // the pen is lifted
            }
        }
        Line line = Line.of(
                strokes.stream().mapToDouble(point -> point[0]).toArray(),
                strokes.stream().mapToDouble(point -> point[1]).toArray());
        double[] times = traces.times();
        Panel panel = Panel.of(line.color(Color.BLACK).width(1.5))
                .xRange(times[0], times[times.length - 1])
                .yRange(-1, traces.recordings());
        return plot(panel.x("time", "ms").y("recording", ""));
    }

    /** Evenly spaced numbers, both ends included. */
    public static double[] linspace(double from, double to, int count) {
        if (count < 2) {
            throw new IllegalArgumentException("evenly spaced numbers from " + from + " to " + to
                    + " need at least both ends, so a count of 2 or more, not " + count);
        }
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> (from * (count - 1 - i) + to * i) / (count - 1));
        return numbers;
    }

    /** A figure as SVG, which is sharp at any size and larger in the file; unasked it is shown as PNG. */
    public static Displayable svg(Figure figure) {
        return Pictures.svg(figure, figure);
    }

    /** A picture of a model as SVG. */
    public static Displayable svg(ModelPlot plot) {
        return Pictures.svg(plot.figure(), plot);
    }

    /** A plot of traces as SVG. */
    public static Displayable svg(TracePlot plot) {
        return Pictures.svg(plot.figure(), plot);
    }

    /** The plot of traces as SVG. */
    public static Displayable svg(Traces traces) {
        return Pictures.svg(traces.plot().figure(), traces);
    }

    /**
     * A figure of lines with zoom along x in JupyterLab; other notebooks show the picture.
     *
     * @throws IllegalArgumentException if the figure shows anything but lines
     */
    public static Displayable interactive(Figure figure) {
        return Pictures.interactive(figure, figure);
    }

    /** A plot of traces with zoom along time in JupyterLab; other notebooks show the picture. */
    public static Displayable interactive(TracePlot plot) {
        return Pictures.interactive(plot.figure(), plot);
    }

    /** The plot of traces with zoom along time in JupyterLab; other notebooks show the picture. */
    public static Displayable interactive(Traces traces) {
        return Pictures.interactive(traces.plot().figure(), traces);
    }

    private static String name(String label) {
        int unit = label.indexOf(" (");
        return unit < 0 ? label : label.substring(0, unit);
    }

    private static String unit(String label) {
        int unit = label.indexOf(" (");
        return unit < 0 || !label.endsWith(")")
                ? ""
                : label.substring(unit + 2, label.length() - 1)
                        .replace("um", "µm")
                        .replace("cm2", "cm²");
    }
}
