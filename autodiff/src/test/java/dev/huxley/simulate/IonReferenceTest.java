package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.hay.CaHVA;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaFaradayConcentrationChange;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import org.junit.jupiter.api.Test;

/** Ions, and all integrators, give the traces of Jaxley. */
class IonReferenceTest {
    @Test
    void aPumpedIonMeetsTheReference() {
        Cell cell = cell();
        cell.branch(0).insert(new CaPump());
        cell.branch(0).insert(new CaNernstReversal());
        recordCalcium(cell);
        assertTraces(Reference.of("ions").at("/expected/pump"), cell, Integrators.backwardEuler());
    }

    @Test
    void aDiffusingIonMeetsTheReference() {
        Cell cell = cell();
        cell.insert(new CaFaradayConcentrationChange());
        cell.insert(new CaNernstReversal());
        cell.diffuse("CaCon_i");
        cell.set("axial_diffusion_CaCon_i", 2);
        recordCalcium(cell);
        cell.branch(2).comp(2).record("CaCon_i");
        assertTraces(Reference.of("ions").at("/expected/faraday_diffusion"), cell, Integrators.backwardEuler());
    }

    @Test
    void allIntegratorsMeetTheReference() {
        JsonNode expected = Reference.of("tapered_branch").at("/expected");
        assertTraces(expected.get("bwd_euler"), taperedBranch(), Integrators.backwardEuler());
        assertTraces(expected.get("crank_nicolson"), taperedBranch(), Integrators.crankNicolson());
        assertTraces(expected.get("exp_euler"), taperedBranch(), Integrators.exponentialEuler());
    }

    /** At this time step forward Euler is unstable: the traces must blow up in the same way. */
    @Test
    void forwardEulerMeetsTheReferenceUntilItOverflows() {
        JsonNode expected = Reference.of("tapered_branch").at("/expected/fwd_euler");
        double[][] have;
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(taperedBranch())
                        .integrator(Integrators.forwardEuler())
                        .keepDivergedRows()
                        .build()) {
            NDArray traces = simulation.run(manager);
            have = new double[expected.size()][];
            for (int i = 0; i < have.length; i++) {
                have[i] = traces.get(i).toDoubleArray();
            }
        }
        for (int column = 0; column < 15; column++) {
            for (int i = 0; i < have.length; i++) {
                double want = expected.get(i).get(column).asDouble();
                assertEquals(
                        want, have[i][column], 1e-8 * Math.max(1, Math.abs(want)), "trace " + i + ", column " + column);
            }
        }
        assertTrue(Math.abs(have[0][14]) > 1e8, "did not blow up: " + have[0][14]);
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1, 0, 0);
        cell.set("radius", 1.5);
        cell.set("length", 30);
        cell.set("axial_resistivity", 500);
        cell.set("v", -65);
        cell.insert(new HH());
        cell.branch(0).insert(new CaHVA());
        cell.set("CaHVA_gCaHVA", 0.0002);
        SteadyState.apply(cell);
        cell.branch(0).comp(0).stimulate(Waveform.step(0.5, 10, 1, 0.025, 14));
        return cell;
    }

    private static void recordCalcium(Cell cell) {
        cell.branch(0).comp(0).record("v");
        cell.branch(0).comp(0).record("CaCon_i");
        cell.branch(0).comp(0).record("eCa");
        cell.branch(0).comp(2).record("CaCon_i");
    }

    private static NeuronModel taperedBranch() {
        NeuronModel branch = new Branch(new Compartment(), 6);
        branch.set("length", ReferenceTest.linspace(15, 60, 6));
        branch.set("radius", ReferenceTest.linspace(4, 1, 6));
        branch.set("axial_resistivity", ReferenceTest.linspace(300, 700, 6));
        branch.set("capacitance", ReferenceTest.linspace(0.8, 1.3, 6));
        branch.set("v", -64);
        branch.insert(new HH());
        branch.insert(new Leak());
        SteadyState.apply(branch);
        branch.comp(0).stimulate(Waveform.step(0.5, 4, 1.2, 0.025, 8));
        branch.comp(0).record("v");
        branch.comp(3).record("v");
        branch.comp(5).record("v");
        branch.comp(5).record("HH_n");
        return branch;
    }

    private static void assertTraces(JsonNode expected, NeuronModel model, Integrator integrator) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(model, integrator)) {
            ReferenceTest.assertTraces(expected, simulation.run(manager));
        }
    }

    private static Simulation simulation(NeuronModel model, Integrator integrator) {
        return Simulation.of(model).integrator(integrator).build();
    }
}
