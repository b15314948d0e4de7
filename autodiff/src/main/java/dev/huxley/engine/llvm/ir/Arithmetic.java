package dev.huxley.engine.llvm.ir;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes operations on vectors of one width. Multiplications and additions may be fused ("contract"); nothing else is
 * reordered, so results do not depend on the place of an expression.
 */
public final class Arithmetic {
    private static final String MAY_FUSE = "contract ";

    private final IrFunction function;
    private final int width;
    private final Precision precision;
    private final String flags;

    Arithmetic(IrFunction function, int width) {
        this(function, width, function.module().precision(), MAY_FUSE);
    }

    private Arithmetic(IrFunction function, int width, Precision precision, String flags) {
        this.function = function;
        this.width = width;
        this.precision = precision;
        this.flags = flags;
    }

    /** The same operations, each rounded on its own. */
    Arithmetic exact() {
        return new Arithmetic(function, width, precision, "");
    }

    /** The same operations in another function. */
    Arithmetic in(IrFunction other) {
        return new Arithmetic(other, width, precision, flags);
    }

    /** The same operations on vectors of another width. */
    Arithmetic ofWidth(int other) {
        return new Arithmetic(function, other, precision, flags);
    }

    /** The same operations in float64. */
    Arithmetic widened() {
        return new Arithmetic(function, width, Precision.FLOAT64, flags);
    }

    /** Values for {@link #widened}. */
    String widen(String a) {
        return function.value("fpext " + type() + " " + a + " to " + widened().type());
    }

    /** Values of {@link #widened}, rounded. */
    String narrow(String a) {
        return function.value("fptrunc " + widened().type() + " " + a + " to " + type());
    }

    public IrFunction function() {
        return function;
    }

    public int width() {
        return width;
    }

    boolean isDouble() {
        return bytes() == Double.BYTES;
    }

    /** The type of the vectors. */
    public String type() {
        return vector(scalar());
    }

    /** The type of integers as wide as the floats. */
    String integerType() {
        return vector(isDouble() ? "i64" : "i32");
    }

    String maskType() {
        return vector("i1");
    }

    /** The suffix of the names of LLVM's intrinsics for this type, for instance {@code v8f64}. */
    String suffix() {
        return (width == 1 ? "" : "v" + width) + (isDouble() ? "f64" : "f32");
    }

    public String constant(double value) {
        double rounded = isDouble() ? value : (float) value;
        String bits = String.format(Locale.ROOT, "0x%016X", Double.doubleToRawLongBits(rounded));
        return width == 1 ? bits : "splat (" + scalar() + " " + bits + ")";
    }

    String integer(long value) {
        return width == 1 ? Long.toString(value) : "splat (" + (isDouble() ? "i64 " : "i32 ") + value + ")";
    }

    public String mask(boolean value) {
        return width == 1 ? Boolean.toString(value) : "splat (i1 " + value + ")";
    }

    public String add(String a, String b) {
        return binary("fadd", a, b);
    }

    public String subtract(String a, String b) {
        return binary("fsub", a, b);
    }

    public String multiply(String a, String b) {
        return binary("fmul", a, b);
    }

    public String divide(String a, String b) {
        return binary("fdiv", a, b);
    }

    public String negate(String a) {
        return function.value("fneg " + type() + " " + a);
    }

    /** {@code a b + c}: rounded once where the processor can. */
    String multiplyAdd(String a, String b, String c) {
        if (function.module().target().hasFusedMultiplyAdd()) {
            return call("fma", a, b, c);
        }
        return add(multiply(a, b), c);
    }

    /** A comparison by LLVM's condition, for instance {@code olt}; the value is a mask. */
    public String compare(String condition, String a, String b) {
        return function.value("fcmp " + condition + " " + type() + " " + a + ", " + b);
    }

    public String select(String mask, String a, String b) {
        return function.value("select " + maskType() + " " + mask + ", " + type() + " " + a + ", " + type() + " " + b);
    }

    /** The larger of a vector and a number; NaN stays. One instruction on x86. */
    String atLeast(String a, double limit) {
        String bound = constant(limit);
        return select(compare("ogt", bound, a), bound, a);
    }

    /** The smaller of a vector and a number; NaN stays. One instruction on x86. */
    String atMost(String a, double limit) {
        String bound = constant(limit);
        return select(compare("olt", bound, a), bound, a);
    }

    public String logic(String operation, String a, String b) {
        return function.value(operation + " " + maskType() + " " + a + ", " + b);
    }

    String integers(String operation, String a, String b) {
        return function.value(operation + " " + integerType() + " " + a + ", " + b);
    }

    String selectIntegers(String mask, String a, String b) {
        return function.value(
                "select " + maskType() + " " + mask + ", " + integerType() + " " + a + ", " + integerType() + " " + b);
    }

    String bits(String floats) {
        return function.value("bitcast " + type() + " " + floats + " to " + integerType());
    }

    String floats(String bits) {
        return function.value("bitcast " + integerType() + " " + bits + " to " + type());
    }

    /** One of LLVM's functions on floats, such as {@code sqrt}. */
    public String call(String intrinsic, String... arguments) {
        return callFunction("llvm." + intrinsic + "." + suffix(), arguments);
    }

    String callFunction(String name, String... arguments) {
        StringBuilder list = new StringBuilder();
        for (String argument : arguments) {
            list.append(list.isEmpty() ? "" : ", ").append(type()).append(' ').append(argument);
        }
        return function.value("call " + type() + " @" + name + "(" + list + ")");
    }

    public String load(String pointer) {
        return function.value("load " + type() + ", ptr " + pointer + ", align " + alignment());
    }

    public void store(String value, String pointer) {
        function.line("store " + type() + " " + value + ", ptr " + pointer + ", align " + alignment());
    }

    /** Loads from the address of any element of an array, aligned or not. */
    public String loadAnywhere(String pointer) {
        return function.value("load " + type() + ", ptr " + pointer + ", align " + bytes());
    }

    public void storeAnywhere(String value, String pointer) {
        function.line("store " + type() + " " + value + ", ptr " + pointer + ", align " + bytes());
    }

    /** Adds to the number in memory. */
    public void accumulate(String value, String pointer) {
        store(add(load(pointer), value), pointer);
    }

    /** The addresses of the floats whose indices are at a pointer to 64-bit integers. */
    public String addresses(String base, String indices) {
        String numbers = function.value("load " + vector("i64") + ", ptr " + indices + ", align 8");
        return function.value(
                "getelementptr " + function.scalar() + ", ptr " + base + ", " + vector("i64") + " " + numbers);
    }

    public String gather(String addresses) {
        return function.value("call " + type() + " @llvm.masked.gather." + suffix() + ".v" + width + "p0("
                + vector("ptr") + " " + addresses + ", i32 " + bytes() + ", " + maskType() + " " + mask(true) + ", "
                + type() + " poison)");
    }

    public void scatter(String value, String addresses) {
        function.line("call void @llvm.masked.scatter." + suffix() + ".v" + width + "p0(" + type() + " " + value + ", "
                + vector("ptr") + " " + addresses + ", i32 " + bytes() + ", " + maskType() + " " + mask(true) + ")");
    }

    /** A vector of one number that is not a constant. */
    public String splat(String number) {
        if (width == 1) {
            return number;
        }
        String first =
                function.value("insertelement " + type() + " poison, " + function.scalar() + " " + number + ", i64 0");
        return shuffle(first, first, new int[width]);
    }

    /** Elements of two vectors, numbered through both: those of {@code b} follow those of {@code a}. */
    String shuffle(String a, String b, int[] elements) {
        String numbers = Arrays.stream(elements).mapToObj(i -> "i32 " + i).collect(Collectors.joining(", "));
        return function.value("shufflevector " + type() + " " + a + ", " + type() + " " + b + ", <" + elements.length
                + " x i32> <" + numbers + ">");
    }

    private String binary(String operation, String a, String b) {
        return function.value(operation + " " + flags + type() + " " + a + ", " + b);
    }

    private String vector(String scalar) {
        return width == 1 ? scalar : "<" + width + " x " + scalar + ">";
    }

    private String scalar() {
        return isDouble() ? "double" : "float";
    }

    private int bytes() {
        return NativeMemory.bytesOf(precision);
    }

    /** Vectors lie at multiples of their size, blocks of them at multiples of 64 bytes. */
    private int alignment() {
        return Math.min(64, width * bytes());
    }
}
