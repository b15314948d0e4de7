package dev.huxley.simulate;

import static dev.huxley.simulate.GradientCheck.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.model.Cell;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every row of a batch equals the run that it stands for. */
class BatchTest {
    private static final double DT = 0.05;
    private static final int STEPS = 40;
    private static final int BATCH = 3;

    private NDManager manager;
    private Cell cell;
    private Simulation simulation;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
        cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 0.3, DT, STEPS * DT));
        cell.branch(1).comp(0, 1).stimulate(Waveform.of(time -> 0.1, DT, STEPS * DT));
        cell.branch(2).comp(0).clamp("v", Waveform.of(time -> -60 + 3 * time, DT, STEPS * DT));
        cell.branch(1).comp(2).clamp("HH_m", Waveform.of(time -> 0.1 + 0.05 * time, DT, STEPS * DT));
        cell.branch(0).comp(1).record("v");
        cell.branch(1).comp(2).record("HH_h");
        cell.branch(1).comp(1).record("i_HH");
        cell.branch(1).comp(2).record("v");
        cell.makeTrainable("HH_gNa");
        simulation = Simulation.of(cell).dt(DT).tMax((STEPS - 0.5) * DT).build();
    }

    @AfterEach
    void close() {
        simulation.close();
        manager.close();
    }

    private NDArray batch(double... values) {
        return manager.create(values, new Shape(BATCH, values.length / BATCH));
    }

    private NDArray places(long... values) {
        return manager.create(values, new Shape(BATCH, values.length / BATCH));
    }

    /** For every kind of input: what it is given with a batch, and the same for a single row. */
    private Map<String, IntFunction<Inputs>> kinds() {
        Map<String, IntFunction<Inputs>> kinds = new LinkedHashMap<>();
        NDArray gNa = batch(0.1, 0.12, 0.15);
        kinds.put("trainable", row -> Inputs.of(ArrayTree.of("HH_gNa", of(gNa, row))));
        NDArray radius = batch(ReferenceTest.linspace(1, 3, 3 * 6));
        kinds.put("radius", row -> Inputs.none().with(cell, "radius", of(radius, row)));
        NDArray initial = batch(ReferenceTest.linspace(-70, -50, 3 * 3));
        kinds.put("initial v", row -> Inputs.none().with(cell.branch(1), "v", of(initial, row)));
        NDArray gate = batch(0.1, 0.3, 0.5);
        kinds.put("initial gate", row -> Inputs.none().with(cell, "HH_h", of(gate, row)));
        NDArray wave = batch(ReferenceTest.linspace(0.9, -0.1, 3 * STEPS));
        kinds.put("waveform", row -> Inputs.none().waveform(0, of(wave, row)));
        NDArray waves = manager.create(ReferenceTest.linspace(-0.2, 0.4, 3 * 2 * STEPS), new Shape(3, 2, STEPS));
        kinds.put("waveform of two lanes", row -> Inputs.none().waveform(1, of(waves, row)));
        NDArray at = places(0, 3, 5);
        kinds.put("stimulus place", row -> Inputs.none().stimulusPlaces(0, of(at, row)));
        NDArray pairs = places(0, 3, 4, 4, 5, 1);
        kinds.put("stimulus places", row -> Inputs.none().stimulusPlaces(1, of(pairs, row)));
        NDArray recorded = places(0, 0, 0, 0, 5, 4, 3, 1, 2, 2, 2, 5);
        kinds.put("recording places", row -> Inputs.none().recordingPlaces(of(recorded, row)));
        NDArray clampAt = places(5, 0, 3);
        kinds.put("clamp place", row -> Inputs.none().clampPlaces(0, of(clampAt, row)));
        NDArray gateAt = places(4, 0, 3);
        kinds.put("gate clamp place", row -> Inputs.none().clampPlaces(1, of(gateAt, row)));
        NDArray clampTo = batch(ReferenceTest.linspace(-80, -40, 3 * STEPS));
        kinds.put("clamp values", row -> Inputs.none().clampValues(0, of(clampTo, row)));
        kinds.put("everything", row -> Inputs.of(ArrayTree.of("HH_gNa", of(gNa, row)))
                .with(cell, "radius", of(radius, row))
                .with(cell.branch(1), "v", of(initial, row))
                .waveform(0, of(wave, row))
                .waveform(1, of(waves, row))
                .stimulusPlaces(0, of(at, row))
                .stimulusPlaces(1, of(pairs, row))
                .recordingPlaces(of(recorded, row))
                .clampPlaces(0, of(clampAt, row))
                .clampPlaces(1, of(gateAt, row))
                .clampValues(0, of(clampTo, row)));
        return kinds;
    }

    private static NDArray of(NDArray batched, int row) {
        return row < 0 ? batched : batched.get(row);
    }

    @Test
    void batchRowEqualsSingleRun() {
        kinds().forEach((kind, inputs) -> {
            NDArray batched = simulation.run(manager, inputs.apply(-1));
            assertEquals(new Shape(BATCH, 4, STEPS + 1), batched.getShape(), kind);
            double[] previous = null;
            for (int row = 0; row < BATCH; row++) {
                NDArray single = simulation.run(manager, inputs.apply(row));
                assertEquals(new Shape(4, STEPS + 1), single.getShape(), kind);
                double[] want = single.toDoubleArray();
                assertClose(kind + ", row " + row, want, batched.get(row).toDoubleArray(), 1e-12);
                assertTrue(!Arrays.equals(want, previous), kind + ": rows do not differ");
                previous = want;
            }
        });
        assertEquals(1, simulation.compilations(), "compilations");
    }

    @Test
    void aBatchOfPlacesHasTheGradientsOfItsRows() {
        long[] where = {0, 3, 5};
        double[] single = new double[where.length];
        for (int row = 0; row < where.length; row++) {
            ArrayTree amplitude = ArrayTree.of("amplitude", leaf(manager, 0.3));
            try (Tape tape = Tape.open()) {
                NDArray traces = simulation.run(
                        manager,
                        Inputs.none()
                                .waveform(0, wave(amplitude.get("amplitude")))
                                .stimulusPlaces(0, manager.create(new long[] {where[row]})));
                single[row] = tape.gradients(traces.square().sum(), amplitude)
                        .get("amplitude")
                        .toDoubleArray()[0];
            }
        }
        ArrayTree amplitude = ArrayTree.of("amplitude", leaf(manager, 0.3));
        ArrayTree amplitudes = ArrayTree.of("amplitudes", batch(0.3, 0.3, 0.3));
        amplitudes.get("amplitudes").setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            Inputs at = Inputs.none().stimulusPlaces(0, manager.create(where));
            NDArray shared = simulation.run(manager, at.waveform(0, wave(amplitude.get("amplitude"))));
            NDArray own = simulation.run(manager, at.waveform(0, wave(amplitudes.get("amplitudes"))));
            double sum = tape.gradients(shared.square().sum(), amplitude)
                    .get("amplitude")
                    .toDoubleArray()[0];
            TapeTest.assertRelative(single[0] + single[1] + single[2], sum, 1e-11);
            double[] each = tape.gradients(own.square().sum(), amplitudes)
                    .get("amplitudes")
                    .toDoubleArray();
            assertClose("gradients of the rows", single, each, 1e-11);
        }
    }

    @Test
    void aBatchOfOneKeepsItsAxis() {
        NDArray one = manager.create(new double[] {0.12}, new Shape(1, 1));
        NDArray traces = simulation.run(manager, Inputs.none().with(cell, "HH_gNa", one));
        assertEquals(new Shape(1, 4, STEPS + 1), traces.getShape());
        assertClose("batch of one", simulation.run(manager).toDoubleArray(), traces.toDoubleArray(), 1e-12);
    }

    @Test
    void batchesOfDifferentLengthsAreNamed() {
        Inputs inputs = Inputs.none()
                .with(cell, "HH_gNa", batch(0.1, 0.2, 0.3))
                .waveform(0, manager.zeros(new Shape(4, STEPS), DataType.FLOAT64));
        String message = assertThrows(IllegalArgumentException.class, () -> simulation.run(manager, inputs))
                .getMessage();
        assertTrue(
                message.contains("set/0/HH_gNa")
                        && message.contains("stimuli/0/waveform")
                        && message.contains("3")
                        && message.contains("4"),
                message);
    }

    private NDArray wave(NDArray amplitude) {
        return amplitude
                .mul(manager.ones(new Shape(1, STEPS), amplitude.getDataType()))
                .reshape(amplitude.getShape().size() == 1 ? new Shape(STEPS) : new Shape(BATCH, STEPS));
    }

    static void assertClose(String what, double[] want, double[] have, double relative) {
        assertEquals(want.length, have.length, what);
        double scale = 0;
        for (double value : want) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < want.length; i++) {
            double error = Math.abs(want[i] - have[i]);
            assertTrue(
                    error <= relative * scale,
                    what + ": element " + i + " is " + have[i] + " instead of " + want[i] + ", off by " + error);
        }
    }
}
