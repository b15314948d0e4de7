package dev.huxley.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.model.Cell;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final int PARENTS = 1262189068;
    private static final double LENGTH = 10269.605452557078;
    private static final double AREA = 38226.772949336795;

    @Test
    void theGeneratedTreeIsAlwaysTheSameAndBranches() {
        Cell first = GeneratedTree.cell();
        Cell second = GeneratedTree.cell();
        assertEquals(1000, first.structure().compartments());
        for (String key : new String[] {"radius", "length", "area"}) {
            assertArrayEquals(first.get(key), second.get(key), 0, key);
        }
        // As it was when the README's figures were measured: another tree would make them figures of something else.
        int[] parents = IntStream.range(0, first.structure().branches())
                .map(first.structure()::parent)
                .toArray();
        assertEquals(PARENTS, Arrays.hashCode(parents), "which branch is on which: " + Arrays.toString(parents));
        assertEquals(LENGTH, Arrays.stream(first.get("length")).sum(), 1e-9 * LENGTH, "um of cable");
        assertEquals(AREA, Arrays.stream(first.get("area")).sum(), 1e-9 * AREA, "um2 of membrane");
        double[] radius = first.get("radius");
        assertEquals(5, radius[0], 0);
        assertEquals(0.3, Arrays.stream(radius).min().orElseThrow(), 0);
        assertTrue(Arrays.stream(radius).distinct().count() > 5, "it tapers");
    }

    @Test
    void theMedianIsInTheMiddle() {
        assertEquals(new Durations(3, 1, 9), Durations.of(new double[] {9, 1, 3}));
        assertEquals(new Durations(4, 1, 9), Durations.of(new double[] {9, 5, 1, 3}));
    }

    @Test
    void peakMemoryIsReadFromTheStatusOfTheProcess() {
        assertEquals(2.5, ProcessMemory.peakMegabytes("VmPeak:\t 9000 kB\nVmHWM:\t    2560 kB\nVmRSS:\t 1 kB\n"));
        assertNull(ProcessMemory.peakMegabytes("VmRSS:\t 1 kB\nVmHWM:\t many kB\n"));
        Double own = ProcessMemory.peakMegabytes();
        assertTrue(own == null || own > 1, "MB of this process: " + own);
    }

    @Test
    void aDifferenceIsFoundWhereverItIs() {
        assertEquals(2, Benchmark.largestDifference(new double[] {1, 2, 3}, new double[] {1, 4, 2}), 0);
        assertEquals(Double.NaN, Benchmark.largestDifference(new double[] {1, 2}, new double[] {1}), 0);
        assertEquals(Double.NaN, Benchmark.largestDifference(new double[] {1, 2}, new double[] {Double.NaN, 2}), 0);
    }

    @Test
    void theNeuronSpikesUnderItsCurrent() {
        double[] current = MeasuredNeuron.point().current(800);
        double[] trace = MeasuredNeuron.plainJava(1).run(MeasuredNeuron.START_VOLTAGE, current);
        double peak = Arrays.stream(trace).max().orElseThrow();
        assertTrue(peak > 0, "the peak is " + peak + " mV: agreement at rest would say little");
    }
}
