package dev.huxley.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.K;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.mechanism.pospischil.Na;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Sharing;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of a population: each equals the run that {@link Simulation} gives alone. */
class PopulationTest {
    private static final double DT = 0.05;

    @ParameterizedTest
    @CsvSource({"llvm, true, 1", "llvm, false, 3", "torch, true, 2", "torch, false, 1"})
    void everyTraceIsThatOfItsSingleRun(String engine, boolean isCrankNicolson, int every) {
        Integrator integrator = isCrankNicolson ? Integrators.crankNicolson() : Integrators.backwardEuler();
        Cell cell = point();
        double[][] candidates = candidates(70);
        List<SweepInput> sweeps = List.of(step(400, 0.3, -70), wave(), step(301, -0.05, -61.5), step(64, 0, -80));
        Map<List<Integer>, float[]> traces = traces(cell, candidates, sweeps, builder -> builder.engine(engine)
                .integrator(integrator)
                .every(every));
        assertEquals(70 * 4, traces.size());
        for (int candidate : new int[] {0, 1, 63, 64, 69}) {
            for (int sweep = 0; sweep < 4; sweep++) {
                double[] expected = alone(cell, candidates[candidate], sweeps.get(sweep), integrator);
                float[] actual = traces.get(List.of(candidate, sweep));
                assertEquals((expected.length - 1) / every + 1, actual.length);
                for (int i = 0; i < actual.length; i++) {
                    assertEquals(
                            expected[i * every],
                            actual[i],
                            2e-5,
                            "candidate " + candidate + ", sweep " + sweep + ", " + i);
                }
            }
        }
        assertTrue(max(traces.get(List.of(0, 0))) > 0, "the first candidate spikes");
    }

    /** The electrode is in a dendrite; radius and axial resistivity, from which areas and couplings are made, are free. */
    @ParameterizedTest
    @ValueSource(strings = {"llvm", "torch"})
    void aCellWithBranchesRunsToo(String engine) {
        Cell cell = new Cell(new Branch(new Compartment(), 4), -1, 0, 0);
        cell.insert(new Leak());
        cell.branch(0).insert(new Na());
        cell.branch(0).insert(new K());
        cell.set("length", 40);
        cell.makeTrainable("axial_resistivity");
        cell.makeTrainable("radius", Sharing.PER_BRANCH);
        cell.makeTrainable("Na_gNa");
        double[][] candidates = new double[5][];
        for (int c = 0; c < 5; c++) {
            candidates[c] = new double[] {200 + 300 * c, 1 + c, 2, 0.5 + 0.1 * c, 0.03 + 0.01 * c};
        }
        List<SweepInput> sweeps = List.of(step(200, 0.2, -70), step(100, -0.1, -65));
        Map<List<Integer>, float[]> traces = new ConcurrentHashMap<>();
        try (PopulationSimulation population = PopulationSimulation.of(cell)
                .electrode(cell.branch(2).comp(3))
                .sweeps(sweeps)
                .dt(DT)
                .engine(engine)
                .build()) {
            assertEquals(
                    List.of("axial_resistivity", "radius", "radius", "radius", "Na_gNa"), population.parameterPaths());
            population.run(candidates, into(traces));
        }
        for (int c = 0; c < 5; c++) {
            for (int sweep = 0; sweep < 2; sweep++) {
                Cell own = cell.copy();
                own.write(Map.of(
                        "axial_resistivity", new double[] {candidates[c][0]},
                        "radius", Arrays.copyOfRange(candidates[c], 1, 4),
                        "Na_gNa", new double[] {candidates[c][4]}));
                double[] expected = alone(own, 11, sweeps.get(sweep), Integrators.backwardEuler());
                assertArrayEquals(expected, doubles(traces.get(List.of(c, sweep))), 2e-5, c + ", " + sweep);
            }
        }
    }

    /** Whatever the width of the vectors that the engine chooses for a number of threads and candidates. */
    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void neitherThreadsNorOtherCandidatesChangeABit(Precision precision) {
        double[][] candidates = candidates(150);
        List<SweepInput> sweeps = List.of(step(500, 0.3, -70), step(300, 0.2, -65));
        Map<List<Integer>, float[]> one = traces(point(), candidates, sweeps, builder -> builder.precision(precision)
                .threads(1));
        for (int threads : new int[] {4, 16}) {
            Map<List<Integer>, float[]> shared =
                    traces(point(), candidates, sweeps, builder -> builder.precision(precision)
                            .threads(threads));
            one.forEach((key, trace) -> assertArrayEquals(trace, shared.get(key), threads + " threads: " + key));
        }
        for (int count : new int[] {1, 3, 20}) {
            double[][] few = Arrays.copyOf(candidates, count);
            Map<List<Integer>, float[]> alone = traces(point(), few, sweeps, builder -> builder.precision(precision));
            alone.forEach((key, trace) -> assertArrayEquals(one.get(key), trace, count + " candidates: " + key));
        }
    }

    @Test
    void someSweepsRunAlone() {
        List<SweepInput> sweeps = List.of(step(100, 0.3, -70), step(80, 0, -65), step(90, 0.1, -65));
        Cell cell = point();
        Map<List<Integer>, float[]> all = traces(cell, candidates(3), sweeps, builder -> builder);
        Map<List<Integer>, float[]> some = new ConcurrentHashMap<>();
        try (PopulationSimulation population = population(cell, sweeps).build()) {
            population.run(candidates(3), new int[] {2, 1}, into(some));
            assertEquals(6, some.size());
            some.forEach((key, trace) -> assertArrayEquals(all.get(key), trace));
            population.run(new double[0][], into(some));
            assertEquals(6, some.size());
        }
    }

    @Test
    void tracesForReportsAreThoseOfTheRun() {
        List<SweepInput> sweeps = List.of(step(100, 0.3, -70), step(80, 0, -65));
        try (PopulationSimulation population =
                population(point(), sweeps).every(3).build()) {
            Map<List<Integer>, float[]> streamed = new ConcurrentHashMap<>();
            population.run(candidates(1), into(streamed));
            double[][] traces = population.traces(candidates(1)[0]);
            for (int sweep = 0; sweep < 2; sweep++) {
                assertEquals(population.length(sweep), traces[sweep].length);
                assertArrayEquals(traces[sweep], doubles(streamed.get(List.of(0, sweep))), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llvm", "torch"})
    void aDivergedCandidateIsNaNAndHarmsNoOther(String engine) {
        double[][] candidates = candidates(4);
        double[][] wild = candidates(4);
        wild[2][1] = -0.017;
        List<SweepInput> sweeps = List.of(step(1500, 0.3, -70));
        Map<List<Integer>, float[]> calm = traces(point(), candidates, sweeps, builder -> builder.engine(engine));
        Map<List<Integer>, float[]> found = traces(point(), wild, sweeps, builder -> builder.engine(engine));
        for (int c : new int[] {0, 1, 3}) {
            assertArrayEquals(calm.get(List.of(c, 0)), found.get(List.of(c, 0)));
        }
        float[] lost = found.get(List.of(2, 0));
        for (float v : lost) {
            assertTrue(Float.isNaN(v), "v = " + v);
        }
    }

    @Test
    void aFailingConsumerEndsTheRunWithItsException() {
        AtomicInteger calls = new AtomicInteger();
        try (PopulationSimulation population =
                population(point(), List.of(step(100, 0.3, -70))).threads(2).build()) {
            IllegalStateException failure = assertThrows(
                    IllegalStateException.class,
                    () -> population.run(candidates(500), (candidate, sweep, v, from, length) -> {
                        calls.incrementAndGet();
                        throw new IllegalStateException("no feature");
                    }));
            assertEquals("no feature", failure.getMessage());
            assertTrue(calls.get() <= 2, calls + " calls");
            population.run(candidates(1), (candidate, sweep, v, from, length) -> calls.set(-1));
            assertEquals(-1, calls.get());
        }
    }

    @Test
    void interruptionEndsARun() {
        try (PopulationSimulation population =
                population(point(), List.of(step(20_000, 0.3, -70))).build()) {
            Thread.currentThread().interrupt();
            assertThrows(
                    CancellationException.class, () -> population.run(candidates(10), (c, s, v, from, length) -> {}));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void wrongInputIsNamed() {
        Cell cell = point();
        assertMessage("must be a positive number", () -> {
            double[][] candidates = candidates(3);
            candidates[1][3] = 0;
            traces(cell, candidates, List.of(step(10, 0, -70)), builder -> builder);
        });
        assertMessage("candidate 0 has 2 values; the cell has 5", () -> {
            traces(cell, new double[][] {{1, 2}}, List.of(step(10, 0, -70)), builder -> builder);
        });
        assertMessage("there is no sweep 1; there are 1", () -> {
            try (PopulationSimulation one =
                    population(cell, List.of(step(10, 0, -70))).build()) {
                one.run(candidates(1), new int[] {0, 1}, (c, sweep, v, from, length) -> {});
            }
        });
        assertMessage("call sweeps", () -> population(cell, List.of()).build());
        assertMessage("call electrode", () -> PopulationSimulation.of(cell)
                .sweeps(List.of(step(10, 0, -70)))
                .build());
        assertMessage("not in 3", () -> {
            Cell other = new Cell(new Branch(new Compartment(), 3), -1);
            PopulationSimulation.of(other).electrode(other.branch(0));
        });
        assertMessage("another cell", () -> PopulationSimulation.of(cell)
                .electrode(point().branch(0).comp(0)));
        assertMessage("in step 1 of 2", () -> new SweepInput(new double[] {0, Double.NaN}, -70));
        Cell voltage = point();
        voltage.makeTrainable("v");
        assertMessage("'v' is a state", () -> population(voltage, List.of(step(10, 0, -70)))
                .build());
    }

    private static void assertMessage(String part, Runnable wrong) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, wrong::run);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private static Cell point() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.insert(new Na());
        cell.insert(new K());
        cell.insert(new Km());
        cell.set("length", 60);
        cell.makeTrainable("Na_gNa");
        cell.makeTrainable("Leak_gLeak");
        cell.makeTrainable("vt");
        cell.makeTrainable("radius");
        cell.makeTrainable("Km_taumax");
        return cell;
    }

    /** In the order of the trainable parameters of {@link #point}. */
    private static double[][] candidates(int count) {
        double[][] candidates = new double[count][];
        for (int c = 0; c < count; c++) {
            candidates[c] = new double[] {
                0.05 + 1e-4 * c, 1e-4 + 1e-6 * c, -60 + 0.05 * c, 30 - 0.05 * c, 1000 + 10 * c,
            };
        }
        return candidates;
    }

    private static SweepInput step(int steps, double amplitude, double voltage) {
        double[] current = new double[steps];
        Arrays.fill(current, steps / 5, steps, amplitude);
        return new SweepInput(current, voltage);
    }

    /** A current that is constant, then oscillates, then is constant at the first value. */
    private static SweepInput wave() {
        double[] current = new double[300];
        Arrays.setAll(current, i -> i < 100 || i >= 190 ? 0.1 : 0.1 + 0.2 * Math.sin(0.1 * (i - 100)));
        return new SweepInput(current, -68);
    }

    private static PopulationSimulation.Builder population(Cell cell, List<SweepInput> sweeps) {
        return PopulationSimulation.of(cell)
                .electrode(cell.branch(0).comp(0))
                .sweeps(sweeps)
                .dt(DT);
    }

    private static Map<List<Integer>, float[]> traces(
            Cell cell,
            double[][] candidates,
            List<SweepInput> sweeps,
            UnaryOperator<PopulationSimulation.Builder> settings) {
        Map<List<Integer>, float[]> traces = new ConcurrentHashMap<>();
        try (PopulationSimulation population =
                settings.apply(population(cell, sweeps)).build()) {
            population.run(candidates, into(traces));
        }
        return traces;
    }

    private static TraceConsumer into(Map<List<Integer>, float[]> traces) {
        return (candidate, sweep, v, from, length) -> {
            float[] before = traces.put(List.of(candidate, sweep), Arrays.copyOfRange(v, from, from + length));
            assertTrue(before == null, "candidate " + candidate + " came twice in sweep " + sweep);
        };
    }

    private static double[] alone(Cell cell, double[] candidate, SweepInput sweep, Integrator integrator) {
        Cell own = cell.copy();
        List<String> paths = new ArrayList<>(List.of("Na_gNa", "Leak_gLeak", "vt", "radius", "Km_taumax"));
        Map<String, double[]> values = new HashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            values.put(paths.get(i), new double[] {candidate[i]});
        }
        own.write(values);
        return alone(own, 0, sweep, integrator);
    }

    private static double[] alone(Cell own, int compartment, SweepInput sweep, Integrator integrator) {
        own.set("v", sweep.initialVoltage());
        SteadyState.apply(own);
        own.select(compartment).stimulate(Waveform.of(sweep.current(), DT));
        own.select(compartment).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(own).dt(DT).integrator(integrator).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static float max(float[] values) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
