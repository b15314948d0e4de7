package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The electrode's current balances all other currents of the clamped compartment. */
class ClampCurrentTest {
    private static final int STEPS = 60;
    private static final double DT = 0.01;
    private static final double RESISTIVITY = 20000;
    private static final double RADIUS = 2;
    private static final double LENGTH = 10;
    private static final double AREA = 2 * Math.PI * RADIUS * LENGTH; // um2
    /** Between the centers of neighbors, uS. */
    private static final double AXIAL = 1e2 * Math.PI * RADIUS * RADIUS / (RESISTIVITY * LENGTH);

    /**
     * A cell of two branches of three compartments, whose middle one of the first branch is clamped and has all there is:
     * Hodgkin-Huxley and leak currents, a stimulus, and a synapse from another cell.
     */
    private static Network network(Waveform command) {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1, 0);
        cell.set("radius", RADIUS);
        cell.set("length", LENGTH);
        cell.set("axial_resistivity", RESISTIVITY);
        cell.set("capacitance", 1.3);
        cell.insert(new HH());
        cell.insert(new Leak());
        Network network = new Network(cell, cell);
        network.connect(
                network.cell(1).branch(0).comp(0), network.cell(0).branch(0).comp(1), new IonotropicSynapse());
        network.set("IonotropicSynapse_gS", 2e-3);
        network.set("IonotropicSynapse_s", 0.4);
        network.cell(1).set("v", -30);
        network.cell(0).branch(0).comp(1).clamp("v", command);
        network.cell(0).branch(0).comp(1).stimulate(Waveform.of(time -> 0.3 * time, DT, STEPS * DT));
        network.cell(0).branch(1).comp(2).stimulate(Waveform.of(time -> 0.2, DT, STEPS * DT));
        network.cell(0).branch(0).record("v");
        network.cell(0).branch(0).comp(1).record("i_HH");
        network.cell(0).branch(0).comp(1).record("i_Leak");
        network.synapses().record("i_IonotropicSynapse");
        network.cell(0).branch(0).comp(1).record("i_clamp");
        return network;
    }

    /**
     * At a constant command the membrane currents of a step are those at the command, whatever is linearized or split; what
     * flows to the neighbors is taken where the integrator takes it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler"})
    void theClampsCurrentBalancesAllOthers(String integrator) {
        Network network = network(VoltageClampTest.constant(-20, DT, STEPS));
        network.cell(0).branch(0).comp(1).set("v", -20);
        double[][] traces = VoltageClampTest.run(network, Integrators.named(integrator), DT, STEPS);
        for (int k = 1; k <= STEPS; k++) {
            double axial = AXIAL * (2 * -20 - neighbors(integrator, traces, k));
            double ionic = 1e-2 * AREA * (traces[3][k] + traces[4][k]); // mA/cm2 um2 to nA
            double stimulus = 0.3 * (k - 1) * DT;
            double want = ionic + traces[5][k] + axial - stimulus;
            assertEquals(want, traces[6][k], 1e-9, integrator + ", column " + k);
        }
    }

    private static double neighbors(String integrator, double[][] traces, int k) {
        double after = traces[0][k] + traces[2][k];
        double before = traces[0][k - 1] + traces[2][k - 1];
        return switch (integrator) {
            case "backward Euler" -> after;
            case "Crank-Nicolson" -> (after + before) / 2;
            default -> before;
        };
    }

    /**
     * With exponential Euler the clamp gives what the membrane takes at the command, and what flows into the cable over the
     * step: in a cell of one compartment only the first, with all currents that a compartment can have.
     */
    @ParameterizedTest
    @ValueSource(strings = {"backward Euler", "Crank-Nicolson", "forward Euler", "exponential Euler"})
    void aClampedPointNeuronsCurrentIsKnownInClosedForm(String integrator) {
        Cell cell = new Cell(new Compartment());
        cell.set("radius", RADIUS);
        cell.set("capacitance", 1.3);
        cell.insert(new Leak());
        cell.set("Leak_gLeak", 3e-4);
        cell.set("Leak_eLeak", -60);
        cell.stimulate(Waveform.of(time -> 0.3 * time, DT, STEPS * DT));
        cell.clamp("v", Waveform.of(time -> -60 + 40 * Math.sin(9 * time), DT, STEPS * DT));
        cell.record("v");
        cell.record("i_clamp");
        double[][] traces = VoltageClampTest.run(cell, Integrators.named(integrator), DT, STEPS);
        for (int k = 1; k <= STEPS; k++) {
            double capacitive = 1.3e-5 * AREA * (traces[0][k] - traces[0][k - 1]) / DT;
            double leakAt =
                    switch (integrator) {
                        case "Crank-Nicolson" -> (traces[0][k] + traces[0][k - 1]) / 2;
                        case "forward Euler" -> traces[0][k - 1];
                        default -> traces[0][k];
                    };
            double want = capacitive + 1e-2 * AREA * 3e-4 * (leakAt + 60) - 0.3 * (k - 1) * DT;
            assertEquals(-60 + 40 * Math.sin(9 * ((k - 1) * DT)), traces[0][k], 0.0, "the command at column " + k);
            assertEquals(want, traces[1][k], 1e-9, integrator + ", column " + k);
        }
        assertEquals(0, traces[1][0], "nothing has flowed before the first step");
    }
}
