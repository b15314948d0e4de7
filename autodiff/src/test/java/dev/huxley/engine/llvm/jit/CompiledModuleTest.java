package dev.huxley.engine.llvm.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.CompiledGraph;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompiledModuleTest {
    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @Test
    void textThatIsNoCodeIsAnError() {
        Target host = LlvmLibrary.host();
        IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> new CompiledModule("define nonsense", host));
        assertTrue(error.getMessage().contains("cannot be read"), error.getMessage());
    }

    @Test
    void codeThatDoesNotVerifyIsAnError() {
        String text = "define i64 @f(i64 %a) {\nentry:\n  %x = add i64 %y, 1\n  %y = add i64 %a, 1\n  ret i64 %x\n}\n";
        IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> new CompiledModule(text, LlvmLibrary.host()));
        assertTrue(error.getMessage().contains("not valid"), error.getMessage());
    }

    @Test
    void aMissingFunctionIsAnError() {
        String text = "define void @f(ptr %words) {\nentry:\n  ret void\n}\n";
        try (CompiledModule module = new CompiledModule(text, LlvmLibrary.host())) {
            IllegalStateException error = assertThrows(IllegalStateException.class, () -> module.function("g"));
            assertTrue(error.getMessage().contains("has no function g"), error.getMessage());
        }
    }

    @Test
    void twoThreadsCompileAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<double[]>> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double factor = i;
            results.add(threads.submit(() -> {
                try (CompiledGraph compiled =
                        new CompiledGraph(multiple(factor), LlvmLibrary.host(), Precision.FLOAT64, 8)) {
                    return compiled.apply(new double[] {1, 2, 3, 4, 5, 6, 7, 8});
                }
            }));
        }
        threads.shutdown();
        for (int i = 0; i < results.size(); i++) {
            assertEquals(8.0 * i, results.get(i).get()[7], "factor " + i);
        }
    }

    private static Graph multiple(double factor) {
        GraphBuilder builder = GraphBuilder.literal();
        builder.output("y", builder.apply(Operation.MUL, builder.input("x"), builder.constant(factor)));
        return builder.build();
    }
}
