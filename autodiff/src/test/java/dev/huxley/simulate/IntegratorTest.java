package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of convergence, gradients and invariants of all integrators. */
class IntegratorTest {
    static final String BACKWARD = "backward Euler";
    static final String CRANK_NICOLSON = "Crank-Nicolson";
    static final String FORWARD = "forward Euler";
    static final String EXPONENTIAL = "exponential Euler";

    /** An axon in the manner of Rallpack 3 (Bhalla, Bilitch and Bower 1992): 1 um thick, excited at one end. */
    @ParameterizedTest
    @CsvSource({BACKWARD + ", 1", CRANK_NICOLSON + ", 2", FORWARD + ", 1", EXPONENTIAL + ", 1"})
    void theOrderOfConvergenceOnAnAxonIs(String name, int order) {
        Integrator integrator = Integrators.named(name);
        double coarse = 0.01;
        double exact = Fine.VOLTAGE;
        double[] error = new double[3];
        for (int k = 0; k < 3; k++) {
            error[k] = Math.abs(axon(integrator, coarse / (1 << k)) - exact);
        }
        for (int k = 1; k < 3; k++) {
            double observed = Math.log(error[k - 1] / error[k]) / Math.log(2);
            assertEquals(
                    order,
                    observed,
                    0.2,
                    name + ": order " + observed + ", errors " + error[k - 1] + ", " + error[k] + " mV");
        }
        assertTrue(error[0] < 3, name + " is off by " + error[0] + " mV");
    }

    /** A solution of second order with a quarter of the finest step. */
    private static final class Fine {
        static final double VOLTAGE = axon(Integrators.crankNicolson(), 0.01 / 16);
    }

    /** The voltage (mV) at the far end after 4 ms, on the rising spike. */
    private static double axon(Integrator integrator, double dt) {
        Compartment compartment = new Compartment();
        compartment.set("length", 50);
        compartment.set("radius", 0.5);
        compartment.set("axial_resistivity", 100);
        compartment.set("v", -65);
        compartment.insert(new HH());
        Branch axon = new Branch(compartment, 10);
        SteadyState.apply(axon);
        axon.comp(0).stimulate(Waveform.of(time -> 0.1, dt, 4));
        axon.comp(9).record("v");
        double[] v = traces(axon, integrator, dt, 4)[0];
        return v[(int) Math.round(4 / dt)];
    }

    @ParameterizedTest
    @ValueSource(strings = {BACKWARD, CRANK_NICOLSON, FORWARD, EXPONENTIAL})
    void theGradientEqualsCentralDifferences(String name) {
        Cell cell = branchedCell();
        cell.branch(0, 2).makeTrainable("HH_gNa");
        cell.makeTrainable("axial_resistivity");
        cell.branch(1).makeTrainable("capacitance");
        cell.branch(0, 1, 2).makeTrainable("radius");
        cell.makeTrainable("v");
        cell.makeTrainable("Leak_gLeak");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, Integrators.named(name), 0.02, 0.2)) {
            NDArray waveform = GradientCheck.leaf(manager, ReferenceTest.linspace(0.5, 1, 12));
            ArrayTree at = cell.parameters(manager).with("stimulus", waveform);
            GradientCheck.assertGradient(at, tree -> {
                Inputs inputs = Inputs.of(tree.without("stimulus")).waveform(0, tree.get("stimulus"));
                NDArray v = simulation.run(manager, inputs);
                return v.add(60).square().mean();
            });
        }
    }

    /** As the time step shrinks, all integrators approach the same solution, branch points included. */
    @Test
    void allIntegratorsConvergeToOneSolution() {
        double dt = 0.002;
        double[][] backward = traces(branchedCell(), Integrators.backwardEuler(), dt, 0.6);
        for (Integrator integrator :
                List.of(Integrators.crankNicolson(), Integrators.forwardEuler(), Integrators.exponentialEuler())) {
            double[][] other = traces(branchedCell(), integrator, dt, 0.6);
            for (int i = 0; i < other.length; i++) {
                BatchTest.assertClose(integrator.name() + ", compartment " + i, backward[i], other[i], 5e-3);
            }
        }
    }

    /** Also where synapses drive the cells: of two branched cells, the second moves by synapses alone. */
    @Test
    void allIntegratorsConvergeToOneSolutionOfANetwork() {
        double dt = 0.005;
        for (String engine : NetworkEngines.ALL) {
            double[][] expected = null;
            for (String name : Integrators.names()) {
                Network network = new Network(branchedCell(), branchedCell());
                network.deleteStimuli();
                network.connect(
                                network.cell(0).branch(0).comp(0),
                                network.cell(1).branch(2).comp(1),
                                new TanhRateSynapse())
                        .set("TanhRateSynapse_gS", 1);
                network.cell(0).branch(0).comp(1).stimulate(Waveform.of(time -> 1, dt, 1));
                network.record("v");
                try (NDManager manager = HuxleyRuntime.newManager();
                        Simulation simulation = Simulation.of(network)
                                .integrator(Integrators.named(name))
                                .dt(dt)
                                .tMax(0.5)
                                .engine(engine)
                                .build()) {
                    double[][] v = rows(simulation.run(manager));
                    expected = expected == null ? v : expected;
                    int driven = 9 + 4;
                    assertTrue(v[driven][v[driven].length - 1] > v[driven][0] + 1, "the synapse does nothing");
                    for (int i = 0; i < v.length; i++) {
                        BatchTest.assertClose(engine + ", " + name + ", compartment " + i, expected[i], v[i], 1e-2);
                    }
                }
            }
        }
    }

    @Test
    void aCellTooLargeForAMatrixIsRefused() {
        Branch branch = new Branch(new Compartment(), 2001);
        branch.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(branch, Integrators.exponentialEuler(), 0.025, 1)) {
            String message = assertThrows(IllegalArgumentException.class, () -> simulation.run(manager))
                    .getMessage();
            assertTrue(message.contains("2001") && message.contains("backwardEuler"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> Integrators.named("Runge-Kutta"));
    }

    /** Nothing happens to a passive cell at its resting voltage, and axial current alone only spreads what is there. */
    @ParameterizedTest
    @ValueSource(strings = {BACKWARD, CRANK_NICOLSON, FORWARD, EXPONENTIAL})
    void restStaysRestAndChargeIsConserved(String name) {
        Cell cell = bareCell();
        cell.set("v", -65);
        cell.record("v");
        double[][] v = traces(cell, Integrators.named(name), 0.005, 0.5);
        for (double[] trace : v) {
            assertEquals(-65, trace[trace.length - 1], 1e-11, name);
        }
        int n = cell.structure().compartments();
        cell.set("v", ReferenceTest.linspace(-80, 20, n));
        v = traces(cell, Integrators.named(name), 0.005, 0.5);
        double before = 0;
        double after = 0;
        double size = 0;
        for (int i = 0; i < n; i++) {
            double capacity = cell.get("area")[i] * cell.get("capacitance")[i];
            before += capacity * v[i][0];
            after += capacity * v[i][v[i].length - 1];
            size += capacity * Math.abs(v[i][0]);
        }
        assertEquals(before / size, after / size, 1e-12, name + ": charge before and after");
    }

    @Test
    void aBatchRowEqualsItsSingleRunWithEveryIntegrator() {
        for (String name : Integrators.names()) {
            Cell cell = branchedCell();
            cell.makeTrainable("axial_resistivity");
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = simulation(cell, Integrators.named(name), 0.01, 0.5)) {
                NDArray values = manager.create(new double[][] {{300}, {900}, {2500}});
                NDArray batch =
                        simulation.run(manager, Inputs.of(ArrayTree.empty().with("axial_resistivity", values)));
                for (int row = 0; row < 3; row++) {
                    NDArray single = simulation.run(
                            manager, Inputs.of(ArrayTree.empty().with("axial_resistivity", values.get(row))));
                    BatchTest.assertClose(
                            name + ", row " + row,
                            single.toDoubleArray(),
                            batch.get(row).toDoubleArray(),
                            1e-10);
                }
            }
        }
    }

    private static Cell bareCell() {
        Compartment compartment = new Compartment();
        compartment.set("axial_resistivity", 800);
        Cell cell = new Cell(
                List.of(
                        new Branch(compartment, 2),
                        new Branch(compartment, 1),
                        new Branch(compartment, 3),
                        new Branch(compartment, 1),
                        new Branch(compartment, 2)),
                -1,
                0,
                0,
                2,
                2);
        int n = cell.structure().compartments();
        cell.set("radius", ReferenceTest.linspace(3, 1, n));
        cell.set("length", ReferenceTest.linspace(60, 30, n));
        cell.set("capacitance", ReferenceTest.linspace(0.7, 1.4, n));
        return cell;
    }

    private static Cell branchedCell() {
        Cell cell = bareCell();
        cell.set("v", -65);
        cell.branch(0, 2).insert(new HH());
        cell.branch(1, 4).insert(new Leak());
        SteadyState.apply(cell);
        cell.branch(0).comp(1).stimulate(Waveform.of(time -> 1, 0.01, 1));
        cell.record("v");
        return cell;
    }

    private static double[][] traces(NeuronModel model, Integrator integrator, double dt, double duration) {
        if (!model.stimuli().isEmpty() && model.stimuli().get(0).waveform().timeStep() != dt) {
            int[] place = model.stimuli().get(0).rows();
            model.deleteStimuli();
            model.select(place).stimulate(Waveform.of(time -> 1, dt, duration));
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(model, integrator, dt, duration)) {
            return rows(simulation.run(manager));
        }
    }

    private static double[][] rows(NDArray result) {
        double[][] rows = new double[Math.toIntExact(result.getShape().get(0))][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = result.get(i).toDoubleArray();
        }
        return rows;
    }

    private static Simulation simulation(NeuronModel model, Integrator integrator, double dt, double duration) {
        return Simulation.of(model).integrator(integrator).dt(dt).tMax(duration).build();
    }
}
