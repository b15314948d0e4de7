package dev.huxley.parametersweep;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The counts of a table's rows, and the values of its pictures if there are not too many. */
final class TableSummary {
    /** The most values of one feature that a picture shows. */
    private static final long MOST_PICTURED = 1_000_000;

    private final ParameterSweep sweep;
    private final ParameterSweepRun run;
    private final List<ResultColumn> columns;
    private final long[] missing;
    /** For every column the values of the rows in their order; null if there are no pictures. */
    private final double[][] values;

    private long rows;
    private long diverged;

    TableSummary(ParameterSweep sweep, ParameterSweepRun run) {
        this.sweep = sweep;
        this.run = run;
        columns = run.columns();
        missing = new long[columns.size()];
        long all = run.combinations() * sweep.stimuli().size();
        boolean isPictured = SweepPictures.arePossible(sweep) && all <= MOST_PICTURED;
        values = isPictured ? new double[columns.size()][(int) all] : null;
        if (isPictured) {
            Arrays.stream(values).forEach(each -> Arrays.fill(each, Double.NaN));
        }
    }

    void add(ParameterRow row) {
        rows++;
        diverged += row.diverged() ? 1 : 0;
        double[] of = row.values();
        int place = (int) (row.combination() * sweep.stimuli().size() + row.stimulus());
        for (int i = 0; i < of.length; i++) {
            if (!row.diverged() && Double.isNaN(of[i])) {
                missing[i]++;
            }
            if (values != null) {
                values[i][place] = of[i];
            }
        }
    }

    ParameterSweep sweep() {
        return sweep;
    }

    ParameterSweepRun run() {
        return run;
    }

    boolean hasValues() {
        return values != null;
    }

    /** The value of a column in a row. */
    double value(int column, long combination, int stimulus) {
        return values[column][(int) (combination * sweep.stimuli().size() + stimulus)];
    }

    ParameterSweepResult result(List<Path> files, long combinations) {
        Map<String, Long> byName = new LinkedHashMap<>();
        if (!sweep.features().isEmpty()) {
            for (int i = 0; i < missing.length; i++) {
                byName.put(columns.get(i).name(), missing[i]);
            }
        }
        return new ParameterSweepResult(combinations, run.combinations(), rows, diverged, byName, files, run.notes());
    }
}
