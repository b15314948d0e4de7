package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that is written for NEURON has the model's geometry, values, states and protocols. */
class NeuronExportTest {
    private static final double DT = 0.025;

    private static final String KDR =
            """
            TITLE as it was
            NEURON { SUFFIX kdr USEION k READ ek WRITE ik RANGE gbar GLOBAL vhalf }
            PARAMETER { gbar = 0.036 (S/cm2) vhalf = -40 (mV) }
            ASSIGNED { v (mV) ek (mV) ik (mA/cm2) }
            STATE { n }
            BREAKPOINT { SOLVE states METHOD cnexp  ik = gbar * n^4 * (v - ek) }
            INITIAL { n = 1 / (1 + exp(-(v - vhalf) / 9)) }
            DERIVATIVE states { n' = (1 / (1 + exp(-(v - vhalf) / 9)) - n) / 3 }
            """;

    private static final String SYNAPSE =
            """
            NEURON { POINT_PROCESS Syn RANGE tau, e NONSPECIFIC_CURRENT i }
            PARAMETER { tau = 2 (ms) e = 0 (mV) }
            ASSIGNED { v (mV) i (nA) }
            STATE { g (uS) }
            BREAKPOINT { SOLVE states METHOD cnexp  i = g * (v - e) }
            INITIAL { g = 0 }
            DERIVATIVE states { g' = -g / tau }
            NET_RECEIVE(w (uS)) { g = g + w }
            """;

    private static final String PULSE =
            """
            NEURON { POINT_PROCESS Pulse RANGE amp, del ELECTRODE_CURRENT i }
            PARAMETER { amp = 0.1 (nA) del = 1 (ms) }
            ASSIGNED { i (nA) }
            BREAKPOINT { if (t < del) { i = 0 } else { i = amp } }
            """;

    @TempDir
    Path folder;

    @Test
    void sectionsHaveTheAreasAndResistancesOfTheCompartments() {
        Cell tapered = new Cell(Swc.parse(
                "1 1 0 0 0 6 -1\n2 3 0 6 0 2 1\n3 3 0 30 1 1 2\n4 3 8 60 2 0.4 3\n5 4 0 -6 0 3 1\n6 4 3 -90 5 1.2 5\n"
                        + "7 3 -9 55 0 0.7 3\n",
                "tapered",
                Swc.options().ncomp(4)));
        assertGeometry(tapered);
        Cell cylinders = new Cell(new Branch(new Compartment(), 3), -1, 0, 0, 1);
        cylinders.branch(1).set("radius", 0.6);
        cylinders.branch(2).comp(1).set("radius", 2.5);
        cylinders.branch(3).comp(0).set("length", 25);
        assertGeometry(cylinders);
    }

    /** A compartment of a tapered branch whose neighbours have other mechanisms is a section of its own. */
    @Test
    void piecesOfBranchesHaveTheirGeometryToo() {
        Cell cell = new Cell(Swc.parse(
                "1 3 0 0 0 3 -1\n2 3 0 30 0 2 1\n3 3 0 60 10 0.5 2\n",
                "one branch",
                Swc.options().ncomp(5)));
        cell.branch(0).comp(2).insert(new Leak());
        assertEquals(5, table(cell, "SECTIONS").size());
        assertGeometry(cell);
    }

    private static void assertGeometry(Cell cell) {
        int found = 0;
        JsonNode sections = table(cell, "SECTIONS");
        for (int number = 0; number < sections.size(); number++) {
            JsonNode section = sections.get(number);
            Matcher name = Pattern.compile("[a-z]+(\\d+)(?:_(\\d+))?")
                    .matcher(section.get("name").asText());
            assertTrue(name.matches(), section.get("name").asText());
            int row = cell.structure().firstCompartment(Integer.parseInt(name.group(1)))
                    + (name.group(2) == null ? 0 : Integer.parseInt(name.group(2)));
            assertTrue(section.get("parent").asInt() < number, "a parent comes before its children");
            for (double[] segment : WrittenFolder.segments(section)) {
                String place = cell.structure().place(row);
                assertSame(cell.select(row).get("area")[0], segment[0], place + ", area");
                assertSame(cell.select(row).get("resistive_load_in")[0], segment[1], place + ", first half");
                assertSame(cell.select(row).get("resistive_load_out")[0], segment[2], place + ", second half");
                assertEquals(
                        cell.select(row).get("axial_resistivity")[0],
                        section.get("Ra").asDouble());
                row++;
                found++;
            }
        }
        assertEquals(cell.structure().compartments(), found);
    }

    private static void assertSame(double expected, double found, String what) {
        assertEquals(expected, found, 1e-9 * expected, what);
    }

    @Test
    void aChildThatBeginsBetweenTwoCompartmentsBeginsAtAnEndOfTheirSections() {
        Cell cell = new Cell(Swc.parse(
                "1 1 0 0 0 6 -1\n2 3 0 30 0 2 1\n3 3 0 60 0 1 2\n",
                "soma",
                Swc.options().ncomp(2)));
        JsonNode sections = table(cell, "SECTIONS");
        assertEquals(3, sections.size());
        assertEquals(0, sections.get(2).get("parent").asInt());
        assertEquals(1, sections.get(2).get("at").asDouble());
    }

    @Test
    void everySegmentHasTheValuesOfItsCompartment() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        for (int row = 0; row < 6; row++) {
            cell.select(row).set("HH_gNa", 0.1 + 0.01 * row);
            cell.select(row).set("capacitance", 1 + 0.1 * row);
        }
        JsonNode hh = table(cell, "MECHANISMS").get(0);
        JsonNode capacitance = table(cell, "SEGMENTS").get(0);
        for (int row = 0; row < 6; row++) {
            assertEquals(0.1 + 0.01 * row, WrittenFolder.value(hh.at("/values/gNa"), row / 2, row % 2));
            assertEquals(1 + 0.1 * row, WrittenFolder.value(capacitance.get("values"), row / 2, row % 2));
        }
        assertEquals(0.036, hh.at("/values/gK").asDouble());
    }

    /** An independent stepper in NEURON's order, voltage first and then states, from the states that were written. */
    @Test
    void aRunInNeuronsOrderHasTheSameVoltage() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("radius", 5);
        cell.set("length", 10);
        cell.set("v", -62);
        cell.stimulate(Waveform.step(2, 10, 0.05, DT, 20));
        cell.record("v");
        JsonNode starts = table(cell, "STARTS");
        assertEquals(3, starts.size(), "the gates begin away from rest");
        double[] states = new double[3];
        starts.forEach(start -> states["mhn".indexOf(start.get("name").asText().charAt(0))] =
                start.get("values").asDouble());
        double[] expected = run(cell, 20);
        double v = -62;
        double area = cell.get("area")[0];
        double worst = 0;
        for (int step = 0; step + 1 < expected.length; step++) {
            double middle = (step + 0.5) * DT;
            double stimulus = middle >= 2 && middle < 12 ? 0.05 * 1e5 / area : 0;
            double sodium = 0.12 * Math.pow(states[0], 3) * states[1];
            double potassium = 0.036 * Math.pow(states[2], 4);
            double slope = 1000 * (sodium + potassium + 3e-4);
            double current = 1000 * (sodium * (v - 50) + potassium * (v + 77) + 3e-4 * (v + 54.3));
            v += (stimulus - current) / (1 / DT + slope);
            advance(states, v);
            worst = Math.max(worst, Math.abs(v - expected[step + 1]));
        }
        assertTrue(worst < 1e-9, "the voltages differ by " + worst + " mV");
    }

    private static void advance(double[] states, double v) {
        double[] alpha = {
            0.1 * (v + 40) / (1 - Math.exp(-(v + 40) / 10)),
            0.07 * Math.exp(-(v + 65) / 20),
            0.01 * (v + 55) / (1 - Math.exp(-(v + 55) / 10))
        };
        double[] beta = {
            4 * Math.exp(-(v + 65) / 18), 1 / (Math.exp(-(v + 35) / 10) + 1), 0.125 * Math.exp(-(v + 65) / 80)
        };
        for (int k = 0; k < 3; k++) {
            double rate = alpha[k] + beta[k];
            states[k] += (alpha[k] / rate - states[k]) * (1 - Math.exp(-DT * rate));
        }
    }

    @Test
    void atRestTheInitialBlocksSuffice() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        SteadyState.apply(cell);
        assertEquals(0, table(cell, "STARTS").size());
    }

    @Test
    void importedMechanismsKeepTheirText() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(KDR));
        cell.set("ek", -85);
        cell.set("kdr_vhalf", -35);
        Map<String, String> files = NeuronExport.of(cell).files();
        assertEquals(KDR, files.get("mod/kdr.mod"));
        String program = files.get("model.py");
        assertEquals(
                -35, WrittenFolder.table(program, "GLOBALS").get("vhalf_kdr").asDouble());
        assertEquals(
                -85,
                WrittenFolder.table(program, "SEGMENTS").get(1).get("values").asDouble());
    }

    @Test
    void aStepIsAnIClampAndAnyOtherCurrentIsPlayed() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.stimulate(Waveform.step(5, 10, 0.2, DT, 40));
        cell.stimulate(Waveform.of(new double[] {0, 0.1, 0.1, 0.3}, DT));
        JsonNode stimuli = table(cell, "SWEEPS").get(0).get("stimuli");
        assertEquals(5, stimuli.at("/0/delay").asDouble());
        assertEquals(10, stimuli.at("/0/dur").asDouble());
        assertEquals(0.2, stimuli.at("/0/amp").asDouble());
        assertEquals(List.of(0.0, 0.1, 0.3, 0.0), numbers(stimuli.at("/1/values")));
        assertEquals(List.of(0.0, DT, 3 * DT, 4 * DT), numbers(stimuli.at("/1/times")));
    }

    private static List<Double> numbers(JsonNode list) {
        return java.util.stream.StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }

    @Test
    void synapsesThatNeuronHasAreConnections() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        Network network = new Network(cell, cell);
        network.connect(
                network.cell(0).branch(0).comp(0), network.cell(1).branch(0).comp(0), new ExpSyn());
        network.set("ExpSyn_weight", 5e-4);
        network.set("delay", 1.5);
        JsonNode synapse = WrittenFolder.table(NeuronExport.of(network).files().get("model.py"), "SYNAPSES")
                .get(0);
        assertEquals("ExpSyn", synapse.get("name").asText());
        assertEquals(5e-4, synapse.get("weight").asDouble());
        assertEquals(1.5, synapse.get("delay").asDouble());
        assertEquals(0, synapse.get("source").asInt());
        assertEquals(1, synapse.get("section").asInt());
    }

    /** Imported synapses and point processes keep their files and have their values. */
    @Test
    void importedPointProcessesArePlaced() throws IOException, InterruptedException {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.insert(new HH());
        cell.branch(0).comp(1).insert(Nmodl.parse(PULSE));
        cell.set("Pulse_amp", 0.3);
        Network network = new Network(cell, cell);
        network.connect(
                network.cell(0).branch(0).comp(2), network.cell(1).branch(0).comp(0), Nmodl.parseSynapse(SYNAPSE));
        network.set("Syn_tau", 5);
        network.set("Syn_weight", 2e-3);
        Map<String, String> files = NeuronExport.of(network).files();
        assertEquals(SYNAPSE, files.get("mod/Syn.mod"));
        assertEquals(PULSE, files.get("mod/Pulse.mod"));
        JsonNode synapse =
                WrittenFolder.table(files.get("model.py"), "SYNAPSES").get(0);
        assertEquals(5, synapse.at("/values/tau").asDouble());
        assertEquals(2e-3, synapse.get("weight").asDouble());
        assertEquals(2.5 / 3, synapse.get("source_x").asDouble());
        JsonNode points = WrittenFolder.table(files.get("model.py"), "POINTS");
        assertEquals(2, points.size());
        assertEquals(0.5, points.at("/0/x").asDouble());
        assertEquals(0.3, points.at("/0/values/amp").asDouble());
        assertEquals(
                2, WrittenFolder.table(files.get("model.py"), "SECTIONS").size(), "a point process cuts no section");
        PythonRun.requirePython();
        NeuronExport.of(network).tMax(5).write(folder);
        PythonRun.of(folder);
    }

    /** Some systems mix up names that differ by capitals alone: such mechanisms have files of other names. */
    @Test
    void filesDifferNotByCapitalsAlone() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(KDR));
        cell.insert(Nmodl.parse(KDR.replace("SUFFIX kdr", "SUFFIX Kdr")));
        Map<String, String> mechanisms = NeuronExport.of(cell).mechanisms();
        assertEquals(Set.of("kdr.mod", "Kdr_2.mod"), mechanisms.keySet());
        assertTrue(mechanisms.get("Kdr_2.mod").contains("SUFFIX Kdr "), mechanisms.toString());
    }

    /** All that has no form is named in one error, and nothing is written. */
    @Test
    void nothingIsWrittenOfAModelWithoutAForm() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Catalogue.find("simplified.Izhikevich").insertable());
        cell.insert(Catalogue.find("ion.CaPump").insertable());
        cell.insert(Catalogue.find("hay.CaHVA").insertable());
        cell.diffuse("CaCon_i");
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> NeuronExport.of(cell).write(folder.resolve("model")));
        assertTrue(error.getMessage().contains("Izhikevich"), error.getMessage());
        assertTrue(error.getMessage().contains("diffusion of CaCon_i"), error.getMessage());
        assertFalse(Files.exists(folder.resolve("model")));
    }

    @Test
    void twoWritersOfOneConcentrationAreRefused() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Catalogue.find("hay.CaHVA").insertable());
        cell.insert(Catalogue.find("ion.CaPump").insertable());
        cell.insert(Catalogue.find("ion.CaFaradayConcentrationChange").insertable());
        String message = assertThrows(IllegalArgumentException.class, () -> NeuronExport.of(cell)
                        .files())
                .getMessage();
        assertTrue(message.contains("CaPump and CaFaradayConcentrationChange change 'CaCon_i'"), message);
    }

    @Test
    void mechanismsOfAnotherModelAreNotMixedIn() throws IOException {
        Files.createDirectories(folder.resolve("mod"));
        Files.writeString(folder.resolve("mod/other.mod"), KDR);
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        assertThrows(IllegalArgumentException.class, () -> NeuronExport.of(cell).write(folder));
        assertFalse(Files.exists(folder.resolve("model.py")));
    }

    /** The program runs with a stand-in for NEURON that knows which variables each mechanism has. */
    @Test
    void theProgramRunsInPython() throws IOException, InterruptedException {
        PythonRun.requirePython();
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1, 0, 0);
        cell.insert(new HH());
        for (String name : List.of("ion.CaPump", "ion.CaNernstReversal", "hay.CaHVA", "hay.SKE2")) {
            cell.branch(0).insert(Catalogue.find(name).insertable());
        }
        cell.branch(1).comp(0).insert(new Leak());
        cell.insert(Nmodl.parse(KDR));
        cell.branch(0).comp(1).stimulate(Waveform.step(1, 2, 0.1, DT, 5));
        List.of("v", "HH_m", "i_Ca", "CaCon_i", "ik").forEach(cell.branch(0).comp(1)::record);
        NeuronExport.of(cell).write(folder);
        PythonRun.of(folder);
        List<String> lines = Files.readAllLines(folder.resolve("traces.csv"));
        assertEquals(202, lines.size());
        assertEquals(
                "t (ms),\"v, branch0\",\"HH_m, branch0\",\"i_Ca, branch0\",\"CaCon_i, branch0\",\"ik, branch0\"",
                lines.get(0));
    }

    private static JsonNode table(Cell cell, String name) {
        return WrittenFolder.table(NeuronExport.of(cell).files().get("model.py"), name);
    }

    private static double[] run(Cell cell, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(duration).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
