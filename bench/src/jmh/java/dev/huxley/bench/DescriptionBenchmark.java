package dev.huxley.bench;

import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Index;
import dev.huxley.model.Network;
import dev.huxley.model.SynapseSelection;
import dev.huxley.model.View;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Views of a network of 100,000 compartments (1,000 cells, 100 branches), and 1,000,000 synapses made in one call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DescriptionBenchmark {
    private static final int CELLS = 1000;
    private static final int BRANCHES = 10;
    private static final int COMPARTMENTS = 10;

    private Network network;
    private int[] rows;

    @Setup(Level.Trial)
    public void describe() {
        int[] parents = new int[BRANCHES];
        parents[0] = -1;
        Cell cell = new Cell(new Branch(new Compartment(), COMPARTMENTS), parents);
        network = new Network(Collections.nCopies(CELLS, cell));
        rows = network.cell(Index.range(0, CELLS / 2)).compartments();
    }

    /** Selects the middle compartment of every branch of half of the cells. */
    @Benchmark
    public View view() {
        return network.cell(Index.range(0, CELLS / 2)).branch(Index.all()).loc(0.5);
    }

    /** Selects half of all compartments by row. */
    @Benchmark
    public View flatSelect() {
        return network.select(rows);
    }

    /** Selects the same compartments in three steps. */
    @Benchmark
    public View nestedSelect() {
        return network.cell(Index.range(0, CELLS)).branch(Index.all()).select(rows);
    }

    /** Connects every cell to every cell in a new network. */
    @Benchmark
    public SynapseSelection connect() {
        Network unconnected = new Network(Collections.nCopies(CELLS, new Cell(new Compartment())));
        return unconnected.fullyConnect(unconnected, unconnected, new IonotropicSynapse());
    }
}
