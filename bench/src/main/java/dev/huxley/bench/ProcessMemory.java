package dev.huxley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of this process, Java and native, as Linux counts it. */
final class ProcessMemory {
    private static final String PEAK = "VmHWM:";

    private ProcessMemory() {}

    /** The peak since the process began, MB (2^20 bytes); null if the operating system does not report it. */
    static Double peakMegabytes() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.isReadable(status) ? peakMegabytes(Files.readString(status)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    static Double peakMegabytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith(PEAK))
                .map(line -> line.substring(PEAK.length()).strip().split("\\s+"))
                .filter(words -> words.length == 2 && words[0].matches("\\d+") && words[1].equals("kB"))
                .map(words -> Long.parseLong(words[0]) / 1024.0)
                .findFirst()
                .orElse(null);
    }
}
