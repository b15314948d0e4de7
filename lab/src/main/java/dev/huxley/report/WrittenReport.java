package dev.huxley.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a report wrote into its folder, and notes on omitted ones.
 *
 * @param files the files, report.html last
 * @param notes sentences for the user on omitted files, with the reasons; usually empty
 */
public record WrittenReport(List<Path> files, List<String> notes) {
    public WrittenReport {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** A copy with further files that were written into the folder, before the last one. */
    public WrittenReport with(List<Path> further) {
        List<Path> all = new ArrayList<>(files);
        all.addAll(Math.max(0, files.size() - 1), further);
        return new WrittenReport(all, notes);
    }
}
