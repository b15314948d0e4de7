package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.AdEx;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.simplified.Izhikevich;
import dev.huxley.mechanism.simplified.Rate;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neuron models that write the voltage in their update. */
@Tag("names-engines")
class SimplifiedNeuronTest {
    private static final double DT = 0.025;

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void integrateAndFireSpikesAsItsFormulaSays(String engine) {
        Cell cell = neuron(new Leak(), new Fire());
        cell.set("Leak_gLeak", 1e-4);
        cell.set("v", -70);
        // 25 mV above rest in the end, tau 10 ms: 10 ln(25 / 5) = 16.1 ms from rest to threshold
        double amplitude = 25 * 1e-4 * 1e3 * cell.get("area")[0] * 1e-5;
        cell.stimulate(Waveform.of(time -> amplitude, DT, 200));
        cell.record("v");
        cell.record("Fire_spikes");
        double[][] traces = run(cell, engine, 200);
        List<Double> times = spikeTimes(traces[1]);
        double period = 10 * Math.log(5);
        assertEquals((int) (200 / period), times.size(), "spikes at " + times);
        for (int i = 0; i < times.size(); i++) {
            assertEquals((i + 1) * period, times.get(i), 4 * DT * (i + 1), "time of spike " + i);
        }
        double highest = max(traces[0], 0, traces[0].length);
        assertTrue(highest > -50 && highest < -49.9, "highest voltage " + highest);
        int first = (int) Math.round(times.get(0) / DT);
        // The reset comes first, then the stimulus of the same step.
        assertEquals(-70 + amplitude * 1e5 / cell.get("area")[0] * DT, traces[0][first], 0.01);
    }

    /** Period doubling, bursting and so on depend on a to d; these are the paper's regular and fast spiking neurons. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void izhikevichNeuronsSpikeRegularlyAndFast(String engine) {
        List<Double> regular = izhikevich(engine, 0.02, 8);
        List<Double> fast = izhikevich(engine, 0.1, 2);
        assertTrue(regular.size() >= 5 && regular.size() <= 20, "regular spiking: " + regular);
        assertTrue(fast.size() >= 2 * regular.size(), "fast spiking: " + fast + ", regular: " + regular);
        double first = regular.get(1) - regular.get(0);
        double last = regular.get(regular.size() - 1) - regular.get(regular.size() - 2);
        assertTrue(last > 1.5 * first, "regular spiking adapts: intervals " + first + " and " + last);
    }

    private static List<Double> izhikevich(String engine, double a, double d) {
        Cell cell = neuron(new Izhikevich());
        unitArea(cell);
        cell.set("Izhikevich_a", a);
        cell.set("Izhikevich_d", d);
        cell.set("v", -70);
        SteadyState.apply(cell);
        assertEquals(-14, cell.get("Izhikevich_u")[0], 1e-12);
        cell.stimulate(Waveform.of(time -> 10, DT, 300));
        cell.record("v");
        cell.record("Izhikevich_spikes");
        cell.record("Izhikevich_u");
        double[][] traces = run(cell, engine, 300);
        assertTrue(max(traces[0], 0, traces[0].length) < 31, "the voltage is reset at 30 mV");
        List<Double> times = spikeTimes(traces[1]);
        int spike = (int) Math.round(times.get(1) / DT);
        assertEquals(d, traces[2][spike] - traces[2][spike - 1], 0.25, "the jump of u");
        return times;
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void adaptiveExponentialNeuronAdapts(String engine) {
        List<Double> adapting = adEx(engine, 60);
        List<Double> tonic = adEx(engine, 0);
        assertTrue(tonic.size() > adapting.size() && adapting.size() > 4, adapting + " of " + tonic);
        double first = adapting.get(1) - adapting.get(0);
        double last = adapting.get(adapting.size() - 1) - adapting.get(adapting.size() - 2);
        assertTrue(last > 1.3 * first, "adapting intervals " + first + " and " + last);
        double firstTonic = tonic.get(1) - tonic.get(0);
        double lastTonic = tonic.get(tonic.size() - 1) - tonic.get(tonic.size() - 2);
        assertTrue(Math.abs(lastTonic / firstTonic - 1) < 0.3, "tonic intervals " + firstTonic + " and " + lastTonic);
    }

    private static List<Double> adEx(String engine, double b) {
        Cell cell = neuron(new AdEx());
        cell.set("length", 100 / (2 * Math.PI));
        cell.set("radius", 1);
        cell.set("capacitance", 200);
        cell.set("AdEx_b", b);
        cell.set("AdEx_tau_w", 100);
        cell.set("v", -70);
        cell.stimulate(Waveform.of(time -> 0.5, DT, 300));
        cell.record("AdEx_spikes");
        return spikeTimes(run(cell, engine, 300)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void rateDecaysAndAddsItsInput(String engine) {
        Cell cell = neuron(new Rate());
        unitArea(cell);
        cell.set("v", 3);
        cell.set("Rate_tau", 5);
        cell.record("v");
        cell.stimulate(Waveform.step(1, 1, 1, DT, 2));
        double[] v = run(cell, engine, 2)[0];
        double decay = Math.exp(-DT / 5);
        double want = 3;
        for (int step = 0; step + 1 < v.length; step++) {
            want = want * decay + (step >= 40 && step < 80 ? DT : 0);
            assertEquals(want, v[step + 1], 1e-12, "after step " + step);
        }
    }

    /** All mechanisms see the voltage before the step; the later reset wins, and what follows starts from it. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void laterWritersOfTheVoltageWin(String engine) {
        Cell cell = neuron(new Fire("First"), new Fire("Second"));
        cell.set("First_vth", -60);
        cell.set("First_vreset", -80);
        cell.set("Second_vth", -60);
        cell.set("Second_vreset", -90);
        cell.set("v", -55);
        for (String state : new String[] {"v", "First_spikes", "Second_spikes"}) {
            cell.record(state);
        }
        double[][] traces = run(cell, engine, 3 * DT);
        assertArrayEquals(new double[] {-55, -90, -90}, Arrays.copyOf(traces[0], 3), 1e-12);
        assertArrayEquals(new double[] {0, 1, 0}, Arrays.copyOf(traces[1], 3));
        assertArrayEquals(new double[] {0, 1, 0}, Arrays.copyOf(traces[2], 3));
    }

    /** Two of three compartments of a cable reset; the currents of the step start from the reset voltage. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void gradientEqualsCentralDifferenceAcrossResets(String engine) {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("axial_resistivity", 500);
        cell.insert(new Leak());
        cell.comp(0, 2).insert(new Fire());
        // So far above threshold that the differences move no spike.
        cell.set("v", -48);
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(2).engine(engine).build()) {
            double[] before = simulation.run(manager).get(0).toDoubleArray();
            int resets = 0;
            for (int i = 1; i < before.length; i++) {
                resets += before[i] < before[i - 1] - 2 ? 1 : 0;
            }
            assertTrue(resets > 0, "there is no reset in the run");
            ArrayTree at = ArrayTree.empty();
            for (String key : List.of("Leak_gLeak", "Leak_eLeak", "Fire_vreset", "v", "radius", "capacitance")) {
                at = at.with(key, GradientCheck.leaf(manager, values(cell, key)));
            }
            GradientCheck.assertGradient(at, tree -> {
                Inputs inputs = Inputs.none();
                for (String key : tree.paths()) {
                    inputs = inputs.with(cell, key, tree.get(key));
                }
                return GradientTest.loss(simulation.run(manager, inputs));
            });
        }
    }

    /** With a surrogate derivative a loss on spikes can be descended; the derivative is the fast sigmoid's. */
    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void spikesHaveTheSurrogateDerivative(String engine) {
        for (double v : new double[] {-52, -49.5}) {
            Cell cell = neuron(new Fire());
            cell.set("Fire_slope", 2);
            cell.set("v", v);
            cell.record("Fire_spikes");
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(cell)
                            .dt(DT)
                            .tMax(0.5 * DT)
                            .engine(engine)
                            .build();
                    Tape tape = Tape.open()) {
                ArrayTree at =
                        ArrayTree.of("v", GradientCheck.leaf(manager, v)).with("slope", GradientCheck.leaf(manager, 2));
                NDArray spikes = simulation.run(
                        manager, Inputs.none().with(cell, "v", at.get("v")).with(cell, "Fire_slope", at.get("slope")));
                ArrayTree gradients = tape.gradients(spikes.get("0,1").sum(), at);
                assertEquals(v > -50 ? 1 : 0, spikes.toDoubleArray()[1], "spikes at " + v);
                double want = 1 / Math.pow(1 + 2 * Math.abs(v + 50), 2);
                assertEquals(want, gradients.get("v").toDoubleArray()[0], 1e-12, "derivative at " + v);
                assertEquals(0, gradients.get("slope").toDoubleArray()[0], "derivative by the slope");
            }
        }
    }

    private static double[] values(Cell cell, String key) {
        return Arrays.stream(cell.get(key))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static Cell neuron(Channel... channels) {
        Cell cell = new Cell(new Compartment());
        for (Channel channel : channels) {
            cell.insert(channel);
        }
        return cell;
    }

    /** An area of 1e5 um2: a stimulus of 1 nA moves the voltage by the time step. */
    private static void unitArea(Cell cell) {
        cell.set("length", 1e5 / (2 * Math.PI));
        cell.set("radius", 1);
    }

    private static double[][] run(Cell cell, String engine, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(DT).tMax(duration).engine(engine).build()) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[(int) traces.getShape().get(0)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = traces.get(i).toDoubleArray();
            }
            return rows;
        }
    }

    private static List<Double> spikeTimes(double[] spikes) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < spikes.length; i++) {
            assertTrue(spikes[i] == 0 || spikes[i] == 1, "spikes is " + spikes[i]);
            if (spikes[i] == 1) {
                times.add(i * DT);
            }
        }
        return times;
    }

    private static double max(double[] values, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }
}
