package dev.huxley.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import org.junit.jupiter.api.Test;

class TracesTest {
    /** Two rows of one recording: two spikes, of which the first passes -20 mV halfway between two samples; none. */
    private static Traces traces() {
        Cell cell = new Cell(new Compartment());
        cell.record("v");
        double[] v = {-60, -40, 0, -60, 20, 20, -60, -60, -50, -30, -20.5, -30, -60, -60};
        try (NDArray array = Huxley.manager("test").create(v, new Shape(2, 1, 7))) {
            return Traces.of(cell, new double[] {0, 0.5, 1, 1.5, 2, 2.5, 3}, array);
        }
    }

    @Test
    void aSpikeIsARiseThroughMinusTwentyMillivolts() {
        double[] expected = {0.75, 1.75};
        assertArrayEquals(expected, traces().spikeTimes(0), 1e-12, "between samples, by a straight line");
        assertArrayEquals(expected, traces().spikeTimes(0, 0), 1e-12);
        assertEquals(0, traces().spikeTimes(1, 0).length, "spikes of the second row");
        assertArrayEquals(new double[] {2, 0}, traces().spikeCounts(0), "counts of both rows");
        assertArrayEquals(new double[] {20, -20.5}, traces().peaks(0), "peaks of both rows");
        assertArrayEquals(new double[] {20}, traces().peaks(), "peaks of the recordings of the first row");
    }

    /** An integrate-and-fire cell's voltage is reset before it could pass -20 mV; its flag tells of its spikes. */
    @Test
    void aFlagTellsOfSpikesToo() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Fire());
        cell.record("Fire_spikes");
        try (NDArray array = Huxley.manager("test").create(new double[] {0, 0, 1, 0, 0, 1}, new Shape(1, 6))) {
            Traces traces = Traces.of(cell, new double[] {0, 1, 2, 3, 4, 5}, array);
            assertArrayEquals(new double[] {1.5, 4.5}, traces.spikeTimes(0), 1e-12);
        }
    }

    @Test
    void theValuesAtATimeAreThoseOfTheNearestPoint() {
        assertArrayEquals(new double[] {20}, traces().at(2.2), 0.0);
        assertArrayEquals(new double[] {-60}, traces().at(1, 3), 0.0);
        var error = assertThrows(IllegalArgumentException.class, () -> traces().at(3.1));
        assertTrue(error.getMessage().contains("from 0.0 to 3.0 ms"), error.getMessage());
    }

    @Test
    void evenlySpacedNumbersIncludeBothEnds() {
        assertArrayEquals(new double[] {0.1, 0.2, 0.3}, Huxley.linspace(0.1, 0.3, 3), 1e-15);
        double[] many = Huxley.linspace(-0.3, 0.7, 101);
        assertEquals(-0.3, many[0], 0.0);
        assertEquals(0.7, many[100], 0.0);
        var error = assertThrows(IllegalArgumentException.class, () -> Huxley.linspace(0, 1, 1));
        assertTrue(error.getMessage().contains("count of 2"), error.getMessage());
    }

    /** A plot without points is empty, but one with lines is not. */
    @Test
    void plotsShowTheirLines() {
        double[] x = {0, 1, 2};
        String svg = Huxley.plot("current (nA)", x, "rate (Hz)", x, new double[] {2, 1, 0})
                .toSvg();
        assertEquals(2, svg.split("<polyline", -1).length - 1, svg);
        assertTrue(svg.contains("current (nA)") && svg.contains("rate (Hz)"), svg);
        assertTrue(Huxley.raster(traces()).toSvg().contains("time (ms)"), "the axis of a raster");
    }
}
