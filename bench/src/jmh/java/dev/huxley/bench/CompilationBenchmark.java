package dev.huxley.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
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
 * Times the way from a described model to its first result on the llvm engine, in a warm process without the cache of
 * machine code: tracing, lowering, compiling, and a run of two steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Dai.djl.offline=true", "-Dhuxley.cache=false"})
public class CompilationBenchmark {
    private static final double TIME_STEP = 0.025;

    @Param({"1", "100"})
    public int compartments;

    private NDManager manager;
    private NeuronModel model;

    @Setup(Level.Trial)
    public void describe() {
        manager = HuxleyRuntime.newManager();
        model = new Branch(new Compartment(), compartments);
        model.insert(new HH());
        model.comp(0).record("v");
        model.makeTrainable("HH_gNa");
    }

    @TearDown(Level.Trial)
    public void close() {
        manager.close();
    }

    @Benchmark
    public double forward() {
        try (NDManager scratch = manager.newSubManager();
                Simulation simulation = simulation()) {
            return simulation.run(scratch).sum().getDouble();
        }
    }

    @Benchmark
    public double gradient() {
        try (NDManager scratch = manager.newSubManager();
                Simulation simulation = simulation();
                Tape tape = Tape.open()) {
            ArrayTree parameters = model.parameters(scratch);
            NDArray loss = simulation.run(parameters).norm();
            return tape.gradients(loss, parameters).get("HH_gNa").getDouble();
        }
    }

    private Simulation simulation() {
        return Simulation.of(model)
                .dt(TIME_STEP)
                .tMax(1.5 * TIME_STEP)
                .engine("llvm")
                .build();
    }
}
