package dev.huxley.simulate;

import static dev.huxley.simulate.NeuronModels.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.morphology.Swc;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Currents in nA and conductances in uS at a place do to the membrane there what Ohm's and Coulomb's laws say. */
class PointProcessTest {
    private static final double DT = 0.05;
    private static final double REST = -70;
    private static final String SPIKES = "SpikeSource_spikes";

    @TempDir
    Path folder;

    private static double[] membrane(Cell cell) {
        double[] area = cell.get("area");
        double[] capacitance = cell.get("capacitance");
        // um2 uF/cm2 is 1e-14 F; times mV over ms, 1e-5 nA.
        Arrays.setAll(area, i -> area[i] * capacitance[i] * 1e-5);
        return area;
    }

    /** A source onto a leaky cell of one compartment. */
    private static Network driven(double radius, double dt) {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.cell(0).insert(new SpikeSource());
        network.cell(0).clamp(SPIKES, Waveform.spikes(new double[] {2}, dt, 60));
        network.cell(1).insert(new Leak());
        network.cell(1).set("radius", radius);
        network.cell(1).record("v");
        return network;
    }

    /** Backward Euler balances the currents at the new voltage: capacitance, leak and synapses, whatever the area. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 5, 50})
    void aSynapseInMicrosiemensBalancesTheMembraneOfAnyArea(double radius) {
        Network network = driven(radius, DT);
        network.connect(network.cell(0), network.cell(1), new ExpSyn("One", SPIKES));
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Two", SPIKES));
        network.set("One_tau", 3);
        network.set("One_weight", 4e-3);
        network.set("Two_tau", 20);
        network.set("Two_weight", 5e-3);
        network.set("Two_e", -90);
        network.record("One_g");
        network.record("Two_g");
        network.record("i_One");
        double[][] traces = run(network, DT, 20);
        double area = 2 * Math.PI * radius * 10;
        double[] v = traces[0];
        for (int k = 1; k < v.length; k++) {
            double charging = area * 1e-5 * (v[k] - v[k - 1]) / DT;
            double leak = area * 1e-4 * 1e-2 * (v[k] - REST);
            double synapses = traces[1][k] * v[k] + traces[2][k] * (v[k] + 90);
            double scale = Math.abs(charging) + Math.abs(leak) + Math.abs(synapses);
            assertEquals(0, charging + leak + synapses, 1e-9 * scale + 1e-13, "nA in step " + k);
            assertEquals(traces[1][k] * v[k - 1], traces[3][k], 1e-12, "i at the voltage before, step " + k);
        }
        double most = Arrays.stream(v).max().orElseThrow();
        double least = Arrays.stream(v).min().orElseThrow();
        assertTrue(most > REST + 0.02, "the fast synapse depolarizes to " + most + " mV");
        assertTrue(least < REST - 0.02, "the slow one hyperpolarizes to " + least + " mV");
    }

    /**
     * The potential after a small event is the convolution of the membrane with the conductance:
     * {@code w E / C (exp(-t / tau_m) - exp(-t / tau)) / (1 / tau - 1 / tau_m)}, at its peak at
     * {@code ln(tau_m / tau) / (1 / tau - 1 / tau_m)}.
     */
    @Test
    void aSmallSynapticPotentialHasItsPeakWhereTheConvolutionHasIt() {
        double dt = 0.01;
        double tau = 2;
        double membrane = 10;
        Network network = driven(5, dt);
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Syn", SPIKES));
        network.set("Syn_tau", tau);
        network.set("Syn_weight", 1e-9);
        double[] v = run(Simulation.of(network)
                .dt(dt)
                .tMax(30)
                .integrator(Integrators.crankNicolson())
                .build())[0];
        double rate = 1 / tau - 1 / membrane;
        double capacitance = 2 * Math.PI * 5 * 10 * 1e-5;
        int peak = 0;
        double height = 1e-9 * 70 / capacitance / rate;
        for (int k = 200; k < v.length; k++) {
            peak = v[k] > v[peak] ? k : peak;
            double since = k * dt - 2;
            double want = height * (Math.exp(-since / membrane) - Math.exp(-since / tau));
            assertEquals(want, v[k] - REST, 3e-3 * height, "mV " + since + " ms after the event");
        }
        assertEquals(Math.log(membrane / tau) / rate, peak * dt - 2, 1.01 * dt, "ms from the event to the peak");
    }

    @Test
    void twoStimuliAtOnePlaceAdd() {
        double[][] voltages = new double[2][];
        for (int way = 0; way < 2; way++) {
            Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
            cell.insert(new HH());
            cell.set("axial_resistivity", 200);
            Waveform first = Waveform.step(1, 5, 0.3, DT, 20);
            Waveform second = Waveform.step(4, 8, -0.1, DT, 20);
            if (way == 0) {
                cell.comp(1).stimulate(first);
                cell.comp(1).stimulate(second);
            } else {
                double[] sum = first.samples(0);
                double[] other = second.samples(0);
                Arrays.setAll(sum, k -> sum[k] + other[k]);
                cell.comp(1).stimulate(Waveform.of(sum, DT));
            }
            cell.comp(2).record("v");
            voltages[way] = run(cell, DT, 20)[0];
        }
        assertArrayEquals(voltages[0], voltages[1], 1e-11);
    }

    /** A cell may answer itself: its second spike is pulled forward by the first. */
    @Test
    void anAutapseIsASynapse() {
        double[][] spikes = new double[2][];
        for (int way = 0; way < 2; way++) {
            Cell cell = new Cell(new Compartment());
            cell.set("radius", 5);
            cell.insert(new HH());
            Network network = new Network(cell);
            network.cell(0).stimulate(Waveform.of(time -> 0.1, DT, 60));
            network.cell(0).record("v");
            if (way == 1) {
                network.connect(network.cell(0), network.cell(0), new Exp2Syn()).set("delay", 6);
                network.set("Exp2Syn_weight", 1e-3);
                network.set("Exp2Syn_tau2", 2);
            }
            spikes[way] = NeuronModels.spikes(run(network, DT, 60)[0], DT);
        }
        assertEquals(spikes[0][0], spikes[1][0], "the first spike");
        assertTrue(spikes[1][1] < spikes[0][1] - 1, "second spikes " + Arrays.deepToString(spikes));
    }

    /** Injected charge is on the membranes of a traced, tapering cell, whatever the number of compartments. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7})
    void chargeIntoATaperingBranchIsConserved(int compartments) throws IOException {
        Path file = folder.resolve("taper.swc");
        Files.writeString(
                file,
                """
                1 1 0 0 0 6 -1
                2 1 12 0 0 6 1
                3 3 40 0 0 2.5 2
                4 3 90 20 0 1 3
                5 3 130 -30 10 0.4 4
                6 3 95 60 0 0.8 4
                7 3 140 110 20 0.2 6
                """);
        Cell cell = new Cell(Swc.read(file, Swc.options().ncomp(compartments)));
        cell.set("axial_resistivity", 150);
        cell.insert(new Leak());
        cell.set("Leak_gLeak", 0);
        int last = cell.structure().compartments() - 1;
        cell.select(last).stimulate(Waveform.step(1, 3, 0.01, DT, 20));
        cell.record("v");
        double[][] v = run(cell, DT, 20);
        double[] membrane = membrane(cell);
        double charge = 0;
        for (int i = 0; i <= last; i++) {
            charge += membrane[i] * (v[i][v[i].length - 1] - REST);
        }
        assertEquals(0.03, charge, 1e-10, "pC on the membrane of 3 ms times 0.01 nA");
        assertEquals(v[0][400], v[last][400], 1, "mV at both ends, long after");
    }
}
