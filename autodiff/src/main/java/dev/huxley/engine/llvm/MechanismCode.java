package dev.huxley.engine.llvm;

import dev.huxley.graph.Graph;
import dev.huxley.graph.ReverseMode;
import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.UpdateStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the functions of mechanisms: one per stage and direction, so that the time to compile grows linearly with the
 * number of mechanisms. Each is {@code void(ptr %arena, ptr %tables, ptr %frame)} and goes through the mechanism's rows.
 */
final class MechanismCode {
    private static final String PARAMETERS = "ptr %arena, ptr %tables, ptr %frame";

    private final IrModule module;
    private final MemoryPlan plan;
    private final Program program;
    /** The tape; null if none is written. */
    private final Frame frame;

    private final String suffix;
    private int functions;

    /**
     * @param suffix what the names of the functions end with
     */
    MechanismCode(IrModule module, MemoryPlan plan, Frame frame, String suffix) {
        this.module = module;
        this.plan = plan;
        this.program = plan.program();
        this.frame = frame;
        this.suffix = suffix;
    }

    /** Calls what {@link #update}, {@link #current} or their adjoints defined. */
    static void call(IrFunction function, String name, String frame) {
        function.line("call void @" + name + "(ptr %arena, ptr %tables, ptr " + frame + ")");
    }

    /** Defines the update of a mechanism's states. */
    String update(UpdateStates stage) {
        int[] compartments = plan.compartments(stage.outputs().get(0));
        return define("update", compartments.length, (vector, index) -> {
            Map<String, String> results = GraphCode.write(
                    vector, stage.graph(), name -> read(vector, stage, stage.inputs(), name, compartments, index));
            for (Binding output : stage.outputs()) {
                place(vector, output.variable(), compartments, index, 0).store(results.get(output.name()));
            }
        });
    }

    /**
     * Defines the current of a mechanism.
     *
     * @param fresh the sums that hold nothing yet, where this current is stored instead of added
     */
    String current(MembraneCurrent stage, Set<Integer> fresh) {
        int[] compartments = plan.inOrder(stage.rows());
        Map<Integer, String> sums = sums(stage);
        return define("current", compartments.length, (vector, index) -> {
            Map<String, String> results = GraphCode.write(
                    vector, stage.graph(), name -> read(vector, stage, stage.inputs(), name, compartments, index));
            sums.forEach((array, output) -> {
                Rows.Place place = sum(vector, array, compartments, index);
                if (fresh.contains(array)) {
                    place.store(results.get(output));
                } else {
                    place.accumulate(results.get(output));
                }
            });
        });
    }

    /** Defines the adjoint of an update; reads the tape. */
    String updateAdjoint(UpdateStates stage, Set<Integer> wanted) {
        int[] compartments = plan.compartments(stage.outputs().get(0));
        List<Binding> active = active(stage.inputs(), wanted);
        Graph gradient = differentiated(stage.graph(), active);
        return define("updateAdjoint", compartments.length, (vector, index) -> {
            Map<Integer, Rows.Place> replaced = new LinkedHashMap<>();
            Map<String, String> cotangents = new HashMap<>();
            for (Binding output : stage.outputs()) {
                Rows.Place place = place(vector, output.variable(), compartments, index, plan.mirror());
                replaced.put(output.variable(), place);
                cotangents.put(ReverseMode.cotangent(output.name()), place.load());
            }
            Map<String, String> results =
                    adjoint(vector, stage, stage.inputs(), gradient, cotangents, compartments, index);
            for (Binding input : active) {
                String result = results.get(ReverseMode.gradient(input.name()));
                Rows.Place place = replaced.remove(input.variable());
                if (place != null) {
                    place.store(result);
                } else {
                    place(vector, input.variable(), compartments, index, plan.mirror())
                            .accumulate(result);
                }
            }
            // What the update overwrites without having read it has no influence.
            replaced.values().forEach(place -> place.store(vector.constant(0)));
        });
    }

    /** Defines the adjoint of a current; reads the tape and the cotangents of the sums. */
    String currentAdjoint(MembraneCurrent stage, Set<Integer> wanted) {
        int[] compartments = plan.inOrder(stage.rows());
        List<Binding> active = active(stage.inputs(), wanted);
        Graph gradient = differentiated(stage.graph(), active);
        return define("currentAdjoint", compartments.length, (vector, index) -> {
            Map<String, String> cotangents = new HashMap<>();
            cotangents.put(
                    ReverseMode.cotangent(MembraneCurrent.SLOPE),
                    sum(vector, plan.slopes(), compartments, index).load());
            cotangents.put(
                    ReverseMode.cotangent(MembraneCurrent.CONSTANT),
                    sum(vector, plan.constants(), compartments, index).load());
            cotangents.put(
                    ReverseMode.cotangent(MembraneCurrent.CURRENT),
                    stage.current() < 0
                            ? vector.constant(0)
                            : sum(vector, plan.nextCurrents().get(stage.current()), compartments, index)
                                    .load());
            Map<String, String> results =
                    adjoint(vector, stage, stage.inputs(), gradient, cotangents, compartments, index);
            for (Binding input : active) {
                place(vector, input.variable(), compartments, index, plan.mirror())
                        .accumulate(results.get(ReverseMode.gradient(input.name())));
            }
        });
    }

    /** The arrays that a current is added to, with the outputs of its graph. */
    Map<Integer, String> sums(MembraneCurrent stage) {
        Map<Integer, String> sums = new LinkedHashMap<>();
        sums.put(plan.slopes(), MembraneCurrent.SLOPE);
        sums.put(plan.constants(), MembraneCurrent.CONSTANT);
        if (stage.current() >= 0) {
            sums.put(plan.nextCurrents().get(stage.current()), MembraneCurrent.CURRENT);
        }
        return sums;
    }

    private interface RowBody {
        void write(Arithmetic vector, String index);
    }

    private String define(String kind, int rows, RowBody body) {
        String name = kind + functions++ + suffix;
        module.internal("void", name, PARAMETERS, function -> {
            Arithmetic vector = function.arithmetic(plan.layout().width());
            function.loop(Integer.toString(rows), plan.layout().rowsPerVector(), index -> body.write(vector, index));
            function.returnVoid();
        });
        return name;
    }

    private Map<String, String> adjoint(
            Arithmetic vector,
            Stage stage,
            List<Binding> inputs,
            Graph gradient,
            Map<String, String> cotangents,
            int[] compartments,
            String index) {
        return GraphCode.write(vector, gradient, name -> {
            String cotangent = cotangents.get(name);
            if (cotangent != null) {
                return cotangent;
            }
            Binding input = named(inputs, name);
            return program.changesInTime(input.variable())
                    ? vector.load(taped(vector, stage, input, index))
                    : place(vector, input.variable(), compartments, index, 0).load();
        });
    }

    private String read(
            Arithmetic vector, Stage stage, List<Binding> inputs, String name, int[] compartments, String index) {
        Binding input = named(inputs, name);
        String value = place(vector, input.variable(), compartments, index, 0).load();
        if (frame != null
                && program.changesInTime(input.variable())
                && frame.input(stage, input.variable()).isFirst()) {
            vector.store(value, taped(vector, stage, input, index));
        }
        return value;
    }

    private String taped(Arithmetic vector, Stage stage, Binding input, String index) {
        IrFunction function = vector.function();
        String entry =
                function.floatAt("%frame", frame.input(stage, input.variable()).offset());
        return function.floatAt(entry, function.multiply(index, plan.layout().lanes()));
    }

    private Rows.Place place(Arithmetic vector, int variable, int[] compartments, String index, int shift) {
        String array = vector.function().floatAt("%arena", plan.offset(variable) + (long) shift);
        return plan.rows(variable, compartments).at(vector, plan.layout(), array, index);
    }

    private Rows.Place sum(Arithmetic vector, int array, int[] compartments, String index) {
        String address = vector.function().floatAt("%arena", array);
        return plan.rows(Program.VOLTAGE, compartments).at(vector, plan.layout(), address, index);
    }

    private List<Binding> active(List<Binding> inputs, Set<Integer> wanted) {
        List<Binding> active = new ArrayList<>();
        for (Binding input : inputs) {
            if (program.changesInTime(input.variable()) || wanted.contains(input.variable())) {
                active.add(input);
            }
        }
        return active;
    }

    private static Graph differentiated(Graph graph, List<Binding> active) {
        return ReverseMode.differentiate(
                graph, active.stream().map(Binding::name).toList());
    }

    private static Binding named(List<Binding> bindings, String name) {
        return bindings.stream()
                .filter(binding -> binding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
