package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingCommandTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeARecording() throws IOException {
        StringBuilder text = new StringBuilder("sweep,time [ms],voltage [mV],current [nA]\n");
        for (int sweep = 1; sweep <= 3; sweep++) {
            double amplitude = 0.05 * (sweep - 2);
            for (int i = 0; i < 4_000; i++) {
                double t = 0.1 * i;
                boolean isOn = t >= 100 && t < 300;
                double v = -70
                        + 100
                                * amplitude
                                * (isOn ? 1 - Math.exp((100 - t) / 10) : t < 100 ? 0 : Math.exp((300 - t) / 10));
                text.append(sweep)
                        .append(',')
                        .append(t)
                        .append(',')
                        .append(v)
                        .append(',')
                        .append(isOn ? amplitude : 0)
                        .append('\n');
            }
        }
        file = Files.writeString(folder.resolve("cell.csv"), text.toString());
    }

    private static String run(int code, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length + 1];
        words[0] = "recording";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        assertEquals(code, HuxleyCommand.execute(new PrintWriter(out), new PrintWriter(err), words), err.toString());
        return code == 0 ? out.toString() : err.toString();
    }

    @Test
    void aTableTellsTheSweepsAndTheCell() {
        String text = run(0, file);
        for (String part :
                new String[] {"sweep 1", "sweep 3", "step", "-50", "300", "Resting potential     -70 mV", "100 MOhm"}) {
            assertTrue(text.contains(part), "'" + part + "' in\n" + text);
        }
    }

    @Test
    void jsonHoldsNumbersAndThePictureIsWritten() throws IOException {
        Path picture = folder.resolve("cell.svg");
        JsonNode cell = new ObjectMapper().readTree(run(0, file, "--json", "--out", picture));
        assertEquals(3, cell.path("sweeps").size());
        assertEquals(-0.05, cell.path("sweeps").path(0).path("amplitude_nA").asDouble(), 1e-9);
        assertEquals(100, cell.path("cell").path("input_resistance_MOhm").asDouble(), 0.1);
        assertTrue(Files.readString(picture).contains("membrane potential"));
    }

    @Test
    void aMissingFileIsSaid() {
        assertTrue(run(1, folder.resolve("absent.abf")).contains("no such file"));
    }
}
