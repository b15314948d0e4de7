package dev.huxley.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelFile;
import dev.huxley.storage.StorageException;
import dev.huxley.testing.HostileText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GraphML files that are not what they should be are errors that say where and why; nothing in them is followed or run. */
class GraphMlFileTest {
    @TempDir
    Path folder;

    /** A channel that is no part of the library. */
    private static final class Foreign extends Channel {
        Foreign(String name) {
            super(name);
            parameter("g", 0.25, "S/cm2");
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage().mul(membrane.get("g"));
        }
    }

    private static Network network() {
        Network network = new Network(
                new Cell(new Branch(new Compartment(), 2), -1, 0, 0), new Cell(new Branch(new Compartment(), 1), -1));
        network.insert(new HH());
        network.connect(network.cell(0).branch(1).loc(1), network.cell(1), new IonotropicSynapse());
        return network;
    }

    private static String text() {
        return ModelGraph.of(network()).toGraphMl();
    }

    private static NeuronModel read(String text) {
        return ModelGraph.parseGraphMl(
                        text.getBytes(StandardCharsets.UTF_8), "file.graphml", MechanismRegistry.library())
                .toModel();
    }

    private static void assertRefused(String text, String... parts) {
        String message = assertThrows(StorageException.class, () -> read(text)).getMessage();
        assertTrue(message.startsWith("file.graphml: the graph cannot be read: "), message);
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }

    private static String replaced(String old, String by) {
        String text = text();
        assertTrue(text.contains(old), old + " is not in " + text);
        return text.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(by));
    }

    /** The key under which nodes or edges have a quantity. */
    private static String key(String name) {
        for (String line : text().split("\n")) {
            if (line.contains("attr.name=\"" + name + "\"")) {
                int start = line.indexOf("id=\"") + 4;
                return line.substring(start, line.indexOf('"', start));
            }
        }
        throw new AssertionError("no key for " + name);
    }

    @Test
    void entitiesAndDocumentTypesAreRefused() throws IOException {
        Path secret = folder.resolve("secret.txt");
        Files.writeString(secret, "12345");
        String head = text().substring(0, text().indexOf("<graphml"));
        String body = text().substring(text().indexOf("<graphml"));
        String outside = "<!DOCTYPE graphml [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        assertRefused(head + outside + body.replaceFirst("-70.0", "&x;"), "DOCTYPE", "remove it");
        StringBuilder bomb = new StringBuilder("<!DOCTYPE graphml [<!ENTITY a0 \"1\">");
        for (int i = 1; i < 40; i++) {
            bomb.append("<!ENTITY a" + i + " \"&a" + (i - 1) + ";&a" + (i - 1) + ";\">");
        }
        assertRefused(head + bomb + "]>" + body.replaceFirst("-70.0", "&a39;"), "DOCTYPE");
        assertRefused(head + body.replaceFirst("-70.0", "&unknown;"), "line");
    }

    @Test
    void wrongElementsAreNamedWithLineAndRemedy() {
        assertRefused("neuron", "line 1", "no well-formed XML");
        assertRefused("<graphml/>", "no <graph>");
        assertRefused(text().substring(0, text().length() / 2), "no well-formed XML");
        assertRefused(replaced("edgedefault=\"directed\"", "edgedefault=\"undirected\""), "line", "directed");
        assertRefused(replaced("<edge ", "<edge directed=\"false\" "), "line", "not directed");
        assertRefused(replaced("<node id=\"n1\"", "<node id=\"n0\""), "node 'n0'", "twice", "leave one");
        assertRefused(replaced("<node id=\"n1\"", "<node"), "<node> has no attribute 'id'");
        assertRefused(replaced("target=\"n1\"", "target=\"n77\""), "to 'n77'", "not there", "remove the edge");
        assertRefused(replaced("<data key=\"branch\">0<", "<data key=\"branch\">1<"), "node 'n0'", "branch 0");
        assertRefused(
                replaced("<data key=\"row\">1<", "<data key=\"row\">1000000000<"), "1000000000", "7 compartments");
        assertRefused(replaced("<data key=\"row\">1<", "<data key=\"row\">first<"), "'first'", "a whole number");
        assertRefused(replaced("<data key=\"row\">1</data>", ""), "node 'n1'", "no 'row'");
        assertRefused(replaced(">IonotropicSynapse<", ">Ionotropic<"), "'Ionotropic'", "[IonotropicSynapse]");
        assertRefused(replaced("<data key=\"huxley\">", "<data key=\"row\">"), "row", "no <key>");
        assertRefused(replaced("<graph edge", "<hyperedge/><graph edge"), "<hyperedge>", "means nothing");
        String radius = "<data key=\"" + key("radius") + "\">1.0<";
        assertRefused(replaced(radius, radius.replace("1.0", "wide")), "'wide' as 'radius'", "a number");
        assertRefused(replaced(radius, radius.replace("1.0", "1 2")), "'1 2' as 'radius'", "a number");
        String flag = "<data key=\"" + key("HH") + "\">true<";
        assertRefused(replaced(flag, flag.replace("true", "yes")), "'yes' as 'HH'", "true or false");
        assertRefused(
                replaced(flag, "<data key=\"" + key("HH") + "\">true</data>" + flag), "'HH' is given twice", "line");
        assertRefused(replaced("attr.name=\"HH\"", "attr.name=\"HHH\""), "'HHH'", "no column", "remove it");
        assertRefused(replaced("<edge ", "<node id=\"n1\"><edge "), "line");
    }

    /** Whatever is in the place of any text of the file, an error shows little of it. */
    @Test
    void errorsQuoteLittleOfTheFile() {
        String text = text();
        Pattern texts = Pattern.compile("(?<=[\">])[^\"<>\\s][^\"<>]*(?=[\"<])");
        Matcher places = texts.matcher(text);
        Random random = new Random(12);
        int refused = 0;
        while (places.find()) {
            // The text of the whole model has thousands of pieces.
            if (places.end() - places.start() > 1000 && random.nextInt(20) > 0) {
                continue;
            }
            String changed = text.substring(0, places.start()) + HostileText.LONG_WORD + text.substring(places.end());
            try {
                read(changed);
            } catch (StorageException | IllegalArgumentException e) {
                HostileText.requireBounded(e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 50, refused + " were refused");
        for (String wild :
                new String[] {"<" + HostileText.LONG_WORD + "/>", "&" + HostileText.LONG_WORD + ";", "\u001b"}) {
            HostileText.requireBounded(
                    assertThrows(StorageException.class, () -> read(replaced("<graph edge", wild + "<graph edge")))
                            .getMessage());
        }
    }

    /** The parser of the JDK writes to standard error when bytes are not in the encoding of the file. */
    @Test
    void bytesInAnotherEncodingAreAnErrorThatNamesTheLineAndNothingElse() {
        byte[] file = text().getBytes(StandardCharsets.UTF_8);
        file[text().indexOf("<node id") + 1] = (byte) 0xff;
        PrintStream standard = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        String message;
        try {
            message = assertThrows(
                            StorageException.class,
                            () -> ModelGraph.parseGraphMl(file, "file.graphml", MechanismRegistry.library()))
                    .getMessage();
        } finally {
            System.setErr(standard);
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8), "standard error");
        long line = 1 + text().substring(0, text().indexOf("<node id")).lines().count() - 1;
        assertTrue(message.contains("line " + line) && message.contains("UTF-8"), message);
    }

    @Test
    void otherEncodingsAreReadWhenTheyAreDeclared() {
        String text = text().replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"")
                .replace("<graph edge", "<!-- M\u00fcller --><graph edge");
        assertTrue(text.contains("ISO-8859-1"), text.substring(0, 100));
        assertArrayEquals(
                ModelFile.bytes(network()),
                ModelFile.bytes(ModelGraph.parseGraphMl(
                                text.getBytes(StandardCharsets.ISO_8859_1), "file", MechanismRegistry.library())
                        .toModel()));
        assertArrayEquals(
                ModelFile.bytes(network()),
                ModelFile.bytes(ModelGraph.parseGraphMl(
                                ("\ufeff" + text()).getBytes(StandardCharsets.UTF_16LE),
                                "file",
                                MechanismRegistry.library())
                        .toModel()));
        assertRefused(text().replace("encoding=\"UTF-8\"", "encoding=\"klingon\""), "'klingon'", "UTF-8");
    }

    @Test
    void theRestOfTheModelIsCheckedToo() {
        String withoutRest = text().replaceFirst("<data key=\"huxley\">.*</data>", "");
        assertRefused(withoutRest, "no data 'huxley'", "ModelGraph.writeGraphMl");
        assertRefused(replaced("\"format\":\"huxley-model\"", "\"format\":\"other\""), "other");
        assertRefused(replaced("\"version\":2", "\"version\":99"), "version 99", "newer Huxley");
        assertRefused(replaced("dev.huxley.mechanism.hh.HH", "java.lang.ProcessBuilder"), "not registered");
        String sizes = "\"structure/compartments\":{\"dtype\":\"I32\",\"shape\":[4],\"values\":\"2 2 2 1\"}";
        assertRefused(replaced(sizes, sizes.replace("2 2 2 1", "2 2 2")), "'structure/compartments'");
        assertRefused(replaced(sizes, sizes.replace("2 2 2 1", "2 2 -2 1")), "structure");
        assertRefused(replaced(sizes, sizes.replace("2 2 2 1", "2000000000 2000000000 2 1")), "structure");
        assertRefused(replaced(sizes, sizes.replace("[4]", "[4,4000000000,4000000000]")), "'structure/compartments'");
    }

    /** Damage anywhere gives an error of the kind that readers expect, or a model; never another exception. */
    @Test
    void randomDamageIsAnErrorOrAModel() {
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 3; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) (' ' + random.nextInt(90));
            }
            try {
                ModelGraph.parseGraphMl(damaged, "file.graphml", MechanismRegistry.library())
                        .toModel();
            } catch (StorageException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 200, refused + " of 400 were refused");
    }

    @Test
    void mechanismsOfOthersAreReadWhenTheyAreRegistered() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Foreign("Foreign"));
        byte[] file = ModelGraph.of(cell).toGraphMl().getBytes(StandardCharsets.UTF_8);
        assertRefused(new String(file, StandardCharsets.UTF_8), "Foreign", "not registered");
        NeuronModel read = ModelGraph.parseGraphMl(
                        file, "file.graphml", MechanismRegistry.library().with(Foreign.class, Foreign::new))
                .toModel();
        assertArrayEquals(ModelFile.bytes(cell), ModelFile.bytes(read));
    }

    /** The file as another program may write it: other ids, other keys, edges in reverse order, comments. */
    @Test
    void otherProgramsMayRenameIdsAndKeys() {
        String text = text().replaceAll("\"n(\\d+)\"", "\"vertex $1\"")
                .replace("\"" + key("radius") + "\"", "\"d77\"")
                .replace("<graph edge", "<!-- of a network --><graph id=\"G\" edge")
                .replace(">true<", ">True<");
        assertArrayEquals(ModelFile.bytes(network()), ModelFile.bytes(read(text)));
    }

    @Test
    void valuesThatWereChangedInTheFileAreTheModels() {
        String key = "<data key=\"" + key("HH_gNa") + "\">";
        NeuronModel read = read(replaced(key + "0.12<", key + "0.5<"));
        assertEquals(0.5, read.get("HH_gNa")[0]);
        assertEquals(0.12, read.get("HH_gNa")[1]);
    }

    @Test
    void namesThatXmlCannotHoldAreErrors() {
        for (String name : new String[] {"row", "bell \u0007"}) {
            Cell cell = new Cell(new Compartment());
            cell.addToGroup(name);
            String message = assertThrows(IllegalArgumentException.class, () -> ModelGraph.of(cell)
                            .toGraphMl())
                    .getMessage();
            assertTrue(message.contains("another name"), message);
        }
    }
}
