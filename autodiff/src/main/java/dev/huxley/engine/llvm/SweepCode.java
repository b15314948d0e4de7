package dev.huxley.engine.llvm;

import dev.huxley.engine.Precision;
import dev.huxley.graph.Graph;
import dev.huxley.graph.ReverseMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Writes the functions of sweeps: {@code void(ptr arena, ptr frame, ptr numbers, i64 from, i64 to)}, which treat the rows
 * from {@code from} to {@code to} of their class; those that add to other rows must treat all rows in order. Where arrays lie is not written into the code but given as numbers
 * (floats before the array), so the code of a sweep is the same for all models with the same mechanisms.
 */
final class SweepCode {
    static final String NAME = "sweep";
    private static final String PARAMETERS = "ptr %arena, ptr %frame, ptr %numbers, i64 %from, i64 %to";

    /**
     * A function and what it needs.
     *
     * @param module holds the function {@link #NAME}
     * @param operations the size of the expression; 0 if all rows are to be treated in order by one thread
     * @param numbers what to give it as numbers
     */
    record Text(IrModule module, int operations, long[] numbers) {}

    private final MemoryPlan plan;
    private final IrModule module;
    private final Sweep sweep;
    private final int rowClass;
    private final List<Long> numbers = new ArrayList<>();
    /** The tables of positions behind the numbers. */
    private final List<long[]> tables = new ArrayList<>();
    /** For every number that is the place of a table the table; -1 for the others. */
    private final List<Integer> tableOfNumber = new ArrayList<>();
    /** The table of every input and output that reaches other rows. */
    private final Map<String, String> reached = new LinkedHashMap<>();
    /** The table of runs of every such input and output, where vectors hold rows. */
    private final Map<String, String> runs = new LinkedHashMap<>();
    /** The start of every array that the function uses. */
    private final Map<String, Start> arrays = new LinkedHashMap<>();
    /** Whether there are more arrays than registers, so that starts are computed wherever they are needed. */
    private boolean isLarge;

    private SweepCode(MemoryPlan plan, IrModule module, Sweep sweep) {
        this.plan = plan;
        this.module = module;
        this.sweep = sweep;
        rowClass = sweep.rowClass();
    }

    /** A sweep. */
    static Text forward(Target target, Precision precision, MemoryPlan plan, Sweep sweep) {
        SweepCode code = new SweepCode(plan, new IrModule(target, precision), sweep);
        code.defineForward(sweep.graph(), List.of(), null, 0);
        return code.text(sweep.graph());
    }

    /** A sweep that leaves on the tape what its adjoint needs. */
    static Text taped(Target target, Precision precision, MemoryPlan plan, Frame frame, int number) {
        TapedSweep taped = frame.sweeps().get(number);
        SweepCode code = new SweepCode(plan, new IrModule(target, precision), taped.sweep());
        code.defineForward(taped.forward(), taped.kept(), frame, number);
        return code.text(taped.forward());
    }

    /** The adjoint of a sweep. */
    static Text adjoint(Target target, Precision precision, MemoryPlan plan, Frame frame, int number) {
        TapedSweep taped = frame.sweeps().get(number);
        SweepCode code = new SweepCode(plan, new IrModule(target, precision), taped.sweep());
        code.defineAdjoint(taped, frame, number);
        return code.text(taped.adjoint());
    }

    private Text text(Graph graph) {
        long[] starts = new long[tables.size()];
        long next = numbers.size();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = next;
            next += tables.get(i).length;
        }
        LongStream own = IntStream.range(0, numbers.size())
                .mapToLong(i -> tableOfNumber.get(i) < 0 ? numbers.get(i) : starts[tableOfNumber.get(i)]);
        // What reaches other rows may meet itself there, so its rows are not shared out.
        int operations = sweep.reaches().isEmpty() ? graph.nodes().size() : 0;
        return new Text(
                module,
                operations,
                LongStream.concat(own, tables.stream().flatMapToLong(Arrays::stream))
                        .toArray());
    }

    private void defineForward(Graph graph, List<String> kept, Frame frame, int number) {
        isLarge = GraphCode.isLarge(graph);
        module.exported(NAME, PARAMETERS, function -> {
            List<String> inputs = TapedSweep.used(graph);
            List<String> tapedOutputs =
                    kept.stream().filter(name -> !inputs.contains(name)).toList();
            List<String> outputs = new ArrayList<>(graph.outputs().keySet());
            outputs.removeAll(tapedOutputs);
            inputs.forEach(name -> arena(function, name, 0));
            outputs.forEach(name -> arena(function, name, 0));
            kept.forEach(name -> tape(function, name, frame.offset(number, name)));
            eachRow(function, (vector, row, index) -> {
                Map<String, String> results = new HashMap<>();
                GraphCode.write(
                        vector,
                        graph,
                        name -> {
                            String value = load(vector, name, name, row, index);
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
                for (String name : outputs) {
                    if (reached.containsKey(name)) {
                        add(vector, results.get(name), name, name, row);
                    } else {
                        vector.store(results.get(name), at(function, name, index));
                    }
                }
            });
        });
    }

    private void defineAdjoint(TapedSweep taped, Frame frame, int number) {
        Graph adjoint = taped.adjoint();
        isLarge = GraphCode.isLarge(adjoint);
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
            sweep.reaches().keySet().stream()
                    .filter(outputOfCotangent::containsValue)
                    .forEach(name -> arena(function, name, plan.mirror()));
            replaced.forEach(name -> arena(function, name, plan.mirror()));
            taped.active().stream()
                    .filter(name -> !replaced.contains(name))
                    .forEach(name -> arena(function, name, plan.mirror()));
            for (CableSystem system : systems) {
                arena(function, system.right(), 0);
                int response = frame.cable(system.variable()).response();
                tape(function, system.excess(), response + offsetOfClass(system.variable()));
            }
            // Of a large graph there are more gradients than registers, so none waits for the others.
            Map<String, String> early = new HashMap<>();
            taped.active().stream()
                    .filter(name -> isLarge
                            && !replaced.contains(name)
                            && !sweep.reaches().containsKey(name))
                    .forEach(name -> early.put(ReverseMode.gradient(name), name));
            eachRow(function, (vector, row, index) -> {
                Map<String, String> results = new HashMap<>();
                GraphCode.write(
                        vector,
                        adjoint,
                        name -> {
                            String output = outputOfCotangent.get(name);
                            if (output != null) {
                                return cotangent(vector, output, row, index);
                            }
                            return taped.kept().contains(name)
                                    ? vector.load(at(function, onTape(name), index))
                                    : load(vector, name, name, row, index);
                        },
                        (gradient, value) -> {
                            if (early.containsKey(gradient)) {
                                vector.accumulate(value, at(function, mirrored(early.get(gradient)), index));
                            } else {
                                results.put(gradient, value);
                            }
                        });
                for (String name : taped.active()) {
                    if (early.containsKey(ReverseMode.gradient(name))) {
                        continue;
                    }
                    if (reached.containsKey(name)) {
                        add(vector, results.get(ReverseMode.gradient(name)), name, mirrored(name), row);
                        continue;
                    }
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
    private String cotangent(Arithmetic vector, String output, String row, String index) {
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
        return load(vector, output, mirrored(output), row, index);
    }

    /** What stands in an array at a row of the sweep, or at the row that it reaches. */
    private String load(Arithmetic vector, String name, String array, String row, String index) {
        IrFunction function = vector.function();
        if (!reached.containsKey(name)) {
            return vector.load(at(function, array, index));
        }
        String table = reached.get(name);
        if (plan.layout().rowsPerVector() == 1) {
            return vector.load(at(function, array, function.loadWord(table, row)));
        }
        String start = startOfRun(function, name, row);
        return function.choose(
                isRun(function, start),
                vector.type(),
                () -> vector.loadAnywhere(at(function, array, start)),
                () -> gather(vector, array, table, row));
    }

    /** Where the rows that a vector of rows reaches begin, if they follow on one another; else a negative number. */
    private String startOfRun(IrFunction function, String name, String row) {
        String number = function.value("udiv i64 " + row + ", " + plan.layout().rowsPerVector());
        return function.loadWord(runs.get(name), number);
    }

    private static String isRun(IrFunction function, String start) {
        return function.value("icmp sge i64 " + start + ", 0");
    }

    /** Element by element: processors' gather instructions are slower. */
    private String gather(Arithmetic vector, String array, String table, String row) {
        IrFunction function = vector.function();
        Arithmetic one = function.arithmetic(1);
        String gathered = "poison";
        for (int i = 0; i < vector.width(); i++) {
            String position = function.loadWord(table, function.add(row, i));
            String element = one.load(at(function, array, position));
            gathered = function.value("insertelement " + vector.type() + " " + gathered + ", " + function.scalar() + " "
                    + element + ", i64 " + i);
        }
        return gathered;
    }

    /** Adds to the rows that a row of the sweep reaches. Of several rows of a vector with one target every one is added. */
    private void add(Arithmetic vector, String value, String name, String array, String row) {
        IrFunction function = vector.function();
        String table = reached.get(name);
        int rows = plan.layout().rowsPerVector();
        if (rows == 1) {
            vector.accumulate(value, at(function, array, function.loadWord(table, row)));
            return;
        }
        String start = startOfRun(function, name, row);
        function.choose(
                isRun(function, start),
                () -> {
                    String address = at(function, array, start);
                    vector.storeAnywhere(vector.add(vector.loadAnywhere(address), value), address);
                },
                () -> {
                    Arithmetic one = function.arithmetic(1);
                    for (int i = 0; i < rows; i++) {
                        String element = function.value("extractelement " + vector.type() + " " + value + ", i64 " + i);
                        String position = function.loadWord(table, function.add(row, i));
                        one.accumulate(element, at(function, array, position));
                    }
                });
    }

    /** The variables that the sweep, or the solve after it, gives new values. */
    private List<String> replaced(TapedSweep taped) {
        List<String> replaced = new ArrayList<>(taped.sweep().graph().outputs().keySet());
        replaced.removeAll(sweep.reaches().keySet());
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

    /**
     * The start of an array.
     *
     * @param number the number of the floats before it, among the function's numbers
     * @param known its address where it stays in a register; null if not
     */
    private record Start(String memory, int number, String known) {
        String pointer(IrFunction function) {
            if (known != null) {
                return known;
            }
            return function.floatAt(memory, function.loadWord("%numbers", Integer.toString(number)));
        }
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

    private void arena(IrFunction function, String name, int shift) {
        String key = shift == 0 ? name : mirrored(name);
        Sweep.Reach reach = sweep.reaches().get(name);
        if (reach == null) {
            array(function, key, "%arena", (long) plan.field(name).offset(rowClass, plan.layout()) + shift);
            return;
        }
        array(function, key, "%arena", (long) plan.field(reach.array()).offset() + shift);
        if (!reached.containsKey(name)) {
            long[] positions = plan.positions(reach);
            reached.put(name, tableOf(function, positions));
            if (plan.layout().rowsPerVector() > 1) {
                runs.put(name, tableOf(function, runs(positions)));
            }
        }
    }

    /** For every vector of rows the first position, if the others follow on it one by one; else -1. */
    private long[] runs(long[] positions) {
        int rows = plan.layout().rowsPerVector();
        long[] starts = new long[positions.length / rows];
        for (int vector = 0; vector < starts.length; vector++) {
            long start = positions[vector * rows];
            starts[vector] = start;
            for (int i = 1; i < rows; i++) {
                if (positions[vector * rows + i] != start + i) {
                    starts[vector] = -1;
                }
            }
        }
        return starts;
    }

    private String tableOf(IrFunction function, long[] words) {
        String start = function.loadWord("%numbers", Integer.toString(numbers.size()));
        numbers.add(0L);
        tableOfNumber.add(table(words));
        return function.wordAt("%numbers", start);
    }

    /** The number of a table, the same for equal ones. */
    private int table(long[] positions) {
        for (int i = 0; i < tables.size(); i++) {
            if (Arrays.equals(tables.get(i), positions)) {
                return i;
            }
        }
        tables.add(positions);
        return tables.size() - 1;
    }

    private void tape(IrFunction function, String name, int offset) {
        array(function, onTape(name), "%frame", offset);
    }

    private void array(IrFunction function, String key, String memory, long offset) {
        if (!arrays.containsKey(key)) {
            Start start = new Start(memory, numbers.size(), null);
            arrays.put(key, isLarge ? start : new Start(memory, numbers.size(), start.pointer(function)));
            numbers.add(offset);
            tableOfNumber.add(-1);
        }
    }

    private String at(IrFunction function, String array, String index) {
        return function.floatAt(arrays.get(array).pointer(function), index);
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
