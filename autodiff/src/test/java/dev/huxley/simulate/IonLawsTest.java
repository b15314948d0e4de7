package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.hay.CaHVA;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaFaradayConcentrationChange;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of physics that ions obey, whatever the implementation. */
class IonLawsTest {
    private static final double DT = 0.025;

    /** Removes calcium at a constant rate per concentration; saturates if asked to. */
    private static final class Removal extends IonPump {
        private final boolean saturates;

        Removal(String name, double rate, boolean saturates) {
            super(name);
            this.saturates = saturates;
            parameter("rate", rate, "1/ms");
            sharedState("CaCon_i", 5e-5, "mM");
        }

        @Override
        public String ion() {
            return "CaCon_i";
        }

        @Override
        public NDArray removalRate(Membrane membrane) {
            NDArray calcium = membrane.get("CaCon_i");
            NDArray linear = calcium.mul(membrane.get("rate"));
            return saturates ? linear.div(calcium.add(1)) : linear;
        }
    }

    /** Without pumps the amount of an ion stays what it was, in every step. */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "exponential Euler"})
    void diffusionConservesIons(String integrator) {
        Cell cell = branchedCell();
        cell.insert(new CaNernstReversal());
        cell.diffuse("CaCon_i");
        int n = cell.structure().compartments();
        cell.set("CaCon_i", ReferenceTest.linspace(1, 1e-3, n));
        cell.set("axial_diffusion_CaCon_i", ReferenceTest.linspace(50, 5, n));
        cell.record("CaCon_i");
        double[][] calcium = run(cell, Integrators.named(integrator), 5);
        double[] volume = cell.get("volume");
        double before = amount(calcium, volume, 0);
        for (int k = 1; k < calcium[0].length; k++) {
            double now = amount(calcium, volume, k);
            assertEquals(1, now / before, 1e-12, integrator + ": amount after step " + k);
        }
        assertTrue(calcium[0][calcium[0].length - 1] < 0.99, "hardly anything diffused");
    }

    private static double amount(double[][] concentration, double[] volume, int column) {
        return IntStream.range(0, volume.length)
                .mapToDouble(i -> concentration[i][column] * volume[i])
                .sum();
    }

    @Test
    void fastDiffusionMixesWell() {
        Cell cell = branchedCell();
        cell.insert(new CaNernstReversal());
        cell.diffuse("CaCon_i");
        int n = cell.structure().compartments();
        cell.set("CaCon_i", ReferenceTest.linspace(1, 0.1, n));
        cell.set("axial_diffusion_CaCon_i", 1e10);
        cell.record("CaCon_i");
        double[][] calcium = run(cell, Integrators.backwardEuler(), 0.1);
        double[] volume = cell.get("volume");
        double mean = amount(calcium, volume, 0)
                / IntStream.range(0, n).mapToDouble(i -> volume[i]).sum();
        for (int i = 0; i < n; i++) {
            assertEquals(mean, calcium[i][1], 1e-5, "compartment " + i);
        }
    }

    /** The charge of the calcium that came in is the charge that calcium currents carried: two charges per ion. */
    @Test
    void carriedChargeEqualsTheChangeOfConcentration() {
        Cell cell = branchedCell();
        cell.insert(new HH());
        cell.branch(0).insert(new CaHVA());
        cell.insert(new CaNernstReversal());
        cell.insert(new CaFaradayConcentrationChange());
        cell.diffuse("CaCon_i");
        SteadyState.apply(cell);
        cell.branch(0).comp(0).stimulate(Waveform.step(0.5, 3, 2, DT, 6));
        cell.record("CaCon_i");
        cell.branch(0).record("i_Ca");
        double[][] traces = run(cell, Integrators.backwardEuler(), 5);
        int n = cell.structure().compartments();
        double[] volume = cell.get("volume");
        double[] area = cell.get("area");
        int last = traces[0].length - 1;
        double ions = 0;
        double charge = 0;
        for (int i = 0; i < n; i++) {
            // mM um3 = 1e-18 mol
            ions += 1e-18 * volume[i] * (traces[i][last] - traces[i][0]);
            for (int k = 0; k < last && n + i < traces.length; k++) {
                // mA/cm2 um2 ms = 1e-14 C; the pump of step k + 1 reads the currents of step k
                charge += 1e-14 * area[i] * traces[n + i][k] * DT;
            }
        }
        double expected = -charge / (2 * 96485.3329);
        assertTrue(expected > 0, "no calcium came in");
        assertEquals(1, ions / expected, 1e-9, ions + " mol came in, by charge " + expected);
    }

    /** Two pumps on one ion are as one of both rates; exact for one step: {@code c / (1 + dt rate)}. */
    @Test
    void pumpsOnOneIonAddUp() {
        Branch two = new Branch(new Compartment(), 2);
        two.comp(0).insert(new Removal("Slow", 0.2, false));
        two.insert(new Removal("Fast", 1.5, false));
        two.set("CaCon_i", 2);
        two.record("CaCon_i");
        double[][] calcium = run(two, Integrators.backwardEuler(), 1);
        for (int k = 0; k < calcium[0].length; k++) {
            assertEquals(2 * Math.pow(1 + DT * 1.7, -k), calcium[0][k], 1e-9, "both, step " + k);
            assertEquals(2 * Math.pow(1 + DT * 1.5, -k), calcium[1][k], 1e-9, "one, step " + k);
        }
    }

    /** A steady state of pump and diffusion: what is pumped out at one end diffuses in from the rest. */
    @Test
    void pumpedAndDiffusingIonsFollowTheExactDecay() {
        Cell cell = branchedCell();
        cell.insert(new Removal("Everywhere", 0.3, false));
        cell.diffuse("CaCon_i");
        cell.set("CaCon_i", 2);
        cell.record("CaCon_i");
        // The concentration is uniform and stays so: diffusion has no part in it.
        for (String name : Integrators.names()) {
            double[][] calcium = run(cell, Integrators.named(name), 0.5);
            double a = DT * 0.3;
            double factor =
                    switch (name) {
                        case "backward Euler" -> 1 / (1 + a);
                        case "Crank-Nicolson" -> (1 - a / 2) / (1 + a / 2);
                        case "forward Euler" -> 1 - a;
                        default -> Math.exp(-a);
                    };
            for (double[] trace : calcium) {
                for (int k = 0; k < trace.length; k++) {
                    assertEquals(2 * Math.pow(factor, k), trace[k], 1e-9, name + ", step " + k);
                }
            }
        }
    }

    @Test
    void theOrderOfInsertionDoesNotMatter() {
        List<MembraneMechanism> mechanisms = List.of(
                new HH(), new CaHVA(), new CaPump(), new CaNernstReversal(), new Removal("Michaelis", 0.01, true));
        double[][] expected = null;
        for (int[] order : new int[][] {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}, {3, 2, 0, 4, 1}}) {
            Cell cell = branchedCell();
            for (int i : order) {
                if (i == 1) {
                    cell.branch(0).insert(mechanisms.get(i));
                } else {
                    cell.insert(mechanisms.get(i));
                }
            }
            cell.set("v", -50);
            cell.branch(0).set("CaHVA_gCaHVA", 1e-3);
            cell.diffuse("CaCon_i");
            cell.record("v");
            cell.record("CaCon_i");
            cell.branch(0).record("i_Ca");
            cell.record("eCa");
            double[][] traces = run(cell, Integrators.backwardEuler(), 2);
            expected = expected == null ? traces : expected;
            for (int i = 0; i < traces.length; i++) {
                BatchTest.assertClose("trace " + i, expected[i], traces[i], 1e-11);
            }
        }
    }

    /** A clamp of a diffusing ion holds after every step and feeds its neighbors. */
    @Test
    void aClampedIonHoldsWhetherItDiffusesOrNot() {
        Branch branch = new Branch(new Compartment(), 3);
        branch.insert(new Removal("Slow", 0.01, false));
        branch.insert(new CaNernstReversal());
        branch.comp(0).clamp("CaCon_i", Waveform.of(time -> 0.5, DT, 2));
        branch.record("CaCon_i");
        branch.comp(0).record("eCa");
        double[][] still = run(branch, Integrators.backwardEuler(), 1);
        branch.diffuse("CaCon_i");
        double[][] diffusing = run(branch, Integrators.backwardEuler(), 1);
        double nernst = 1000 * 8.314 * 279.45 / (2 * 96485.3329) * Math.log(2 / 0.5);
        for (double[][] traces : List.of(still, diffusing)) {
            for (int k = 1; k < traces[0].length; k++) {
                assertEquals(0.5, traces[0][k], 0, "column " + k);
            }
            // The step after sees it: eCa of column 2 comes from the concentration of column 1.
            assertEquals(nernst, traces[3][2], 1e-10, "eCa");
        }
        int last = still[0].length - 1;
        assertTrue(still[1][last] < 5e-5, "without diffusion the neighbor falls");
        assertTrue(diffusing[1][last] > 1e-3, "with diffusion the neighbor rises: " + diffusing[1][last]);
    }

    /** A gate diffuses as an ion does. */
    @Test
    void aGateMayDiffuse() {
        Branch branch = new Branch(new Compartment(), 3);
        branch.set("v", -65);
        branch.insert(new HH());
        SteadyState.apply(branch);
        branch.comp(0).set("HH_n", 0.9);
        branch.record("HH_n");
        double[][] still = run(branch, Integrators.backwardEuler(), 0.2);
        branch.diffuse("HH_n");
        branch.set("axial_diffusion_HH_n", 500);
        double[][] diffusing = run(branch, Integrators.backwardEuler(), 0.2);
        assertTrue(diffusing[2][4] > still[2][4] + 0.03, diffusing[2][4] + " against " + still[2][4]);
    }

    @Test
    void ratesOfPumpsCanBeRecorded() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.comp(1).insert(new Removal("Slow", 0.2, false));
        branch.comp(1).record("i_Slow");
        branch.comp(1).record("CaCon_i");
        double[][] traces = run(branch, Integrators.backwardEuler(), 0.2);
        for (int k = 1; k < traces[0].length; k++) {
            // The rate of a step is that at the concentration before it.
            assertEquals(0.2 * traces[1][k - 1], traces[0][k], 1e-15, "column " + k);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void theGradientEqualsCentralDifferences(String integrator) {
        Cell cell = branchedCell();
        cell.set("axial_resistivity", 5000); // forward Euler is stable
        cell.set("v", -20);
        cell.insert(new HH());
        cell.branch(0).insert(new CaHVA());
        cell.branch(0).set("CaHVA_gCaHVA", 1e-3);
        cell.insert(new CaNernstReversal());
        cell.branch(0, 1).insert(new CaPump());
        cell.branch(0).insert(new CaFaradayConcentrationChange());
        cell.branch(1).insert(new Removal("Michaelis", 3, true));
        cell.branch(0).comp(0).stimulate(Waveform.of(time -> 5, DT, 1));
        pumpedOrDiffusing(cell, integrator, false);
        cell.diffuse("CaCon_i");
        pumpedOrDiffusing(cell, integrator, true);
    }

    private static void pumpedOrDiffusing(Cell cell, String integrator, boolean diffuses) {
        cell.deleteTrainables();
        cell.deleteRecordings();
        cell.branch(0, 1).makeTrainable("CaPump_decay", 2);
        cell.branch(0).makeTrainable("CaHVA_gCaHVA");
        cell.makeTrainable("CaCon_i", 2e-4);
        cell.makeTrainable("radius");
        cell.branch(1).makeTrainable("Michaelis_rate");
        if (diffuses) {
            cell.set("axial_diffusion_CaCon_i", 30);
            cell.makeTrainable("axial_diffusion_CaCon_i");
        }
        cell.branch(0).record("CaCon_i");
        cell.branch(1).record("CaCon_i");
        cell.branch(0).record("eCa");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, Integrators.named(integrator), 0.25)) {
            NDArray scale = manager.create(new double[] {1e3, 1e3, 1e3, 1e3, 1e3, 1e-2, 1e-2, 1e-2})
                    .reshape(8, 1)
                    .duplicate();
            GradientCheck.assertGradient(
                    cell.parameters(manager),
                    parameters -> simulation.run(parameters).mul(scale).square().mean());
        }
    }

    private static Cell branchedCell() {
        Compartment compartment = new Compartment();
        compartment.set("axial_resistivity", 500);
        Cell cell = new Cell(
                List.of(new Branch(compartment, 3), new Branch(compartment, 2), new Branch(compartment, 1)), -1, 0, 0);
        int n = cell.structure().compartments();
        cell.set("radius", ReferenceTest.linspace(2, 0.7, n));
        cell.set("length", ReferenceTest.linspace(20, 9, n));
        return cell;
    }

    private static double[][] run(NeuronModel model, Integrator integrator, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(model, integrator, duration)) {
            NDArray result = simulation.run(manager);
            double[][] traces = new double[Math.toIntExact(result.getShape().get(0))][];
            for (int i = 0; i < traces.length; i++) {
                traces[i] = result.get(i).toDoubleArray();
            }
            return traces;
        }
    }

    private static Simulation simulation(NeuronModel model, Integrator integrator, double duration) {
        return Simulation.of(model).dt(DT).integrator(integrator).tMax(duration).build();
    }
}
