package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector field is what steps come to as they get short, and its derivative is exact. */
class VectorFieldTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static NeuronModel free(String name) {
        NeuronModel model = DynamicsModels.named(name);
        model.deleteClamps();
        model.deleteStimuli();
        model.cell(0).branch(0).comp(0).stimulate(Waveform.of(new double[] {0.3, 0.3}, DynamicsModels.DT));
        return model;
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void ratesAreTheLimitOfShortSteps(String name) {
        NeuronModel model = free(name);
        model.set("v", -58);
        NDArray current = manager.create(new double[] {0.3});
        Inputs inputs = Inputs.none().waveform(0, current);
        ArrayTree states;
        ArrayTree rates;
        double[] coarse;
        double[] fine;
        double step = 0x1p-16;
        try (Simulation simulation = simulation(model, step)) {
            states = simulation.dynamics().initialStates(manager, inputs);
            rates = simulation.dynamics().rates(manager, states, inputs);
            coarse = quotients(simulation.dynamics(), states, rates, inputs, step);
        }
        try (Simulation simulation = simulation(model, step / 2)) {
            fine = quotients(simulation.dynamics(), states, rates, inputs, step / 2);
        }
        int i = 0;
        for (String state : rates.paths()) {
            for (double rate : rates.get(state).toDoubleArray()) {
                double limit = 2 * fine[i] - coarse[i];
                double size = Math.abs(states.get(state).toDoubleArray()[0]);
                assertEquals(limit, rate, 1e-6 * Math.abs(limit) + 1e-10 * size, state + ", element " + i + " of all");
                i++;
            }
        }
    }

    private static Simulation simulation(NeuronModel model, double step) {
        return Simulation.of(model)
                .dt(step)
                .integrator(Integrators.forwardEuler())
                .build();
    }

    private double[] quotients(Dynamics dynamics, ArrayTree states, ArrayTree rates, Inputs inputs, double step) {
        ArrayTree after = dynamics.step(manager, states, inputs);
        return rates.paths().stream()
                .flatMapToDouble(state ->
                        Arrays.stream(after.get(state).sub(states.get(state)).toDoubleArray()))
                .map(change -> change / step)
                .toArray();
    }

    @Test
    void ratesOfAHodgkinHuxleyNeuronAreItsEquations() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("v", -50);
        cell.set("HH_m", 0.3);
        try (Simulation simulation = Simulation.of(cell).build()) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree rates = dynamics.rates(manager, dynamics.initialStates(manager, Inputs.none()), Inputs.none());
            double m = 0.3;
            double h = cell.get("HH_h")[0];
            double n = cell.get("HH_n")[0];
            double current = cell.get("HH_gNa")[0] * m * m * m * h * (-50 - cell.get("HH_eNa")[0])
                    + cell.get("HH_gK")[0] * Math.pow(n, 4) * (-50 - cell.get("HH_eK")[0])
                    + cell.get("HH_gLeak")[0] * (-50 - cell.get("HH_eLeak")[0]);
            assertEquals(-1000 * current, rates.get("v").toDoubleArray()[0], 1e-9 * Math.abs(1000 * current));
            double alpha = 0.1 * (-50 + 40) / (1 - Math.exp(-(-50 + 40) / 10.0));
            double beta = 4 * Math.exp(-(-50 + 65) / 18.0);
            assertEquals(alpha * (1 - m) - beta * m, rates.get("HH_m").toDoubleArray()[0], 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void theTangentOfRatesEqualsCentralDifferenceAndIsDualToTheGradient(String name) {
        NeuronModel model = free(name);
        model.set("v", -58);
        try (Simulation simulation = Simulation.of(model).dt(DynamicsModels.DT).build()) {
            Dynamics dynamics = simulation.dynamics();
            Inputs inputs = Inputs.none();
            ArrayTree states = dynamics.initialStates(manager, inputs);
            ArrayTree own = dynamics.rates(manager, states, inputs).mapWithPath((path, rate) -> states.get(path));
            NDArray at = dynamics.flatten(own).duplicate();
            double[] point = at.toDoubleArray();
            Random random = new Random(6);
            double[] direction = Arrays.stream(point)
                    .map(value -> 1e-2 * Math.max(Math.abs(value), 1e-6) * random.nextGaussian())
                    .toArray();
            Dynamics.Moved moved = dynamics.rates(
                    manager, dynamics.unflatten(at), dynamics.unflatten(manager.create(direction)), inputs);
            double[] tangent = dynamics.flatten(moved.tangent()).toDoubleArray();
            double[] difference = new double[point.length];
            double[] weights = {45, -9, 1};
            for (int k = 1; k <= 3; k++) {
                double[] up = moved(dynamics, point, direction, 1e-3 * k, inputs);
                double[] down = moved(dynamics, point, direction, -1e-3 * k, inputs);
                for (int i = 0; i < point.length; i++) {
                    difference[i] += weights[k - 1] * (up[i] - down[i]) / 60 / 1e-3;
                }
            }
            double[] rates = dynamics.flatten(moved.states()).toDoubleArray();
            for (int i = 0; i < point.length; i++) {
                assertEquals(
                        difference[i],
                        tangent[i],
                        1e-6 * Math.abs(difference[i]) + 1e-9 * Math.abs(rates[i]),
                        "element " + i);
            }
            assertDual(dynamics, at, direction, tangent, inputs);
        }
    }

    private double[] moved(Dynamics dynamics, double[] point, double[] direction, double by, Inputs inputs) {
        double[] values = point.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += by * direction[i];
        }
        return dynamics.flatten(dynamics.rates(manager, dynamics.unflatten(manager.create(values)), inputs))
                .toDoubleArray();
    }

    private void assertDual(Dynamics dynamics, NDArray at, double[] direction, double[] tangent, Inputs inputs) {
        Random random = new Random(7);
        double[] weights = Arrays.stream(tangent)
                .map(value -> random.nextGaussian() / Math.max(Math.abs(value), 1e-12))
                .toArray();
        at.setRequiresGradient(true);
        double[] backward;
        try (Tape tape = Tape.open()) {
            NDArray rates = dynamics.flatten(dynamics.rates(manager, dynamics.unflatten(at), inputs));
            NDArray loss = rates.mul(manager.create(weights)).sum();
            backward = tape.gradients(loss, ArrayTree.of("x", at)).get("x").toDoubleArray();
        }
        double one = 0;
        double other = 0;
        double size = 0;
        for (int i = 0; i < tangent.length; i++) {
            one += weights[i] * tangent[i];
            size += Math.abs(weights[i] * tangent[i]);
            other += backward[i] * direction[i];
        }
        assertEquals(one, other, 1e-8 * size, "u (J w) and (u J) w");
    }

    @Test
    void theVectorFieldOfAClampedModelIsRefused() {
        try (Simulation simulation = Simulation.of(DynamicsModels.named("clamped cell"))
                .dt(DynamicsModels.DT)
                .build()) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            String message = assertThrows(
                            UnsupportedOperationException.class, () -> dynamics.rates(manager, states, Inputs.none()))
                    .getMessage();
            assertTrue(message.contains("deleteClamps"), message);
        }
    }
}
