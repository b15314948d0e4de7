package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.TransferFunctions;
import dev.huxley.engine.llvm.emit.Transfers;
import dev.huxley.engine.llvm.emit.Transfers.Rows;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeMemory;
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
 * Traces of 10,000 rows and 700 steps, 56 MB of float64, between blocks in the cache and the array in memory, as compiled
 * code and as loops in Java. A score of 14 ms is 4 GB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransferBenchmark {
    private static final int BATCH = 10_000;
    private static final int STEPS = 700;
    private static final int LANES = 32;
    private static final int SEGMENT = 100;

    @Param({"FLOAT64", "FLOAT32"})
    public Precision precision;

    private TransferFunctions functions;
    private Transfers transfers;
    private NativeMemory block;
    private NativeMemory array;
    private double[] heap;

    @Setup(Level.Trial)
    public void build() {
        functions = TransferFunctions.compile(LlvmLibrary.host(), precision);
        transfers = new Transfers(functions);
        block = NativeMemory.ofNumbers(SEGMENT * LANES, precision);
        array = NativeMemory.ofNumbers(BATCH * STEPS, Precision.FLOAT64);
        heap = new double[BATCH * STEPS];
    }

    @TearDown(Level.Trial)
    public void close() {
        array.close();
        block.close();
        transfers.close();
        functions.close();
    }

    @Benchmark
    public void tracesOut() {
        each((rows, first, step) -> transfers.stepsToRows(block.address(), LANES, SEGMENT, rows, 1));
    }

    @Benchmark
    public void cotangentsIn() {
        each((rows, first, step) -> transfers.rowsToSteps(rows, block.address(), LANES, LANES, SEGMENT, 1));
    }

    @Benchmark
    public void tracesOutInJava() {
        each((rows, first, step) -> {
            for (int lane = 0; lane < rows.count(); lane++) {
                int row = (first + lane) * STEPS + step;
                for (int i = 0; i < SEGMENT; i++) {
                    heap[row + i] = block.get(lane + i * LANES);
                }
            }
        });
    }

    @Benchmark
    public void cotangentsInInJava() {
        each((rows, first, step) -> {
            for (int lane = 0; lane < rows.count(); lane++) {
                int row = (first + lane) * STEPS + step;
                for (int i = 0; i < SEGMENT; i++) {
                    block.set(lane + i * LANES, heap[row + i]);
                }
            }
        });
    }

    private interface Segment {
        void transfer(Rows rows, int first, int step);
    }

    private void each(Segment segment) {
        for (int first = 0; first < BATCH; first += LANES) {
            Rows rows = new Rows(
                    array.address() + (long) first * STEPS * Double.BYTES, STEPS, Math.min(LANES, BATCH - first));
            for (int step = 0; step < STEPS; step += SEGMENT) {
                segment.transfer(rows.from(step), first, step);
            }
        }
    }
}
