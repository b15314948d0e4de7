package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.ir.VectorMath;
import dev.huxley.engine.llvm.jit.CompiledModule;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times one element of a mathematical function, in vectors of different widths, from cache to cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VectorMathBenchmark {
    private static final int ELEMENTS = 1024;

    @Param({"exp", "expBelow", "log", "tanh", "sigmoid", "pow", "divide"})
    public String function;

    @Param({"FLOAT64", "FLOAT32"})
    public Precision precision;

    @Param({"1", "4", "8", "16", "32", "64"})
    public int width;

    private CompiledModule module;
    private NativeFunction evaluate;
    private NativeMemory words;
    private NativeMemory arguments;
    private NativeMemory results;

    @Setup(Level.Trial)
    public void build() {
        IrModule text = new IrModule(LlvmLibrary.host(), precision);
        text.entry("evaluate", body -> {
            Arithmetic vector = body.arithmetic(width);
            String from = body.value("load ptr, ptr " + body.wordAt("%words", "0") + ", align 8");
            String to = body.value("load ptr, ptr " + body.wordAt("%words", "1") + ", align 8");
            body.loop(Integer.toString(ELEMENTS), width, index -> {
                String x = vector.load(body.floatAt(from, index));
                vector.store(apply(vector, x), body.floatAt(to, index));
            });
            body.returnVoid();
        });
        module = new CompiledModule(text.text(), LlvmLibrary.host());
        evaluate = module.function("evaluate");
        arguments = NativeMemory.ofNumbers(ELEMENTS, precision);
        results = NativeMemory.ofNumbers(ELEMENTS, precision);
        for (int i = 0; i < ELEMENTS; i++) {
            // Positive for the logarithm, and of the size that exponents of rates have.
            arguments.set(i, 1e-3 + 6.0 * i / ELEMENTS);
        }
        words = NativeMemory.ofLongs(2);
        words.set(0, arguments.address());
        words.set(1, results.address());
    }

    @TearDown(Level.Trial)
    public void close() {
        words.close();
        arguments.close();
        results.close();
        module.close();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void element() {
        evaluate.call(words);
    }

    private String apply(Arithmetic vector, String x) {
        return switch (function) {
            case "exp" -> VectorMath.exp(vector, x);
            case "expBelow" -> VectorMath.expBelow(vector, x);
            case "log" -> VectorMath.log(vector, x);
            case "tanh" -> VectorMath.tanh(vector, x);
            case "sigmoid" -> VectorMath.sigmoid(vector, x);
            case "pow" -> VectorMath.pow(vector, x, vector.constant(1.7));
            default -> vector.divide(vector.constant(1), x);
        };
    }
}
