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
        boolean isHdf5 = start.length >= 4 && start[0] == (byte) 0x89 && start[1] == 'H' && start[2] == 'D';
        return EXTENSIONS.contains(extension) && !isHdf5;
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
