package dev.huxley.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.morphology.Attachment;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.Swc;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files hold everything of a model, bit by bit. */
class ModelFileTest {
    @TempDir
    Path folder;

    @Test
    void aModelThatWasReadAgainIsTheSameInEveryBit() {
        Compartment compartment = new Compartment();
        compartment.insert(new HH());
        for (NeuronModel model :
                List.of(StoredModels.network(), StoredModels.traced(), compartment, new Branch(compartment, 3))) {
            Path file = folder.resolve("model.huxley");
            ModelFile.write(model, file);
            NeuronModel read = ModelFile.read(file);
            assertEquals(model.getClass(), read.getClass());
            assertArrayEquals(ModelFile.bytes(model), ModelFile.bytes(read));
            assertEquals(
                    List.copyOf(model.nodes().names()), List.copyOf(read.nodes().names()));
        }
    }

    @Test
    void everyPartOfAModelIsThere() {
        Network network = StoredModels.network();
        Path file = folder.resolve("network.huxley");
        ModelFile.write(network, file);
        Network read = ModelFile.readNetwork(file);
        for (String name : network.nodes().names()) {
            if (!network.nodes().get(name).getClass().getSimpleName().equals("FlagColumn")) {
                assertArrayEquals(network.get(name), read.get(name), name);
            }
        }
        assertEquals(network.groups(), read.groups());
        assertEquals(network.diffusingStates(), read.diffusingStates());
        assertArrayEquals(
                network.synapses().get("IonotropicSynapse_gS"), read.synapses().get("IonotropicSynapse_gS"));
        assertArrayEquals(network.synapses().pre(), read.synapses().pre());
        assertEquals(network.recordings(), read.recordings());
        assertEquals(network.stimuli().size(), read.stimuli().size());
        for (int i = 0; i < network.stimuli().size(); i++) {
            PlacedWaveform expected = network.stimuli().get(i);
            PlacedWaveform actual = read.stimuli().get(i);
            assertArrayEquals(expected.rows(), actual.rows());
            for (int lane = 0; lane < expected.waveform().lanes(); lane++) {
                assertArrayEquals(
                        expected.waveform().samples(lane), actual.waveform().samples(lane));
            }
        }
        assertEquals(network.trainables().size(), read.trainables().size());
        for (int i = 0; i < network.trainables().size(); i++) {
            assertEquals(
                    network.trainables().get(i).path(), read.trainables().get(i).path());
            assertArrayEquals(
                    network.trainables().get(i).values(),
                    read.trainables().get(i).values());
        }
        assertEquals(network.trace(4).orElseThrow(), read.trace(4).orElseThrow());
        // It lives on as a model: what was set can be set, what was inserted can be deleted.
        read.deleteTrainables();
        read.deleteRecordings();
        read.deleteClamps();
        read.deleteMechanism("HH");
        assertFalse(read.nodes().contains("HH_gNa"));
    }

    /** A traced cell can be cut anew after it was read. */
    @Test
    void tracedPointsAreKept() {
        Path file = folder.resolve("cell.huxley");
        Cell cell = StoredModels.traced();
        ModelFile.write(cell, file);
        int[] counts = new int[cell.structure().branches()];
        Arrays.fill(counts, 2);
        counts[1] = 5;
        cell.removeFromGroup("a \"group\" called \u00e9");
        Cell read = ModelFile.readCell(file);
        read.removeFromGroup("a \"group\" called \u00e9");
        assertArrayEquals(
                cell.withCompartments(counts).get("area"),
                read.withCompartments(counts).get("area"));
    }

    /** Every mechanism that comes with Huxley can be stored and read. */
    @Test
    void theWholeLibraryIsRead() throws IOException, URISyntaxException {
        int count = 0;
        for (Class<?> type : libraryClasses()) {
            Mechanism mechanism = make(type);
            if (mechanism instanceof MembraneMechanism insertable) {
                Compartment compartment = new Compartment();
                compartment.insert(insertable);
                byte[] bytes = ModelFile.bytes(compartment);
                NeuronModel read = ModelFile.parse(bytes, type.getName(), MechanismRegistry.library());
                assertArrayEquals(bytes, ModelFile.bytes(read), type.getName());
            } else {
                Mechanism made =
                        MechanismRegistry.library().create(type.getName(), mechanism.name(), mechanism.constants());
                assertTrue(mechanism.isInterchangeableWith(made), type.getName());
            }
            count++;
        }
        assertTrue(count > 30, "only " + count + " mechanisms were found");
    }

    private static List<Class<?>> libraryClasses() throws IOException, URISyntaxException {
        Path classes = Path.of(Mechanism.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes.resolve("dev/huxley/mechanism"))) {
            return files.map(classes::relativize)
                    .map(path -> path.toString().replace(java.io.File.separatorChar, '.'))
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> Mechanism.class.isAssignableFrom(type)
                            && Modifier.isPublic(type.getModifiers())
                            && !Modifier.isAbstract(type.getModifiers())
                            && Arrays.stream(type.getConstructors())
                                    .anyMatch(constructor -> constructor.getParameterCount() == 0))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mechanism make(Class<?> type) {
        try {
            return (Mechanism) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Other programs read the arrays: the safetensors layout, by its own rules. */
    @Test
    void filesAreSafetensors() throws IOException {
        byte[] bytes = ModelFile.bytes(StoredModels.traced());
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(file.getLong(0));
        assertEquals(0, length % 8, "arrays are aligned");
        JsonNode header = new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
        header.get("__metadata__").forEach(value -> assertTrue(value.isTextual(), "metadata are texts"));
        JsonNode radius = header.get("nodes/radius");
        assertEquals("F64", radius.get("dtype").asText());
        int offset = 8 + length + radius.get("data_offsets").get(0).asInt();
        double[] expected = StoredModels.traced().get("radius");
        for (int i = 0; i < radius.get("shape").get(0).asInt(); i++) {
            assertEquals(expected[i], file.getDouble(offset + 8 * i));
        }
    }

    // ---- mechanisms of others ----

    @Test
    void classesThatAreNotRegisteredAreNamedAndNotMade() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new StoredModels.Foreign("Mine", 3));
        Path file = folder.resolve("foreign.huxley");
        ModelFile.write(cell, file);
        assertSays(() -> ModelFile.read(file), "foreign.huxley", "Mine", StoredModels.Foreign.class.getName(), "with(");
        MechanismRegistry registry = MechanismRegistry.library()
                .withConstants(
                        StoredModels.Foreign.class,
                        (name, constants) -> new StoredModels.Foreign(name, (Integer) constants.get(0)));
        Cell read = ModelFile.readCell(file, registry);
        assertEquals(
                List.of(3, "text", true, 0.5), read.channels().iterator().next().constants());
        MechanismRegistry without =
                MechanismRegistry.library().with(StoredModels.Foreign.class, name -> new StoredModels.Foreign(name, 3));
        assertSays(() -> ModelFile.read(file, without), "constants", "withConstants");
        MechanismRegistry wrong = MechanismRegistry.library()
                .withConstants(StoredModels.Foreign.class, (name, constants) -> new HH(name));
        assertSays(() -> ModelFile.read(file, wrong), "in place of Mine");
    }

    @Test
    void mechanismsThatDeclareOtherThingsNowAreAnError() throws IOException {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        byte[] changed = FileSurgery.withManifest(
                ModelFile.bytes(cell),
                text -> text.replace(
                        "\"name\":\"gNa\",\"key\":\"HH_gNa\",\"shape\":[],\"values\":[0.12",
                        "\"name\":\"gNa\",\"key\":\"HH_gNa\",\"shape\":[],\"values\":[0.13"));
        assertSays(() -> parse(changed), "HH", "0.13", "0.12", "when the file was written");
        byte[] other =
                FileSurgery.withManifest(ModelFile.bytes(cell), text -> text.replace("mechanism.hh.HH", "model.Cell"));
        assertSays(() -> parse(other), "dev.huxley.model.Cell", "not registered");
    }

    // ---- versions and wrong files ----

    @Test
    void unknownVersionsAndOtherFilesAreRefused() throws IOException {
        byte[] bytes = ModelFile.bytes(new Cell(new Compartment()));
        assertSays(
                () -> parse(FileSurgery.withManifest(bytes, text -> text.replace("\"version\":2", "\"version\":7"))),
                "version 7",
                "1 to 2",
                "newer Huxley");
        assertSays(
                () -> parse(FileSurgery.withManifest(bytes, text -> text.replace("huxley-model", "huxley-cake"))),
                "huxley-cake",
                "not a huxley-model");
        assertSays(
                () -> parse("row,radius\n0,1\n".getBytes(StandardCharsets.UTF_8)), "damaged or not a file of Huxley");
        assertSays(() -> parse(new byte[0]), "0 bytes");
        Path file = folder.resolve("cell.huxley");
        ModelFile.write(new Cell(new Compartment()), file);
        assertSays(() -> ModelFile.readNetwork(file), "Cell", "not a Network");
        assertSays(() -> ModelFile.read(folder.resolve("none.huxley")), "not found", "none.huxley");
        assertSays(() -> ModelFile.read(folder), "folder");
    }

    /** Files of version 1 know no places on parents and no conventions of reading: they are of Jaxley's kind. */
    @Test
    void filesOfTheFirstVersionHaveBranchesAtEndsReadAsJaxleyDoes() throws IOException {
        Cell cell = new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 9 0 0 1 2\n",
                "old",
                Swc.options().conventions(Conventions.JAXLEY)));
        byte[] old =
                FileSurgery.withManifest(ModelFile.bytes(cell), text -> text.replace("\"version\":2", "\"version\":1"));
        NeuronModel back = parse(old);
        assertArrayEquals(ModelFile.bytes(cell), ModelFile.bytes(back));
        assertEquals(Attachment.END, back.structure().attachment(1));
    }

    @Test
    void placesOnParentsAreStored() {
        Cell cell = StoredModels.traced();
        NeuronModel back = parse(ModelFile.bytes(cell));
        assertEquals(Attachment.MIDDLE, back.structure().attachment(1));
        assertArrayEquals(ModelFile.bytes(cell), ModelFile.bytes(back));
    }

    @Test
    void filesAreWrittenInFullOrNotAtAll() throws IOException {
        Path file = folder.resolve("cell.huxley");
        ModelFile.write(StoredModels.traced(), file);
        byte[] before = Files.readAllBytes(file);
        ModelFile.write(new Cell(new Compartment()), file);
        assertFalse(Arrays.equals(before, Files.readAllBytes(file)), "an older file is replaced");
        assertSays(() -> ModelFile.write(StoredModels.traced(), folder), "folder");
        assertSays(
                () -> ModelFile.write(StoredModels.traced(), folder.resolve("no/such/cell.huxley")), "does not exist");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "nothing half-written is left");
        }
    }

    static NeuronModel parse(byte[] bytes) {
        return ModelFile.parse(bytes, "test file", MechanismRegistry.library());
    }

    static void assertSays(org.junit.jupiter.api.function.Executable call, String... parts) {
        String message = assertThrows(StorageException.class, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }
}
