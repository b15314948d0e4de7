package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Passive cables whose solution is known: Rallpack 1 and 2 (Bhalla, Bilitch and Bower, Trends in Neurosciences 15, 1992)
 * and a tapered cable. Units here: um, mV, ms, nA; resistances MOhm.
 */
class AnalyticCableTest {
    private static final double REST = -65;
    /** Ohm cm2. */
    private static final double MEMBRANE_RESISTIVITY = 40_000;
    /** Ohm cm. */
    private static final double AXIAL_RESISTIVITY = 100;
    /** uF/cm2. */
    private static final double CAPACITANCE = 1;
    /** nA. */
    private static final double CURRENT = 0.1;

    private static final double TOLERANCE = 1e-3;

    /** A cable of 1 mm length and 1 um diameter, one length constant long, with a current at one end. */
    @ParameterizedTest
    @CsvSource({"backward Euler, 0.05", "Crank-Nicolson, 0.1"})
    void rallpack1IsMet(String integrator, double dt) {
        int count = 100;
        Branch cable = new Branch(compartment(0.5, 1000.0 / count), count);
        cable.comp(0).stimulate(Waveform.of(time -> CURRENT, dt, 120));
        cable.comp(0).record("v");
        cable.comp(count - 1).record("v");
        double[][] v = run(cable, Integrators.named(integrator), dt, 120);
        double end = 500.0 / count;
        assertMeets("near end", v[0], dt, time -> cylinder(0.5, 1000, end, time));
        assertMeets("far end", v[1], dt, time -> cylinder(0.5, 1000, 1000 - end, time));
    }

    /**
     * A binary tree of ten levels, in which every branch has the 3/2 power of its diameter shared among its children:
     * all places of one level are as one place of a cylinder of the root's diameter (Rall 1959).
     */
    @Test
    void rallpack2IsMetByItsEquivalentCylinder() {
        int levels = 10;
        int branches = (1 << levels) - 1;
        int[] parents = IntStream.range(0, branches).map(i -> (i + 1) / 2 - 1).toArray();
        Cell tree = new Cell(new Branch(compartment(8, 32), 1), parents);
        for (int branch = 0; branch < branches; branch++) {
            int level = 31 - Integer.numberOfLeadingZeros(branch + 1);
            tree.branch(branch).set("radius", 8 * Math.pow(2, -2.0 / 3 * level));
            tree.branch(branch).set("length", 32 * Math.pow(2, -1.0 / 3 * level));
        }
        double dt = 0.1;
        tree.branch(0).stimulate(Waveform.of(time -> CURRENT, dt, 60));
        tree.branch(0).record("v");
        tree.branch(branches - 1).record("v");
        double[][] v = run(tree, Integrators.crankNicolson(), dt, 60);
        double length = 32 * levels;
        assertMeets("root", v[0], dt, time -> cylinder(8, length, 16, time));
        assertMeets("tip", v[1], dt, time -> cylinder(8, length, length - 16, time));
    }

    /**
     * A cable whose radius grows as the square of the distance s from a point, {@code r = k s^2}. Its steady state obeys
     * {@code (s^4 v')' = beta s^2 v} with {@code beta = 2 Ra g / k}, so it is made of powers p of s,
     * {@code p^2 + 3 p = beta}. Current enters at the thick end, the thin end is sealed.
     */
    @Test
    void theSteadyStateOfATaperedCableIsMet() {
        int count = 400;
        double thin = 300;
        double thick = 1000;
        double k = 2e-6; // 1/um: radii from 0.18 to 2 um
        double piece = (thick - thin) / count;
        Branch cable = new Branch(compartment(1, piece), count);
        double[] center = IntStream.range(0, count)
                .mapToDouble(i -> thin + (i + 0.5) * piece)
                .toArray();
        cable.set(
                "radius",
                IntStream.range(0, count)
                        .mapToDouble(i -> k * center[i] * center[i])
                        .toArray());
        cable.comp(count - 1).stimulate(Waveform.of(time -> CURRENT, 5, 1000));
        cable.record("v");
        double[][] v = run(cable, Integrators.backwardEuler(), 5, 1000);
        // Ohm cm over Ohm cm2 is 1/cm, 1e-4/um.
        double beta = 2 * AXIAL_RESISTIVITY / MEMBRANE_RESISTIVITY * 1e-4 / k;
        double root = Math.sqrt(9 + 4 * beta);
        double p = (-3 + root) / 2;
        double q = (-3 - root) / 2;
        // v = a s^p + b s^q with v' = 0 at the thin end and pi r^2 v' / Ra = I at the thick one.
        double ratio = -p * Math.pow(thin, p - 1) / (q * Math.pow(thin, q - 1));
        double radius = k * thick * thick;
        // Ohm cm times nA over um: 1e4 Ohm um nA = 1e-2 mV um.
        double slope = CURRENT * AXIAL_RESISTIVITY * 1e-2 / (Math.PI * radius * radius);
        double a = slope / (p * Math.pow(thick, p - 1) + ratio * q * Math.pow(thick, q - 1));
        double error = 0;
        double size = 0;
        for (int i = 0; i < count; i++) {
            double expected = a * (Math.pow(center[i], p) + ratio * Math.pow(center[i], q));
            double actual = v[i][v[i].length - 1] - REST;
            error += (actual - expected) * (actual - expected);
            size += expected * expected;
        }
        double relative = Math.sqrt(error / size);
        assertTrue(relative <= TOLERANCE, "relative error " + relative);
    }

    private static Compartment compartment(double radius, double length) {
        Compartment compartment = new Compartment();
        compartment.set("radius", radius);
        compartment.set("length", length);
        compartment.set("axial_resistivity", AXIAL_RESISTIVITY);
        compartment.set("capacitance", CAPACITANCE);
        compartment.set("v", REST);
        compartment.insert(new Leak());
        compartment.set("Leak_gLeak", 1 / MEMBRANE_RESISTIVITY);
        compartment.set("Leak_eLeak", REST);
        return compartment;
    }

    /**
     * The voltage above rest (mV) in a cylinder with sealed ends, a time (ms) after a current began to flow into its end at
     * x = 0: the modes {@code cos(k pi x / length)} decay with the rates {@code (1 + (k pi lambda / length)^2) / tau}
     * (Rall 1969).
     */
    private static double cylinder(double radius, double length, double x, double time) {
        double tau = MEMBRANE_RESISTIVITY * CAPACITANCE * 1e-3;
        double lambda = 1e4 * Math.sqrt(MEMBRANE_RESISTIVITY * radius * 1e-4 / (2 * AXIAL_RESISTIVITY));
        // Ohm cm2 over um2: 1e8 Ohm = 100 MOhm.
        double uniform = CURRENT * MEMBRANE_RESISTIVITY * 100 / (2 * Math.PI * radius * length);
        double sum = 1 - Math.exp(-time / tau);
        for (int k = 1; k < 3000; k++) {
            double wave = k * Math.PI * lambda / length;
            double rate = 1 + wave * wave;
            sum += 2 * Math.cos(k * Math.PI * x / length) * (1 - Math.exp(-rate * time / tau)) / rate;
        }
        return uniform * sum;
    }

    private interface Solution {
        double at(double time);
    }

    private static void assertMeets(String where, double[] v, double dt, Solution solution) {
        double error = 0;
        double size = 0;
        for (int k = 1; k < v.length; k += 5) {
            double expected = solution.at(k * dt);
            double actual = v[k] - REST;
            error += (actual - expected) * (actual - expected);
            size += expected * expected;
        }
        double relative = Math.sqrt(error / size);
        assertTrue(relative <= TOLERANCE, where + ": relative error " + relative);
    }

    private static double[][] run(NeuronModel model, Integrator integrator, double dt, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(model)
                        .integrator(integrator)
                        .dt(dt)
                        .tMax(duration)
                        .build()) {
            NDArray result = simulation.run(manager);
            double[][] traces = new double[Math.toIntExact(result.getShape().get(0))][];
            for (int i = 0; i < traces.length; i++) {
                traces[i] = result.get(i).toDoubleArray();
            }
            return traces;
        }
    }
}
