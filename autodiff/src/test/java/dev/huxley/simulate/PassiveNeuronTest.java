package dev.huxley.simulate;

import static dev.huxley.simulate.NeuronModels.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** An electrode in a passive neuron measures what cable theory predicts. */
class PassiveNeuronTest {
    private static final double REST = -65;
    /** A step so long that the steady state is reached in a few of them. */
    private static final double LONG_STEP = 1e5;

    private static Cell passive(Cell cell) {
        cell.set("v", REST);
        cell.insert(new Leak());
        cell.set("Leak_eLeak", REST);
        return cell;
    }

    /** mV above rest per nA, which is MOhm, of all recorded compartments. */
    private static double[] resistances(Cell cell, int injected) {
        cell.deleteStimuli();
        cell.select(injected).stimulate(Waveform.of(time -> 0.01, LONG_STEP, 10 * LONG_STEP));
        double[][] v = run(cell, LONG_STEP, 10 * LONG_STEP);
        double[] resistances = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            resistances[i] = (v[i][v[i].length - 1] - REST) / 0.01;
        }
        return resistances;
    }

    /** Rall's ball and stick: an isopotential soma and one dendrite with a sealed end. */
    @Test
    void theInputResistanceOfABallAndStickConvergesInSecondOrder() {
        double conductance = 1e-4;
        double resistivity = 150;
        double length = 800;
        double radius = 1.5;
        double somaRadius = 10;
        // In cm: lambda = sqrt(r / (2 g Ra)), and the conductance of an endless cable pi r^2 / (Ra lambda), in S.
        double lambda = Math.sqrt(radius * 1e-4 / (2 * conductance * resistivity));
        double endless = Math.PI * radius * radius * 1e-8 / (resistivity * lambda);
        double soma = 4 * Math.PI * somaRadius * somaRadius * 1e-8 * conductance;
        double want = 1e-6 / (soma + endless * Math.tanh(length * 1e-4 / lambda));
        double[] errors = new double[3];
        int[] counts = {8, 16, 32};
        for (int k = 0; k < counts.length; k++) {
            Cell cell = new Cell(
                    List.of(new Branch(new Compartment(), 1), new Branch(new Compartment(), counts[k])), -1, 0);
            passive(cell);
            cell.set("Leak_gLeak", conductance);
            cell.set("axial_resistivity", resistivity);
            cell.branch(0).set("radius", somaRadius);
            cell.branch(0).set("length", 2 * somaRadius);
            // The ball of the theory has no resistance within.
            cell.branch(0).set("axial_resistivity", 1e-6);
            cell.branch(1).set("radius", radius);
            cell.branch(1).set("length", length / counts[k]);
            cell.branch(0).record("v");
            double have = resistances(cell, 0)[0];
            errors[k] = Math.abs(have - want) / want;
        }
        assertTrue(errors[0] < 0.01, "8 compartments: relative error " + errors[0] + " of " + want + " MOhm");
        for (int k = 1; k < errors.length; k++) {
            double order = Math.log(errors[k - 1] / errors[k]) / Math.log(2);
            assertEquals(2, order, 0.1, "order of convergence from " + errors[k - 1] + " to " + errors[k]);
        }
    }

    private static Cell irregularTree(Random random) {
        Cell cell = passive(new Cell(
                List.of(
                        new Branch(new Compartment(), 2),
                        new Branch(new Compartment(), 3),
                        new Branch(new Compartment(), 1),
                        new Branch(new Compartment(), 2)),
                -1,
                0,
                0,
                1));
        int n = cell.structure().compartments();
        cell.set("radius", random.doubles(n, 0.3, 5).toArray());
        cell.set("length", random.doubles(n, 10, 150).toArray());
        cell.set("axial_resistivity", random.doubles(n, 60, 400).toArray());
        cell.set("capacitance", random.doubles(n, 0.6, 1.5).toArray());
        cell.set("Leak_gLeak", random.doubles(n, 2e-5, 4e-4).toArray());
        return cell;
    }

    /** The voltage at one place for a current at another is the voltage here for the same current there. */
    @Test
    void transferResistancesAreReciprocal() {
        Cell cell = irregularTree(new Random(11));
        cell.record("v");
        int n = cell.structure().compartments();
        double[][] transfer = new double[n][];
        for (int i = 0; i < n; i++) {
            transfer[i] = resistances(cell, i);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(transfer[i][j], transfer[j][i], 1e-9 * transfer[i][j], "MOhm between " + i + " and " + j);
                assertTrue(transfer[i][j] < Math.min(transfer[i][i], transfer[j][j]), "attenuation " + i + " to " + j);
            }
        }
    }

    /** And so in time, step by step. */
    @Test
    void responsesInTimeAreReciprocal() {
        double[][] responses = new double[2][];
        for (int way = 0; way < 2; way++) {
            Cell cell = irregularTree(new Random(12));
            cell.select(way == 0 ? 0 : 7).stimulate(Waveform.step(1, 2, 0.3, 0.05, 20));
            cell.select(way == 0 ? 7 : 0).record("v");
            responses[way] = run(cell, 0.05, 20)[0];
        }
        double most = 0;
        for (int k = 0; k < responses[0].length; k++) {
            assertEquals(responses[0][k], responses[1][k], 1e-10, "v in column " + k);
            most = Math.max(most, responses[0][k] - REST);
        }
        assertTrue(most > 0.1, "the response is " + most + " mV");
    }

    /** |Z| = R / sqrt(1 + (omega tau)^2), and the voltage lags by atan(omega tau). */
    @Test
    void theImpedanceOfAPointNeuronIsThatOfResistorAndCapacitor() {
        double dt = 0.01;
        double tau = 10; // 1 uF/cm2 over 1e-4 S/cm2
        double resistance = 1 / (1e-4 * 2 * Math.PI * 5 * 10 * 1e-8) * 1e-6;
        for (double frequency : new double[] {5, 40, 200}) {
            Cell cell = passive(new Cell(new Compartment()));
            cell.set("radius", 5);
            double omega = 2 * Math.PI * frequency / 1000;
            double end = 100 + 1000 / frequency;
            // A sample is the current over its step, so the middle counts.
            DoubleUnaryOperator current = time -> 0.02 * Math.sin(omega * (time + dt / 2));
            cell.stimulate(Waveform.of(current, dt, end));
            cell.record("v");
            double[] v = run(Simulation.of(cell)
                    .dt(dt)
                    .tMax(end)
                    .integrator(Integrators.crankNicolson())
                    .build())[0];
            double impedance = resistance / Math.sqrt(1 + omega * omega * tau * tau);
            double lag = Math.atan(omega * tau);
            for (int k = (int) (100 / dt); k < v.length; k++) {
                double want = 0.02 * impedance * Math.sin(omega * k * dt - lag);
                double transient_ = 0.02 * impedance * Math.exp(-k * dt / tau);
                assertEquals(want, v[k] - REST, 2e-4 * 0.02 * impedance + transient_, frequency + " Hz, " + k * dt);
            }
        }
    }

    /** Every compartment of uncoupled cells answers by its own area, the same pulse or not. */
    @Test
    void aStimulusChargesItsOwnMembrane() {
        Network network = new Network(
                passive(new Cell(new Compartment())),
                passive(new Cell(new Branch(new Compartment(), 3), -1)),
                passive(new Cell(new Compartment())));
        network.set("radius", 1, 2, 3, 4, 5);
        network.set("length", 10, 30, 20, 15, 40);
        network.set("Leak_gLeak", 0);
        // Apart from each other for all that currents do in 1 ms.
        network.set("axial_resistivity", 1e16);
        network.stimulate(Waveform.of(new double[][] {{0.1}, {0.2}, {-0.3}, {0.4}, {0.5}}, 0.1));
        network.cell(1).branch(0).comp(1).stimulate(Waveform.of(new double[] {0.05}, 0.1));
        network.record("v");
        double[][] v = run(network, 0.1, 1);
        double[] radius = {1, 2, 3, 4, 5};
        double[] length = {10, 30, 20, 15, 40};
        double[] current = {0.1, 0.2, -0.25, 0.4, 0.5};
        for (int i = 0; i < 5; i++) {
            // nA ms over um2 uF/cm2: 1e-12 C over 1e-14 F is 1e2 V, 1e5 mV.
            double want = current[i] * 0.1 * 1e5 / (2 * Math.PI * radius[i] * length[i]);
            assertEquals(want, v[i][10] - REST, 1e-9 * Math.abs(want), "mV of compartment " + i);
        }
    }
}
