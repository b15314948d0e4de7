package dev.huxley.recording.csv;

import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingFormat;
import java.nio.file.Path;
import java.util.Set;

/** Delimited text: one header line, one line per sample. */
public final class CsvFormat implements RecordingFormat {
    private static final Set<String> EXTENSIONS = Set.of("csv", "tsv", "txt");

    /** The format; it has no state. */
    public CsvFormat() {}

    @Override
    public String description() {
        return "text (.csv, .tsv, .txt with columns such as 'time [ms],voltage [mV],current [nA]')";
    }

    @Override
    public boolean isFormatOf(byte[] start, String extension) {
        return EXTENSIONS.contains(extension);
    }

    @Override
    public Recording read(Path file) {
        return CsvReader.read(file);
    }

    @Override
    public String toString() {
        return "CsvFormat";
    }
}
