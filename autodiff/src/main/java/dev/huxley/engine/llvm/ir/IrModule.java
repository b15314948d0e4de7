package dev.huxley.engine.llvm.ir;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The text of an LLVM module: functions for one processor, in one floating point type. */
public final class IrModule {
    private final Target target;
    private final Precision precision;
    private final Map<String, String> functions = new LinkedHashMap<>();

    public IrModule(Target target, Precision precision) {
        this.target = target;
        this.precision = precision;
    }

    public Target target() {
        return target;
    }

    public Precision precision() {
        return precision;
    }

    /** Defines a function that is called from outside: {@code void(ptr %words)}. */
    public void entry(String name, Consumer<IrFunction> body) {
        define("void @" + name + "(ptr %words)", name, "", body);
    }

    /** Defines a function that other modules call. */
    public void exported(String name, String parameters, Consumer<IrFunction> body) {
        define("void @" + name + "(" + parameters + ")", name, "", body);
    }

    /**
     * Defines a function that is called from within the module, unless there is one of this name.
     *
     * @param parameters for example {@code "ptr %arena, i64 %steps"}
     */
    public void internal(String result, String name, String parameters, Consumer<IrFunction> body) {
        define("internal " + result + " @" + name + "(" + parameters + ")", name, "", body);
    }

    /** Like {@link #internal}, inlined wherever it is called. */
    void inlined(String result, String name, String parameters, Consumer<IrFunction> body) {
        define("internal " + result + " @" + name + "(" + parameters + ")", name, "alwaysinline ", body);
    }

    /** Declares a function of the process. */
    public void declare(String declaration) {
        functions.putIfAbsent(declaration, declaration + "\n");
    }

    private void define(String head, String name, String attributes, Consumer<IrFunction> body) {
        if (functions.containsKey(name)) {
            return;
        }
        // Reserves the place, so that functions that the body needs come after it.
        functions.put(name, "");
        IrFunction function = new IrFunction(this);
        body.accept(function);
        functions.put(name, "define " + head + " " + attributes + "#0 {\nentry:\n" + function.text() + "}\n");
    }

    /** The whole text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        functions.values().forEach(function -> text.append(function).append('\n'));
        int bits = 8 * target.vectorBytes();
        return text.append("attributes #0 = { nounwind \"target-cpu\"=\"")
                .append(target.cpu())
                .append("\" \"target-features\"=\"")
                .append(target.features())
                .append("\" \"prefer-vector-width\"=\"")
                .append(bits)
                .append("\" \"min-legal-vector-width\"=\"")
                .append(bits)
                .append("\" }\n")
                .toString();
    }
}
