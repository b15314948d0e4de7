package dev.huxley.program;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.DiscardedBranches;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Membrane;
import dev.huxley.model.Columns;
import dev.huxley.model.Model;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.program.Program.ClampSlot;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.SolveVoltage;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.WriteClamp;
import dev.huxley.program.Variable.Kind;
import dev.huxley.trace.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Lowers a model to a program. Order of a time step: all mechanisms advance their states at the voltage before the step;
 * then the currents at the new states are linearised by a finite difference of 1e-3 mV; clamps of other states are
 * written; the voltage is solved; clamps of the voltage are written.
 *
 * <p>NaN padding ends here: a variable holds only the rows that have the quantity.
 */
public final class Lowering {
    /** The voltage difference (mV) by which currents are linearised; traces depend on it in the 9th digit. */
    private static final double VOLTAGE_DIFFERENCE = 1e-3;

    private static final List<String> GEOMETRY =
            List.of("area", "capacitance", "radius", "length", "axial_resistivity");

    private final Model model;
    private final double timeStep;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private Lowering(Model model, double timeStep) {
        this.model = model;
        this.timeStep = timeStep;
    }

    /**
     * @param model the description
     * @param timeStep the time step in ms
     */
    public static Program lower(Model model, double timeStep) {
        return new Lowering(model, timeStep).lower();
    }

    /** The steady-state function of a channel as a graph over keys; its outputs are keys of states. */
    public static Graph steadyState(Model model, Channel channel, double timeStep) {
        return new Lowering(model, timeStep).trace(channel, "steady state", false, channel::steadyState);
    }

    private Program lower() {
        variable("v", Kind.STATE);
        int area = variable("area", Kind.PARAMETER);
        int capacitance = variable("capacitance", Kind.PARAMETER);
        Set<String> recorded = new LinkedHashSet<>();
        model.recordings().forEach(recording -> recorded.add(recording.state()));

        List<Stage> updates = new ArrayList<>();
        List<Channel> channels = List.copyOf(model.channels());
        for (Channel channel : channels) {
            Graph graph = trace(channel, "update", true, channel::update);
            if (!graph.outputs().isEmpty()) {
                updates.add(new UpdateStates(channel.name(), graph, inputs(channel, graph), outputs(channel, graph)));
            }
        }
        Map<Channel, Graph> currents = new LinkedHashMap<>();
        channels.forEach(channel -> currents.put(channel, traceCurrent(channel)));
        currents.values().forEach(this::registerCurrents);
        recorded.stream().filter(currentNames()::contains).forEach(name -> variable(name, Kind.CURRENT));

        List<Stage> stages = new ArrayList<>(updates);
        currents.forEach((channel, graph) -> stages.add(new MembraneCurrent(
                channel.name(),
                graph,
                inputs(channel, graph),
                rows(channel),
                numbers.getOrDefault(channel.currentName(), -1))));
        List<ClampSlot> clamps = addSolveAndClamps(stages);
        int[] recordings = model.recordings().stream()
                .map(PlacedRecording::state)
                .mapToInt(state -> variable(state, Kind.STATE))
                .toArray();
        int lanes = model.stimuli().stream()
                .mapToInt(stimulus -> stimulus.compartments().length)
                .sum();
        return new Program(
                timeStep, variables, stages, Cable.of(model.structure()), area, capacitance, lanes, clamps, recordings);
    }

    private List<ClampSlot> addSolveAndClamps(List<Stage> stages) {
        List<ClampSlot> clamps = new ArrayList<>();
        List<Stage> voltageClamps = new ArrayList<>();
        for (PlacedWaveform clamp : model.clamps()) {
            int variable = variable(clamp.key(), Kind.STATE);
            Stage stage = new WriteClamp(clamps.size(), variable);
            (variable == Program.VOLTAGE ? voltageClamps : stages).add(stage);
            clamps.add(new ClampSlot(variable, clamp.compartments().length));
        }
        stages.add(new SolveVoltage());
        stages.addAll(voltageClamps);
        return clamps;
    }

    // ---- tracing ----

    /** An update may return the voltage beside the states. */
    private Graph trace(
            Channel channel, String what, boolean writesVoltage, Function<Membrane, Map<String, NDArray>> rule) {
        return DiscardedBranches.guard(Tracer.trace(channel.name() + ", " + what, keys(channel), arrays -> {
            Map<String, NDArray> results = new LinkedHashMap<>();
            Map<String, NDArray> returned = rule.apply(new Membrane(channel, arrays, timeStep));
            for (Declaration state : channel.states()) {
                if (returned.containsKey(state.name())) {
                    results.put(state.key(), returned.get(state.name()));
                }
            }
            if (writesVoltage && returned.containsKey("v")) {
                results.put("v", returned.get("v"));
            }
            if (results.size() != returned.size()) {
                throw new IllegalArgumentException("the " + what + " of mechanism " + channel.name() + " returns "
                        + returned.keySet() + ", but the states it declares are "
                        + channel.states().stream().map(Declaration::name).toList());
            }
            return results;
        }));
    }

    private Graph traceCurrent(Channel channel) {
        UnaryOperator<Map<String, NDArray>> shifted = arrays -> {
            Map<String, NDArray> copy = new HashMap<>(arrays);
            copy.put("v", arrays.get("v").add(VOLTAGE_DIFFERENCE));
            return copy;
        };
        return DiscardedBranches.guard(Tracer.trace(channel.name() + ", current", keys(channel), arrays -> {
            NDArray current = channel.current(new Membrane(channel, arrays, timeStep));
            NDArray beside = channel.current(new Membrane(channel, shifted.apply(arrays), timeStep));
            NDArray slope = beside.sub(current).div(VOLTAGE_DIFFERENCE);
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put(MembraneCurrent.SLOPE, slope);
            results.put(MembraneCurrent.CONSTANT, slope.mul(arrays.get("v")).sub(current));
            results.put(MembraneCurrent.CURRENT, current);
            return results;
        }));
    }

    /** Everything that a mechanism may look at in its compartments. */
    private List<String> keys(Channel channel) {
        Set<String> keys = new LinkedHashSet<>(List.of("v"));
        channel.parameters().forEach(declaration -> keys.add(declaration.key()));
        channel.states().forEach(declaration -> keys.add(declaration.key()));
        keys.addAll(GEOMETRY);
        keys.addAll(currentNames());
        return List.copyOf(keys);
    }

    private Set<String> currentNames() {
        Set<String> names = new LinkedHashSet<>();
        model.channels().forEach(channel -> names.add(channel.currentName()));
        return names;
    }

    // ---- variables and bindings ----

    private int variable(String name, Kind kind) {
        return numbers.computeIfAbsent(name, key -> {
            variables.add(new Variable(key, kind, rowsOf(key, kind)));
            return variables.size() - 1;
        });
    }

    private int[] rowsOf(String key, Kind kind) {
        IntStream all = IntStream.range(0, model.structure().compartments());
        if (kind == Kind.CURRENT) {
            return all.toArray();
        }
        Columns nodes = model.nodes();
        NumberColumn column = nodes.numbers(key);
        return all.filter(column::isPresent).toArray();
    }

    private int[] rows(Channel channel) {
        return model.nodes().flags(channel.name()).present();
    }

    /** Currents that a mechanism reads must be computed. */
    private void registerCurrents(Graph graph) {
        usedInputs(graph).stream().filter(currentNames()::contains).forEach(name -> variable(name, Kind.CURRENT));
    }

    private List<Binding> inputs(Channel channel, Graph graph) {
        return usedInputs(graph).stream()
                .map(key -> binding(key, channel, kind(key)))
                .toList();
    }

    private List<Binding> outputs(Channel channel, Graph graph) {
        return graph.outputs().keySet().stream()
                .map(key -> binding(key, channel, Kind.STATE))
                .toList();
    }

    private Kind kind(String key) {
        if (model.isState(key)) {
            return Kind.STATE;
        }
        return currentNames().contains(key) ? Kind.CURRENT : Kind.PARAMETER;
    }

    private Binding binding(String key, Channel channel, Kind kind) {
        int variable = variable(key, kind);
        int[] have = variables.get(variable).rows();
        int[] need = rows(channel);
        if (Arrays.equals(have, need)) {
            return new Binding(key, variable, null);
        }
        int[] positions =
                Arrays.stream(need).map(row -> Arrays.binarySearch(have, row)).toArray();
        return new Binding(key, variable, positions);
    }

    private static List<String> usedInputs(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .map(Graph.Node::name)
                .toList();
    }
}
