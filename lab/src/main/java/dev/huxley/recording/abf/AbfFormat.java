package dev.huxley.recording.abf;

import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingFormat;
import java.nio.file.Path;

/** Axon Binary Format, as pCLAMP writes it: ABF1 and ABF2. */
public final class AbfFormat implements RecordingFormat {
    @Override
    public String description() {
        return "Axon Binary Format (.abf, ABF1 and ABF2)";
    }

    @Override
    public boolean isFormatOf(byte[] start, String extension) {
        boolean isMarked = start.length >= 3 && start[0] == 'A' && start[1] == 'B' && start[2] == 'F';
        return isMarked || extension.equals("abf");
    }

    @Override
    public Recording read(Path file) {
        return AbfReader.read(file);
    }
}
