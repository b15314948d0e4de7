package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.cli.model.MechanismFiles;
import dev.huxley.cli.model.ModelBuilder;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelBuilderTest {
    /** A dendrite of 100 um, then the soma of 30 um: the soma is not the first branch. */
    static final String DENDRITE_FIRST = "1 3 0 0 0 1 -1\n2 3 100 0 0 1 1\n3 1 101 0 0 8 2\n4 1 131 0 0 8 3\n";

    private static Morphology swc(String text, int compartments) {
        return Swc.parse(text, "cell.swc", Swc.options().ncomp(compartments));
    }

    private static List<CatalogueEntry> channels(String... names) {
        return new MechanismFiles().channels(List.of(names), text -> {});
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(RuntimeException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    @Test
    void pointNeuronHasTheGivenValuesAndChannels() {
        Cell cell = ModelBuilder.build(null, channels("HH", " Leak"), Map.of("length", 33.0, "HH_gNa", 0.2));
        assertEquals(1, cell.structure().compartments());
        assertArrayEquals(new double[] {33}, cell.get("length"));
        assertArrayEquals(new double[] {10}, cell.get("radius"));
        assertArrayEquals(new double[] {0.2}, cell.get("HH_gNa"));
        assertArrayEquals(new double[] {0.036}, cell.get("HH_gK"));
        assertArrayEquals(new double[] {1e-4}, cell.get("Leak_gLeak"));
        assertEquals(2, cell.channels().size());
    }

    @Test
    void morphologyGetsChannelsEverywhere() {
        Cell cell = ModelBuilder.build(swc(DENDRITE_FIRST, 3), channels("HH"), Map.of("axial_resistivity", 150.0));
        assertEquals(0, cell.structure().compartments() % 3);
        for (double value : cell.get("HH_gK")) {
            assertEquals(0.036, value);
        }
        for (double value : cell.get("axial_resistivity")) {
            assertEquals(150, value);
        }
        double thickest = 0;
        for (double radius : cell.get("radius")) {
            thickest = Math.max(thickest, radius);
        }
        assertEquals(8, thickest, 1e-9, "the traced radius is kept");
    }

    @Test
    void errorsNameWhatIsUnknown() {
        assertFails(
                () -> ModelBuilder.build(null, channels("Kvv"), Map.of()),
                "'Kvv'",
                "HH, ",
                "Leak, ",
                "huxley mechanisms");
        assertFails(() -> ModelBuilder.build(null, channels("HH"), Map.of("HH_gNA", 1.0)), "HH_gNA", "HH_gNa");
        assertFails(() -> ModelBuilder.build(null, channels("HH"), Map.of("radius", -1.0)), "radius", "-1.0");
    }
}
