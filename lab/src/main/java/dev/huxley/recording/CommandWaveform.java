package dev.huxley.recording;

import dev.huxley.text.Quotation;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The command of one analogue output of the digitizer during a sweep: the injected current (current clamp) or the
 * command potential (voltage clamp), one value per sample. It is absent, with a reason in words, when the file does not
 * suffice to rebuild it. Immutable.
 */
public final class CommandWaveform {
    private final String name;
    private final String unit;
    private final int length;
    // Gives a fresh array each time: a protocol's table is far smaller than the waveform it describes.
    private final Supplier<double[]> source;
    private final String absenceReason;

    private CommandWaveform(String name, String unit, int length, Supplier<double[]> source, String absenceReason) {
        this.name = Objects.requireNonNull(name, "name");
        this.unit = Objects.requireNonNull(unit, "unit");
        this.length = length;
        this.source = source;
        this.absenceReason = absenceReason;
    }

    /** A waveform with one value in {@code unit} per sample; the array is copied. */
    public static CommandWaveform of(String name, String unit, double[] values) {
        double[] copy = values.clone();
        return rendered(name, unit, copy.length, copy::clone);
    }

    /** A waveform that is absent, with the reason. */
    public static CommandWaveform absent(String name, String unit, String reason) {
        return new CommandWaveform(name, unit, 0, null, Objects.requireNonNull(reason, "reason"));
    }

    /** A waveform of {@code length} values that {@code source} computes at every call, always with the same result. */
    public static CommandWaveform rendered(String name, String unit, int length, Supplier<double[]> source) {
        return new CommandWaveform(name, unit, length, Objects.requireNonNull(source, "source"), null);
    }

    /** The output's name, {@code "?"} where the file has none. */
    public String name() {
        return name;
    }

    /** The unit of {@link #values()} as the file spells it. */
    public String unit() {
        return unit;
    }

    /** A copy of the values, one per sample in {@link #unit()}; empty when the waveform is absent. */
    public Optional<double[]> values() {
        return Optional.ofNullable(source).map(Supplier::get);
    }

    /** The reason why the waveform is absent; empty when it is present. */
    public Optional<String> absenceReason() {
        return Optional.ofNullable(absenceReason);
    }

    /** Tells whether there are {@link #values()}. */
    public boolean isPresent() {
        return source != null;
    }

    /**
     * The command as a voltage in mV.
     *
     * @throws RecordingException when the waveform is absent or its unit is not one of voltage
     */
    public double[] voltage() {
        return converted(ElectricalUnit.millivoltPer(unit), "a voltage", ElectricalUnit.VOLTAGE_UNITS);
    }

    /**
     * The command as a current in nA.
     *
     * @throws RecordingException when the waveform is absent or its unit is not one of current
     */
    public double[] current() {
        return converted(ElectricalUnit.nanoamperePer(unit), "a current", ElectricalUnit.CURRENT_UNITS);
    }

    private double[] converted(OptionalDouble factor, String quantity, String units) {
        if (source == null) {
            throw new RecordingException("command " + this + " is absent: " + absenceReason);
        }
        if (factor.isEmpty()) {
            throw new RecordingException("command " + this + " is not " + quantity + " (" + units + ")");
        }
        return ElectricalUnit.scaled(source.get(), factor.getAsDouble());
    }

    int length() {
        return length;
    }

    CommandWaveform slice(int from, int to) {
        return source == null
                ? this
                : rendered(name, unit, to - from, () -> Arrays.copyOfRange(source.get(), from, to));
    }

    @Override
    public String toString() {
        return Quotation.of(name) + " [" + Quotation.bare(unit) + "]";
    }
}
