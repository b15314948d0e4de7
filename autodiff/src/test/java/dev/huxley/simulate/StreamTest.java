package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose traces are handed over and not kept, and initial states at rest for many batches. */
class StreamTest {
    private static final double DT = 0.025;

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.insert(new HH());
        cell.makeTrainable("HH_gNa");
        cell.branch(0).comp(0).stimulate(Waveform.of(new double[50], DT));
        cell.branch(0).comp(2).record("v");
        cell.branch(0).comp(0).record("HH_m");
        return cell;
    }

    /** Several batches of different sizes and lengths, with two recordings. */
    @ParameterizedTest
    @CsvSource({"llvm,FLOAT64,1", "llvm,FLOAT64,7", "llvm,FLOAT32,2", "torch,FLOAT64,3"})
    void rowsAreThoseOfARun(String engine, Precision precision, int every) {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell)
                        .dt(DT)
                        .engine(engine)
                        .precision(precision)
                        .build()) {
            List<Inputs> batches = List.of(batch(manager, 5, 333, 0.1), batch(manager, 70, 40, 0.3));
            Map<List<Integer>, float[]> rows = new ConcurrentHashMap<>();
            simulation.stream(
                    batches,
                    every,
                    (batch, row, traces, from, length) ->
                            rows.put(List.of(batch, row), Arrays.copyOfRange(traces, from, from + length)));
            assertEquals(75, rows.size());
            assertEquals(engine.equals("llvm"), simulation.loopSeconds() > 0, "the loops' seconds");
            for (int batch = 0; batch < 2; batch++) {
                NDArray traces = simulation.run(manager, batches.get(batch));
                int columns = Math.toIntExact(traces.getShape().get(2));
                double[] flat = traces.toDoubleArray();
                int kept = (columns - 1) / every + 1;
                for (int row = 0; row < traces.getShape().get(0); row++) {
                    float[] actual = rows.get(List.of(batch, row));
                    assertEquals(2 * kept, actual.length);
                    for (int i = 0; i < actual.length; i++) {
                        double expected = flat[(2 * row + i / kept) * columns + i % kept * every];
                        double allowed = precision == Precision.FLOAT64 ? 1e-5 : 1e-2;
                        assertEquals(expected, actual[i], allowed, "batch " + batch + ", row " + row + ", value " + i);
                    }
                }
            }
        }
    }

    @Test
    void severalBatchesBeginAtTheirSteadyStates() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            Inputs common = Inputs.of(ArrayTree.of("HH_gNa", manager.create(new double[] {0.1, 0.2}, new Shape(2, 1))));
            List<Inputs> batches = List.of(
                    common.with(cell, "v", manager.create(new double[] {-70, -60, -50})),
                    common.with(cell, "v", manager.create(new double[] {-40, -80}, new Shape(2, 1))),
                    Inputs.none().with(cell, "HH_gNa", manager.create(0.3)));
            List<Inputs> atRest = simulation.atRest(manager, batches);
            for (int i = 0; i < 3; i++) {
                ArrayTree expected =
                        SteadyState.inputs(manager, cell, batches.get(i)).tree();
                ArrayTree actual = atRest.get(i).tree();
                assertEquals(expected.paths(), actual.paths());
                for (String path : expected.paths()) {
                    assertArrayEquals(
                            expected.get(path).toDoubleArray(), actual.get(path).toDoubleArray(), 1e-14, path);
                }
            }
        }
    }

    /** Rows are candidates, the waveform is one for all of them, and their gradients pass through the steady states. */
    @Test
    void gradientsPassThroughStatesAtRest() {
        Cell cell = cell();
        double[][] gradients = new double[2][];
        double[] values = {0.1, 0.13, 0.2};
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            for (int i = 0; i < 2; i++) {
                NDArray conductance = manager.create(values, new Shape(3, 1));
                NDArray voltage = manager.create(new double[] {-70, -65, -60}, new Shape(3, 1));
                conductance.setRequiresGradient(true);
                voltage.setRequiresGradient(true);
                ArrayTree tree = ArrayTree.builder()
                        .set("g", conductance)
                        .set("v", voltage)
                        .build();
                try (Tape tape = Tape.open()) {
                    Inputs inputs = Inputs.of(ArrayTree.of("HH_gNa", conductance))
                            .with(cell, "v", voltage)
                            .waveform(0, manager.create(new double[200]).add(0.1));
                    Inputs resting = i == 0
                            ? simulation.atRest(manager, List.of(inputs)).get(0)
                            : SteadyState.inputs(manager, cell, inputs);
                    ArrayTree found =
                            tape.gradients(simulation.run(manager, resting).sum(), tree);
                    gradients[i] = found.get("g")
                            .flatten()
                            .concat(found.get("v").flatten())
                            .toDoubleArray();
                }
            }
        }
        assertTrue(Math.abs(gradients[0][3]) > 1, "by the voltage: " + gradients[0][3]);
        for (int k = 0; k < 6; k++) {
            assertEquals(gradients[1][k], gradients[0][k], 1e-9 * Math.abs(gradients[1][k]), "gradient " + k);
        }
    }

    /** Batches that share parameters share their arrays, which must not let a difference be overlooked. */
    @Test
    void batchesThatDifferInAParameterDiffer() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            Inputs one = batch(manager, 2, 200, 0.3);
            Inputs other = one.with(cell, "HH_gK", manager.create(0.1));
            Inputs voltage = one.with(cell, "v", manager.create(-60.0));
            Map<List<Integer>, float[]> rows = new ConcurrentHashMap<>();
            simulation.stream(
                    List.of(one, other, voltage, one),
                    1,
                    (batch, row, traces, from, length) ->
                            rows.put(List.of(batch, row), Arrays.copyOfRange(traces, from, from + length)));
            for (int row = 0; row < 2; row++) {
                float[] first = rows.get(List.of(0, row));
                assertArrayEquals(first, rows.get(List.of(3, row)));
                for (int batch = 1; batch < 3; batch++) {
                    float difference = Math.abs(first[150] - rows.get(List.of(batch, row))[150]);
                    assertTrue(difference > 0.01, "batch " + batch + " differs by " + difference + " mV");
                }
            }
        }
    }

    @Test
    void runsFromGivenStatesAreRefused() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            Inputs later = Inputs.none()
                    .states(simulation.runToStates(manager, Inputs.none()).states());
            UnsupportedOperationException error = assertThrows(
                    UnsupportedOperationException.class,
                    () -> simulation.stream(List.of(later), 1, (batch, row, traces, from, length) -> {}));
            assertTrue(error.getMessage().contains("use run"), error.getMessage());
        }
    }

    private static Inputs batch(NDManager manager, int rows, int steps, double amplitude) {
        double[] conductances = new double[rows];
        Arrays.setAll(conductances, row -> 0.1 + 0.01 * row);
        double[] current = new double[steps];
        Arrays.fill(current, 10, steps, amplitude);
        return Inputs.of(ArrayTree.of("HH_gNa", manager.create(conductances, new Shape(rows, 1))))
                .waveform(0, manager.create(current));
    }
}
