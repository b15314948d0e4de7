package dev.huxley.report;

import java.nio.file.Path;
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
}
