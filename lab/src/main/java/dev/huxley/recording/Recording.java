package dev.huxley.recording;

import dev.huxley.display.Displayable;
import dev.huxley.text.Brief;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The content of a recorded file.
 *
 * @param fileName the file's name, without its folder
 * @param formatVersion the version of the file's format, for instance {@code "2.6.0.0"}; {@code "CSV"} for text
 * @param protocolName the stimulation protocol's name, without folder and extension, where the file gives one
 * @param channels the recorded channels, in the order of the file; a sweep has all or some of them
 * @param sampleRateHz samples per second and channel of the first sweep; others may have another rate
 * @param sweeps the sweeps in the order of the file
 * @param remarks sentences on what the file has beside the sweeps, or lacks: series that are none or cannot be read
 * @param junctionPotential the liquid junction potential in mV that the file states, with its sign; nothing is subtracted
 */
public record Recording(
        String fileName,
        String formatVersion,
        Optional<String> protocolName,
        List<RecordedChannel> channels,
        double sampleRateHz,
        List<Sweep> sweeps,
        List<String> remarks,
        OptionalDouble junctionPotential)
        implements Displayable {
    /** A recording without remarks. */
    public Recording(
            String fileName,
            String formatVersion,
            Optional<String> protocolName,
            List<RecordedChannel> channels,
            double sampleRateHz,
            List<Sweep> sweeps) {
        this(fileName, formatVersion, protocolName, channels, sampleRateHz, sweeps, List.of(), OptionalDouble.empty());
    }

    public Recording {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(formatVersion, "formatVersion");
        Objects.requireNonNull(protocolName, "protocolName");
        if (!(sampleRateHz > 0) || Double.isInfinite(sampleRateHz)) {
            throw new IllegalArgumentException("sample rate must be positive: " + sampleRateHz + " Hz");
        }
        channels = List.copyOf(channels);
        sweeps = List.copyOf(sweeps);
        remarks = List.copyOf(remarks);
        Objects.requireNonNull(junctionPotential, "junctionPotential");
        for (Sweep sweep : sweeps) {
            if (!channels.containsAll(sweep.channels())) {
                throw new IllegalArgumentException("sweep " + (sweep.index() + 1) + " has channels " + sweep.channels()
                        + ", the recording " + channels);
            }
        }
    }

    /**
     * The sweep at {@code index}, counted from 0.
     *
     * @throws IllegalArgumentException when there is none; the message gives the number of sweeps
     */
    public Sweep sweep(int index) {
        if (index < 0 || index >= sweeps.size()) {
            throw new IllegalArgumentException(
                    fileName + ": no sweep with index " + index + " (from 0); it has " + sweeps.size() + " sweeps");
        }
        return sweeps.get(index);
    }

    /** The sweeps of a selection, in its order. */
    public List<Sweep> select(SweepSelection selection) {
        return selection.indices(sweeps.size()).stream().map(sweeps::get).toList();
    }

    @Override
    public String toString() {
        return fileName + ": " + Brief.count(sweeps.size(), "sweep") + ", " + sampleRateHz + " Hz, channels "
                + channels;
    }
}
