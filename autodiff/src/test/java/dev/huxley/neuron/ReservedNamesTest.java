package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and characters of a model never keep NEURON from compiling and loading its mechanisms. */
class ReservedNamesTest {
    private static final String LEAK =
            """
            TITLE the SUFFIX of %1$s
            COMMENT
            NEURON { SUFFIX %1$s }
            ENDCOMMENT
            : SUFFIX %1$s
            NEURON { SUFFIX %1$s NONSPECIFIC_CURRENT i RANGE g }
            PARAMETER { g = 0.001 (S/cm2) }
            ASSIGNED { v (mV) i (mA/cm2) }
            BREAKPOINT { i = g * (v + 70) }
            """;

    private static final String SYNAPSE =
            """
            NEURON { POINT_PROCESS %s NONSPECIFIC_CURRENT i }
            ASSIGNED { v (mV) i (nA) g (uS) }
            BREAKPOINT { i = g * v }
            NET_RECEIVE(w (uS)) { g = g + w }
            """;

    /** The words of NMODL. */
    private static final String WORDS = "VERBATIM ENDVERBATIM TITLE COMMENT ENDCOMMENT MODEL CONSTANT PARAMETER"
            + " INDEPENDENT ASSIGNED INITIAL TERMINAL DERIVATIVE EQUATION BREAKPOINT CONDUCTANCE SOLVE STATE STEPPED"
            + " LINEAR NONLINEAR DISCRETE FUNCTION FUNCTION_TABLE PROCEDURE INT DEL LOCAL METHOD STEADYSTATE SENS STEP"
            + " WITH FROM FORALL TO BY if else while START DEFINE KINETIC CONSERVE PLOT VS LAG RESET MATCH MODEL_LEVEL"
            + " SWEEP FIRST LAST PARTIAL COMPARTMENT LONGITUDINAL_DIFFUSION PUTQ GETQ IFERROR SOLVEFOR UNITS UNITSON"
            + " UNITSOFF TABLE DEPEND NEURON SUFFIX NONSPECIFIC_CURRENT USEION READ WRITE VALENCE CHARGE RANGE SECTION"
            + " ELECTRODE_CURRENT GLOBAL POINTER BBCOREPOINTER EXTERNAL INCLUDE CONSTRUCTOR DESTRUCTOR NET_RECEIVE"
            + " BEFORE AFTER WATCH ARTIFICIAL_CELL POINT_PROCESS THREADSAFE REPRESENTS RANDOM PROTECT MUTEXLOCK"
            + " MUTEXUNLOCK FOR_NETCONS cnexp derivimplicit euler runge sparse after_cvode cvode_t cvode_v newton simeq"
            + " heun adams gear adeuler clsoda adrunge simplex";

    @TempDir
    Path folder;

    static Stream<String> words() {
        return Stream.of(WORDS.split(" "));
    }

    /** A channel whose name, and parameter or state, is one word. */
    private static final class OneWord extends Channel {
        private final boolean isState;

        OneWord(String word, boolean isState) {
            super(word);
            this.isState = isState;
            parameter(isState ? "g" : word, 2e-3, "S/cm2");
            state(isState ? word : "x", 0.25);
        }

        private String quantity(boolean state) {
            return isState == state ? name() : state ? "x" : "g";
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray steady =
                    membrane.voltage().add(40).div(9).neg().exp().add(1).pow(-1);
            NDArray tau = membrane.voltage().mul(0).add(5);
            return Map.of(
                    key(quantity(true)),
                    Gates.stepTowards(membrane.get(quantity(true)), membrane.timeStep(), steady, tau));
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.get(quantity(false))
                    .mul(membrane.get(quantity(true)))
                    .mul(membrane.voltage().add(70));
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void noQuantityIsAWordOfNmodl(String word) {
        for (boolean isState : List.of(false, true)) {
            Cell cell = new Cell(new Compartment());
            cell.insert(new OneWord(word, isState));
            Map<String, String> files = NeuronExport.of(cell).files();
            String text = files.get("mod/" + word + "_huxley.mod");
            NmodlChannel read = Nmodl.parse(text);
            assertEquals(word + "_huxley", read.name());
            List<Declaration> all = read.declarations();
            assertTrue(all.stream().anyMatch(each -> each.value() == 2e-3), () -> word + ": no g of 2e-3 in " + all);
            assertFalse(all.stream().anyMatch(each -> each.name().equals(word)), () -> word + " is among " + all);
            JsonNode mechanism =
                    WrittenFolder.table(files.get("model.py"), "MECHANISMS").get(0);
            assertEquals(word + "_huxley", mechanism.get("name").asText());
            String parameter =
                    isState ? "g" : read.parameters().iterator().next().name();
            assertEquals(2e-3, mechanism.get("values").get(parameter).asDouble(), parameter);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hh",
                "pas",
                "extracellular",
                "fastpas",
                "morphology",
                "Vector",
                "Section",
                "na_ion",
                "mine_ion",
                "create",
                "proc",
                "func",
                "finitialize"
            })
    void importedMechanismsAreNotCalledLikeThoseOfNeuron(String name) {
        Cell cell = new Cell(new Compartment());
        String source = LEAK.formatted(name);
        cell.insert(Nmodl.parse(source));
        Map<String, String> files = NeuronExport.of(cell).files();
        String text = files.get("mod/" + name + "_huxley.mod");
        assertEquals(
                source.replace("NEURON { SUFFIX " + name + " NON", "NEURON { SUFFIX " + name + "_huxley NON"), text);
        assertEquals(
                name + "_huxley",
                WrittenFolder.table(files.get("model.py"), "MECHANISMS")
                        .get(0)
                        .get("name")
                        .asText());
        assertEquals(name + "_huxley", Nmodl.parse(text).name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IClamp",
                "ExpSyn",
                "Exp2Syn",
                "NetStim",
                "NetCon",
                "SEClamp",
                "VClamp",
                "AlphaSynapse",
                "APCount",
                "IntFire1",
                "IntFire2",
                "IntFire4",
                "PatternStim",
                "SVClamp"
            })
    void importedPointProcessesAreNotCalledLikeThoseOfNeuron(String name) {
        Cell cell = new Cell(new Compartment());
        Network network = new Network(cell, cell);
        network.connect(network.cell(0), network.cell(1), Nmodl.parseSynapse(SYNAPSE.formatted(name)));
        Map<String, String> files = NeuronExport.of(network).files();
        assertEquals(SYNAPSE.formatted(name + "_huxley"), files.get("mod/" + name + "_huxley.mod"));
        assertEquals(
                name + "_huxley",
                WrittenFolder.table(files.get("model.py"), "SYNAPSES")
                        .get(0)
                        .get("name")
                        .asText());
    }

    @Test
    void otherImportedTextsStayAsTheyWere() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(LEAK.formatted("mine")));
        assertEquals(LEAK.formatted("mine"), NeuronExport.of(cell).mechanisms().get("mine.mod"));
    }

    @Test
    void textsAreInAscii() throws IOException {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse("TITLE \u03b1 and \u00e9\nCOMMENT \u4e2d \ud83d\ude00 ENDCOMMENT\n"
                + LEAK.formatted("mine").replace("TITLE", ":")));
        NeuronExport.of(cell).write(folder);
        String text = Files.readString(folder.resolve("mod/mine.mod"), StandardCharsets.US_ASCII);
        assertTrue(text.startsWith("TITLE ? and e\nCOMMENT ? ? ENDCOMMENT\n"), text);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (byte each : Files.readAllBytes(file)) {
                    assertTrue(each >= 0, () -> file + " has the byte " + (each & 0xff));
                }
            }
        }
        assertTrue(Files.exists(folder.resolve("model.py")));
    }
}
