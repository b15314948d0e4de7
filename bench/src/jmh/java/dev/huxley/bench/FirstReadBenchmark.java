package dev.huxley.bench;

import dev.huxley.model.Cell;
import dev.huxley.model.DLambda;
import dev.huxley.morphology.Swc;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times reading a reconstruction and cutting it by the d_lambda rule for the first time in a process: {@code FirstRead
 * -p swc=FILE}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class FirstReadBenchmark {
    private static final double FREQUENCY = 100;

    @Param("FILE")
    public String swc;

    @Benchmark
    public Cell readAndCut() {
        return DLambda.apply(new Cell(Swc.read(Path.of(swc))), FREQUENCY);
    }
}
