package dev.huxley.parametersweep;

import dev.huxley.protocol.TimePoints;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.Protocol;
import dev.huxley.recording.Resampling;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The stimulus under which each combination of values runs: a step of current, or the current of a recorded sweep.
 *
 * @param label its name for people, {@code "0.1 nA"} or {@code "sweep 4"}
 * @param amplitude the current of the stimulus relative to the holding current, nA
 * @param start the start of the stimulus, ms
 * @param end the end of the stimulus, ms
 * @param current the injected current, nA in every time step
 * @param timeStep the time step of the simulation, ms
 * @param initialVoltage the voltage at which the run begins, mV, with the mechanisms at rest there; empty for that of the
 *     model
 */
public record SweepStimulus(
        String label,
        double amplitude,
        double start,
        double end,
        double[] current,
        double timeStep,
        OptionalDouble initialVoltage) {

    public SweepStimulus {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(initialVoltage, "initialVoltage");
        current = current.clone();
        if (!(timeStep > 0) || Double.isInfinite(timeStep)) {
            throw new IllegalArgumentException("the time step of the stimulus '" + label + "' is " + timeStep
                    + " ms; it must be positive and finite");
        }
        if (!(start >= 0) || !(end > start) || Double.isInfinite(end) || !Double.isFinite(amplitude)) {
            throw new IllegalArgumentException("the stimulus '" + label + "' is " + amplitude + " nA from " + start
                    + " to " + end + " ms; it must start at 0 or later and end behind its start");
        }
        if (current.length == 0) {
            throw new IllegalArgumentException("the stimulus '" + label + "' has no time steps; make it longer");
        }
    }

    /**
     * A step of current from 0 nA.
     *
     * @param nanoamperes the current of the step
     * @param delay the time before the step, ms; long enough that the cell comes to rest
     * @param duration the duration of the step, ms
     * @param after the time behind the step, ms
     * @param timeStep the time step of the simulation, ms
     * @throws IllegalArgumentException if a time is negative, the step has no duration, or a number is not finite
     */
    public static SweepStimulus step(double nanoamperes, double delay, double duration, double after, double timeStep) {
        if (!(delay >= 0) || !(duration > 0) || !(after >= 0) || !Double.isFinite(delay + duration + after)) {
            throw new IllegalArgumentException("a step of " + duration + " ms, " + delay + " ms before and " + after
                    + " ms behind it; the step must last longer than 0 ms, and no time be negative");
        }
        double[] current = new double[TimePoints.steps(delay + duration + after, timeStep)];
        int from = (int) Math.min(current.length, TimePoints.nearest(delay, timeStep));
        int to = (int) Math.min(current.length, TimePoints.nearest(delay + duration, timeStep));
        Arrays.fill(current, from, to, nanoamperes);
        return new SweepStimulus(
                plain(nanoamperes) + " nA",
                nanoamperes,
                delay,
                delay + duration,
                current,
                timeStep,
                OptionalDouble.empty());
    }

    /**
     * The whole current of a recorded sweep, from the voltage at which the sweep begins. A sweep without a stimulus counts
     * as one of 0 nA from beginning to end.
     *
     * @param junctionPotential the liquid junction potential, by whose size the recorded voltage is lowered, mV
     * @param timeStep the time step of the simulation, ms
     */
    public static SweepStimulus of(CurrentClampSweep sweep, double junctionPotential, double timeStep) {
        double[] current = Resampling.resampleCommand(sweep.current().values(), sweep.sampleIntervalMs(), timeStep);
        Protocol protocol = sweep.protocol();
        boolean isStimulus = protocol.durationMs() > 0;
        return new SweepStimulus(
                sweep.label(),
                isStimulus ? protocol.amplitude() : 0,
                isStimulus ? protocol.startMs() : 0,
                isStimulus ? protocol.endMs() : sweep.durationMs(),
                current,
                timeStep,
                OptionalDouble.of(sweep.initialVoltage() - Math.abs(junctionPotential)));
    }

    /** The same from another voltage, mV. */
    public SweepStimulus from(double millivolts) {
        return new SweepStimulus(label, amplitude, start, end, current, timeStep, OptionalDouble.of(millivolts));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : "" + value;
    }

    /** A copy of the current, nA. */
    @Override
    public double[] current() {
        return current.clone();
    }

    /** The duration of the run, ms. */
    public double duration() {
        return current.length * timeStep;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SweepStimulus that
                && label.equals(that.label)
                && amplitude == that.amplitude
                && start == that.start
                && end == that.end
                && Arrays.equals(current, that.current)
                && timeStep == that.timeStep
                && initialVoltage.equals(that.initialVoltage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, amplitude, start, end, Arrays.hashCode(current), timeStep, initialVoltage);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "SweepStimulus[%s, %.4g nA from %.1f to %.1f ms of %.1f ms]",
                label,
                amplitude,
                start,
                end,
                duration());
    }
}
