package dev.huxley.program.lower;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.SafeWhere;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.model.Domain;
import dev.huxley.model.Edges;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Binding;
import dev.huxley.program.DelayLine;
import dev.huxley.program.LocalStep;
import dev.huxley.program.Stage;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import dev.huxley.text.ElementName;
import dev.huxley.tracing.TraceableFunction;
import dev.huxley.tracing.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lowers the synapses of a model: first all types advance their states, then their currents are linearized. Both see
 * the voltages and states of the compartments as the channels have left them.
 *
 * <p>The slope of a current is taken by shifting the presynaptic and the postsynaptic voltage together, and is assigned
 * to the postsynaptic compartment alone, as in Jaxley. The current of a reciprocal synapse is explicit: its slope is
 * zero, and a second stage adds to the presynaptic side the current that the first takes from the postsynaptic one.
 *
 * <p>If synapses of a type have delays, all of the type see the time-dependent quantities of their presynaptic
 * compartments through {@link DelayLine}s.
 */
final class SynapseLowering {
    /** The most values in a delay line: 512 MB for one row of a batch. */
    private static final long LARGEST_LINE = 1L << 26;

    private final ModelVariables variables;
    private final MechanismTracing tracing;
    private final NeuronModel model;
    private final double timeStep;
    private final SynapticDelays delays;
    private final List<DelayLine> delayLines = new ArrayList<>();
    private boolean isDelayed = true;

    SynapseLowering(ModelVariables variables, MechanismTracing tracing, NeuronModel model, double timeStep) {
        this.variables = variables;
        this.tracing = tracing;
        this.model = model;
        this.timeStep = timeStep;
        delays = SynapticDelays.of(model, timeStep);
    }

    /** The delay lines that the stages read. */
    List<DelayLine> delayLines() {
        return delayLines;
    }

    /** The stages of all types; currents of compartments that they read are registered as variables. */
    List<Stage> stages() {
        List<Stage> updates = new ArrayList<>();
        List<Stage> currents = new ArrayList<>();
        for (Synapse synapse : model.synapseTypes()) {
            int[] edges = edges(model, synapse);
            int[] pre = compartments(Edges.PRE, edges);
            int[] post = compartments(Edges.POST, edges);
            Graph update = traceUpdate(synapse);
            if (!update.outputs().isEmpty()) {
                updates.add(new UpdateSynapses(
                        synapse.name(), update, inputs(synapse, update, edges, pre, post), outputs(update, edges)));
            }
            Graph current = traceCurrent(synapse, !synapse.isReciprocal());
            List<Binding> inputs = inputs(synapse, current, edges, pre, post);
            boolean isRecorded = model.recordings().stream()
                    .anyMatch(recording -> recording.state().equals(synapse.currentName()));
            int variable = isRecorded ? variables.variable(synapse.currentName(), Kind.CURRENT) : -1;
            currents.add(new SynapticCurrent(synapse.name(), current, inputs, edges, post, variable));
            if (synapse.isReciprocal()) {
                currents.add(new SynapticCurrent(synapse.name(), traceReturn(synapse), inputs, edges, pre, -1));
            }
            for (String name : synapse.ionCurrentNames()) {
                int target = variables.known(name);
                if (target >= 0) {
                    Graph ofIon = traceIonCurrent(synapse, name);
                    List<Binding> read = inputs(synapse, ofIon, edges, pre, post);
                    currents.add(new SynapticCurrent(synapse.name(), ofIon, read, edges, post, -1, target));
                }
            }
        }
        updates.addAll(currents);
        return updates;
    }

    /**
     * The step that adds the ion currents of synapses to those of channels, which mechanisms read in the next step.
     *
     * @param target the variable of the ion current
     * @param isOfChannels whether a channel carries it, too
     */
    static LocalStep sum(String name, int target, boolean isOfChannels) {
        List<String> inputs = isOfChannels ? List.of(LocalStep.VALUE, LocalStep.CONSTANT) : List.of(LocalStep.CONSTANT);
        Graph graph = Tracer.trace("sum of ion currents", inputs, arrays -> {
            NDArray ofSynapses = arrays.get(LocalStep.CONSTANT).neg();
            return Map.of(
                    LocalStep.VALUE, isOfChannels ? arrays.get(LocalStep.VALUE).add(ofSynapses) : ofSynapses);
        });
        List<Binding> read = isOfChannels ? List.of(new Binding(LocalStep.VALUE, target, null)) : List.of();
        return new LocalStep("sum of " + name, target, graph, read);
    }

    /** The stages that set the states of all types to their steady states, where delays do not matter. */
    List<Stage> steadyStages() {
        List<Stage> stages = new ArrayList<>();
        isDelayed = false;
        for (Synapse synapse : model.synapseTypes()) {
            int[] edges = edges(model, synapse);
            Graph graph = trace(synapse, "steady state", arrays -> {
                Map<String, NDArray> returned = synapse.steadyState(new SynapseContext(synapse, arrays, timeStep));
                return DeclaredStates.results(synapse, "steady state", synapse.states(), returned, false);
            });
            DeclaredStates.requireShapes(synapse, "steady state", synapse.states(), graph);
            if (!graph.outputs().isEmpty()) {
                List<Binding> inputs =
                        inputs(synapse, graph, edges, compartments(Edges.PRE, edges), compartments(Edges.POST, edges));
                stages.add(new UpdateSynapses(synapse.name(), graph, inputs, outputs(graph, edges)));
            }
        }
        return stages;
    }

    // ---- tracing ----

    private Graph traceUpdate(Synapse synapse) {
        Graph graph = trace(synapse, "update", arrays -> {
            Map<String, NDArray> returned = synapse.update(new SynapseContext(synapse, arrays, timeStep));
            return DeclaredStates.results(synapse, "update", synapse.states(), returned, false);
        });
        DeclaredStates.requireShapes(synapse, "update", synapse.states(), graph);
        return graph;
    }

    private Graph traceCurrent(Synapse synapse, boolean isImplicit) {
        String pre = SynapseContext.preKey("v");
        String post = SynapseContext.postKey("v");
        return trace(synapse, "current", arrays -> {
            NDArray current = synapse.current(new SynapseContext(synapse, arrays, timeStep));
            Map<String, NDArray> results = new LinkedHashMap<>();
            if (isImplicit) {
                Map<String, NDArray> shifted = new HashMap<>(arrays);
                shifted.put(pre, arrays.get(pre).add(MechanismTracing.DIFFERENCE));
                shifted.put(post, arrays.get(post).add(MechanismTracing.DIFFERENCE));
                NDArray beside = synapse.current(new SynapseContext(synapse, shifted, timeStep));
                NDArray slope = beside.sub(current).div(MechanismTracing.DIFFERENCE);
                results.put(SynapticCurrent.SLOPE, slope);
                results.put(
                        SynapticCurrent.CONSTANT, slope.mul(arrays.get(post)).sub(current));
            } else {
                results.put(SynapticCurrent.SLOPE, current.zerosLike());
                results.put(SynapticCurrent.CONSTANT, current.neg());
            }
            results.put(SynapticCurrent.CURRENT, current);
            return results;
        });
    }

    /** Traces the current that a reciprocal synapse passes to its presynaptic side. */
    private Graph traceReturn(Synapse synapse) {
        return trace(synapse, "current", arrays -> {
            NDArray current = synapse.current(new SynapseContext(synapse, arrays, timeStep));
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put(SynapticCurrent.SLOPE, current.zerosLike());
            results.put(SynapticCurrent.CONSTANT, current);
            results.put(SynapticCurrent.CURRENT, current.neg());
            return results;
        });
    }

    /** Traces an ion current, which is no term of the voltage and so has no slope. */
    private Graph traceIonCurrent(Synapse synapse, String name) {
        return trace(synapse, "ion current", arrays -> {
            NDArray current = synapse.ionCurrents(new SynapseContext(synapse, arrays, timeStep))
                    .get(name);
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put(SynapticCurrent.SLOPE, current.zerosLike());
            results.put(SynapticCurrent.CONSTANT, current.neg());
            results.put(SynapticCurrent.CURRENT, current);
            return results;
        });
    }

    private Graph trace(Synapse synapse, String what, TraceableFunction rule) {
        List<String> keys = keys(synapse);
        Map<String, int[]> shapes = new HashMap<>(tracing.shapes(Domain.EDGES, keys));
        for (String key : keys) {
            for (String prefix : List.of(SynapseContext.preKey(""), SynapseContext.postKey(""))) {
                if (key.startsWith(prefix)) {
                    String quantity = key.substring(prefix.length());
                    tracing.shapes(Domain.NODES, List.of(quantity)).values().forEach(shape -> shapes.put(key, shape));
                }
            }
        }
        return SafeWhere.guard(Tracer.trace(synapse.name() + ", " + what, keys, shapes, rule));
    }

    private List<String> keys(Synapse synapse) {
        List<String> keys = new ArrayList<>(List.of(SynapseContext.preKey("v"), SynapseContext.postKey("v")));
        synapse.parameters().forEach(declaration -> keys.add(declaration.key()));
        synapse.states().forEach(declaration -> keys.add(declaration.key()));
        synapse.readsPre().forEach(key -> keys.add(SynapseContext.preKey(key)));
        synapse.readsPost().forEach(key -> keys.add(SynapseContext.postKey(key)));
        if (synapse.isReciprocal()) {
            keys.add(SynapseContext.PRE_JUNCTIONS);
            keys.add(SynapseContext.POST_JUNCTIONS);
        }
        keys.addAll(model.globals().names());
        return keys;
    }

    // ---- rows and bindings ----

    /** The synapses of the type that carries a current. */
    static int[] edges(NeuronModel model, String currentName) {
        Synapse type = model.synapseTypes().stream()
                .filter(synapse -> synapse.currentName().equals(currentName))
                .findFirst()
                .orElseThrow();
        return edges(model, type);
    }

    static int[] edges(NeuronModel model, Synapse synapse) {
        int number = List.copyOf(model.synapseTypes()).indexOf(synapse);
        IndexColumn types = model.edges().indices(Edges.TYPE);
        return IntStream.range(0, types.rows())
                .filter(edge -> types.value(edge) == number)
                .toArray();
    }

    private int[] compartments(String side, int[] edges) {
        IndexColumn column = model.edges().indices(side);
        return Arrays.stream(edges).map(column::value).toArray();
    }

    private List<Binding> inputs(Synapse synapse, Graph graph, int[] edges, int[] pre, int[] post) {
        List<Binding> bindings = new ArrayList<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.INPUT) {
                bindings.add(input(synapse, node.name(), edges, pre, post));
            }
        }
        return bindings;
    }

    private Binding input(Synapse synapse, String name, int[] edges, int[] pre, int[] post) {
        for (int[] compartments : List.of(pre, post)) {
            String prefix = compartments == pre ? SynapseContext.preKey("") : SynapseContext.postKey("");
            if (name.startsWith(prefix)) {
                Binding binding = variables.binding(name, name.substring(prefix.length()), compartments);
                return compartments == pre ? delayed(synapse, binding) : binding;
            }
        }
        boolean isGlobal = model.globals().names().contains(ElementName.key(name));
        return variables.binding(name, name, isGlobal ? post : edges);
    }

    /** The binding to a quantity of presynaptic compartments, through a delay line if the type has delays. */
    private Binding delayed(Synapse synapse, Binding binding) {
        int slots = delays.slots(synapse.name());
        Variable variable = variables.variable(binding.variable());
        if (!isDelayed || slots == 0 || variable.kind() == Kind.PARAMETER) {
            return binding;
        }
        String name = DelayLine.PREFIX + variable.name() + " of " + synapse.name();
        int line = IntStream.range(0, delayLines.size())
                .filter(i -> delayLines.get(i).name().equals(name))
                .findFirst()
                .orElse(delayLines.size());
        if (line == delayLines.size()) {
            int[] seen = binding.isWhole() ? IntStream.range(0, variable.size()).toArray() : binding.positions();
            int[] kept = Arrays.stream(seen).sorted().distinct().toArray();
            int[] sources = Arrays.stream(seen)
                    .map(position -> Arrays.binarySearch(kept, position))
                    .toArray();
            if ((long) slots * kept.length > LARGEST_LINE) {
                throw new IllegalArgumentException("the delays of synapses of type " + synapse.name() + " need "
                        + slots + " values of '" + variable.name() + "' of each of " + kept.length
                        + " compartments, more than can be held; make the longest delay shorter or the time step, "
                        + timeStep + " ms, longer");
            }
            delayLines.add(new DelayLine(name, synapse.name(), binding.variable(), kept, sources, slots));
        }
        return new Binding(binding.name(), binding.variable(), binding.positions(), line);
    }

    private List<Binding> outputs(Graph graph, int[] edges) {
        return graph.outputs().keySet().stream()
                .map(key -> variables.binding(key, key, edges))
                .toList();
    }
}
