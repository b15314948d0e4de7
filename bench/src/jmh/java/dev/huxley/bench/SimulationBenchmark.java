package dev.huxley.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forward runs and gradients. One invocation is a whole run from the arrays of the parameters to the traces (or the
 * gradient of their Euclidean norm), as a step of a fit does it; {@link CompartmentSteps} divides its time by
 * the number of compartment-steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-Dai.djl.offline=true"})
public class SimulationBenchmark {
    static final double TIME_STEP = 0.025;

    /** The steps of a run, enough for the fixed cost of a run to be small. */
    static final int STEPS = 1000;

    private static final double START = -65;

    /** The simulated cells: {@code point x N} is a batch of N point neurons, {@code cable 100} has 100 compartments. */
    @Param({"point x 1", "point x 100", "point x 10000", "cable 100"})
    public String neuron;

    /** {@code torch} keeps some 4 MB per step for the gradient of 10 000 point neurons. */
    @Param("llvm")
    public String engine;

    private NDManager manager;
    private Simulation simulation;
    private ArrayTree parameters;

    /** Builds the model; a point neuron is first compared with the loop in plain Java. */
    @Setup(Level.Trial)
    public void build() {
        manager = HuxleyRuntime.newManager();
        boolean isCable = neuron.startsWith("cable");
        NeuronModel model = isCable ? new Branch(new Compartment(), 100) : new Cell(new Compartment());
        model.insert(new HH());
        model.set("length", 20);
        model.set("radius", isCable ? 2 : 10);
        model.set("axial_resistivity", 150);
        model.set("v", START);
        SteadyState.apply(model);
        model.comp(0).stimulate(Waveform.of(current(), TIME_STEP));
        model.comp(0).record("v");
        model.makeTrainable("HH_gNa");
        model.makeTrainable("HH_gK");
        model.makeTrainable("HH_gLeak");
        simulation = Simulation.of(model).dt(TIME_STEP).engine(engine).build();
        ArrayTree one = model.parameters(manager);
        if (!isCable) {
            requireAgreement(one);
        }
        parameters = isCable ? one : batch(one, Integer.parseInt(neuron.substring("point x ".length())));
    }

    @TearDown(Level.Trial)
    public void close() {
        simulation.close();
        manager.close();
    }

    @Benchmark
    public double forward() {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray traces = simulation.run(leaves(scratch, false));
            return last(traces);
        }
    }

    @Benchmark
    public double gradient() {
        try (NDManager scratch = manager.newSubManager();
                Tape tape = Tape.open()) {
            ArrayTree leaves = leaves(scratch, true);
            NDArray loss = simulation.run(leaves).norm();
            return last(tape.gradients(loss, leaves).get("HH_gNa"));
        }
    }

    /** The current: 0.3 nA from 1 to 3 ms and from 13 to 15 ms. */
    static double[] current() {
        double[] current = new double[STEPS];
        Arrays.fill(current, 40, 120, 0.3);
        Arrays.fill(current, 520, 600, 0.3);
        return current;
    }

    /** The point neuron of this benchmark in plain Java. */
    static double[] scalarTrace() {
        return new ScalarHodgkinHuxley(TIME_STEP, 2 * Math.PI * 10 * 20, 0.12, 0.036, 0.0003).run(START, current());
    }

    private void requireAgreement(ArrayTree one) {
        double[] expected = scalarTrace();
        try (NDArray traces = simulation.run(one)) {
            double[] actual = traces.toDoubleArray();
            double worst = actual.length == expected.length ? 0 : Double.NaN;
            for (int k = 0; k < actual.length && worst >= 0; k++) {
                worst = Math.max(worst, Math.abs(actual[k] - expected[k]));
            }
            if (!(worst <= 1e-6)) {
                throw new IllegalStateException("simulation and baseline differ by " + worst + " mV in " + actual.length
                        + " and " + expected.length + " time points: they do not compute the same");
            }
        }
    }

    /** The conductances of each neuron, all slightly different. */
    private ArrayTree batch(ArrayTree one, int size) {
        return one.map(array -> {
            double own = array.toDoubleArray()[0];
            double[] values = new double[size];
            Arrays.setAll(values, i -> own * (1 + 0.1 * i / size));
            return manager.create(values, new Shape(size, 1));
        });
    }

    private ArrayTree leaves(NDManager scratch, boolean withGradient) {
        return parameters.map(array -> {
            NDArray leaf = array.duplicate();
            leaf.attach(scratch);
            leaf.setRequiresGradient(withGradient);
            return leaf;
        });
    }

    private static double last(NDArray array) {
        double[] values = array.toDoubleArray();
        return values[values.length - 1];
    }
}
