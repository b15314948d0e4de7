package dev.huxley.fit.description;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.model.Cell;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ladder's models build, spike, and contain one another. */
class LadderTest {
    private static final double DT = 0.05;

    static Stream<Rung> rungs() {
        return Ladder.rungs().stream();
    }

    @Test
    void theLadderGrows() {
        List<Integer> free = Ladder.rungs().stream()
                .map(rung -> rung.description().build().free().size())
                .toList();
        assertEquals(List.of(3, 10, 13, 14, 17, 18, 19, 22, 20), free);
        assertTrue(Ladder.rung(Extension.values()).description().build().free().size() > 22);
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void valuesOfTheCellComeInTheOrderOfItsParameters(Rung rung) {
        DescribedModel model = rung.description().build();
        Set<String> paths = new HashSet<>();
        model.free().forEach(value -> assertTrue(paths.add(value.path()), value + " comes twice"));
        double[] start = model.start();
        for (int i = 0; i < start.length; i++) {
            start[i] = model.free().get(i).lower();
        }
        double[] ofCell = model.cellValues(start);
        double[] written = model.cell(start).trainables().stream()
                .flatMapToDouble(trainable -> Arrays.stream(trainable.values()))
                .toArray();
        assertArrayEquals(ofCell, written);
        Map<String, Double> byPath = model.byPath(start);
        model.cell(start)
                .trainables()
                .forEach(trainable ->
                        assertEquals(byPath.get(trainable.path()), trainable.values()[0], trainable.path()));
    }

    /** At the values of the smaller model, with its extensions neutral, a model does what the smaller one does. */
    @Test
    void modelsContainTheSmallerOnes() {
        List<Rung> rungs = Ladder.rungs().subList(1, Ladder.rungs().size());
        double[] current = {0.2, 1.2};
        for (Rung smaller : rungs) {
            DescribedModel small = smaller.description().build();
            Map<String, Double> values = small.byPath(small.start());
            for (Rung larger : rungs) {
                if (larger == smaller || !larger.contains(smaller)) {
                    continue;
                }
                DescribedModel large = larger.description().build();
                Map<String, Double> nested = larger.nestedStart(values);
                double[] candidate = large.free().stream()
                        .mapToDouble(free -> nested.get(free.path()))
                        .toArray();
                for (double nanoampere : current) {
                    double[] expected = trace(small, small.start(), nanoampere);
                    double[] actual = trace(large, candidate, nanoampere);
                    String what = larger + " as " + smaller + " under " + nanoampere + " nA";
                    assertEquals(spikes(expected), spikes(actual), what);
                    assertEquals(mean(expected), mean(actual), 0.5, what + ", mean voltage");
                    assertTrue(nanoampere < 1 || spikes(expected) > 2, what + " does not spike");
                }
            }
        }
    }

    @Test
    void aLargerModelIsNotPartOfASmallerOne() {
        assertFalse(Ladder.rung().contains(Ladder.rung(Extension.GATES)));
        assertTrue(Ladder.rung().contains(Ladder.passive()));
        assertFalse(Ladder.passive().contains(Ladder.rung()));
    }

    /** At both ends of all bounds the equations of all extensions stay finite. */
    @Test
    void boundsBreakNoSimulation() {
        DescribedModel model = Ladder.rung(Extension.values()).description().build();
        for (boolean upper : new boolean[] {false, true}) {
            double[] candidate = model.free().stream()
                    .mapToDouble(free -> upper ? free.upper() : free.lower())
                    .toArray();
            for (double v : trace(model, candidate, 0.3)) {
                assertTrue(Double.isFinite(v) && Math.abs(v) < 2000, "the voltage reaches " + v + " mV");
            }
        }
    }

    @Test
    void theSeriesResistanceIsSeenInTheVoltage() {
        DescribedModel model =
                Ladder.rung(Extension.SERIES_RESISTANCE).description().build();
        double[] candidate = model.start();
        candidate[candidate.length - 1] = 60;
        Rig rig = model.rig(candidate);
        double[] v = {-70, -69, -68};
        rig.record(v, 0, 3, 0.1, new double[] {0, 0.1, 0.1});
        assertArrayEquals(new double[] {-70, -63, -62}, v, 1e-12);
    }

    static double[] trace(DescribedModel model, double[] candidate, double nanoampere) {
        Cell cell = model.cell(candidate);
        cell.set("v", -70);
        SteadyState.apply(cell);
        var electrode = cell.select(model.electrode().compartments());
        electrode.stimulate(Waveform.step(20, 300, nanoampere, DT, 350));
        electrode.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build();
                NDArray traces = simulation.run(manager)) {
            return traces.toDoubleArray();
        }
    }

    private static int spikes(double[] v) {
        int count = 0;
        for (int k = 1; k < v.length; k++) {
            count += v[k - 1] < -20 && v[k] >= -20 ? 1 : 0;
        }
        return count;
    }

    private static double mean(double[] v) {
        return Arrays.stream(v).average().orElseThrow();
    }
}
