package dev.huxley.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The files that the guide's programs read, small ones. */
final class GuideFiles {
    /** A soma of one point, two dendrites and an axon. */
    private static final String SWC =
            """
            1 1 0 0 0 8 -1
            2 3 0 12 0 1.5 1
            3 3 0 250 0 0.8 2
            4 3 90 420 0 0.4 3
            5 3 -60 380 0 0.3 3
            6 4 0 -12 0 1 1
            7 4 0 -300 0 0.5 6
            8 2 20 0 0 0.7 1
            9 2 120 0 0 0.4 8
            """;

    private GuideFiles() {}

    /** Writes {@code cell.swc} and {@code recording.csv} (20 ms of a passive answer to 0.1 nA) into the folder. */
    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("cell.swc"), SWC);
        StringBuilder csv = new StringBuilder("sweep,time [ms],voltage [mV],current [nA]\n");
        for (int sweep = 0; sweep < 2; sweep++) {
            for (int k = 0; k <= 200; k++) {
                double time = 0.1 * k;
                boolean isOn = time >= 5 && time < 15;
                double rise = isOn ? 1 - Math.exp(-(time - 5) / 3) : time < 15 ? 0 : Math.exp(-(time - 15) / 3);
                csv.append(String.format(
                        Locale.ROOT,
                        "%d,%.1f,%.4f,%.2f%n",
                        sweep,
                        time,
                        -70 + (1 + sweep) * 5 * rise,
                        isOn ? 0.05 * (1 + sweep) : 0));
            }
        }
        Files.writeString(folder.resolve("recording.csv"), csv);
    }
}
