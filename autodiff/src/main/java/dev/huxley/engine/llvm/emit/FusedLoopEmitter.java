package dev.huxley.engine.llvm.emit;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.engine.llvm.plan.CableSystem;
import dev.huxley.engine.llvm.plan.Field;
import dev.huxley.engine.llvm.plan.FusedLoop;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import dev.huxley.engine.llvm.plan.TapedLoop;
import dev.huxley.graph.Graph;
import dev.huxley.graph.differentiate.ReverseMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Writes the functions of loops: {@code void(ptr arena, ptr tape, ptr numbers, i64 from, i64 to)}, which treat the rows
 * from {@code from} to {@code to} of their class; those that add to other rows must treat all rows in order. The places
 * of arrays are not part of the code but given as numbers (floats before the array), so the code of a loop is the same
 * for all models with the same mechanisms.
 *
 * <p>The adjoint of a loop reads the tape of {@link TapedLoop} and adds to cotangents in the mirror of the arena. Cost:
 * one pass over the rows, with the operations of the graph per vector of rows or lanes.
 */
public final class FusedLoopEmitter {
    public static final String NAME = "loop";
    private static final String PARAMETERS = "ptr %arena, ptr %tapeLayout, ptr %numbers, i64 %from, i64 %to";

    /**
     * A function with its description.
     *
     * @param module holds the function {@link #NAME}
     * @param operations the size of the expression; 0 if one thread must treat all rows in order
     * @param numbers the numbers that the function gets
     */
    public record Text(IrModule module, int operations, long[] numbers) {}

    private final MemoryPlan plan;
    private final IrModule module;
    private final FusedLoop loop;
    private final int rowClass;
    private final FusedLoopArrays arrays;

    private FusedLoopEmitter(MemoryPlan plan, IrModule module, FusedLoop loop) {
        this.plan = plan;
        this.module = module;
        this.loop = loop;
        rowClass = loop.rowClass();
        arrays = new FusedLoopArrays(plan, loop);
    }

    /** Writes a loop. */
    public static Text forward(Target target, Precision precision, MemoryPlan plan, FusedLoop loop) {
        FusedLoopEmitter code = new FusedLoopEmitter(plan, new IrModule(target, precision), loop);
        code.defineForward(loop.graph(), List.of(), null, 0);
        return code.text(loop.graph());
    }

    /** Writes a loop that leaves on the tape the values that its adjoint needs. */
    public static Text taped(Target target, Precision precision, MemoryPlan plan, TapeLayout tapeLayout, int number) {
        TapedLoop taped = tapeLayout.loops().get(number);
        FusedLoopEmitter code = new FusedLoopEmitter(plan, new IrModule(target, precision), taped.loop());
        code.defineForward(taped.forward(), taped.kept(), tapeLayout, number);
        return code.text(taped.forward());
    }

    /** Writes the adjoint of a loop. */
    public static Text adjoint(Target target, Precision precision, MemoryPlan plan, TapeLayout tapeLayout, int number) {
        TapedLoop taped = tapeLayout.loops().get(number);
        FusedLoopEmitter code = new FusedLoopEmitter(plan, new IrModule(target, precision), taped.loop());
        code.defineAdjoint(taped, tapeLayout, number);
        return code.text(taped.adjoint());
    }

    private Text text(Graph graph) {
        // Rows that reach other rows may collide there, so threads do not share them.
        int operations = loop.reaches().isEmpty() ? graph.nodes().size() : 0;
        return new Text(module, operations, arrays.numbers());
    }

    private void defineForward(Graph graph, List<String> kept, TapeLayout tapeLayout, int number) {
        arrays.setLarge(GraphEmitter.isLarge(graph));
        module.exported(NAME, PARAMETERS, function -> {
            List<String> inputs = TapedLoop.used(graph);
            List<String> tapedOutputs =
                    kept.stream().filter(name -> !inputs.contains(name)).toList();
            List<String> outputs = new ArrayList<>(graph.outputs().keySet());
            outputs.removeAll(tapedOutputs);
            inputs.forEach(name -> arrays.arena(function, name, 0));
            outputs.forEach(name -> arrays.arena(function, name, 0));
            kept.forEach(name -> arrays.tape(function, name, tapeLayout.offset(number, name)));
            eachRow(function, (vector, row, index) -> {
                Map<String, String> results = new HashMap<>();
                GraphEmitter.write(
                        vector,
                        graph,
                        name -> {
                            String value = arrays.load(vector, name, name, row, index);
                            if (kept.contains(name)) {
                                vector.store(value, arrays.at(function, FusedLoopArrays.onTape(name), index));
                            }
                            return value;
                        },
                        (name, value) -> {
                            // A value that is read again only from the tape need not stay in a register.
                            if (tapedOutputs.contains(name)) {
                                vector.store(value, arrays.at(function, FusedLoopArrays.onTape(name), index));
                            } else {
                                results.put(name, value);
                            }
                        },
                        arrays,
                        index,
                        placesOf(
                                name -> kept.contains(name) || arrays.isReached(name) ? null : name,
                                name -> tapedOutputs.contains(name)
                                        ? new ConeEmitter.Sink(FusedLoopArrays.onTape(name), false)
                                        : null));
                for (String name : outputs) {
                    if (arrays.isReached(name)) {
                        arrays.add(vector, results.get(name), name, name, row);
                    } else {
                        vector.store(results.get(name), arrays.at(function, name, index));
                    }
                }
            });
        });
    }

    private void defineAdjoint(TapedLoop taped, TapeLayout tapeLayout, int number) {
        Graph adjoint = taped.adjoint();
        boolean isLarge = GraphEmitter.isLarge(adjoint);
        arrays.setLarge(isLarge);
        Map<String, String> outputOfCotangent = new LinkedHashMap<>();
        taped.loop()
                .graph()
                .outputs()
                .keySet()
                .forEach(name -> outputOfCotangent.put(ReverseMode.cotangent(name), name));
        List<CableSystem> systems = plan.loops().systems().stream()
                .filter(system -> outputOfCotangent.containsValue(system.excess()))
                .toList();
        module.exported(NAME, PARAMETERS, function -> {
            taped.kept().forEach(name -> arrays.tape(function, name, tapeLayout.offset(number, name)));
            for (String name : TapedLoop.used(adjoint)) {
                if (!outputOfCotangent.containsKey(name) && !taped.kept().contains(name)) {
                    arrays.arena(function, name, 0);
                }
            }
            List<String> replaced = replaced(taped);
            loop.reaches().keySet().stream()
                    .filter(outputOfCotangent::containsValue)
                    .forEach(name -> arrays.arena(function, name, plan.mirror()));
            replaced.forEach(name -> arrays.arena(function, name, plan.mirror()));
            taped.active().stream()
                    .filter(name -> !replaced.contains(name))
                    .forEach(name -> arrays.arena(function, name, plan.mirror()));
            for (CableSystem system : systems) {
                arrays.arena(function, system.right(), 0);
                int response = tapeLayout.cable(system.variable()).response();
                arrays.tape(function, system.excess(), response + offsetOfClass(system.variable()));
            }
            // A large graph has more gradients than registers, so each is stored at once.
            Map<String, String> early = new HashMap<>();
            taped.active().stream()
                    .filter(name -> isLarge
                            && !replaced.contains(name)
                            && !loop.reaches().containsKey(name))
                    .forEach(name -> early.put(ReverseMode.gradient(name), name));
            eachRow(function, (vector, row, index) -> {
                Map<String, String> results = new HashMap<>();
                GraphEmitter.write(
                        vector,
                        adjoint,
                        name -> {
                            String output = outputOfCotangent.get(name);
                            if (output != null) {
                                return cotangent(vector, output, row, index);
                            }
                            return taped.kept().contains(name)
                                    ? vector.load(arrays.at(function, FusedLoopArrays.onTape(name), index))
                                    : arrays.load(vector, name, name, row, index);
                        },
                        (gradient, value) -> {
                            if (early.containsKey(gradient)) {
                                vector.accumulate(
                                        value,
                                        arrays.at(function, FusedLoopArrays.mirrored(early.get(gradient)), index));
                            } else {
                                results.put(gradient, value);
                            }
                        },
                        arrays,
                        index,
                        placesOf(
                                name -> outputOfCotangent.containsKey(name) || arrays.isReached(name)
                                        ? null
                                        : taped.kept().contains(name) ? FusedLoopArrays.onTape(name) : name,
                                gradient -> early.containsKey(gradient)
                                        ? new ConeEmitter.Sink(FusedLoopArrays.mirrored(early.get(gradient)), true)
                                        : null));
                for (String name : taped.active()) {
                    if (early.containsKey(ReverseMode.gradient(name))) {
                        continue;
                    }
                    if (arrays.isReached(name)) {
                        arrays.add(
                                vector,
                                results.get(ReverseMode.gradient(name)),
                                name,
                                FusedLoopArrays.mirrored(name),
                                row);
                        continue;
                    }
                    String address = arrays.at(function, FusedLoopArrays.mirrored(name), index);
                    String value = results.get(ReverseMode.gradient(name));
                    if (replaced.contains(name)) {
                        vector.store(value, address);
                    } else {
                        vector.accumulate(value, address);
                    }
                }
                // A value that was replaced without having been read had no influence.
                for (String name : replaced) {
                    if (!taped.active().contains(name)) {
                        vector.store(vector.constant(0), arrays.at(function, FusedLoopArrays.mirrored(name), index));
                    }
                }
            });
        });
    }

    /** The cotangent of an output; for those of a system see {@link CableSystem}. */
    private String cotangent(Arithmetic vector, String output, String row, String index) {
        IrFunction function = vector.function();
        for (CableSystem system : plan.loops().systems()) {
            if (output.equals(system.right())) {
                return vector.load(arrays.at(function, system.right(), index));
            }
            if (output.equals(system.excess())) {
                String l = vector.load(arrays.at(function, system.right(), index));
                String response = vector.load(arrays.at(function, FusedLoopArrays.onTape(system.excess()), index));
                return vector.negate(vector.multiply(l, response));
            }
        }
        return arrays.load(vector, output, FusedLoopArrays.mirrored(output), row, index);
    }

    /** The variables that the loop, or the solve after it, gives new values. */
    private List<String> replaced(TapedLoop taped) {
        List<String> replaced = new ArrayList<>(taped.loop().graph().outputs().keySet());
        replaced.removeAll(loop.reaches().keySet());
        for (CableSystem system : plan.loops().systems()) {
            if (replaced.remove(system.excess())) {
                replaced.remove(system.right());
                if (system.replaces()) {
                    replaced.add(system.equation().quantity());
                }
            }
        }
        return replaced;
    }

    private static ConeEmitter.Places placesOf(UnaryOperator<String> source, Function<String, ConeEmitter.Sink> sink) {
        return new ConeEmitter.Places() {
            @Override
            public String source(String input) {
                return source.apply(input);
            }

            @Override
            public ConeEmitter.Sink sink(String output) {
                return sink.apply(output);
            }
        };
    }

    private interface RowBody {
        /**
         * @param index floats before the row in an array of its class
         */
        void write(Arithmetic vector, String row, String index);
    }

    private void eachRow(IrFunction function, RowBody body) {
        Arithmetic vector = function.arithmetic(plan.layout().width());
        function.loop(
                "%from",
                "%to", plan.layout().rowsPerVector(), row -> {
                    body.write(vector, row, function.multiply(row, plan.layout().lanes()));
                });
        function.returnVoid();
    }

    private int offsetOfClass(int variable) {
        Field nodes = plan.field(variable);
        return nodes.offset(rowClass, plan.layout()) - nodes.offset();
    }
}
