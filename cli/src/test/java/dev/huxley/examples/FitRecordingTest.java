package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.demo.DemoNeuron;
import dev.huxley.demo.DemoRecording;
import dev.huxley.model.Cell;
import dev.huxley.recording.csv.CsvWriter;
import dev.huxley.storage.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a fit to a recording finds the conductances with which its recording was made. */
class FitRecordingTest {
    @Test
    void theProgramFindsTheConductancesOfTheDemoNeuron(@TempDir Path folder) throws Exception {
        Path recording = folder.resolve("recording.csv");
        CsvWriter.write(DemoRecording.make(), recording);
        Path out = folder.resolve("fit");
        String printed = ExampleProgram.run("FitRecording", folder, recording.toString(), out.toString());
        assertTrue(printed.contains("recording.csv: 4 sweeps"), printed);
        Cell fitted = ModelFile.readCell(out.resolve("cell.huxley"));
        JsonNode parameters =
                new ObjectMapper().readTree(out.resolve("parameters.json").toFile());
        assertEquals(3, parameters.size());
        for (JsonNode parameter : parameters) {
            String name = parameter.get("name").asText();
            double truth = DemoNeuron.TRUTH.get(name);
            double found = parameter.get("fitted").asDouble();
            assertEquals(truth, found, 0.05 * truth, name);
            assertEquals(found, fitted.get(name)[0], 0, name + " of the saved cell");
            assertTrue(printed.contains(String.format(Locale.ROOT, "%s %.5g", name, found)), printed);
        }
        for (String file : new String[] {"fit.png", "fit.svg", "traces.csv", "report.html", "report.json"}) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
            assertTrue(printed.contains(out.resolve(file).toString()), printed);
        }
    }
}
