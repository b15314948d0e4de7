package dev.huxley.plot.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.Waveform;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TracePlotTest {
    private static final double[] TRACE = {-70, -69, -60, -65};
    private static final double[] OTHER = {-70, -68, -62, -66};

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
        TracePlot plot = TracePlot.of(cell(), 0.1, TRACE, new double[4], OTHER);
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

    /** A legend names only what tells one place from another: nothing in a model of one compartment. */
    @Test
    void placesHaveTheShortestNamesThatTellThemApart() {
        Cell point = new Cell(new Compartment());
        point.insert(new HH());
        point.record("HH_m");
        point.record("HH_h");
        String svg = TracePlot.of(point, 0.1, TRACE, OTHER).figure().toSvg();
        assertTrue(svg.contains(">HH_m<") && svg.contains(">HH_h<"), svg);

        Cell forked = new Cell(new Branch(new Compartment(), 1), -1, 0);
        Network network = new Network(point, forked);
        network.cell(0).record("v");
        network.cell(1).branch(1).record("v");
        String mixed = TracePlot.of(network, 0.1, new double[4], TRACE, OTHER, new double[4])
                .figure()
                .toSvg();
        assertTrue(mixed.contains(">cell 1, branch 1<"), mixed);
    }

    /** Cells of one compartment each, recorded. */
    private static Network cells(int count) {
        Cell[] cells = new Cell[count];
        for (int i = 0; i < count; i++) {
            cells[i] = new Cell(new Compartment());
        }
        Network network = new Network(cells);
        for (int i = 0; i < count; i++) {
            network.cell(i).branch(0).loc(0.5).record("v");
        }
        return network;
    }

    private static Set<String> colors(String svg) {
        Matcher matcher = Pattern.compile("<(?:polyline|path)[^>]* stroke=\"(#[0-9a-f]{6})\"")
                .matcher(svg);
        Set<String> colors = new TreeSet<>();
        while (matcher.find()) {
            colors.add(matcher.group(1));
        }
        return colors;
    }

    private static int count(String svg, String part) {
        return svg.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void tenEqualStimuliAreOneLineWithOneEntry() {
        Network network = cells(10);
        double[][] traces = new double[10][4];
        for (int i = 0; i < 10; i++) {
            network.cell(i).branch(0).loc(0.5).stimulate(Waveform.step(0.1, 0.1, 0.5, 0.1, 0.3));
            traces[i][2] = i;
        }
        TracePlot plot = TracePlot.of(network, 0.1, traces);
        Panel stimulus = plot.panels().get(1);
        String alone = Figure.of(700, 200).row(1, stimulus).toSvg();
        assertEquals(1, count(alone, "<polyline"), alone);
        assertEquals(1, count(alone, ">10 stimuli<"), alone);

        network.cell(3).branch(0).loc(0.5).stimulate(Waveform.step(0.1, 0.1, 0.7, 0.1, 0.3));
        String other = Figure.of(700, 200)
                .row(1, TracePlot.of(network, 0.1, traces).panels().get(1))
                .toSvg();
        assertEquals(2, count(other, "<polyline"), other);
        assertTrue(other.contains(">cell 0 and 9 more<"), other);
    }

    @Test
    void equalRecordingsAreOneLineUnlessTheyAreNamed() {
        double[][] traces = new double[6][4];
        String svg = TracePlot.of(cells(6), 0.1, traces).figure().toSvg();
        assertEquals(1, count(svg, ">6 recordings<"), svg);
        assertEquals(1, count(svg, "<polyline"), svg);
        traces[4][1] = 1;
        traces[5][1] = 1;
        String two = TracePlot.of(cells(6), 0.1, traces).figure().toSvg();
        assertEquals(2, count(two, "<polyline"), two);
        assertTrue(two.contains(" and 3 more<") && two.contains(">cell 4; cell 5<"), two);
        String named = TracePlot.of(cells(6), 0.1, traces)
                .labels("a", "b", "c", "d", "e", "f")
                .figure()
                .toSvg();
        for (String label : new String[] {"a", "b", "c", "d", "e", "f"}) {
            assertEquals(1, count(named, ">" + label + "<"), label);
        }
    }

    @Test
    void manyRecordingsHaveTheColorsOfAScale() {
        double[][] traces = new double[40][4];
        for (int i = 0; i < 40; i++) {
            traces[i][2] = i;
        }
        String svg = TracePlot.of(cells(40), 0.1, traces).figure().toSvg();
        assertEquals(40, count(svg, "<polyline"), "lines");
        assertEquals(40, colors(svg).size(), "colors: " + colors(svg));
        assertEquals(1, count(svg, ">recording<"), "names of the scale");
    }

    /** Every row of a batch is drawn in every panel and has one entry in the legend. */
    @Test
    void rowsOfABatchAreDrawnOverEachOther() {
        Cell cell = cell();
        double[][][] batch = new double[5][3][4];
        for (int row = 0; row < 5; row++) {
            for (double[] trace : batch[row]) {
                trace[1] = 1 + row;
            }
        }
        TracePlot plot = TracePlot.of(cell, 0.1, batch);
        assertEquals(4, plot.panels().size(), "one panel for each recording, and the stimulus");
        String svg = plot.stimuli(false).figure().toSvg();
        assertEquals(15, count(svg, "<polyline"), "lines");
        assertEquals(5, colors(svg).size(), "colors: " + colors(svg));
        for (int row = 0; row < 5; row++) {
            assertEquals(1, count(svg, ">row " + row + "<"), "entries of row " + row);
        }
        assertTrue(svg.contains(">HH_m, branch 1, compartment 0<"), "the title of a panel names the recording");
        assertTrue(plot.rowLabels("a", "b", "c", "d", "e").figure().toSvg().contains(">e<"), "chosen labels");

        String scaled = plot.rowValues("gNa", "S/cm2", 0.1, 0.2, 0.3, 0.4, 0.5)
                .stimuli(false)
                .figure()
                .toSvg();
        assertEquals(15, count(scaled, "<polyline"), "lines");
        assertEquals(5, colors(scaled).size(), "colors: " + colors(scaled));
        assertEquals(1, count(scaled, ">gNa (S/cm"), "names of the scale");
        assertFalse(scaled.contains(">row 0<"), "labels beside a scale");
    }

    @Test
    void manyRowsOfABatchHaveAScale() {
        double[][][] batch = new double[30][3][4];
        for (int row = 0; row < 30; row++) {
            batch[row][0][1] = row;
        }
        String svg = TracePlot.of(cell(), 0.1, batch).stimuli(false).figure().toSvg();
        assertEquals(90, count(svg, "<polyline"), "lines");
        assertEquals(30, colors(svg).size(), "colors");
        assertEquals(1, count(svg, ">row<"), "names of the scale");
    }

    @Test
    void wrongBatchesAreRefused() {
        TracePlot plot = TracePlot.of(cell(), 0.1, new double[5][3][4]);
        String labels = assertThrows(IllegalArgumentException.class, () -> plot.rowLabels("a", "b"))
                .getMessage();
        assertTrue(labels.contains("5 rows, but there are 2 labels"), labels);
        String value = assertThrows(
                        IllegalArgumentException.class, () -> plot.rowValues("gNa", "S/cm2", 1, 2, 3, Double.NaN, 5))
                .getMessage();
        assertTrue(value.contains("'gNa' of row 3 is NaN"), value);
        String few = assertThrows(IllegalArgumentException.class, () -> TracePlot.of(cell(), 0.1, new double[5][2][4]))
                .getMessage();
        assertTrue(few.contains("there are 2 traces, but the model has 3 recordings"), few);
        String many = assertThrows(
                        IllegalArgumentException.class, () -> TracePlot.of(cells(120), 0.1, new double[2][120][4])
                                .figure())
                .getMessage();
        assertTrue(many.contains("120 panels") && many.contains("traces.get(b)"), many);
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
