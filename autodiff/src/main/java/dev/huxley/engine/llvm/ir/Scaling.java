package dev.huxley.engine.llvm.ir;

import dev.huxley.engine.llvm.jit.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multiplication by powers of 2 with an instruction of AVX-512, correct for all numbers, including overflow, subnormal
 * results and NaN; integer arithmetic on exponents needs half a dozen instructions.
 */
final class Scaling {
    private Scaling() {}

    static boolean isAvailable(Target target) {
        return target.has("avx512f");
    }

    /** {@code x 2^k} for whole numbers k, rounded once. */
    static String scale(Arithmetic v, String x, String k) {
        int register = register(v);
        if (v.width() <= register) {
            Arithmetic wide = v.ofWidth(register);
            return narrowed(v, register, call(wide, widened(v, register, x), widened(v, register, k)));
        }
        List<String> parts = new ArrayList<>();
        Arithmetic part = v.ofWidth(register);
        for (int from = 0; from < v.width(); from += register) {
            int[] elements = IntStream.range(from, from + register).toArray();
            parts.add(call(part, v.shuffle(x, "poison", elements), v.shuffle(k, "poison", elements)));
        }
        for (int width = register; parts.size() > 1; width *= 2) {
            Arithmetic half = v.ofWidth(width);
            int[] both = IntStream.range(0, 2 * width).toArray();
            List<String> joined = new ArrayList<>();
            for (int i = 0; i < parts.size(); i += 2) {
                joined.add(half.shuffle(parts.get(i), parts.get(i + 1), both));
            }
            parts = joined;
        }
        return parts.get(0);
    }

    /** The number of floats of the smallest register that holds a vector, of the largest if none does. */
    private static int register(Arithmetic v) {
        int bytes = v.isDouble() ? Double.BYTES : Float.BYTES;
        boolean hasSmall = v.function().module().target().has("avx512vl");
        int smallest = hasSmall ? 16 : 64;
        return Math.max(smallest, Math.min(64, v.width() * bytes)) / bytes;
    }

    private static String call(Arithmetic v, String x, String k) {
        String type = v.type();
        int bits = v.width() * (v.isDouble() ? 64 : 32);
        // All lanes; the instruction for the widest registers also takes the rounding mode: the default.
        String mask = ", i" + Math.max(8, v.width()) + " -1" + (bits == 512 ? ", i32 4" : "");
        return v.function()
                .value("call " + type + " @llvm.x86.avx512.mask.scalef.p" + (v.isDouble() ? "d." : "s.") + bits + "("
                        + type + " " + x + ", " + type + " " + k + ", " + type + " poison" + mask + ")");
    }

    private static String widened(Arithmetic v, int width, String x) {
        if (v.width() == 1) {
            Arithmetic wide = v.ofWidth(width);
            return v.function().value("insertelement " + wide.type() + " poison, " + v.type() + " " + x + ", i64 0");
        }
        if (v.width() == width) {
            return x;
        }
        // The elements after the first ones do not matter.
        return v.shuffle(
                x, "poison", IntStream.range(0, width).map(i -> i % v.width()).toArray());
    }

    private static String narrowed(Arithmetic v, int width, String x) {
        Arithmetic wide = v.ofWidth(width);
        if (v.width() == 1) {
            return v.function().value("extractelement " + wide.type() + " " + x + ", i64 0");
        }
        return v.width() == width
                ? x
                : wide.shuffle(x, "poison", IntStream.range(0, v.width()).toArray());
    }
}
