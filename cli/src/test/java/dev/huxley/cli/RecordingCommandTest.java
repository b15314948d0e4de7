package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    void aRemarkOfTheFileIsSaidOnce() {
        Path nwb = folder.resolve("cell.nwb");
        try (WritableHdfFile hdf = HdfFile.write(nwb)) {
            hdf.putAttribute("neurodata_type", "NWBFile");
            hdf.putAttribute("nwb_version", "2.6.0");
            double[] rest = new double[200];
            Arrays.fill(rest, -0.07);
            series(hdf.putGroup("acquisition").putGroup("data_00001_AD0"), "CurrentClampSeries", "volts", rest);
            series(
                    hdf.putGroup("stimulus").putGroup("presentation").putGroup("data_00001_DA0"),
                    "CurrentClampStimulusSeries",
                    "amperes",
                    new double[100]);
        }
        String text = run(0, nwb);
        String remark = "the stimulus has 100 samples, the response 200";
        assertEquals(2, text.split(remark, -1).length, "parts around '" + remark + "' in\n" + text);
    }

    private static void series(WritableGroup group, String type, String unit, double[] values) {
        group.putAttribute("neurodata_type", type);
        WritableDataset data = group.putDataset("data", values);
        data.putAttribute("unit", unit);
        data.putAttribute("conversion", 1.0);
        group.putDataset("starting_time", 0.0).putAttribute("rate", 10_000.0);
    }

    @Test
    void aMissingFileIsSaid() {
        assertTrue(run(1, folder.resolve("absent.abf")).contains("no such file"));
    }
}
