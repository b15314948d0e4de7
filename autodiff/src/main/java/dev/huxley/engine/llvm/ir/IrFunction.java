package dev.huxley.engine.llvm.ir;

import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The body of a function in LLVM IR text: instructions, integers, pointers and loops. */
public final class IrFunction {
    private final IrModule module;
    private final StringBuilder locals = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private int values;
    private int blocks;
    private String block = "entry";
    private String latch;

    IrFunction(IrModule module) {
        this.module = module;
    }

    public IrModule module() {
        return module;
    }

    String text() {
        return locals.toString() + text;
    }

    /** Operations on vectors of this many floats. */
    public Arithmetic arithmetic(int width) {
        return new Arithmetic(this, width);
    }

    /** An instruction without a value. */
    public void line(String instruction) {
        text.append("  ").append(instruction).append('\n');
    }

    /** An instruction; returns the name of its value. */
    public String value(String instruction) {
        String name = "%x" + values++;
        line(name + " = " + instruction);
        return name;
    }

    /** The address of a local variable; it stands for a register, so its address must not leave the function. */
    public String local(String type) {
        String name = "%x" + values++;
        locals.append("  ").append(name).append(" = alloca ").append(type).append(", align 64\n");
        return name;
    }

    public void returnVoid() {
        line("ret void");
    }

    public String add(String a, String b) {
        return value("add i64 " + a + ", " + b);
    }

    public String add(String a, long b) {
        return b == 0 ? a : add(a, Long.toString(b));
    }

    public String subtract(String a, String b) {
        return value("sub i64 " + a + ", " + b);
    }

    public String multiply(String a, long b) {
        return b == 1 ? a : value("mul i64 " + a + ", " + b);
    }

    /** The address of the element with this number in an array of 64-bit numbers. */
    public String wordAt(String pointer, String index) {
        return value("getelementptr i64, ptr " + pointer + ", i64 " + index);
    }

    public String loadWord(String pointer, String index) {
        return value("load i64, ptr " + wordAt(pointer, index) + ", align 8");
    }

    /** The address of the float with this number. */
    public String floatAt(String pointer, String index) {
        return index.equals("0") ? pointer : value("getelementptr " + scalar() + ", ptr " + pointer + ", i64 " + index);
    }

    public String floatAt(String pointer, long index) {
        return floatAt(pointer, Long.toString(index));
    }

    /** The type of one float. */
    public String scalar() {
        return NativeMemory.bytesOf(module.precision()) == Double.BYTES ? "double" : "float";
    }

    /** Runs the body for {@code index = 0, step, 2 step, ... < end}. */
    public void loop(String end, int step, Consumer<String> body) {
        loop("0", end, step, body);
    }

    /** Runs the body for {@code index = from, from + step, from + 2 step, ... < end}. */
    public void loop(String from, String end, int step, Consumer<String> body) {
        int number = blocks++;
        String before = block;
        line("br label %head" + number);
        start("head" + number);
        String index = "%i" + number;
        line(index + " = phi i64 [ " + from + ", %" + before + " ], [ %next" + number + ", %latch" + number + " ]");
        String more = value("icmp slt i64 " + index + ", " + end);
        line("br i1 " + more + ", label %body" + number + ", label %done" + number);
        start("body" + number);
        body.accept(index);
        line("br label %latch" + number);
        start("latch" + number);
        line("%next" + number + " = add i64 " + index + ", " + step);
        line("br label %head" + number);
        start("done" + number);
    }

    /** Runs the body for {@code index = end - 1, ..., 1, 0}. */
    public void loopBackwards(String end, Consumer<String> body) {
        loop(end, 1, index -> body.accept(subtract(subtract(end, "1"), index)));
    }

    /** Repeats the body until it returns; the body gets the number of the turn. */
    public void repeat(Consumer<String> body) {
        int number = blocks++;
        String outer = latch;
        latch = "latch" + number;
        String before = block;
        line("br label %head" + number);
        start("head" + number);
        String turn = "%i" + number;
        line(turn + " = phi i64 [ 0, %" + before + " ], [ %next" + number + ", %" + latch + " ]");
        body.accept(turn);
        line("br label %" + latch);
        start(latch);
        line("%next" + number + " = add i64 " + turn + ", 1");
        line("br label %head" + number);
        latch = outer;
    }

    /** Begins the next turn of the innermost {@link #repeat} unless a condition holds. */
    public void continueUnless(String condition) {
        int number = blocks++;
        line("br i1 " + condition + ", label %onwards" + number + ", label %" + latch);
        start("onwards" + number);
    }

    /** Returns from the function if a condition holds. */
    public void returnIf(String condition) {
        int number = blocks++;
        line("br i1 " + condition + ", label %return" + number + ", label %onwards" + number);
        start("return" + number);
        returnVoid();
        start("onwards" + number);
    }

    /** Runs one of two bodies. */
    public void choose(String condition, Runnable ifTrue, Runnable ifFalse) {
        int number = blocks++;
        line("br i1 " + condition + ", label %then" + number + ", label %else" + number);
        start("then" + number);
        ifTrue.run();
        line("br label %joined" + number);
        start("else" + number);
        ifFalse.run();
        line("br label %joined" + number);
        start("joined" + number);
    }

    /** The value of one of two bodies. */
    public String choose(String condition, String type, Supplier<String> ifTrue, Supplier<String> ifFalse) {
        String[] incoming = new String[2];
        choose(condition, () -> incoming[0] = incoming(ifTrue), () -> incoming[1] = incoming(ifFalse));
        return value("phi " + type + " " + incoming[0] + ", " + incoming[1]);
    }

    /** A value and the block in which the body that computes it ends. */
    private String incoming(Supplier<String> body) {
        String result = body.get();
        return "[ " + result + ", %" + block + " ]";
    }

    private void start(String label) {
        text.append(label).append(":\n");
        block = label;
    }
}
