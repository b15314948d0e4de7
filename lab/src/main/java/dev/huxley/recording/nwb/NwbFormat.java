package dev.huxley.recording.nwb;

import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingFormat;
import java.nio.file.Path;
import java.util.Arrays;

/** Neurodata Without Borders, version 2, in HDF5 files. */
public final class NwbFormat implements RecordingFormat {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** The format; it has no state. */
    public NwbFormat() {}

    @Override
    public String description() {
        return "Neurodata Without Borders 2 (.nwb)";
    }

    @Override
    public boolean isFormatOf(byte[] start, String extension) {
        // HDF5 holds much else, so the content alone decides nothing.
        boolean isHdf5 = start.length >= HDF5.length && Arrays.equals(start, 0, HDF5.length, HDF5, 0, HDF5.length);
        return extension.equals("nwb") || isHdf5 && (extension.equals("h5") || extension.equals("hdf5"));
    }

    @Override
    public Recording read(Path file) {
        return NwbReader.read(file);
    }

    @Override
    public String toString() {
        return "NwbFormat";
    }
}
