package dev.huxley.fit.description;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.model.Cell;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.testing.ModFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Model files: read, written, merged, the shipped ones, and the lines of errors. */
class ModelFilesTest {
    private static final String SMALL =
            """
            {
              "name": "small",
              "cell": {"form": "point", "length": 100},
              "regions": {
                "all": {
                  "mechanisms": {"passive.Leak": {"gLeak": {"min": 1e-6, "max": 1e-2, "scale": "log"}, "eLeak": -70}},
                  "values": {"radius": 20}
                }
              },
              "rig": {"series_resistance": {"min": 0, "max": 100, "start": 10}},
              "fit": {"minutes": 10}
            }
            """;

    static Stream<ModelDescription> all() {
        return Stream.concat(
                ModelFiles.SHIPPED.stream().map(ModelFiles::shipped),
                Stream.concat(
                        Ladder.rungs().stream().map(Rung::description),
                        Stream.of(Ladder.rung(Extension.values()).description())));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenIsReadAgain(ModelDescription description) {
        String text = ModelFiles.text(description);
        ModelDescription again = ModelFiles.parse(text, "copy");
        assertEquals(description, again);
        assertEquals(text, ModelFiles.text(again));
    }

    @ParameterizedTest
    @MethodSource("all")
    void filesFollowTheSchema(ModelDescription description) {
        assertEquals(Set.of(), schema().validate(ModelFiles.text(description), InputFormat.JSON));
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() {
        for (String[] wrong : List.of(
                new String[] {"\"point\"", "\"blob\""},
                new String[] {"\"length\": 100", "\"lenght\": 100"},
                new String[] {"\"min\": 1e-6, ", ""},
                new String[] {"\"log\"", "\"cubic\""},
                new String[] {"\"series_resistance\"", "\"serie_resistance\""},
                new String[] {"\"minutes\": 10", "\"minutes\": -1"},
                new String[] {"\"name\": \"small\",", ""})) {
            String text = SMALL.replace(wrong[0], wrong[1]);
            assertFalse(schema().validate(text, InputFormat.JSON).isEmpty(), "the schema takes " + wrong[1]);
            assertThrows(IllegalArgumentException.class, () -> ModelFiles.parse(text, "x"), wrong[1]);
        }
        assertTrue(schema().validate(SMALL, InputFormat.JSON).isEmpty());
    }

    @Test
    void errorsNameTheLineAndTheRemedy() {
        assertSays("\"eLeak\": -70", "\"eLaek\": -70", "x, line 6", "did you mean 'eLeak'");
        assertSays("passive.Leak", "passive.Laek", "x, line 6", "passive.Leak");
        assertSays("\"length\": 100", "\"lenght\": 100", "x, line 3", "did you mean 'length'");
        assertSays("\"max\": 1e-2", "\"max\": 1e-7", "x, line 6", "min must be below max");
        assertSays("\"min\": 1e-6", "\"min\": 0", "x, line 6", "must be positive");
        assertSays("\"start\": 10", "\"start\": 200", "x, line 10", "outside of its bounds");
        assertSays("\"minutes\": 10", "\"minutes\": \"ten\"", "x, line 11", "finite number");
        assertSays("\"minutes\": 10", "\"minutes\": 10,,", "x, line 11", "no JSON");
        assertSays("\"rig\"", "\"rigg\"", "x, line 10", "did you mean 'rig'");
        assertSays("\"fit\"", "\"rig\"", "x, line 11", "uplicate");
        String said = assertThrows(IllegalArgumentException.class, () -> ModelFiles.shipped("perisomatik"))
                .getMessage();
        assertTrue(said.contains("did you mean 'perisomatic'"), said);
        said = assertThrows(IllegalArgumentException.class, () -> ModelFiles.parse("[".repeat(100_000), "deep"))
                .getMessage();
        assertTrue(said.contains("deep, line 1"), said);
    }

    @Test
    void aRegionThatTheCellDoesNotHaveIsNamed() {
        ModelDescription model = ModelFiles.parse(SMALL.replace("\"all\": {", "\"axon\": {"), "x");
        String said = assertThrows(IllegalArgumentException.class, model::build).getMessage();
        assertTrue(said.contains("'axon'") && said.contains("soma, all"), said);
    }

    @Test
    void startsAreInTheMiddleUnlessTheyAreGiven() {
        DescribedModel model = ModelFiles.parse(SMALL, "x").build();
        assertEquals(
                List.of("Leak_gLeak", "rig/series_resistance"),
                model.free().stream().map(FreeValue::path).toList());
        assertArrayEquals(new double[] {1e-4, 10}, model.start(), 1e-16);
        assertEquals(1e-4, model.cell().get("Leak_gLeak")[0], 1e-16);
        assertEquals(-70, model.cell().get("Leak_eLeak")[0]);
    }

    @Test
    void overridesAreMerged() {
        ModelDescription model = ModelFiles.shipped("point-pospischil");
        ModelDescription merged = ModelFiles.merged(
                model,
                "{\"regions\": {\"all\": {\"values\": {\"eNa\": 53}}}, \"rig\": {\"filter\": 10}, \"fit\": {\"seed\": 7}}",
                "options");
        assertEquals(DescribedValue.fixed(53), merged.values().get("eNa"));
        assertEquals(model.values().get("eK"), merged.values().get("eK"));
        assertEquals(10, merged.build().rig().filterKhz());
        assertEquals(7, merged.plan().seed().getAsLong());
        assertEquals(9, merged.build().free().size());
        String said = assertThrows(
                        IllegalArgumentException.class, () -> ModelFiles.merged(model, "{\"fit\": {\"sed\": 1}}", "o"))
                .getMessage();
        assertTrue(said.contains("did you mean 'seed'"), said);
    }

    @Test
    void aFitGoesOnFromItsResult(@TempDir Path folder) {
        DescribedModel model = ModelFiles.shipped("point-hh").build();
        double[] fitted = model.start();
        for (int i = 0; i < fitted.length; i++) {
            FreeValue free = model.free().get(i);
            fitted[i] = 0.3 * free.lower() + 0.7 * free.upper();
        }
        Path file = folder.resolve("fitted.json");
        ModelFiles.write(model.startingAt(fitted), file);
        DescribedModel again = ModelFiles.read(file).build();
        assertArrayEquals(fitted, again.start());
        assertTrue(Files.exists(file));
    }

    @Test
    void aMorphologyLiesBesideItsModelFile(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("ball.swc"), "1 1 0 0 0 10 -1\n2 1 0 20 0 10 1\n3 3 0 25 0 1 2\n4 3 0 125 0 1 3\n");
        String text = SMALL.replace(
                        "{\"form\": \"point\", \"length\": 100}",
                        "{\"form\": \"morphology\", \"file\": \"ball.swc\", \"compartments\": 2}")
                .replace("\"radius\": 20", "\"capacitance\": 2");
        Path file = Files.writeString(folder.resolve("model.json"), text);
        DescribedModel model = ModelFiles.read(file).build();
        assertTrue(
                model.cell().groups().containsAll(Set.of("soma", "basal")),
                () -> model.cell().groups().toString());
        assertEquals(
                2 * model.cell().structure().branches(),
                model.cell().structure().compartments());
        assertThrows(RuntimeException.class, () -> ModelFiles.parse(text, "elsewhere")
                .build());
    }

    /** The shipped model of a layer 5 cell is the one of the benchmark: every quantity in every compartment. */
    @Test
    void theLayerFiveCellIsThatOfTheBenchmark() {
        Cell expected = LayerFivePyramidalCell.of(GeneratedPyramidalCell.morphology());
        DescribedModel model = ModelFiles.shipped("hay-l5pc").build();
        Cell actual = model.cell();
        assertEquals(20, model.free().size());
        TreeMap<String, String> wrong = new TreeMap<>();
        expected.channels().forEach(channel -> channel.parameters().forEach(declared -> {
            double[] left = expected.get(declared.key());
            double[] right = actual.get(declared.key());
            for (int row = 0; row < left.length; row++) {
                boolean isSame = Double.isNaN(left[row])
                        ? Double.isNaN(right[row])
                        : Math.abs(left[row] - right[row]) <= 1e-12 * Math.abs(left[row]);
                if (!isSame) {
                    wrong.putIfAbsent(declared.key(), row + ": " + left[row] + " is " + right[row]);
                }
            }
        }));
        assertEquals(new TreeMap<>(), wrong);
        for (String key : List.of("capacitance", "axial_resistivity", "area", "CaCon_i")) {
            assertArrayEquals(expected.get(key), actual.get(key), 1e-12, key);
        }
        assertArrayEquals(
                expected.group("soma").branch(0).loc(0.5).compartments(),
                model.electrode().compartments());
    }

    @Test
    void thePerisomaticModelHasTheAllenSet() {
        DescribedModel model = ModelFiles.shipped("perisomatic").build();
        assertEquals(10 + 2 + 4 + 1, model.free().size(), () -> model.free().toString());
        assertTrue(model.notes().stream().anyMatch(note -> note.contains("do not depend on the temperature")));
    }

    /** A file beside the model file becomes part of the model, so that a copy of the model needs no file. */
    @Test
    void mechanismsInNmodlBelongToTheModel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cell.json");
        Files.writeString(folder.resolve("kdr.mod"), ModFiles.text("kdr"));
        Files.writeString(file, withMechanism("\"kdr.mod\"", "kdr", "gbar"));
        ModelDescription description = ModelFiles.read(file);
        Files.delete(folder.resolve("kdr.mod"));
        String text = ModelFiles.text(description);
        ModelDescription again = ModelFiles.parse(text, "copy");
        assertEquals(description, again);
        assertEquals(Set.of(), schema().validate(text, InputFormat.JSON));
        DescribedModel model = again.build();
        assertArrayEquals(new double[] {0.02}, model.cell().get("kdr_gbar"));
        assertEquals("kdr_gbar", model.free().get(0).path());
        assertEquals(
                0.03,
                again.with("kdr_gbar", DescribedValue.fixed(0.03))
                        .build()
                        .cell()
                        .get("kdr_gbar")[0]);
    }

    @Test
    void faultsOfMechanismsInNmodlNameLineAndRemedy() {
        for (String[] wrong : List.of(
                new String[] {"\"no.mod\"", "kdr", "gbar", "line 3", "no.mod"},
                new String[] {"\"NEURON { SUFFIX kdr }  STATE { n }\"", "kdr", "gbar", "line 3"},
                new String[] {"", "kdr", "gbar", "line 6", "'kdr'", "huxley mechanisms"},
                new String[] {quoted(ModFiles.text("kdr")), "kdr", "gbarr", "line 6", "gbarr", "did you mean 'gbar'"
                })) {
            String text = withMechanism(wrong[0], wrong[1], wrong[2]);
            String said = assertThrows(IllegalArgumentException.class, () -> ModelFiles.parse(text, "x"), text)
                    .getMessage();
            for (String part : List.of(wrong).subList(3, wrong.length)) {
                assertTrue(said.contains(part), "'" + part + "' is missing in: " + said);
            }
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static String withMechanism(String source, String name, String parameter) {
        return """
                {"name": "imported",
                 "cell": {"form": "point", "length": 100},
                 "nmodl": [%s],
                 "regions": {
                   "all": {"mechanisms": {
                     "%s": {"%s": {"min": 0.001, "max": 0.4, "scale": "log"}}}}}}
                """
                .formatted(source, name, parameter);
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ModelFiles.schema());
    }

    private static void assertSays(String right, String wrong, String... parts) {
        String said = assertThrows(
                        IllegalArgumentException.class, () -> ModelFiles.parse(SMALL.replace(right, wrong), "x"), wrong)
                .getMessage();
        for (String part : parts) {
            assertTrue(said.contains(part), "'" + part + "' is missing in: " + said);
        }
    }
}
