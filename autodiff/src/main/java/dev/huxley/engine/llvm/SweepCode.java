package dev.huxley.engine.llvm;

import dev.huxley.engine.Precision;
import dev.huxley.graph.Graph;
import dev.huxley.graph.ReverseMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the functions of sweeps: {@code void(ptr arena, ptr frame, ptr numbers, i64 from, i64 to)}, which treat the rows
 * from {@code from} to {@code to} of their class. Where arrays lie is not written into the code but given as numbers
 * (floats before the array), so the code of a sweep is the same for all models with the same mechanisms.
 */
final class SweepCode {
    static final String NAME = "sweep";
    private static final String PARAMETERS = "ptr %arena, ptr %frame, ptr %numbers, i64 %from, i64 %to";

    /**
     * A function and what it needs.
     *
     * @param module holds the function {@link #NAME}
     * @param operations the size of the expression
     * @param numbers what to give it as numbers
     */
    record Text(IrModule module, int operations, long[] numbers) {}

    private final MemoryPlan plan;
    private final IrModule module;
    private final int rowClass;
    private final List<Long> numbers = new ArrayList<>();
    /** The start of every array that the function uses. */
    private final Map<String, String> arrays = new LinkedHashMap<>();

    private SweepCode(MemoryPlan plan, IrModule module, int rowClass) {
        this.plan = plan;
        this.module = module;
        this.rowClass = rowClass;
    }

    /** A sweep. */
    static Text forward(Target target, Precision precision, MemoryPlan plan, Sweep sweep) {
        SweepCode code = new SweepCode(plan, new IrModule(target, precision), sweep.rowClass());
        code.defineForward(sweep.graph(), List.of(), null, 0);
        return code.text(sweep.graph());
    }

    /** A sweep that leaves on the tape what its adjoint needs. */
    static Text taped(Target target, Precision precision, MemoryPlan plan, Frame frame, int number) {
        TapedSweep taped = frame.sweeps().get(number);
        SweepCode code = new SweepCode(
                plan, new IrModule(target, precision), taped.sweep().rowClass());
        code.defineForward(taped.forward(), taped.kept(), frame, number);
        return code.text(taped.forward());
    }

    /** The adjoint of a sweep. */
    static Text adjoint(Target target, Precision precision, MemoryPlan plan, Frame frame, int number) {
        TapedSweep taped = frame.sweeps().get(number);
        SweepCode code = new SweepCode(
                plan, new IrModule(target, precision), taped.sweep().rowClass());
        code.defineAdjoint(taped, frame, number);
        return code.text(taped.adjoint());
    }

    private Text text(Graph graph) {
        return new Text(
                module,
                graph.nodes().size(),
                numbers.stream().mapToLong(Long::longValue).toArray());
    }

    private void defineForward(Graph graph, List<String> kept, Frame frame, int number) {
        module.exported(NAME, PARAMETERS, function -> {
            List<String> inputs = TapedSweep.used(graph);
            List<String> tapedOutputs =
                    kept.stream().filter(name -> !inputs.contains(name)).toList();
            List<String> outputs = new ArrayList<>(graph.outputs().keySet());
            outputs.removeAll(tapedOutputs);
            inputs.forEach(name -> arena(function, name, 0));
            outputs.forEach(name -> arena(function, name, 0));
            kept.forEach(name -> tape(function, name, frame.offset(number, name)));
            eachRow(function, (vector, index) -> {
                Map<String, String> results = new HashMap<>();
                GraphCode.write(
                        vector,
                        graph,
                        name -> {
                            String value = vector.load(at(function, name, index));
                            if (kept.contains(name)) {
                                vector.store(value, at(function, onTape(name), index));
                            }
                            return value;
                        },
                        (name, value) -> {
                            // What is read again only from the tape need not stay in a register.
                            if (tapedOutputs.contains(name)) {
                                vector.store(value, at(function, onTape(name), index));
                            } else {
                                results.put(name, value);
                            }
                        });
                outputs.forEach(name -> vector.store(results.get(name), at(function, name, index)));
            });
        });
    }

    private void defineAdjoint(TapedSweep taped, Frame frame, int number) {
        Graph adjoint = taped.adjoint();
        Map<String, String> outputOfCotangent = new LinkedHashMap<>();
        taped.sweep()
                .graph()
                .outputs()
                .keySet()
                .forEach(name -> outputOfCotangent.put(ReverseMode.cotangent(name), name));
        List<CableSystem> systems = plan.sweeps().systems().stream()
                .filter(system -> outputOfCotangent.containsValue(system.excess()))
                .toList();
        module.exported(NAME, PARAMETERS, function -> {
            taped.kept().forEach(name -> tape(function, name, frame.offset(number, name)));
            for (String name : TapedSweep.used(adjoint)) {
                if (!outputOfCotangent.containsKey(name) && !taped.kept().contains(name)) {
                    arena(function, name, 0);
                }
            }
            List<String> replaced = replaced(taped);
            replaced.forEach(name -> arena(function, name, plan.mirror()));
            taped.active().stream()
                    .filter(name -> !replaced.contains(name))
                    .forEach(name -> arena(function, name, plan.mirror()));
            for (CableSystem system : systems) {
                arena(function, system.right(), 0);
                int response = frame.cable(system.variable()).response();
                tape(function, system.excess(), response + offsetOfClass(system.variable()));
            }
            eachRow(function, (vector, index) -> {
                Map<String, String> results = GraphCode.write(vector, adjoint, name -> {
                    String output = outputOfCotangent.get(name);
                    if (output != null) {
                        return cotangent(vector, output, index);
                    }
                    return vector.load(at(function, taped.kept().contains(name) ? onTape(name) : name, index));
                });
                for (String name : taped.active()) {
                    String address = at(function, mirrored(name), index);
                    String value = results.get(ReverseMode.gradient(name));
                    if (replaced.contains(name)) {
                        vector.store(value, address);
                    } else {
                        vector.accumulate(value, address);
                    }
                }
                // What was replaced without having been read had no influence.
                for (String name : replaced) {
                    if (!taped.active().contains(name)) {
                        vector.store(vector.constant(0), at(function, mirrored(name), index));
                    }
                }
            });
        });
    }

    /** The cotangent of an output; for those of a system see {@link CableSystem}. */
    private String cotangent(Arithmetic vector, String output, String index) {
        IrFunction function = vector.function();
        for (CableSystem system : plan.sweeps().systems()) {
            if (output.equals(system.right())) {
                return vector.load(at(function, system.right(), index));
            }
            if (output.equals(system.excess())) {
                String l = vector.load(at(function, system.right(), index));
                String response = vector.load(at(function, onTape(system.excess()), index));
                return vector.negate(vector.multiply(l, response));
            }
        }
        return vector.load(at(function, mirrored(output), index));
    }

    /** The variables that the sweep, or the solve after it, gives new values. */
    private List<String> replaced(TapedSweep taped) {
        List<String> replaced = new ArrayList<>(taped.sweep().graph().outputs().keySet());
        for (CableSystem system : plan.sweeps().systems()) {
            if (replaced.remove(system.excess())) {
                replaced.remove(system.right());
                if (system.replaces()) {
                    replaced.add(system.equation().quantity());
                }
            }
        }
        return replaced;
    }

    private interface RowBody {
        void write(Arithmetic vector, String index);
    }

    private void eachRow(IrFunction function, RowBody body) {
        Arithmetic vector = function.arithmetic(plan.layout().width());
        function.loop(
                "%from",
                "%to", plan.layout().rowsPerVector(), row -> {
                    body.write(vector, function.multiply(row, plan.layout().lanes()));
                });
        function.returnVoid();
    }

    private void arena(IrFunction function, String name, int shift) {
        String key = shift == 0 ? name : mirrored(name);
        array(function, key, "%arena", (long) plan.field(name).offset(rowClass, plan.layout()) + shift);
    }

    private void tape(IrFunction function, String name, int offset) {
        array(function, onTape(name), "%frame", offset);
    }

    private void array(IrFunction function, String key, String memory, long offset) {
        if (!arrays.containsKey(key)) {
            String floats = function.loadWord("%numbers", Integer.toString(numbers.size()));
            numbers.add(offset);
            arrays.put(key, function.floatAt(memory, floats));
        }
    }

    private String at(IrFunction function, String array, String index) {
        return function.floatAt(arrays.get(array), index);
    }

    private int offsetOfClass(int variable) {
        Field nodes = plan.field(variable);
        return nodes.offset(rowClass, plan.layout()) - nodes.offset();
    }

    private static String mirrored(String name) {
        return "d/" + name;
    }

    private static String onTape(String name) {
        return "tape/" + name;
    }
}
