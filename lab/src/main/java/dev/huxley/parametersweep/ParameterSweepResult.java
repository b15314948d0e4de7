package dev.huxley.parametersweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a parameter sweep in a folder.
 *
 * @param combinations the number of combinations that are in the table
 * @param all the number of combinations of the sweep; more than that if it was stopped
 * @param rows the number of rows of the table
 * @param diverged the number of rows whose run diverged
 * @param missing for each column the number of rows, of those that did not diverge, whose trace does not have the feature
 * @param files the files that were written
 * @param notes sentences that users should know
 */
public record ParameterSweepResult(
        long combinations,
        long all,
        long rows,
        long diverged,
        Map<String, Long> missing,
        List<Path> files,
        List<String> notes) {
    public ParameterSweepResult {
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** Tells whether the table is complete. */
    public boolean isComplete() {
        return combinations == all;
    }

    @Override
    public String toString() {
        return "ParameterSweepResult[" + combinations + " of " + all + " combinations, " + rows + " rows, " + diverged
                + " diverged]";
    }
}
