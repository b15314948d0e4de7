package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients through clamps: by commands, series resistances, and by everything else while something is clamped. */
class ClampGradientTest {
    private static final double DT = 0.02;
    private static final int STEPS = 12;

    /** Clamps that hold, through a resistance, and of a gate, ending and beginning; traces of voltages and of the current. */
    private static Cell clamped(String integrator, boolean isPoint, boolean withCurrent) {
        Cell cell = isPoint ? new Cell(new Compartment()) : VoltageClampTest.branched("forward");
        if (isPoint) {
            cell.insert(new Leak());
            cell.set("Leak_gLeak", 1e-3);
        }
        cell.set("v", -60);
        cell.select(isPoint ? 0 : 2).clamp("v", Waveform.of(time -> -50, DT, STEPS * DT));
        cell.select(isPoint ? 0 : 6).stimulate(Waveform.of(time -> 0.3, DT, STEPS * DT));
        if (!isPoint) {
            cell.select(5).clamp("v", Waveform.of(time -> -40, DT, STEPS * DT), 4);
            cell.select(3).clamp("HH_m", Waveform.of(time -> 0.3, DT, STEPS * DT));
            cell.select(2).stimulate(Waveform.of(time -> 0.1, DT, STEPS * DT));
        }
        cell.record("v");
        if (withCurrent) {
            cell.record("i_clamp");
        }
        return cell;
    }

    private static Simulation simulation(NeuronModel model, String integrator) {
        return Simulation.of(model)
                .dt(DT)
                .tMax((STEPS - 0.5) * DT)
                .integrator(Integrators.named(integrator))
                .build();
    }

    /** Samples that are NaN where a clamp is to be free: the first ones, or the last ones. */
    private static NDArray partly(NDArray samples, int begin, int end) {
        NDManager manager = samples.getManager();
        double[] nothing = new double[STEPS];
        boolean[] isHeld = new boolean[STEPS];
        Arrays.fill(nothing, Double.NaN);
        Arrays.fill(isHeld, begin, end, true);
        return NDArrays.where(manager.create(isHeld), samples, manager.create(nothing));
    }

    private static NDArray loss(NDArray traces) {
        // Voltages and currents of all sizes, none of them small beside the others.
        return traces.mul(traces.getManager().create(0.02)).sin().sum();
    }

    @ParameterizedTest
    @CsvSource({
        "backward Euler, false, false",
        "backward Euler, false, true",
        "Crank-Nicolson, false, false",
        "Crank-Nicolson, false, true",
        "forward Euler, false, false",
        "forward Euler, false, true",
        "exponential Euler, false, false",
        "exponential Euler, false, true",
        "backward Euler, true, true",
        "Crank-Nicolson, true, true",
        "forward Euler, true, true",
        "exponential Euler, true, true"
    })
    void gradientsEqualCentralDifferences(String integrator, boolean isPoint, boolean withCurrent) {
        Cell cell = clamped(integrator, isPoint, withCurrent);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, integrator)) {
            ArrayTree at = ArrayTree.of("command", GradientCheck.leaf(manager, ReferenceTest.linspace(-55, -45, STEPS)))
                    .with("radius", GradientCheck.leaf(manager, 2.1))
                    .with("capacitance", GradientCheck.leaf(manager, 1.2))
                    .with("injected", GradientCheck.leaf(manager, ReferenceTest.linspace(0.1, 0.3, STEPS)));
            if (!isPoint) {
                at = at.with("driven", GradientCheck.leaf(manager, ReferenceTest.linspace(-45, -30, STEPS)))
                        .with("m", GradientCheck.leaf(manager, ReferenceTest.linspace(0.3, 0.2, STEPS)))
                        .with("resistance", GradientCheck.leaf(manager, 4))
                        .with("axial", GradientCheck.leaf(manager, 20000))
                        .with("gNa", GradientCheck.leaf(manager, 0.11));
            }
            GradientCheck.assertGradient(at, tree -> loss(simulation.run(manager, inputs(cell, tree))));
        }
    }

    private static Inputs inputs(Cell cell, ArrayTree tree) {
        boolean isPoint = !tree.contains("m");
        // The clamp of a point neuron ends, or the currents would be all there is.
        Inputs inputs = Inputs.none()
                .clampValues(0, isPoint ? partly(tree.get("command"), 3, 8) : partly(tree.get("command"), 0, 9))
                .waveform(0, tree.get("injected"))
                .with(cell, "radius", tree.get("radius"))
                .with(cell, "capacitance", tree.get("capacitance"));
        return isPoint
                ? inputs
                : inputs.clampValues(1, partly(tree.get("driven"), 2, STEPS))
                        .clampResistance(1, tree.get("resistance"))
                        .clampValues(2, partly(tree.get("m"), 1, 10))
                        .with(cell, "axial_resistivity", tree.get("axial"))
                        .with(cell, "HH_gNa", tree.get("gNa"));
    }

    /** A batch whose rows clamp other places at other times through other resistances. */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void gradientsOfABatchEqualCentralDifferences(String integrator) {
        Cell cell = clamped(integrator, false, true);
        long[] held = {2, 0, 7};
        long[] driven = {5, 1, 4};
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, integrator)) {
            NDArray commands = manager.create(ReferenceTest.linspace(-60, -40, 3 * STEPS), new Shape(3, STEPS));
            commands.setRequiresGradient(true);
            NDArray resistances = manager.create(new double[] {2, 5, 11}, new Shape(3, 1));
            resistances.setRequiresGradient(true);
            double[] nothing = new double[3 * STEPS];
            boolean[] isHeld = new boolean[3 * STEPS];
            Arrays.fill(nothing, Double.NaN);
            for (int row = 0; row < 3; row++) {
                Arrays.fill(isHeld, row * STEPS + row, row * STEPS + 6 + 3 * row, true);
            }
            NDArray mask = manager.create(isHeld, new Shape(3, STEPS));
            NDArray free = manager.create(nothing, new Shape(3, STEPS));
            ArrayTree at = ArrayTree.of("commands", commands)
                    .with("resistances", resistances)
                    .with("gNa", GradientCheck.leaf(manager, 0.11));
            GradientCheck.assertGradient(
                    at,
                    tree -> loss(simulation.run(
                            manager,
                            Inputs.none()
                                    .clampValues(0, NDArrays.where(mask, tree.get("commands"), free))
                                    .clampPlaces(0, manager.create(held))
                                    .clampPlaces(1, manager.create(driven))
                                    .clampResistance(1, tree.get("resistances"))
                                    .with(cell, "HH_gNa", tree.get("gNa")))));
        }
    }

    /** Injected current has no gradient where a clamp holds, and the clamp's samples have none where it is free. */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void whatIsHeldHasNoGradient(String integrator) {
        Cell cell = clamped(integrator, false, false);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, integrator);
                Tape tape = Tape.open()) {
            double[] samples = ReferenceTest.linspace(-55, -45, STEPS);
            double[] gate = ReferenceTest.linspace(0.2, 0.3, STEPS);
            double[] command = ReferenceTest.linspace(-40, -30, STEPS);
            for (int k = 0; k < STEPS; k += 3) {
                samples[k] = Double.NaN;
                gate[k] = Double.NaN;
                command[k] = Double.NaN;
            }
            ArrayTree at = ArrayTree.of("samples", GradientCheck.leaf(manager, samples))
                    .with("gate", GradientCheck.leaf(manager, gate))
                    .with("command", GradientCheck.leaf(manager, command))
                    .with("injected", GradientCheck.leaf(manager, ReferenceTest.linspace(1, 2, STEPS)));
            NDArray traces = simulation.run(
                    manager,
                    Inputs.none()
                            .clampValues(0, at.get("samples"))
                            .clampValues(1, at.get("command"))
                            .clampValues(2, at.get("gate"))
                            .waveform(1, at.get("injected")));
            ArrayTree gradients = tape.gradients(loss(traces), at);
            for (int k = 0; k < STEPS; k++) {
                boolean isFree = k % 3 == 0;
                for (String name : new String[] {"samples", "gate", "command"}) {
                    double gradient = gradients.get(name).getDouble(k);
                    assertEquals(isFree, gradient == 0, name + " has the gradient " + gradient + " at sample " + k);
                    assertTrue(Double.isFinite(gradient), name);
                }
                double byInjection = gradients.get("injected").getDouble(k);
                assertEquals(isFree, byInjection != 0, "injected into compartment 2 at step " + k + ": " + byInjection);
            }
        }
    }
}
