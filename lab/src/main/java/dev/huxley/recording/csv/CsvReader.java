package dev.huxley.recording.csv;

import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.ElectricalUnit;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.SampleRate;
import dev.huxley.recording.Sweep;
import dev.huxley.text.Quotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads recordings from delimited text: one header line, one line per sample, separated by commas, semicolons or tabs.
 *
 * <pre>
 * time [ms],voltage [mV],current [nA]
 * 0,-65.2,0
 * 0.05,-65.1,0
 * </pre>
 *
 * <p>Every column except {@code sweep} has a unit in [] or (); time is in s, ms or us. A column named voltage or
 * current must have a unit of that quantity; other names may have any unit. Several sweeps are either below each other,
 * with a {@code sweep} column, or beside each other in numbered columns ({@code voltage_1 [mV],voltage_2 [mV]}) that
 * share the time. A title that begins with {@code command } denotes a command waveform, not a channel. Times must be
 * evenly spaced to 1 % of a step. NaN at the end of a sweep means that nothing was recorded there. In files with semicolons or tabs, numbers may have decimal commas. Lines that begin
 * with # are comments.
 */
public final class CsvReader {
    static final String FORMAT = "CSV";

    private static final Map<String, Double> MILLISECONDS =
            Map.of("s", 1e3, "ms", 1.0, "us", 1e-3, "\u00b5s", 1e-3, "\u03bcs", 1e-3);
    private static final double TIME_TOLERANCE = 0.01;

    /** Rows of one sweep. */
    private record Rows(int from, int to) {}

    private final CsvTable table;
    private final int time;
    private final int sweep;

    private CsvReader(CsvTable table) {
        this.table = table;
        this.time = single("time", CsvColumn::isTime);
        this.sweep = single("sweep", CsvColumn::isSweep);
    }

    /**
     * Reads a whole file.
     *
     * @throws RecordingException naming file and line: no time or data column, a missing or unknown unit, a field that
     *     is not a number, a row with more or fewer fields than the header, uneven time steps, an empty file
     */
    public static Recording read(Path file) {
        return new CsvReader(CsvTable.read(file)).recording();
    }

    /**
     * Reads text that does not come from a file, for instance a resource.
     *
     * @param name the name of the text in errors
     */
    public static Recording parse(String text, String name) {
        return new CsvReader(CsvTable.parse(text, name)).recording();
    }

    private Recording recording() {
        if (time < 0) {
            throw table.wrongHeader("no column 'time' with a unit, as in 'time [ms]'");
        }
        List<Integer> data = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (i != time && i != sweep) {
                data.add(i);
                checkUnit(table.columns().get(i));
            }
        }
        if (data.isEmpty()) {
            throw table.wrongHeader("too few columns: no data beside the time, as in 'voltage [mV]'");
        }
        List<Rows> rows = sweepRows();
        double msPerUnit = millisecondsPerUnit();
        double interval = interval(rows.get(0)) * msPerUnit;
        for (int i = 1; i < rows.size(); i++) {
            double other = interval(rows.get(i)) * msPerUnit;
            if (Math.abs(other - interval) > TIME_TOLERANCE * interval) {
                throw table.wrongRow(
                        rows.get(i).from,
                        "this sweep has time steps of " + other + " ms, the first sweep of " + interval + " ms");
            }
        }
        double rate = SampleRate.snap(1e3 / interval);
        boolean numbered = sweep < 0
                && data.stream().allMatch(i -> table.columns().get(i).number().isPresent());
        List<List<Integer>> groups = numbered ? numberedColumns(data) : List.of(data);
        List<Sweep> sweeps = new ArrayList<>();
        for (Rows part : rows) {
            for (List<Integer> group : groups) {
                double startMs = table.value(time, part.from) * msPerUnit;
                sweeps.add(sweep(sweeps.size(), startMs, 1e3 / rate, part, group, numbered));
            }
        }
        return new Recording(
                table.file().getFileName().toString(),
                FORMAT,
                Optional.empty(),
                sweeps.get(0).channels(),
                rate,
                sweeps);
    }

    private Sweep sweep(int index, double startMs, double intervalMs, Rows rows, List<Integer> data, boolean numbered) {
        List<RecordedChannel> channels = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<CommandWaveform> commands = new ArrayList<>();
        for (int i : data) {
            CsvColumn column = numbered
                    ? table.columns().get(i).withoutNumber()
                    : table.columns().get(i);
            double[] part = table.values(i, rows.from, rows.to);
            checkTail(part, rows, table.columns().get(i));
            if (column.isCommand()) {
                commands.add(
                        CommandWaveform.of(column.plainName(), column.unit().orElseThrow(), part));
            } else {
                channels.add(new RecordedChannel(column.name(), column.unit().orElseThrow()));
                values.add(part);
            }
        }
        if (channels.isEmpty()) {
            throw table.wrongHeader("too few columns: only commands, no recorded channel");
        }
        return new Sweep(index, startMs, intervalMs, channels, values.toArray(double[][]::new), commands, 0);
    }

    /** NaN may only stand at the end of a sweep, where nothing was recorded. */
    private void checkTail(double[] part, Rows rows, CsvColumn column) {
        for (int i = 0; i + 1 < part.length; i++) {
            if (Double.isNaN(part[i]) && !Double.isNaN(part[i + 1])) {
                throw table.wrongRow(
                        rows.from + i,
                        "column " + Quotation.of(column.title())
                                + ": 'NaN' is not a number; it may only stand at the end"
                                + " of a sweep, where nothing was recorded");
            }
        }
    }

    /** The data columns of sweep 1, of sweep 2, ... in the order of their numbers; all must have the same titles. */
    private List<List<Integer>> numberedColumns(List<Integer> data) {
        SortedSet<Integer> numbers = new TreeSet<>();
        data.forEach(i -> numbers.add(table.columns().get(i).number().orElseThrow()));
        List<List<Integer>> groups = new ArrayList<>();
        List<String> firstTitles = List.of();
        for (int number : numbers) {
            List<Integer> group = data.stream()
                    .filter(i -> table.columns().get(i).number().orElseThrow() == number)
                    .toList();
            List<String> titles = group.stream()
                    .map(i -> table.columns().get(i).withoutNumber().title())
                    .toList();
            if (groups.isEmpty()) {
                firstTitles = titles;
            } else if (!titles.equals(firstTitles)) {
                throw table.wrongHeader("sweep " + number + " has the columns " + Quotation.list(titles) + ", sweep "
                        + numbers.first() + " has " + Quotation.list(firstTitles));
            }
            groups.add(group);
        }
        return groups;
    }

    private List<Rows> sweepRows() {
        List<Rows> rows = new ArrayList<>();
        Set<Double> seen = new HashSet<>();
        int from = 0;
        for (int row = 1; row <= table.rows(); row++) {
            if (row < table.rows() && (sweep < 0 || table.value(sweep, row) == table.value(sweep, from))) {
                continue;
            }
            if (sweep >= 0 && !seen.add(table.value(sweep, from))) {
                throw table.wrongRow(from, "sweep " + table.value(sweep, from) + " comes a second time");
            }
            if (row - from < 2) {
                throw table.wrongRow(from, "a sweep of one sample; two are needed for a time step");
            }
            rows.add(new Rows(from, row));
            from = row;
        }
        return rows;
    }

    /** The mean time step in the file's unit, checked against every row. */
    private double interval(Rows rows) {
        double first = table.value(time, rows.from);
        double step = (table.value(time, rows.to - 1) - first) / (rows.to - rows.from - 1);
        double firstStep = table.value(time, rows.from + 1) - first;
        for (int row = rows.from + 1; row < rows.to; row++) {
            double before = table.value(time, row - 1);
            double now = table.value(time, row);
            if (!(now > before)) {
                throw table.wrongRow(row, "time " + now + " does not come after " + before);
            }
            // Against the first step, so that the error names the row where the steps change.
            if (Math.abs(now - before - firstStep) > 2.5 * TIME_TOLERANCE * firstStep) {
                throw table.wrongRow(row, "uneven time step: " + (now - before) + " after steps of " + firstStep);
            }
        }
        for (int row = rows.from + 1; row < rows.to; row++) {
            double now = table.value(time, row);
            if (Math.abs(now - first - (row - rows.from) * step) > TIME_TOLERANCE * step) {
                throw table.wrongRow(row, "uneven time step: " + now + " is off the grid of steps of " + step);
            }
        }
        return step;
    }

    private double millisecondsPerUnit() {
        CsvColumn column = table.columns().get(time);
        String unit = column.unit()
                .orElseThrow(() -> table.wrongHeader(
                        "column " + Quotation.of(column.title()) + " has no unit, as in 'time [ms]'"));
        Double factor = MILLISECONDS.get(unit);
        if (factor == null) {
            throw table.wrongHeader("column " + Quotation.of(column.title()) + ": unit " + Quotation.of(unit)
                    + " is none of s, ms, us");
        }
        return factor;
    }

    private void checkUnit(CsvColumn column) {
        String unit = column.unit()
                .orElseThrow(() -> table.wrongHeader("column " + Quotation.of(column.title())
                        + " has no unit, as in 'voltage [mV]' or 'current (nA)'"));
        String name = column.withoutNumber().plainName();
        if (name.equalsIgnoreCase("voltage")
                && ElectricalUnit.millivoltPer(unit).isEmpty()) {
            throw table.wrongHeader("column " + Quotation.of(column.title()) + ": " + Quotation.of(unit)
                    + " is none of " + ElectricalUnit.VOLTAGE_UNITS);
        }
        if (name.equalsIgnoreCase("current")
                && ElectricalUnit.nanoamperePer(unit).isEmpty()) {
            throw table.wrongHeader("column " + Quotation.of(column.title()) + ": " + Quotation.of(unit)
                    + " is none of " + ElectricalUnit.CURRENT_UNITS);
        }
    }

    private int single(String what, Predicate<CsvColumn> role) {
        int found = -1;
        for (int i = 0; i < table.columns().size(); i++) {
            if (role.test(table.columns().get(i))) {
                if (found >= 0) {
                    throw table.wrongHeader("two columns '" + what + "'");
                }
                found = i;
            }
        }
        return found;
    }
}
