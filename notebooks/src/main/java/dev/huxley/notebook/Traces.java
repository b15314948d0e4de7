package dev.huxley.notebook;

import ai.djl.ndarray.NDArray;
import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import dev.huxley.model.NeuronModel;
import dev.huxley.plot.model.TracePlot;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The recorded traces of a run, as plain numbers that are garbage-collected like all others. A notebook shows them as a
 * plot.
 */
public final class Traces implements Displayable {
    /** The voltage that only spikes pass, mV. */
    private static final double SPIKE = -20;

    /** The level between 0 and 1, the values of a state that tells whether there is a spike. */
    private static final double FLAG = 0.5;

    private final double[] times;
    private final double[][][] values;
    private final double[] levels;
    private final boolean isBatch;
    private final TracePlot plot;

    private Traces(double[] times, double[][][] values, double[] levels, boolean isBatch, TracePlot plot) {
        this.times = times;
        this.values = values;
        this.levels = levels;
        this.isBatch = isBatch;
        this.plot = plot;
    }

    /** The traces of a run, of shape (recordings, time points) or (batch, recordings, time points). */
    static Traces of(NeuronModel model, double[] times, NDArray traces) {
        long[] shape = traces.getShape().getShape();
        boolean isBatch = shape.length == 3;
        int rows = isBatch ? (int) shape[0] : 1;
        int recordings = (int) shape[shape.length - 2];
        int points = (int) shape[shape.length - 1];
        double[] flat = traces.toDoubleArray();
        double[][][] values = new double[rows][recordings][];
        for (int i = 0; i < rows * recordings; i++) {
            values[i / recordings][i % recordings] = Arrays.copyOfRange(flat, i * points, (i + 1) * points);
        }
        double timeStep = points > 1 ? times[1] - times[0] : 1;
        TracePlot plot = isBatch ? TracePlot.of(model, timeStep, values) : TracePlot.of(model, timeStep, values[0]);
        double[] levels = model.recordings().stream()
                .mapToDouble(recording -> recording.state().equals("v") ? SPIKE : FLAG)
                .toArray();
        return new Traces(times, values, levels, isBatch, plot);
    }

    /** The times of the points, ms. */
    public double[] times() {
        return times.clone();
    }

    /** The number of rows of the batch; 1 for a single run. */
    public int rows() {
        return values.length;
    }

    /** The number of recordings. */
    public int recordings() {
        return values[0].length;
    }

    /** A recording of a single run, or of the first row of a batch. */
    public double[] get(int recording) {
        return get(0, recording);
    }

    /** A recording of a row of the batch. */
    public double[] get(int row, int recording) {
        return values[row][recording].clone();
    }

    /** The values of all recordings at a time (ms), those of the point nearest to it, in a single run or the first row. */
    public double[] at(double time) {
        return at(0, time);
    }

    /** The values of all recordings at a time (ms) in a row of the batch. */
    public double[] at(int row, double time) {
        double first = times[0];
        double last = times[times.length - 1];
        if (!(time >= first && time <= last)) {
            throw new IllegalArgumentException(
                    "the run goes from " + first + " to " + last + " ms; it has no values at " + time + " ms");
        }
        int point = (int) Math.round((time - first) / (last - first) * (times.length - 1));
        return Arrays.stream(values[row]).mapToDouble(trace -> trace[point]).toArray();
    }

    /** The times of the spikes (ms) of a recording in a single run or the first row of a batch. */
    public double[] spikeTimes(int recording) {
        return spikeTimes(0, recording);
    }

    /**
     * The times of the spikes (ms) of a recording in a row of the batch: those at which a voltage rises through -20 mV, or
     * another state, such as {@code Fire_spikes}, from 0 to 1.
     */
    public double[] spikeTimes(int row, int recording) {
        double[] v = values[row][recording];
        double level = levels[recording];
        return IntStream.range(1, v.length)
                .filter(i -> v[i - 1] < level && v[i] >= level)
                .mapToDouble(i -> times[i - 1] + (times[i] - times[i - 1]) * (level - v[i - 1]) / (v[i] - v[i - 1]))
                .toArray();
    }

    /** The number of spikes of a recording in every row of the batch. */
    public double[] spikeCounts(int recording) {
        return eachRow(row -> spikeTimes(row, recording).length);
    }

    /** The greatest value of every recording, in a single run or the first row of a batch. */
    public double[] peaks() {
        return Arrays.stream(values[0])
                .mapToDouble(trace -> Arrays.stream(trace).max().orElseThrow())
                .toArray();
    }

    /** The greatest value of a recording in every row of the batch. */
    public double[] peaks(int recording) {
        return eachRow(row -> Arrays.stream(values[row][recording]).max().orElseThrow());
    }

    private double[] eachRow(IntToDoubleFunction number) {
        return IntStream.range(0, rows()).mapToDouble(number).toArray();
    }

    /** The traces as a plot, which has further settings: title, labels, the values of the rows. */
    public TracePlot plot() {
        return plot;
    }

    @Override
    public MimeBundle mimeBundle() {
        return plot.mimeBundle().with("text/plain", toString());
    }

    @Override
    public String toString() {
        return "Traces[" + (isBatch ? rows() + " rows, " : "") + recordings() + " recordings, " + times.length
                + " points from " + times[0] + " to " + times[times.length - 1] + " ms]";
    }
}
