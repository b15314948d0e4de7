package dev.huxley.engine.llvm.emit;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the vector operations of transfers: float64 in registers (float32 if blocks and
 * rows are), moved to and from rows (float64, or
 * float32 if only written) and blocks (of either precision), whole or masked. Memory is not touched where a mask is not set, and need not be aligned to whole
 * vectors.
 */
final class TransferVector {
    private final IrFunction function;
    private final Arithmetic vector;
    private final Precision block;
    private final Precision rows;
    /** The floating point type in registers. */
    private final Precision register;

    /**
     * @param function a function in a module of float64
     * @param block the floating point type of the block
     */
    TransferVector(IrFunction function, Precision block) {
        this(function, block, Precision.FLOAT64);
    }

    /**
     * @param function a function in a module of the wider of both types
     * @param rows the floating point type of the rows; float32 is for writing, without a factor
     */
    TransferVector(IrFunction function, Precision block, Precision rows) {
        this.function = function;
        this.block = block;
        this.rows = rows;
        register = function.module().precision();
        vector = function.arithmetic(function.module().target().vectorBytes() / NativeMemory.bytesOf(register));
    }

    Arithmetic arithmetic() {
        return vector;
    }

    int width() {
        return vector.width();
    }

    /** Values times the transfer's factor; rows of float32 have none. */
    String scaled(String values) {
        return rows == Precision.FLOAT32
                ? values
                : vector.multiply(splat("double", TransferWord.SCALE.value()), values);
    }

    /** A vector of equal elements. */
    String splat(String type, String value) {
        String one = function.value("insertelement " + of(type) + " poison, " + type + " " + value + ", i64 0");
        return function.value("shufflevector " + of(type) + " " + one + ", " + of(type) + " poison, " + of("i32")
                + " zeroinitializer");
    }

    /** The vector of {@code first, first + 1, ...}. */
    String from(String first) {
        String numbers = IntStream.range(0, width()).mapToObj(i -> "i64 " + i).collect(Collectors.joining(", "));
        return function.value("add " + of("i64") + " " + splat("i64", first) + ", <" + numbers + ">");
    }

    /** The first {@code count} elements. */
    String mask(String count) {
        return function.value("icmp slt " + of("i64") + " " + from("0") + ", " + splat("i64", count));
    }

    /** The elements of a mask if a condition holds, else none. */
    String maskIf(String mask, String condition) {
        return function.value("and " + of("i1") + " " + mask + ", " + splat("i1", condition));
    }

    /** A vector if a condition holds, else zeros. */
    String keepIf(String condition, String values) {
        return function.value("select i1 " + condition + ", " + of("double") + " " + values + ", " + of("double")
                + " zeroinitializer");
    }

    /** The smaller of two integers. */
    String smaller(String a, String b) {
        return function.value("call i64 @llvm.smin.i64(i64 " + a + ", i64 " + b + ")");
    }

    /** The number of floats before the row of every element, at most the last row. */
    String rowStarts(String firstRow) {
        String last = splat("i64", function.subtract(TransferWord.COUNT.value(), "1"));
        String rows = function.value("call " + of("i64") + " @llvm.smin.v" + width() + "i64(" + of("i64") + " "
                + from(firstRow) + ", " + of("i64") + " " + last + ")");
        return function.value("mul " + of("i64") + " " + rows + ", " + splat("i64", TransferWord.ROW_STRIDE.value()));
    }

    /** The address of a float of the block. */
    String blockAt(String address, String index) {
        return function.value("getelementptr " + blockScalar() + ", ptr " + address + ", i64 " + index);
    }

    /** The address of a number of a row. */
    String rowAt(String address, String index) {
        return function.value("getelementptr " + scalar(rows) + ", ptr " + address + ", i64 " + index);
    }

    String loadRow(String address) {
        return function.value("load " + of("double") + ", ptr " + address + ", align 8");
    }

    String loadRow(String address, String mask) {
        return maskedLoad("double", address, mask);
    }

    void storeRow(String values, String address) {
        store(rows, values, address);
    }

    void storeRow(String values, String address, String mask) {
        maskedStore(scalar(rows), narrowed(rows, values, this::of), address, mask);
    }

    String loadBlock(String address) {
        return widened(
                function.value("load " + of(blockScalar()) + ", ptr " + address + ", align " + blockBytes()), this::of);
    }

    String loadBlock(String address, String mask) {
        return widened(maskedLoad(blockScalar(), address, mask), this::of);
    }

    void storeBlock(String values, String address) {
        store(block, values, address);
    }

    void storeBlock(String values, String address, String mask) {
        maskedStore(blockScalar(), narrowed(block, values, this::of), address, mask);
    }

    /** One float of the block, as float64. */
    String loadOne(String address) {
        return widened(
                function.value("load " + blockScalar() + ", ptr " + address + ", align " + blockBytes()), t -> t);
    }

    /** Stores a float64 as one float of the block. */
    void storeOne(String value, String address) {
        function.line("store " + blockScalar() + " " + narrowed(block, value, t -> t) + ", ptr " + address + ", align "
                + blockBytes());
    }

    /** The numbers at an address plus the starts of rows. */
    String gather(String address, String starts, String mask) {
        return function.value("call " + of("double") + " @llvm.masked.gather.v" + width() + "f64.v" + width() + "p0("
                + of("ptr") + " " + addresses(address, starts) + ", i32 8, " + of("i1") + " " + mask + ", "
                + of("double") + " zeroinitializer)");
    }

    /** Stores numbers at an address plus the starts of rows. */
    void scatter(String values, String address, String starts, String mask) {
        function.line("call void @llvm.masked.scatter.v" + width() + "f64.v" + width() + "p0(" + of("double") + " "
                + values + ", " + of("ptr") + " " + addresses(address, starts) + ", i32 8, " + of("i1") + " " + mask
                + ")");
    }

    /** Adds the elements in a fixed order. */
    String sum(String values) {
        return function.value("call double @llvm.vector.reduce.fadd.v" + width() + "f64(double -0.0, " + of("double")
                + " " + values + ")");
    }

    private String addresses(String address, String starts) {
        return function.value("getelementptr double, ptr " + address + ", " + of("i64") + " " + starts);
    }

    private String maskedLoad(String scalar, String address, String mask) {
        return function.value("call " + of(scalar) + " @llvm.masked.load.v" + width() + suffix(scalar) + ".p0(ptr "
                + address + ", i32 " + bytes(scalar) + ", " + of("i1") + " " + mask + ", " + of(scalar)
                + " zeroinitializer)");
    }

    private void maskedStore(String scalar, String values, String address, String mask) {
        function.line("call void @llvm.masked.store.v" + width() + suffix(scalar) + ".p0(" + of(scalar) + " " + values
                + ", ptr " + address + ", i32 " + bytes(scalar) + ", " + of("i1") + " " + mask + ")");
    }

    private String widened(String values, UnaryOperator<String> type) {
        return block == register
                ? values
                : function.value("fpext " + type.apply("float") + " " + values + " to " + type.apply("double"));
    }

    private String narrowed(Precision to, String values, UnaryOperator<String> type) {
        return to == register
                ? values
                : function.value("fptrunc " + type.apply("double") + " " + values + " to " + type.apply("float"));
    }

    private void store(Precision to, String values, String address) {
        function.line("store " + of(scalar(to)) + " " + narrowed(to, values, this::of) + ", ptr " + address + ", align "
                + NativeMemory.bytesOf(to));
    }

    private String blockScalar() {
        return scalar(block);
    }

    private static String scalar(Precision precision) {
        return precision == Precision.FLOAT64 ? "double" : "float";
    }

    private int blockBytes() {
        return NativeMemory.bytesOf(block);
    }

    private String of(String scalar) {
        return "<" + width() + " x " + scalar + ">";
    }

    private static String suffix(String scalar) {
        return scalar.equals("double") ? "f64" : "f32";
    }

    private static int bytes(String scalar) {
        return scalar.equals("double") ? Double.BYTES : Float.BYTES;
    }
}
