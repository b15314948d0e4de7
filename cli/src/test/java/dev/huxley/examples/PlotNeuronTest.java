package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that draws a neuron shows its groups, a conductance and its voltages. */
class PlotNeuronTest {
    @Test
    void thePictureShowsTheNeuronAndItsRun(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("neuron.svg");
        String printed = ExampleProgram.run("PlotNeuron", folder, picture.toString());
        assertTrue(printed.contains("1 cell, 110 branches"), printed);
        String svg = Files.readString(picture);
        for (String part :
                new String[] {">soma<", ">apical<", ">recorded<", "H_gH (S/cm", ">200 µm<", ">apical tip<", "stimulus"
                }) {
            assertTrue(svg.contains(part), "'" + part + "' is not in the picture");
        }
    }
}
