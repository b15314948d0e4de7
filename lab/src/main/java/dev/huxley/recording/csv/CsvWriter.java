package dev.huxley.recording.csv;

import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.Sweep;
import dev.huxley.text.CsvField;
import dev.huxley.text.Quotation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes recordings as the text that {@link CsvReader} reads: {@code time [ms]} from 0 in every sweep, all channels in
 * their units, and those commands that are present in every sweep as {@code command ...} columns. With more than one
 * sweep a {@code sweep} column counts from 1. Values keep every digit; the start times of sweeps and the protocol's
 * name are lost.
 */
public final class CsvWriter {
    private CsvWriter() {}

    /**
     * Writes {@code recording} to {@code file}, replacing an existing file. The text first goes to a temporary file
     * beside it, so {@code file} is always either the old or the complete new one.
     *
     * @throws RecordingException when the file cannot be written, or a channel's name or unit does not fit into a
     *     header line
     */
    public static void write(Recording recording, Path file) {
        // Not createTempFile: the file would keep that method's permissions, which lock everybody else out.
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(temporary, StandardOpenOption.CREATE_NEW)) {
                write(recording, file, out);
            }
            move(temporary, file);
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be written: " + e, e);
        } finally {
            discard(temporary);
        }
    }

    private static void write(Recording recording, Path file, BufferedWriter out) throws IOException {
        List<Integer> commands = commandsInEverySweep(recording);
        boolean withSweep = recording.sweeps().size() != 1 || looksNumbered(recording);
        List<String> titles = new ArrayList<>();
        if (withSweep) {
            titles.add("sweep");
        }
        titles.add("time [ms]");
        for (RecordedChannel channel : recording.channels()) {
            titles.add(title(file, channel.name(), channel.unit(), false));
        }
        for (int i : commands) {
            CommandWaveform command = recording.sweep(0).commands().get(i);
            titles.add(title(file, CsvColumn.COMMAND_PREFIX + command.name(), command.unit(), true));
        }
        out.write(String.join(",", titles.stream().map(CsvField::quoted).toList()));
        out.write('\n');
        for (int i = 0; i < recording.sweeps().size(); i++) {
            write(recording.sweep(i), withSweep ? i + 1 + "," : "", commands, out);
        }
    }

    private static void write(Sweep sweep, String linePrefix, List<Integer> commands, BufferedWriter out)
            throws IOException {
        List<double[]> columns = new ArrayList<>();
        for (int i = 0; i < sweep.channels().size(); i++) {
            columns.add(sweep.values(i));
        }
        for (int i : commands) {
            columns.add(sweep.commands().get(i).values().orElseThrow());
        }
        StringBuilder line = new StringBuilder();
        for (int sample = 0; sample < sweep.length(); sample++) {
            line.setLength(0);
            line.append(linePrefix);
            // To the picosecond: 0.15 instead of 0.15000000000000002.
            line.append(Math.rint(sample * sweep.sampleIntervalMs() * 1e9) / 1e9);
            for (double[] column : columns) {
                line.append(',').append(column[sample]);
            }
            out.append(line.append('\n'));
        }
    }

    private static List<Integer> commandsInEverySweep(Recording recording) {
        int count = recording.sweeps().stream()
                .mapToInt(sweep -> sweep.commands().size())
                .min()
                .orElse(0);
        return IntStream.range(0, count)
                .filter(i -> recording.sweeps().stream()
                        .allMatch(sweep -> sweep.commands().get(i).isPresent()))
                .boxed()
                .toList();
    }

    private static boolean looksNumbered(Recording recording) {
        return recording.channels().stream()
                .allMatch(channel ->
                        new CsvColumn(channel.name(), Optional.empty()).number().isPresent());
    }

    private static String title(Path file, String name, String unit, boolean command) {
        CsvColumn column = new CsvColumn(name.strip(), Optional.of(unit));
        boolean special = column.isTime() || column.isSweep() || column.isCommand() != command;
        boolean control = column.title().chars().anyMatch(Character::isISOControl);
        if (special || control || !CsvColumn.parse(column.title()).equals(column)) {
            throw new RecordingException(
                    file,
                    "the channel " + Quotation.of(name) + " with unit " + Quotation.of(unit)
                            + " cannot stand in a header line; rename it");
        }
        return column.title();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException leftBehind) {
            // The outcome of the write stands; a stray temporary file changes nothing about it.
        }
    }
}
