package dev.huxley.engine.llvm;

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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times a call of a compiled function that does nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallBenchmark {
    private CompiledModule module;
    private NativeFunction function;
    private NativeMemory words;

    @Setup(Level.Trial)
    public void build() {
        String text = "define void @nothing(ptr %words) {\nentry:\n  ret void\n}\n";
        module = new CompiledModule(text, LlvmLibrary.host());
        function = module.function("nothing");
        words = NativeMemory.ofLongs(1);
    }

    @TearDown(Level.Trial)
    public void close() {
        words.close();
        module.close();
    }

    @Benchmark
    public void call() {
        function.call(words);
    }
}
