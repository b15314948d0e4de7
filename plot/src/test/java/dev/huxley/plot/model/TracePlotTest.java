package dev.huxley.plot.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import org.junit.jupiter.api.Test;

class TracePlotTest {
    private static final double[] TRACE = {-70, -69, -60, -65};

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.insert(new HH());
        cell.branch(0).loc(0).stimulate(Waveform.step(0.1, 0.1, 0.5, 0.1, 0.3));
        cell.branch(0).loc(0).record("v");
        cell.branch(1).comp(0).record("HH_m");
        cell.branch(1).comp(1).record("v");
        return cell;
    }

    @Test
    void everyUnitHasAPanelAndEveryRecordingALine() {
        TracePlot plot = TracePlot.of(cell(), 0.1, TRACE, new double[4], TRACE);
        assertEquals(3, plot.panels().size(), "voltages, gates, stimulus");
        String svg = plot.title("a run").figure().toSvg();
        for (String part : new String[] {
            ">branch 0, compartment 0<",
            ">branch 1, compartment 1<",
            ">branch 1, compartment 0<",
            ">HH_m<",
            "membrane potential (mV)",
            "time (ms)",
            "stimulus",
            ">a run<"
        }) {
            assertTrue(svg.contains(part), "'" + part + "' is not in the picture");
        }
        assertEquals(svg, plot.title("a run").figure().toSvg());
        assertFalse(plot.stimuli(false).figure().toSvg().contains("stimulus"));
        assertTrue(plot.labels("soma", "gate", "tip").figure().toSvg().contains(">tip<"));
    }

    /** States of one unit share a panel, and then their labels name them. */
    @Test
    void statesOfOnePanelAreNamed() {
        Cell cell = cell();
        cell.branch(1).comp(0).record("HH_h");
        String svg = TracePlot.of(cell, 0.1, TRACE, new double[4], TRACE, new double[4])
                .figure()
                .toSvg();
        assertTrue(svg.contains(">HH_m, branch 1, compartment 0<") && svg.contains(">HH_h, branch 1, compartment 0<"));
        assertTrue(svg.contains(">states<"));
    }

    @Test
    void tracesOfAnotherModelAreRefused() {
        String few = assertThrows(IllegalArgumentException.class, () -> TracePlot.of(cell(), 0.1, TRACE))
                .getMessage();
        assertTrue(few.contains("there are 1 traces, but the model has 3 recordings"), few);
        assertThrows(IllegalArgumentException.class, () -> TracePlot.of(cell(), 0, TRACE, TRACE, TRACE));
        assertThrows(IllegalArgumentException.class, () -> TracePlot.of(cell(), 0.1, TRACE, TRACE, TRACE)
                .labels("one"));
    }
}
