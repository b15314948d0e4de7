package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The time step as a map: it is that of the run, it goes on where a run ended, and its derivative is exact. */
class DynamicsTest {
    private static final int STEPS = 24;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Simulation simulation(NeuronModel model, String integrator) {
        return Simulation.of(model)
                .dt(DynamicsModels.DT)
                .tMax((STEPS - 0.5) * DynamicsModels.DT)
                .integrator(Integrators.named(integrator))
                .build();
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#withIntegrators")
    void stepsEqualTheRun(String name, String integrator) {
        NeuronModel model = DynamicsModels.named(name);
        try (Simulation simulation = simulation(model, integrator)) {
            NDArray traces = simulation.run(manager);
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            int compartments = model.structure().compartments();
            for (int k = 0; k <= STEPS; k++) {
                double[] want =
                        traces.get(new NDIndex("0:" + compartments + "," + k)).toDoubleArray();
                BatchTest.assertClose("v after step " + k, want, states.get("v").toDoubleArray(), 1e-12);
                if (k < STEPS) {
                    states = dynamics.step(manager, states, Inputs.none().startingAt(k));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void aRunGoesOnWhereAnotherEnded(String name) {
        String integrator = "Crank-Nicolson";
        NeuronModel model = DynamicsModels.named(name);
        int first = 9;
        try (Simulation whole = simulation(model, integrator);
                Simulation beginning = Simulation.of(model)
                        .dt(DynamicsModels.DT)
                        .tMax((first - 0.5) * DynamicsModels.DT)
                        .integrator(Integrators.named(integrator))
                        .build();
                Simulation rest = Simulation.of(model)
                        .dt(DynamicsModels.DT)
                        .tMax((STEPS - first - 0.5) * DynamicsModels.DT)
                        .integrator(Integrators.named(integrator))
                        .build()) {
            NDArray traces = whole.run(manager);
            RunResult outcome = beginning.runToStates(manager, Inputs.none());
            NDArray then =
                    rest.run(manager, Inputs.none().states(outcome.states()).startingAt(first));
            BatchTest.assertClose(
                    "first part",
                    traces.get(new NDIndex(":,0:" + (first + 1))).toDoubleArray(),
                    outcome.traces().toDoubleArray(),
                    1e-13);
            BatchTest.assertClose(
                    "second part",
                    traces.get(new NDIndex(":," + (first + 1) + ":")).toDoubleArray(),
                    then.get(new NDIndex(":,1:")).toDoubleArray(),
                    1e-13);
        }
    }

    /** Long runs go in parts, so that no more than some steps of all states are in memory. */
    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void aRunInPartsEqualsTheRun(String name) {
        NeuronModel model = DynamicsModels.named(name);
        model.makeTrainable("capacitance");
        try (Simulation simulation = simulation(model, "backward Euler")) {
            ArrayTree parameters = model.parameters(manager);
            Dynamics parted = new Dynamics(simulation, 7 * simulation.dynamics().size());
            try (Tape tape = Tape.open()) {
                NDArray whole = simulation.run(parameters);
                RunResult outcome = parted.advance(manager, Inputs.of(parameters), STEPS);
                BatchTest.assertClose(
                        "traces", whole.toDoubleArray(), outcome.traces().toDoubleArray(), 1e-13);
                double[] want = tape.gradients(whole.square().sum(), parameters)
                        .get("capacitance")
                        .toDoubleArray();
                double[] have = tape.gradients(outcome.traces().square().sum(), parameters)
                        .get("capacitance")
                        .toDoubleArray();
                BatchTest.assertClose("gradient", want, have, 1e-10);
                RunResult atOnce = simulation.runToStates(manager, Inputs.of(parameters));
                for (String state : atOnce.states().paths()) {
                    BatchTest.assertClose(
                            state,
                            atOnce.states().get(state).toDoubleArray(),
                            outcome.states().get(state).toDoubleArray(),
                            1e-13);
                }
            } finally {
                parted.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void flattenAndUnflattenAreInverse(String name) {
        NeuronModel model = DynamicsModels.named(name);
        try (Simulation simulation = simulation(model, "backward Euler")) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            NDArray vector = dynamics.flatten(states);
            assertEquals(new Shape(dynamics.size()), vector.getShape());
            assertEquals(states, dynamics.unflatten(vector));
            assertArrayEquals(
                    vector.toDoubleArray(),
                    dynamics.flatten(dynamics.unflatten(vector)).toDoubleArray());
            assertTrue(
                    Arrays.stream(vector.toDoubleArray()).allMatch(Double::isFinite),
                    "a vector of states has no padding");
            assertEquals(dynamics.names(), states.paths());
            NDArray batch = vector.reshape(1, -1).broadcast(new Shape(3, dynamics.size()));
            assertArrayEquals(
                    batch.toDoubleArray(),
                    dynamics.flatten(dynamics.unflatten(batch)).toDoubleArray());
        }
    }

    /** Observables are no states: the vector of a point neuron is v and its gates, whatever is recorded. */
    @Test
    void recordedCurrentsAreNoStates() {
        NeuronModel model = DynamicsModels.named("cell");
        try (Simulation simulation = simulation(model, "backward Euler")) {
            Dynamics dynamics = simulation.dynamics();
            assertEquals(Set.of("v", "HH_m", "HH_h", "HH_n"), Set.copyOf(dynamics.names()));
            assertEquals(6 + 3 * 5, dynamics.size());
        }
        try (Simulation simulation = simulation(DynamicsModels.named("modulated network"), "backward Euler")) {
            Dynamics dynamics = simulation.dynamics();
            assertEquals(List.of("v", "modulator[0]", "modulator[1]"), dynamics.names());
            assertEquals(8 + 2, dynamics.size(), "what exists once in the model is one element");
        }
        NeuronModel calcium = DynamicsModels.named("pumped calcium");
        try (Simulation simulation = simulation(calcium, "backward Euler")) {
            assertTrue(simulation.dynamics().names().contains("i_Ca"), "a pump reads the current of the step before");
        }
    }

    @Test
    void aStepUsesTheNewestValuesAndForms() {
        Cell cell = (Cell) DynamicsModels.named("cell");
        try (Simulation simulation = simulation(cell, "backward Euler")) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            double[] before =
                    dynamics.step(manager, states, Inputs.none()).get("v").toDoubleArray();
            cell.set("HH_gNa", 0.5);
            double[] after =
                    dynamics.step(manager, states, Inputs.none()).get("v").toDoubleArray();
            assertTrue(!Arrays.equals(before, after), "a new conductance changes the next step");
            cell.branch(2).insert(new HH());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> dynamics.step(manager, states, Inputs.none()),
                    "the states lack the new gates");
            ArrayTree more = dynamics.initialStates(manager, Inputs.none());
            assertEquals(
                    6 + 3 * 6,
                    dynamics.flatten(dynamics.step(manager, more, Inputs.none()))
                            .size());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void gradientsPassThroughSteps(String name) {
        NeuronModel model = DynamicsModels.named(name);
        model.makeTrainable("capacitance");
        model.makeTrainable("v");
        try (Simulation simulation = simulation(model, "backward Euler")) {
            ArrayTree parameters = model.parameters(manager);
            Dynamics dynamics = simulation.dynamics();
            try (Tape tape = Tape.open()) {
                int compartments = model.structure().compartments();
                NDArray traces = simulation.run(manager, Inputs.of(parameters));
                NDArray end = traces.get(new NDIndex("0:" + compartments + ",5"));
                ArrayTree want = tape.gradients(end.square().sum(), parameters);
                Inputs inputs = Inputs.of(parameters);
                ArrayTree states = dynamics.initialStates(manager, inputs);
                for (int k = 0; k < 5; k++) {
                    states = dynamics.step(manager, states, inputs.startingAt(k));
                }
                ArrayTree have = tape.gradients(states.get("v").square().sum(), parameters);
                for (String path : parameters.paths()) {
                    BatchTest.assertClose(
                            path, want.get(path).toDoubleArray(), have.get(path).toDoubleArray(), 1e-10);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void theTangentEqualsCentralDifference(String name) {
        NeuronModel model = DynamicsModels.named(name);
        try (Simulation simulation = simulation(model, "backward Euler")) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = developed(dynamics);
            NDArray at = dynamics.flatten(states);
            double[] scale = scale(at);
            double[] direction = new Random(3).doubles(scale.length, -1, 1).toArray();
            for (int i = 0; i < scale.length; i++) {
                direction[i] *= scale[i];
            }
            Inputs inputs = Inputs.none().startingAt(STEPS);
            Dynamics.Moved moved =
                    dynamics.step(manager, states, dynamics.unflatten(manager.create(direction)), inputs);
            assertEquals(dynamics.step(manager, states, inputs), moved.states());
            double[] tangent = dynamics.flatten(moved.tangent()).toDoubleArray();
            double[] difference = new double[scale.length];
            double[] weights = {45, -9, 1};
            for (int k = 1; k <= 3; k++) {
                double[] up = shifted(dynamics, at, direction, 1e-3 * k, inputs);
                double[] down = shifted(dynamics, at, direction, -1e-3 * k, inputs);
                for (int i = 0; i < difference.length; i++) {
                    difference[i] += weights[k - 1] * (up[i] - down[i]) / 60 / 1e-3;
                }
            }
            String[] state = states.paths().stream()
                    .flatMap(path ->
                            Collections.nCopies(Math.toIntExact(states.get(path).size()), path).stream())
                    .toArray(String[]::new);
            for (int i = 0; i < difference.length; i++) {
                double error = Math.abs(tangent[i] - difference[i]);
                // The derivative of a spike is a surrogate.
                assertTrue(
                        state[i].endsWith("_spikes") || error <= 1e-6 * Math.abs(difference[i]) + 1e-9 * scale[i],
                        state[i] + ", element " + i + ": tangent " + tangent[i] + ", central difference "
                                + difference[i]);
            }
        }
    }

    /** So what is made of tangents, an exponent for instance, can be fitted. */
    @ParameterizedTest
    @CsvSource({
        "cell, backward Euler",
        "clamped cell, Crank-Nicolson",
        "network, exponential Euler",
        "modulated network, forward Euler",
        "diffusing calcium, backward Euler",
        "pumped calcium, exponential Euler"
    })
    void gradientsPassThroughTangents(String name, String integrator) {
        NeuronModel model = DynamicsModels.named(name);
        try (Simulation simulation = simulation(model, integrator)) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree at = ArrayTree.of("capacitance", GradientCheck.leaf(manager, 1.1))
                    .with("radius", GradientCheck.leaf(manager, 2.5));
            GradientCheck.assertGradient(at, parameters -> {
                Inputs inputs = Inputs.none();
                for (String key : parameters.paths()) {
                    inputs = inputs.with(model, key, parameters.get(key));
                }
                ArrayTree states = dynamics.initialStates(manager, inputs);
                ArrayTree direction = states.map(NDArray::onesLike);
                for (int k = 0; k < 3; k++) {
                    Dynamics.Moved moved = dynamics.step(manager, states, direction, inputs.startingAt(k));
                    states = moved.states();
                    direction = moved.tangent();
                }
                return direction.get("v").square().sum();
            });
        }
    }

    /** The Jacobian from the right and from the left is the same one: u (J w) = (u J) w. */
    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#withIntegrators")
    void theTangentIsDualToTheGradient(String name, String integrator) {
        NeuronModel model = DynamicsModels.named(name);
        try (Simulation simulation = simulation(model, integrator)) {
            Dynamics dynamics = simulation.dynamics();
            Inputs inputs = Inputs.none().startingAt(STEPS);
            NDArray at = dynamics.flatten(developed(dynamics)).duplicate();
            double[] scale = scale(at);
            Random random = new Random(4);
            double[] direction =
                    Arrays.stream(scale).map(s -> s * random.nextGaussian()).toArray();
            double[] weights =
                    Arrays.stream(scale).map(s -> random.nextGaussian() / s).toArray();
            ArrayTree tangent = dynamics.step(
                            manager, dynamics.unflatten(at), dynamics.unflatten(manager.create(direction)), inputs)
                    .tangent();
            double[] forward = dynamics.flatten(tangent).toDoubleArray();
            at.setRequiresGradient(true);
            double[] backward;
            try (Tape tape = Tape.open()) {
                NDArray after = dynamics.flatten(dynamics.step(manager, dynamics.unflatten(at), inputs));
                NDArray loss = after.mul(manager.create(weights)).sum();
                backward = tape.gradients(loss, ArrayTree.of("x", at)).get("x").toDoubleArray();
            }
            double one = 0;
            double other = 0;
            double size = 0;
            for (int i = 0; i < scale.length; i++) {
                one += weights[i] * forward[i];
                other += backward[i] * direction[i];
                size += Math.abs(weights[i] * forward[i]);
            }
            assertEquals(one, other, 1e-9 * size, "u (J w) and (u J) w");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.DynamicsModels#names")
    void aRowOfABatchOfStatesStepsAsItWouldAlone(String name) {
        NeuronModel model = DynamicsModels.named(name);
        try (Simulation simulation = simulation(model, "Crank-Nicolson")) {
            Dynamics dynamics = simulation.dynamics();
            Inputs inputs = Inputs.none().startingAt(STEPS);
            NDArray one = dynamics.flatten(dynamics.initialStates(manager, Inputs.none()));
            NDArray other = dynamics.flatten(developed(dynamics));
            ArrayTree both = dynamics.unflatten(NDArrays.stack(new NDList(one, other)));
            ArrayTree direction = dynamics.unflatten(one.onesLike());
            Dynamics.Moved batch = dynamics.step(manager, both, direction, inputs);
            int row = 0;
            for (NDArray at : new NDArray[] {one, other}) {
                Dynamics.Moved alone = dynamics.step(manager, dynamics.unflatten(at), direction, inputs);
                for (String state : dynamics.names()) {
                    BatchTest.assertClose(
                            state,
                            alone.states().get(state).toDoubleArray(),
                            batch.states().get(state).get(row).toDoubleArray(),
                            1e-12);
                    BatchTest.assertClose(
                            "tangent of " + state,
                            alone.tangent().get(state).toDoubleArray(),
                            batch.tangent().get(state).get(row).toDoubleArray(),
                            1e-11);
                }
                row++;
            }
        }
    }

    /** dv/dt = -(g / C) (v - e): a tangent shrinks by 1 + dt g / C in every implicit step. */
    @Test
    void tangentsOfALeakDecayWithTheMembraneTimeConstant() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        double perMillisecond = 1000 * cell.get("Leak_gLeak")[0] / cell.get("capacitance")[0];
        try (Simulation simulation = Simulation.of(cell).dt(DynamicsModels.DT).build()) {
            assertEquals(
                    -Math.log(1 + DynamicsModels.DT * perMillisecond) / DynamicsModels.DT,
                    largestExponent(simulation.dynamics(), 10),
                    1e-9);
        }
    }

    /** A push away from a stable state dies out: the largest Lyapunov exponent is negative. */
    @Test
    void theLargestLyapunovExponentOfARestingNeuronIsNegative() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        SteadyState.apply(cell);
        try (Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
            double exponent = largestExponent(simulation.dynamics(), 1500);
            // The eigenvalues of the equations at rest are -4.67, -0.20 +- 0.38i and -0.1207 per ms.
            assertEquals(-0.1207, exponent, 2e-3);
        }
    }

    private double largestExponent(Dynamics dynamics, int steps) {
        ArrayTree states = dynamics.initialStates(manager, Inputs.none());
        ArrayTree direction = states.map(NDArray::onesLike);
        double growth = 0;
        for (int k = 0; k < steps; k++) {
            Dynamics.Moved moved = dynamics.step(manager, states, direction, Inputs.none());
            NDArray tangent = dynamics.flatten(moved.tangent());
            NDArray length = tangent.square().sum().sqrt();
            // Once the direction that decays most slowly is all that is left.
            growth += k < 2 * steps / 3 ? 0 : Math.log(length.toDoubleArray()[0]);
            states = moved.states();
            direction = dynamics.unflatten(tangent.div(length));
        }
        return growth / ((steps - 2 * steps / 3) * dynamics.timeStep());
    }

    @Test
    void aStepAddsExactlyItsStatesToTheManager() {
        try (Simulation simulation = simulation(DynamicsModels.named("diffusing calcium"), "backward Euler")) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            dynamics.step(manager, states, states, Inputs.none());
            int before = ((BaseNDManager) manager).getManagedArrays().size();
            dynamics.step(manager, states, Inputs.none());
            int after = ((BaseNDManager) manager).getManagedArrays().size();
            assertEquals(states.size(), after - before, "a step");
            dynamics.step(manager, states, states, Inputs.none());
            int then = ((BaseNDManager) manager).getManagedArrays().size();
            assertEquals(2 * states.size(), then - after, "a step with a tangent");
            simulation.runToStates(manager, Inputs.none());
            int last = ((BaseNDManager) manager).getManagedArrays().size();
            assertEquals(states.size() + 1, last - then, "a run");
        }
    }

    private ArrayTree developed(Dynamics dynamics) {
        ArrayTree states = dynamics.initialStates(manager, Inputs.none());
        for (int k = 0; k < STEPS; k++) {
            states = dynamics.step(manager, states, Inputs.none().startingAt(k));
        }
        return states;
    }

    /** The size of a change of each element that is neither lost in rounding nor far from linear. */
    private static double[] scale(NDArray at) {
        return Arrays.stream(at.toDoubleArray())
                .map(value -> 1e-2 * Math.max(Math.abs(value), 1e-6))
                .toArray();
    }

    private double[] shifted(Dynamics dynamics, NDArray at, double[] direction, double by, Inputs inputs) {
        double[] values = at.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += by * direction[i];
        }
        ArrayTree states = dynamics.unflatten(manager.create(values));
        return dynamics.flatten(dynamics.step(manager, states, inputs)).toDoubleArray();
    }
}
