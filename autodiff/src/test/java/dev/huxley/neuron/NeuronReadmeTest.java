package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README of a folder for NEURON tells what holds for its model, and NEURON computes what Huxley does. */
class NeuronReadmeTest {
    private static final String TABULATED =
            """
            NEURON { SUFFIX tab USEION k READ ek WRITE ik }
            PARAMETER { gbar = 0.01 (S/cm2) }
            ASSIGNED { v (mV) ek (mV) ik (mA/cm2) minf }
            STATE { m }
            BREAKPOINT { SOLVE states METHOD cnexp  ik = gbar * m * (v - ek) }
            INITIAL { rates(v) m = minf }
            DERIVATIVE states { rates(v) m' = (minf - m) / 3 }
            PROCEDURE rates(v (mV)) {
                TABLE minf FROM -100 TO 100 WITH 20
                minf = 1 / (1 + exp(-(v + 40) / 9))
            }
            """;

    private static final String SYNAPSE =
            """
            NEURON { POINT_PROCESS Syn NONSPECIFIC_CURRENT i }
            ASSIGNED { v (mV) i (nA) g (uS) b }
            BREAKPOINT { block(v) i = g * b * v }
            NET_RECEIVE(w (uS)) { g = g + w }
            PROCEDURE block(v (mV)) {
                TABLE b FROM -100 TO 100 WITH 20
                b = 1 / (1 + exp(-v / 17))
            }
            """;

    private static Map<String, String> files(NeuronModel model) {
        return NeuronExport.of(model).files();
    }

    @Test
    void tablesAreUsedWhereHuxleyUsesThem() {
        Cell exact = new Cell(new Compartment());
        exact.insert(Nmodl.parse(TABULATED));
        Map<String, String> files = files(exact);
        assertEquals(
                0,
                WrittenFolder.table(files.get("model.py"), "GLOBALS")
                        .get("usetable_tab")
                        .asDouble(-1));
        assertTrue(files.get("README.txt").contains("usetable_tab = 0"), files.get("README.txt"));
        Cell tabulated = new Cell(new Compartment());
        tabulated.insert(Nmodl.parse(TABULATED).withTables());
        assertFalse(files(tabulated).get("model.py").contains("usetable"));
        assertFalse(files(tabulated).get("README.txt").contains("usetable"));
        Cell plain = new Cell(new Compartment());
        plain.insert(Nmodl.parse(TABULATED.replaceAll("(?m)^ *TABLE.*$", ": TABLE")));
        assertFalse(files(plain).get("model.py").contains("usetable"));
    }

    @Test
    void tablesOfSynapsesAreNotUsed() {
        Cell cell = new Cell(new Compartment());
        Network network = new Network(cell, cell);
        network.connect(network.cell(0), network.cell(1), Nmodl.parseSynapse(SYNAPSE));
        Map<String, String> files = files(network);
        assertEquals(
                0,
                WrittenFolder.table(files.get("model.py"), "GLOBALS")
                        .get("usetable_Syn")
                        .asDouble(-1));
        assertTrue(files.get("README.txt").contains("usetable_Syn = 0"), files.get("README.txt"));
        assertFalse(files.get("README.txt").contains("ExpSyn"), files.get("README.txt"));
        network.connect(network.cell(1), network.cell(0), new ExpSyn());
        assertTrue(files(network).get("README.txt").contains("ExpSyn"));
    }

    @Test
    void theTitleCountsSections() {
        assertTrue(files(new Cell(new Compartment())).get("README.txt").startsWith("A neuron of 1 section,"));
        Cell three = new Cell(new Branch(new Compartment(), 1), -1, 0, 0);
        assertTrue(files(three).get("README.txt").startsWith("A neuron of 3 sections,"));
    }

    @Test
    void remarksAreInTheReadme() {
        NeuronExport export = NeuronExport.of(new Cell(new Compartment())).note("the fit was short");
        assertTrue(export.dt(0.1).tMax(5).files().get("README.txt").contains("To know:\n- the fit was short.\n"));
    }
}
