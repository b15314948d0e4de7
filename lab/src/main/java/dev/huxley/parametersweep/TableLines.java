package dev.huxley.parametersweep;

import dev.huxley.text.Quotation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a table as CSV: the combination, the values of the parameters, the stimulus, its current, the result. An empty
 * cell is a feature that the trace does not have, NaN one of a run that diverged. Numbers are written so that they are read as
 * the same doubles.
 */
final class TableLines {
    static final String COMBINATION = "combination";
    static final String STIMULUS = "stimulus";
    static final String CURRENT = "current_nA";

    private final ParameterSweep sweep;
    private final List<ResultColumn> columns;

    TableLines(ParameterSweep sweep, ParameterSweepRun run) {
        this.sweep = sweep;
        columns = run.columns();
    }

    /** The names of all columns, in their order. */
    static List<String> names(ParameterSweep sweep, List<ResultColumn> columns) {
        return Stream.of(
                        Stream.of(COMBINATION),
                        sweep.table().paths().stream(),
                        Stream.of(STIMULUS, CURRENT),
                        columns.stream().map(ResultColumn::name))
                .flatMap(names -> names)
                .toList();
    }

    String header() {
        return names(sweep, columns).stream().map(TableLines::quoted).collect(Collectors.joining(","));
    }

    /** The beginning of the line of a combination and stimulus, up to the results. */
    String prefix(long combination, int stimulus) {
        StringBuilder line = new StringBuilder().append(combination + 1).append(',');
        for (double value : sweep.table().values(combination)) {
            append(line, value);
        }
        SweepStimulus applied = sweep.stimuli().get(stimulus);
        line.append(quoted(applied.label())).append(',');
        append(line, applied.amplitude());
        return line.toString();
    }

    String line(ParameterRow row) {
        StringBuilder line = new StringBuilder(prefix(row.combination(), row.stimulus()));
        for (double value : row.values()) {
            if (Double.isNaN(value) && !row.diverged()) {
                line.append(',');
            } else {
                append(line, value);
            }
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /**
     * The row of a line; null if the line is not the whole one of this combination and stimulus.
     *
     * @param line without its end
     */
    ParameterRow row(String line, long combination, int stimulus) {
        String prefix = prefix(combination, stimulus);
        if (!line.startsWith(prefix)) {
            return null;
        }
        String[] cells = line.substring(prefix.length()).split(",", -1);
        if (cells.length != columns.size()) {
            return null;
        }
        double[] values = new double[cells.length];
        boolean isDiverged = true;
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
                isDiverged &= cells[i].equals("NaN");
            }
        } catch (NumberFormatException e) {
            return null;
        }
        return new ParameterRow(combination, stimulus, sweep.table().values(combination), values, isDiverged);
    }

    /** Hands over the rows of a complete table. */
    void read(Path file, Consumer<ParameterRow> consumer) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            boolean isRight = header().equals(reader.readLine());
            int stimuli = sweep.stimuli().size();
            for (long n = 0; isRight && n < sweep.table().combinations() * stimuli; n++) {
                String line = reader.readLine();
                ParameterRow row = line == null ? null : row(line, n / stimuli, (int) (n % stimuli));
                isRight = row != null;
                if (isRight) {
                    consumer.accept(row);
                }
            }
            if (!isRight || reader.readLine() != null) {
                throw new IllegalArgumentException("the table " + Quotation.of(file.toString())
                        + " was changed since it was written; delete it, or choose another folder (--out)");
            }
        }
    }

    private static void append(StringBuilder line, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7 && !(value == 0 && 1 / value < 0)) {
            line.append((long) value);
        } else {
            line.append(value);
        }
        line.append(',');
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
