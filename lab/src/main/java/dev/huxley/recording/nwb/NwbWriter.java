package dev.huxley.recording.nwb;

import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.ElectricalUnit;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.Sweep;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes current-clamp recordings as NWB 2 files that {@link NwbReader} and other tolerant readers read: a series of the
 * voltage and one of the current per sweep, paired by the numbers in their names ({@code data_00001_AD0}, {@code
 * data_00001_DA0}). Values are float64 in V and A. The files are not complete by the schema: links to electrodes, and
 * tables, need references, which the library cannot write.
 */
public final class NwbWriter {
    private NwbWriter() {}

    /**
     * Writes {@code recording} to {@code file}, replacing an existing file; the file is always either the old or the
     * complete new one.
     *
     * @throws RecordingException if the file cannot be written, or a sweep has more or less than one voltage, or no
     *     current: neither a command nor a single recorded channel
     */
    public static void write(Recording recording, Path file) {
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (WritableHdfFile hdf = HdfFile.write(temporary)) {
                write(recording, hdf);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | NwbProblem problem) {
            throw new RecordingException(file, "cannot be written: " + problem.getMessage(), problem);
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException leftBehind) {
                // The outcome of the write stands; a stray temporary file changes nothing about it.
            }
        }
    }

    private static void write(Recording recording, WritableHdfFile hdf) {
        hdf.putAttribute("neurodata_type", "NWBFile");
        hdf.putAttribute("namespace", "core");
        hdf.putAttribute("nwb_version", "2.6.0");
        hdf.putDataset("identifier", recording.fileName());
        hdf.putDataset("session_description", recording.protocolName().orElse("current clamp"));
        hdf.putDataset("session_start_time", "1970-01-01T00:00:00+00:00");
        hdf.putDataset("timestamps_reference_time", "1970-01-01T00:00:00+00:00");
        hdf.putDataset("file_create_date", new String[] {"1970-01-01T00:00:00+00:00"});
        WritableGroup acquisition = hdf.putGroup("acquisition");
        // No empty groups: jHDF 0.13 writes what lies beside one to a wrong place.
        WritableGroup presentation = hdf.putGroup("stimulus").putGroup("presentation");
        String comments = recording.junctionPotential().isPresent()
                ? "Estimated junction potential: "
                        + recording.junctionPotential().getAsDouble() + " mV"
                : "no comments";
        for (Sweep sweep : recording.sweeps()) {
            String number = String.format(Locale.ROOT, "data_%05d_", sweep.index() + 1);
            int voltage = only(
                    sweep,
                    "voltage",
                    IntStream.range(0, sweep.channels().size())
                            .filter(i -> ElectricalUnit.millivoltPer(
                                            sweep.channels().get(i).unit())
                                    .isPresent())
                            .toArray());
            series(
                    acquisition.putGroup(number + "AD0"),
                    "CurrentClampSeries",
                    sweep,
                    divided(sweep.voltage(voltage), 1e3),
                    "volts",
                    comments);
            series(
                    presentation.putGroup(number + "DA0"),
                    "CurrentClampStimulusSeries",
                    sweep,
                    divided(current(sweep), 1e9),
                    "amperes",
                    "no comments");
        }
    }

    private static double[] current(Sweep sweep) {
        CommandWaveform command = sweep.command();
        if (command.isPresent() && ElectricalUnit.nanoamperePer(command.unit()).isPresent()) {
            return command.current();
        }
        int channel = only(
                sweep,
                "current",
                IntStream.range(0, sweep.channels().size())
                        .filter(i -> ElectricalUnit.nanoamperePer(
                                        sweep.channels().get(i).unit())
                                .isPresent())
                        .toArray());
        return sweep.current(channel);
    }

    private static int only(Sweep sweep, String quantity, int[] channels) {
        if (channels.length != 1) {
            throw new NwbProblem("sweep " + (sweep.index() + 1) + " has " + channels.length + " channels of "
                    + quantity + " in "
                    + sweep.channels().stream().map(RecordedChannel::toString).toList()
                    + "; one is needed");
        }
        return channels[0];
    }

    private static double[] divided(double[] values, double divisor) {
        return Arrays.stream(values).map(value -> value / divisor).toArray();
    }

    private static void series(
            WritableGroup group, String type, Sweep sweep, double[] values, String unit, String comments) {
        group.putAttribute("neurodata_type", type);
        group.putAttribute("namespace", "core");
        group.putAttribute("description", "sweep " + (sweep.index() + 1));
        group.putAttribute("comments", comments);
        group.putAttribute("stimulus_description", sweep.details().protocol().orElse("N/A"));
        WritableDataset data = group.putDataset("data", values);
        data.putAttribute("unit", unit);
        data.putAttribute("conversion", 1.0);
        data.putAttribute("resolution", -1.0);
        WritableDataset start = group.putDataset("starting_time", sweep.startMs() / 1e3);
        start.putAttribute("rate", 1e3 / sweep.sampleIntervalMs());
        start.putAttribute("unit", "seconds");
    }
}
