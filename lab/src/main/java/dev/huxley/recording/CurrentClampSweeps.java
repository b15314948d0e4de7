package dev.huxley.recording;

import dev.huxley.display.Displayable;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The current-clamp sweeps of a recording that a model can be fitted to, with the current, the stimulus and the quality of
 * each; the way from a recording to a fit. Sweeps may differ in length and sample interval. What was chosen and assumed is
 * said in {@link #notes()}, what may be wrong in {@link #warnings()}, and sweeps that cannot be used, each with the
 * reason, in {@link #leftOut()}. Immutable.
 *
 * <pre>{@code
 * CurrentClampSweeps sweeps = CurrentClampSweeps.of(Recordings.read(Path.of("cell.abf")));
 * for (CurrentClampSweep sweep : sweeps.sweeps()) {
 *     System.out.println(sweep.label() + ": " + sweep.protocol() + ", " + sweep.spikes() + " spikes");
 * }
 * }</pre>
 */
public final class CurrentClampSweeps implements Displayable {
    /**
     * A sweep that is not used.
     *
     * @param index its number in the recording, from 0
     * @param label its name for people
     * @param reason why it is not used, and what to do about it
     */
    public record LeftOut(int index, String label, String reason) {
        @Override
        public String toString() {
            return label + ": " + reason;
        }
    }

    private final String fileName;
    private final List<CurrentClampSweep> sweeps;
    private final List<LeftOut> leftOut;
    private final List<String> notes;
    private final List<String> warnings;
    private final OptionalDouble junctionPotential;
    private final int recorded;

    CurrentClampSweeps(
            String fileName,
            List<CurrentClampSweep> sweeps,
            List<LeftOut> leftOut,
            List<String> notes,
            List<String> warnings,
            OptionalDouble junctionPotential,
            int recorded) {
        this.fileName = fileName;
        this.sweeps = List.copyOf(sweeps);
        this.leftOut = List.copyOf(leftOut);
        this.notes = List.copyOf(notes);
        this.warnings = List.copyOf(warnings);
        this.junctionPotential = junctionPotential;
        this.recorded = recorded;
    }

    /** The usable sweeps of a recording, everything chosen automatically. */
    public static CurrentClampSweeps of(Recording recording) {
        return of(recording, CurrentClampOptions.DEFAULT);
    }

    /**
     * The usable sweeps of a recording.
     *
     * @throws RecordingException if several channels carry a voltage and none is chosen; the message lists them
     * @throws IllegalArgumentException if a chosen sweep, channel or electrode does not exist
     */
    public static CurrentClampSweeps of(Recording recording, CurrentClampOptions options) {
        return new SweepCollection(recording, options).collect();
    }

    /** The usable sweeps in the order of the recording. */
    public List<CurrentClampSweep> sweeps() {
        return sweeps;
    }

    /**
     * The usable sweeps, at least one.
     *
     * @throws RecordingException if there is none; the message says why
     */
    public List<CurrentClampSweep> requireSweeps() {
        if (sweeps.isEmpty()) {
            List<String> reasons =
                    leftOut.stream().map(LeftOut::reason).distinct().toList();
            throw new RecordingException(fileName + ": no sweep can be fitted as current clamp: "
                    + (reasons.isEmpty()
                            ? "it has none"
                            : reasons.stream().limit(3).map(this::counted).collect(Collectors.joining("; "))));
        }
        return sweeps;
    }

    private String counted(String reason) {
        long count =
                leftOut.stream().filter(sweep -> sweep.reason().equals(reason)).count();
        return (leftOut.size() == 1 ? "" : Brief.count(count, "sweep") + ": ") + reason;
    }

    /** The number of sweeps of the recording, those that were not chosen included. */
    public int recorded() {
        return recorded;
    }

    /** The sweeps that are not used, with the reasons. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Sentences on what was chosen and assumed: channel, current, lengths. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Sentences on what may be wrong with the recording, each with a remedy where there is one. Those on voltages take off
     * the liquid junction potential that the file states.
     */
    public List<String> warnings() {
        return warnings(junctionPotential.orElse(0));
    }

    /**
     * The same at another liquid junction potential.
     *
     * @param millivolt the liquid junction potential, by whose size the recorded voltage is lowered, mV
     */
    public List<String> warnings(double millivolt) {
        List<String> all = new ArrayList<>(Plausibility.warnings(sweeps, Math.abs(millivolt)));
        all.addAll(warnings);
        return List.copyOf(all);
    }

    /**
     * The liquid junction potential in mV that the file states, with the file's sign; it is not subtracted from the
     * voltage.
     */
    public OptionalDouble junctionPotential() {
        return junctionPotential;
    }

    /** The file's name. */
    public String fileName() {
        return fileName;
    }

    @Override
    public String toString() {
        return "CurrentClampSweeps[" + fileName + ": " + Brief.count(sweeps.size(), "sweep") + ", " + leftOut.size()
                + " left out]";
    }
}
