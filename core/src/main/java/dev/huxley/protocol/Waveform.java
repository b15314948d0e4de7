package dev.huxley.protocol;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.display.Displayable;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Values over time at a fixed time step, for one or several compartments: the current of a stimulus (nA), or the
 * voltage (mV) or other state that a clamp holds. Sample k acts in time step k, from {@code k dt} to {@code (k+1) dt}.
 * A sample of a clamp may be NaN, which leaves that step unclamped, as after {@code waveform.padded(length,
 * Double.NaN)}. Immutable.
 *
 * <p>A waveform made for a duration has one sample for every time point of a run of that duration: 401 for 10 ms at
 * 0.025 ms. The run itself has one step less: with {@code tMax} it ignores the last sample; without, it takes one step
 * for every sample. In a longer run a stimulus is followed by 0 nA.
 */
public final class Waveform implements Displayable {
    private final double[][] lanes;
    private final double timeStep;

    private Waveform(double[][] lanes, double timeStep) {
        this.lanes = lanes;
        this.timeStep = TimePoints.positive(timeStep, "time step of a waveform");
        if (lanes.length == 0 || lanes[0].length == 0) {
            throw new IllegalArgumentException("a waveform needs at least one sample");
        }
        for (int lane = 0; lane < lanes.length; lane++) {
            if (lanes[lane].length != lanes[0].length) {
                throw new IllegalArgumentException("waveform " + lane + " has " + lanes[lane].length
                        + " samples and waveform 0 has " + lanes[0].length + "; they must be equally long");
            }
            for (int k = 0; k < lanes[lane].length; k++) {
                if (Double.isInfinite(lanes[lane][k])) {
                    throw new IllegalArgumentException("sample " + k + " of waveform " + lane + " is " + lanes[lane][k]
                            + "; samples must be finite, or NaN where a clamp holds nothing");
                }
            }
        }
    }

    /** A waveform of the given samples. */
    public static Waveform of(double[] samples, double timeStep) {
        return new Waveform(new double[][] {samples.clone()}, timeStep);
    }

    /** One waveform per compartment of the view that gets it; rows have equal lengths. */
    public static Waveform of(double[][] samples, double timeStep) {
        return new Waveform(Arrays.stream(samples).map(double[]::clone).toArray(double[][]::new), timeStep);
    }

    /** The function at the start of each time step, for a run of {@code duration} ms. */
    public static Waveform of(DoubleUnaryOperator function, double timeStep, double duration) {
        double[] samples = new double[TimePoints.samples(duration, timeStep)];
        Arrays.setAll(samples, k -> function.applyAsDouble(k * timeStep));
        return of(samples, timeStep);
    }

    /**
     * A step: {@code amplitude} from {@code delay} for {@code length} ms, zero elsewhere.
     *
     * <p>Step k of the run has the amplitude when its middle, {@code (k + 1/2) dt}, lies in {@code [delay, delay +
     * length)}. So a delay and a length that are whole numbers of time steps are exact, and the charge is amplitude
     * times length; others are off by at most half a time step. This is NEURON's rule for a fixed step.
     *
     * @param duration the duration of the run in ms, as for {@code tMax}
     * @throws IllegalArgumentException if the step begins after the end of the run, or lies between the middles of two
     *     time steps, so that no time step would have it
     */
    public static Waveform step(double delay, double length, double amplitude, double timeStep, double duration) {
        return step(delay, length, amplitude, 0, timeStep, duration);
    }

    /** A step with a constant {@code offset} outside it; within the step the amplitude replaces the offset. */
    public static Waveform step(
            double delay, double length, double amplitude, double offset, double timeStep, double duration) {
        if (!(delay >= 0) || !(length >= 0)) {
            throw new IllegalArgumentException(
                    "a step needs a delay and a length of at least 0 ms, not " + delay + " and " + length);
        }
        double[] samples = new double[TimePoints.samples(duration, timeStep)];
        long on = TimePoints.nearest(delay, timeStep);
        long off = TimePoints.nearest(delay + length, timeStep);
        if (length > 0 && on >= samples.length) {
            throw new IllegalArgumentException("a step that begins at " + delay + " ms is after the end of a run of "
                    + duration + " ms; check the delay, or make the duration longer");
        }
        if (length > 0 && on == off) {
            throw new IllegalArgumentException("a step from " + delay + " ms for " + length
                    + " ms has the middle of no time step of " + timeStep
                    + " ms in it, so it would not be there at all; make it longer or the time step smaller");
        }
        Arrays.fill(samples, offset);
        if (length > 0) {
            Arrays.fill(samples, (int) on, (int) Math.min(off, samples.length), amplitude);
        }
        return of(samples, timeStep);
    }

    /**
     * A spike train for a clamp of a spike state, such as that of a {@code SpikeSource}: a spike is sample n if its
     * time is nearest to time point n, so the state is 1 in the step that starts there, and synapses see the spike in
     * that step.
     *
     * @param times in ms, ascending, from 0 to the duration
     * @param duration the duration of the run in ms
     * @throws IllegalArgumentException if a time is out of range, not above the one before, or at the same time point
     */
    public static Waveform spikes(double[] times, double timeStep, double duration) {
        return spikes(new double[][] {times}, timeStep, duration);
    }

    /** Spike trains, one per compartment of the view that is clamped; an empty one is a silent source. */
    public static Waveform spikes(double[][] times, double timeStep, double duration) {
        double[][] trains = new double[times.length][];
        for (int source = 0; source < times.length; source++) {
            trains[source] = SpikeTrain.samples(times[source], source, timeStep, duration);
        }
        return new Waveform(trains, timeStep);
    }

    /** The number of waveforms: 1, or one per compartment. */
    public int lanes() {
        return lanes.length;
    }

    /** The number of samples. */
    public int length() {
        return lanes[0].length;
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    /** A copy of the samples of one lane. */
    public double[] samples(int lane) {
        return lanes[lane].clone();
    }

    /** The first sample of a lane that is not 0; the number of samples if there is none. */
    public int begin(int lane) {
        int sample = 0;
        while (sample < length() && lanes[lane][sample] == 0) {
            sample++;
        }
        return sample;
    }

    /**
     * The waveform followed by {@code value} up to {@code length} samples; the waveform itself if it is that long
     * already.
     */
    public Waveform padded(int length, double value) {
        if (length <= length()) {
            return this;
        }
        double[][] longer = new double[lanes.length][];
        for (int lane = 0; lane < lanes.length; lane++) {
            longer[lane] = Arrays.copyOf(lanes[lane], length);
            Arrays.fill(longer[lane], length(), length, value);
        }
        return new Waveform(longer, timeStep);
    }

    /**
     * The samples as an array for a run's inputs: (samples), or (lanes, samples) where there are several.
     *
     * @param manager owns the array
     */
    public NDArray toArray(NDManager manager) {
        NDArray all = batch(manager, List.of(this));
        long[] shape = all.getShape().getShape();
        return all.reshape(Arrays.copyOfRange(shape, 1, shape.length));
    }

    /**
     * One waveform per row of a batch, for a run's inputs: (batch, samples), or (batch, lanes, samples) where they have
     * several lanes.
     *
     * @param rows equal in time step, length and number of lanes
     * @param manager owns the array
     */
    public static NDArray batch(NDManager manager, List<Waveform> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch of waveforms needs at least one");
        }
        Waveform first = rows.get(0);
        double[] flat = new double[Math.multiplyExact(rows.size(), Math.multiplyExact(first.lanes(), first.length()))];
        for (int row = 0; row < rows.size(); row++) {
            Waveform waveform = rows.get(row);
            if (waveform.lanes() != first.lanes()
                    || waveform.length() != first.length()
                    || waveform.timeStep != first.timeStep) {
                throw new IllegalArgumentException("row " + row + " of the batch is " + waveform + " and row 0 " + first
                        + "; make them with equal time step, duration and number of lanes");
            }
            for (int lane = 0; lane < waveform.lanes(); lane++) {
                int start = (row * first.lanes() + lane) * first.length();
                System.arraycopy(waveform.lanes[lane], 0, flat, start, first.length());
            }
        }
        Shape shape = first.lanes() == 1
                ? new Shape(rows.size(), first.length())
                : new Shape(rows.size(), first.lanes(), first.length());
        return manager.create(flat, shape);
    }

    @Override
    public String toString() {
        return "Waveform[" + lanes.length + " x " + length() + " samples of " + timeStep + " ms]";
    }
}
