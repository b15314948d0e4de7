package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A voltage clamp is a clamp, not an electrode with a series resistance of dt / C. */
class VoltageClampTest {
    private static final int N = 20;
    private static final double REST = -70;

    /** A leaky cable of 20 compartments, 10 um long and 1 um thick. */
    private static NeuronModel cable(double axialResistivity) {
        NeuronModel cable = new Branch(new Compartment(), N);
        cable.insert(new Leak());
        cable.set("Leak_gLeak", 1e-3);
        cable.set("Leak_eLeak", REST);
        cable.set("axial_resistivity", axialResistivity);
        cable.record("v");
        return cable;
    }

    /** The discrete steady state of {@link #cable}, compartment 0 held at 0 mV, by the eigenfunction of the chain. */
    private static double[] steadyState(double axialResistivity) {
        double area = 2 * Math.PI * 10; // um2
        double axial = 1e7 * Math.PI / (axialResistivity * 10); // 10 pS, as area * 1e3 * S/cm2 is
        double ratio = area * 1e3 * 1e-3 / axial;
        // cosh(k (n - i)) solves the chain, symmetric about the sealed end between compartments N - 1 and N.
        double k = 2 * asinh(Math.sqrt(ratio) / 2);
        double[] v = new double[N];
        for (int i = 0; i < N; i++) {
            v[i] = REST + (0 - REST) * Math.cosh(k * (N - 0.5 - i)) / Math.cosh(k * (N - 0.5));
        }
        return v;
    }

    private static double asinh(double x) {
        return Math.log(x + Math.sqrt(x * x + 1));
    }

    static double[][] run(NeuronModel model, Integrator integrator, double dt, int steps) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(model)
                        .dt(dt)
                        .tMax((steps - 0.5) * dt)
                        .integrator(integrator)
                        .build()) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[(int) traces.getShape().get(0)][];
            Arrays.setAll(rows, i -> traces.get(i).toDoubleArray());
            return rows;
        }
    }

    static Waveform constant(double value, double dt, int steps) {
        double[] samples = new double[steps];
        Arrays.fill(samples, value);
        return Waveform.of(samples, dt);
    }

    private static double[] last(double[][] traces) {
        return Arrays.stream(traces).mapToDouble(row -> row[row.length - 1]).toArray();
    }

    @Test
    void theExactSolutionIsThatOfTheIssue() {
        assertEquals(-15.45, steadyState(200)[5], 5e-3);
        assertEquals(-3.596, steadyState(200)[1], 5e-4);
    }

    @ParameterizedTest
    @CsvSource({
        "backward Euler, 200, 0.1, 600",
        "backward Euler, 200, 0.025, 2000",
        "backward Euler, 200, 0.005, 8000",
        "backward Euler, 20000, 0.1, 500",
        "Crank-Nicolson, 200, 0.01, 4000",
        "Crank-Nicolson, 20000, 0.1, 500",
        "forward Euler, 20000, 0.1, 500",
        "forward Euler, 2000, 0.01, 5000"
    })
    void theClampedCableIsTheExactOneWhateverTheTimeStep(String integrator, double resistivity, double dt, int steps) {
        NeuronModel cable = cable(resistivity);
        cable.select(0).clamp("v", constant(0, dt, steps));
        double[][] traces = run(cable, Integrators.named(integrator), dt, steps);
        assertArrayEquals(steadyState(resistivity), last(traces), 1e-9);
        for (int k = 1; k <= steps; k++) {
            assertEquals(0.0, traces[0][k], "the command, to the last bit, at column " + k);
        }
    }

    /**
     * Exponential Euler splits the step into membrane and cable, so its steady state with a leak has an error of first
     * order. Without membrane current there is nothing to split from: between two clamps the voltage is the straight line.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 5})
    void exponentialEulerIsExactWhereNothingIsSplit(double dt) {
        NeuronModel cable = new Branch(new Compartment(), N);
        cable.set("axial_resistivity", 200);
        cable.set("v", -70);
        int steps = (int) Math.max(20, 100 / dt);
        steps = Math.min(steps, 6000);
        for (int i = 0; i < N; i++) {
            cable.select(i).set("v", dt < 0.01 ? -70 + 3.5 * i + (i % 2) : -70);
        }
        cable.select(3).clamp("v", constant(-20, dt, steps));
        cable.select(17).clamp("v", constant(50, dt, steps));
        cable.record("v");
        double[] v = last(run(cable, Integrators.exponentialEuler(), dt, steps));
        for (int i = 0; i < N; i++) {
            double line = -20 + 70 * (Math.min(17, Math.max(3, i)) - 3) / 14.0;
            assertEquals(line, v[i], 1e-9, "compartment " + i);
        }
    }

    @Test
    void exponentialEulerConvergesWithFirstOrder() {
        double[] errors = new double[3];
        double[] steps = {0.04, 0.02, 0.01};
        for (int i = 0; i < steps.length; i++) {
            NeuronModel cable = cable(20000);
            cable.select(0).clamp("v", constant(0, steps[i], (int) Math.round(30 / steps[i])));
            double[] v = last(run(cable, Integrators.exponentialEuler(), steps[i], (int) Math.round(30 / steps[i])));
            errors[i] = Math.abs(v[2] - steadyState(20000)[2]);
        }
        String message = Arrays.toString(errors);
        assertTrue(errors[0] < 1, message);
        assertEquals(2, errors[0] / errors[1], 0.1, message);
        assertEquals(2, errors[1] / errors[2], 0.05, message);
    }

    /** A current injected into the clamped compartment goes out through the electrode, and nowhere else. */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void whatIsInjectedIntoAClampedCompartmentMovesNothing(String integrator) {
        int steps = 40;
        double dt = 0.01;
        double[][][] traces = new double[2][][];
        for (int i = 0; i < 2; i++) {
            Cell cell = branched(integrator);
            cell.branch(1).comp(1).clamp("v", Waveform.of(time -> -60 + 100 * time, dt, steps * dt));
            cell.record("v");
            cell.branch(1).comp(1).record("i_clamp");
            cell.branch(0).comp(0).stimulate(constant(0.1, dt, steps));
            cell.branch(1).comp(1).stimulate(constant(3.0 * i, dt, steps));
            traces[i] = run(cell, Integrators.named(integrator), dt, steps);
        }
        int n = traces[0].length - 1;
        for (int row = 0; row < n; row++) {
            assertArrayEquals(traces[0][row], traces[1][row], "compartment " + row);
        }
        for (int k = 1; k <= steps; k++) {
            assertEquals(traces[0][n][k] - 3, traces[1][n][k], 1e-9, "i_clamp at column " + k);
        }
    }

    /** Three branches with branch points, HH and Leak; of an explicit scheme's coupling. */
    static Cell branched(String integrator) {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0, 2);
        cell.insert(new HH());
        cell.branch(2, 3).insert(new Leak());
        cell.set("axial_resistivity", integrator.startsWith("forward") ? 20000 : 500);
        for (int i = 0; i < 8; i++) {
            cell.select(i).set("radius", 1 + 0.2 * i);
            cell.select(i).set("capacitance", 1 + 0.05 * i);
        }
        return cell;
    }

    /**
     * Without membrane currents the charge on the cable is what clamps and stimuli bring, with every integrator: to the
     * last bit of what the scheme does, not to its order.
     */
    @ParameterizedTest
    @CsvSource({
        "backward Euler, 0",
        "backward Euler, 3",
        "Crank-Nicolson, 0",
        "Crank-Nicolson, 3",
        "forward Euler, 0",
        "forward Euler, 3",
        "exponential Euler, 0",
        "exponential Euler, 3"
    })
    void theClampsCurrentIsTheChargeThatItBrings(String integrator, double resistance) {
        int steps = 30;
        double dt = 0.01;
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0, 2);
        cell.set("axial_resistivity", 20000);
        double[] charge = new double[8];
        for (int i = 0; i < 8; i++) {
            cell.select(i).set("radius", 1 + 0.2 * i);
            cell.select(i).set("capacitance", 1 + 0.05 * i);
            charge[i] = 2 * Math.PI * (1 + 0.2 * i) * 10 * (1 + 0.05 * i) * 1e-5; // nA ms per mV
        }
        cell.select(1).clamp("v", Waveform.of(time -> -60 + 100 * time, dt, steps * dt), resistance);
        cell.select(6).clamp("v", constant(-30, dt, steps));
        cell.select(4).stimulate(constant(0.2, dt, steps));
        cell.select(6).stimulate(constant(0.7, dt, steps));
        cell.record("v");
        cell.record("i_clamp");
        double[][] traces = run(cell, Integrators.named(integrator), dt, steps);
        for (int k = 1; k <= steps; k++) {
            double gained = 0;
            double brought = 0.9 * dt;
            for (int i = 0; i < 8; i++) {
                gained += charge[i] * (traces[i][k] - traces[i][k - 1]);
                brought += traces[8 + i][k] * dt;
                if (i != 1 && i != 6) {
                    assertEquals(0.0, traces[8 + i][k], "nothing is clamped at " + i);
                }
            }
            assertEquals(brought, gained, 1e-9 * dt, "column " + k);
            if (resistance > 0) {
                double command = -60 + 100 * (k - 1) * dt;
                assertEquals((command - traces[1][k]) / resistance, traces[9][k], 1e-9, "i at column " + k);
            }
        }
    }
}
