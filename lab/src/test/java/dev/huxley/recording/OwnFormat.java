package dev.huxley.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A format outside of Huxley, as a service of the tests: one sweep of two samples from every file named {@code .own}. */
public final class OwnFormat implements RecordingFormat {
    @Override
    public String description() {
        return "a format of the tests (.own)";
    }

    @Override
    public boolean isFormatOf(byte[] start, String extension) {
        return extension.equals("own");
    }

    @Override
    public Recording read(Path file) {
        List<RecordedChannel> channels = List.of(new RecordedChannel("voltage", "mV"));
        Sweep sweep = new Sweep(0, 0.1, channels, new double[][] {{-65, -64}});
        return new Recording(file.getFileName().toString(), "own", Optional.empty(), channels, 10_000, List.of(sweep));
    }
}
