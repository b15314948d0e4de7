package dev.huxley.engine.llvm.ir;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.GraphEmitter;
import dev.huxley.engine.llvm.jit.CompiledModule;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.graph.Graph;
import java.util.List;
import java.util.Map;

/** A graph with the output "y", compiled for arrays whose length is a multiple of the vector width. */
public final class CompiledGraph implements AutoCloseable {
    private final CompiledModule module;
    private final NativeFunction function;
    private final Precision precision;

    public CompiledGraph(Graph graph, Target target, Precision precision, int width) {
        this.precision = precision;
        IrModule text = new IrModule(target, precision);
        List<String> inputs = graph.inputs();
        text.entry("evaluate", function -> {
            Arithmetic vector = function.arithmetic(width);
            String count = function.loadWord("%words", "0");
            function.loop(count, width, index -> {
                Map<String, String> outputs = GraphEmitter.write(
                        vector,
                        graph,
                        name -> vector.load(function.floatAt(array(function, 2 + inputs.indexOf(name)), index)));
                vector.store(outputs.get("y"), function.floatAt(array(function, 1), index));
            });
            function.returnVoid();
        });
        module = CompiledModule.unchecked(text.text(), target);
        function = module.function("evaluate");
    }

    private static String array(IrFunction function, int word) {
        return function.value("load ptr, ptr " + function.wordAt("%words", Integer.toString(word)) + ", align 8");
    }

    public double[] apply(double[]... inputs) {
        int count = inputs[0].length;
        NativeMemory words = NativeMemory.ofLongs(2 + inputs.length);
        NativeMemory result = NativeMemory.ofNumbers(count, precision);
        words.set(0, (long) count);
        words.set(1, result.address());
        NativeMemory[] arrays = new NativeMemory[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            arrays[i] = NativeMemory.ofNumbers(count, precision);
            for (int k = 0; k < count; k++) {
                arrays[i].set(k, inputs[i][k]);
            }
            words.set(2 + i, arrays[i].address());
        }
        function.call(words);
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            values[k] = result.get(k);
        }
        for (NativeMemory array : arrays) {
            array.close();
        }
        words.close();
        result.close();
        return values;
    }

    @Override
    public void close() {
        module.close();
    }
}
