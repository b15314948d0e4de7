package dev.huxley.engine.llvm.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.ir.VectorMath;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Code with bounds checks computes the same, and names the access that leaves the memory that it was given. */
class CheckedCodeTest {
    private static final int FLOATS = 32;
    /** The numbers of the words of the functions below. */
    private static final int ARRAY = 0;

    private static final int INDICES = 1;
    private static final int COUNT = 2;
    private static final int CALLEE = 3;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @Test
    void codeThatStaysInsideComputesTheSame() {
        IrModule module = module(function -> {
            Arithmetic vector = function.arithmetic(8);
            function.loop(word(function, COUNT), 8, index -> {
                String address = function.floatAt(array(function), index);
                vector.store(VectorMath.exp(vector, vector.load(address)), address);
            });
            function.returnVoid();
        });
        double[] checked = run(module, FLOATS);
        double[] expected = start();
        Arrays.setAll(expected, i -> Math.exp(expected[i]));
        assertArrayEquals(expected, checked, 1e-15 * Math.exp(1));
    }

    @Test
    void aVectorThatIsReadOutsideIsAnError() {
        IrModule module = module(function -> {
            Arithmetic vector = function.arithmetic(8);
            String value = vector.load(function.floatAt(array(function), word(function, COUNT)));
            vector.store(value, array(function));
            function.returnVoid();
        });
        assertEquals(start()[8], run(module, 8)[0], "read inside");
        assertFails(module, FLOATS, "load of <8 x double>", "in function run", "0 bytes beyond the end of the array");
        assertFails(module, FLOATS - 1, "not aligned", "load of <8 x double>");
        assertFails(module, -8, "load of <8 x double>", "64 bytes before the start of the array");
        assertFails(module, 1L << 60, "load of <8 x double>");
    }

    @Test
    void aNumberThatIsWrittenOutsideIsAnError() {
        IrModule module = module(function -> {
            Arithmetic scalar = function.arithmetic(1);
            scalar.store(scalar.constant(7), function.floatAt(array(function), word(function, COUNT)));
            function.returnVoid();
        });
        assertEquals(7, run(module, FLOATS - 1)[FLOATS - 1]);
        assertFails(module, FLOATS, "store of double", "in function run", "0 bytes beyond the end of the array");
        assertFails(module, FLOATS + 100, "store of double", "800 bytes beyond the end of the array (256 bytes)");
        assertFails(module, -1, "store of double", "8 bytes before the start of the array");
    }

    @Test
    void anInternalFunctionAndALoopNameThemselves() {
        IrModule module = module(function -> {
            function.module().internal("void", "fill", "ptr %array, i64 %count", body -> {
                Arithmetic vector = body.arithmetic(4);
                body.loop("%count", 4, index -> vector.store(vector.constant(2), body.floatAt("%array", index)));
                body.returnVoid();
            });
            function.line("call void @fill(ptr " + array(function) + ", i64 " + word(function, COUNT) + ")");
            function.returnVoid();
        });
        double[] filled = run(module, FLOATS);
        assertEquals(2, filled[FLOATS - 1]);
        assertFails(module, FLOATS + 4, "store of <4 x double>", "in function fill", "beyond the end of the array");
    }

    @Test
    void gathersAndScattersAreCheckedLaneByLane() {
        IrModule module = module(function -> {
            Arithmetic vector = function.arithmetic(4);
            String addresses = vector.addresses(array(function), address(function, INDICES));
            vector.scatter(vector.add(vector.gather(addresses), vector.constant(1)), addresses);
            function.returnVoid();
        });
        double[] added = run(module, 0, 3, 30, 31, 0);
        assertEquals(start()[31] + 1, added[31]);
        assertEquals(start()[1], added[1]);
        assertFails(module, 0, new long[] {0, 1, 32, 3}, "gather of <4 x double>", "beyond the end of the array");
        assertFails(module, 0, new long[] {-2, 1, 2, 3}, "gather of <4 x double>", "before the start of the array");
    }

    @Test
    void memoryThatMayOnlyBeReadIsNotWritten() {
        IrModule module = module(function -> {
            function.line("store i64 5, ptr " + address(function, INDICES) + ", align 8");
            function.returnVoid();
        });
        assertFails(module, 0, "store of i64", "0 bytes into the 32 of the indices");
    }

    @Test
    void functionsOfOtherModulesAreChecked() {
        IrModule module = module(function -> {
            String callee = address(function, CALLEE);
            function.line("call void " + callee + "(ptr " + array(function) + ", i64 " + word(function, COUNT) + ")");
            function.returnVoid();
        });
        assertEquals(9, run(module, FLOATS - 1)[FLOATS - 1]);
        assertFails(module, FLOATS, "store of double", "in function other");
    }

    @Test
    void theFirstOfManyFailuresIsNamed() {
        IrModule module = module(function -> {
            Arithmetic scalar = function.arithmetic(1);
            scalar.store(scalar.constant(1), function.floatAt(array(function), FLOATS + 1));
            scalar.store(scalar.constant(2), function.floatAt(array(function), FLOATS + 2));
            function.returnVoid();
        });
        assertFails(module, 0, "8 bytes beyond the end of the array");
    }

    @Test
    void anInstructionThatCannotBeCheckedIsAnError() {
        for (String instruction : new String[] {
            "%m = alloca i64",
            "%m = load atomic i64, ptr %words seq_cst, align 8",
            "%m = atomicrmw add ptr %words, i64 1 seq_cst",
            "call void @llvm.memset.p0.i64(ptr %words, i8 0, i64 8, i1 false)"
        }) {
            String text = "define void @run(ptr %words) {\nentry:\n  " + instruction + "\n  ret void\n}\n";
            IllegalStateException error = assertThrows(IllegalStateException.class, () -> CheckedCode.of(text));
            assertTrue(error.getMessage().contains(instruction), error.getMessage());
        }
    }

    private static IrModule module(Consumer<IrFunction> body) {
        IrModule module = new IrModule(LlvmLibrary.host(), Precision.FLOAT64);
        module.entry("run", body);
        return module;
    }

    private static String array(IrFunction function) {
        return address(function, ARRAY);
    }

    private static String address(IrFunction function, int word) {
        return function.value("load ptr, ptr " + function.wordAt("%words", Integer.toString(word)) + ", align 8");
    }

    private static String word(IrFunction function, int word) {
        return function.loadWord("%words", Integer.toString(word));
    }

    private static double[] start() {
        double[] start = new double[FLOATS];
        Arrays.setAll(start, i -> i / 32.0);
        return start;
    }

    /** The array after a run, given a count and indices. */
    private static double[] run(IrModule module, long count, long... indices) {
        Target host = LlvmLibrary.host();
        SharedCode shared = new SharedCode(new ObjectCache(null, 0));
        IrModule other = new IrModule(host, Precision.FLOAT64);
        other.exported("other", "ptr %array, i64 %at", body -> {
            Arithmetic scalar = body.arithmetic(1);
            scalar.store(scalar.constant(9), body.floatAt("%array", "%at"));
            body.returnVoid();
        });
        try (CompiledModule compiled = new CompiledModule(CheckedCode.of(module.text()), host, shared);
                CompiledModule callee = new CompiledModule(CheckedCode.of(other.text()), host, shared);
                NativeMemory words = NativeMemory.ofLongs(4);
                NativeMemory array = NativeMemory.ofNumbers(FLOATS, Precision.FLOAT64);
                NativeMemory list = NativeMemory.of(Arrays.copyOf(indices, 4))) {
            for (int i = 0; i < FLOATS; i++) {
                array.set(i, start()[i]);
            }
            words.set(ARRAY, array.address());
            words.set(INDICES, list.address());
            words.set(COUNT, count);
            words.set(CALLEE, callee.address("other"));
            new CheckedCall(words)
                    .mayWrite("array", array)
                    .mayRead("indices", list)
                    .run(compiled.function("run"));
            double[] result = new double[FLOATS];
            Arrays.setAll(result, array::get);
            return result;
        }
    }

    private static void assertFails(IrModule module, long count, String... parts) {
        assertFails(module, count, new long[4], parts);
    }

    private static void assertFails(IrModule module, long count, long[] indices, String... parts) {
        String message = assertThrows(IllegalStateException.class, () -> run(module, count, indices))
                .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "no '" + part + "' in: " + message);
        }
    }
}
