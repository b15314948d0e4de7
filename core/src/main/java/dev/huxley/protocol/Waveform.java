package dev.huxley.protocol;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Values over time at a fixed time step, for one or several compartments: the current of a stimulus (nA), the voltage
 * (mV) or state that a clamp holds. Sample k acts in time step k, the step from {@code k dt} to {@code (k+1) dt}.
 * Immutable.
 */
public final class Waveform {
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
                if (!Double.isFinite(lanes[lane][k])) {
                    throw new IllegalArgumentException("sample " + k + " of waveform " + lane + " is " + lanes[lane][k]
                            + "; samples must be finite");
                }
            }
        }
    }

    /** A waveform of the given samples. */
    public static Waveform of(double[] samples, double timeStep) {
        return new Waveform(new double[][] {samples.clone()}, timeStep);
    }

    /** One waveform per compartment of the view it is given to: rows of equal length. */
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
     * @param duration the duration of the run in ms
     */
    public static Waveform step(double delay, double length, double amplitude, double timeStep, double duration) {
        return step(delay, length, amplitude, 0, timeStep, duration);
    }

    /** A step on top of nothing but a constant {@code offset} outside of it (the offset is replaced, not added to). */
    public static Waveform step(
            double delay, double length, double amplitude, double offset, double timeStep, double duration) {
        if (!(delay >= 0) || !(length >= 0)) {
            throw new IllegalArgumentException(
                    "a step needs a delay and a length of at least 0 ms, not " + delay + " and " + length);
        }
        double[] samples = new double[TimePoints.samples(duration, timeStep)];
        int on = (int) Math.min(delay / timeStep, samples.length);
        int off = (int) Math.min((delay + length) / timeStep, samples.length);
        Arrays.fill(samples, offset);
        Arrays.fill(samples, on, off, amplitude);
        return of(samples, timeStep);
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

    /** The waveform followed by {@code value} up to {@code length} samples; itself when it is that long already. */
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

    @Override
    public String toString() {
        return "Waveform[" + lanes.length + " x " + length() + " samples of " + timeStep + " ms]";
    }
}
