package dev.huxley.program.lower;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.SafeWhere;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.GlobalValues;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Columns;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.program.Binding;
import dev.huxley.program.Cable;
import dev.huxley.program.CableEquation;
import dev.huxley.program.Program;
import dev.huxley.program.Program.ClampSlot;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.Propagate;
import dev.huxley.program.Stage.PumpRate;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.text.ElementName;
import dev.huxley.tracing.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Lowers a model to a program. Order of a time step from n to n + 1:
 *
 * <ol>
 *   <li>What is clamped and does not flow along the cable has the sample of the step from here on: it is written here, and
 *       again after every stage that writes it.
 *   <li>Processes of the whole model advance its states, each in the order of insertion.
 *   <li>All channels, then all pumps, each in the order of insertion, advance their states. They read the voltage and the
 *       currents of n, their own states as those before them have left them, and concentrations of n.
 *   <li>The currents of channels and the rates of pumps are linearized by a finite difference of 1e-3 (mV, mM). They read
 *       the new states, the voltage and the concentrations of n, and the currents of n; only then are the currents
 *       replaced.
 *   <li>The same for synapses: see {@link SynapseLowering}.
 *   <li>Ions that are pumped and do not diffuse are advanced.
 *   <li>The voltage and the diffusing states are advanced by the integrator, which heeds their clamps.
 * </ol>
 *
 * <p>So the order of insertion matters only where two mechanisms write one state.
 *
 * <p>NaN padding ends here: a variable holds only the rows that have the quantity. A quantity whose values are arrays is
 * lowered to one variable per element. What exists once in the model has a value in every compartment, all of them equal: so
 * nothing is gathered, and whatever a process computes is computed in vectors beside the channels.
 */
public final class Lowering {
    /** The difference (mV, mM) by which currents and rates are linearized; traces depend on it in the 9th digit. */
    static final double DIFFERENCE = 1e-3;

    private static final List<String> GEOMETRY =
            List.of("area", "capacitance", "radius", "length", "axial_resistivity");

    private final NeuronModel model;
    private final double timeStep;
    private final Integrator integrator;
    private final ClampLowering clamps;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Lowering(NeuronModel model, double timeStep, Integrator integrator) {
        this.model = model;
        this.timeStep = timeStep;
        this.integrator = integrator;
        clamps = new ClampLowering(model, state -> variable(state, Kind.STATE));
    }

    /** Lowers a model for backward Euler. */
    public static Program lower(NeuronModel model, double timeStep) {
        return lower(model, timeStep, Integrators.backwardEuler());
    }

    /**
     * @param model the description
     * @param timeStep the time step in ms
     * @param integrator how the voltage and diffusing states are advanced
     */
    public static Program lower(NeuronModel model, double timeStep, Integrator integrator) {
        return new Lowering(model, timeStep, integrator).lower();
    }

    private Program lower() {
        variable("v", Kind.STATE);
        int area = variable("area", Kind.PARAMETER);
        variable("capacitance", Kind.PARAMETER);
        Set<String> recorded = new LinkedHashSet<>();
        model.recordings().forEach(recording -> recorded.add(recording.state()));

        List<Stage> updates = new ArrayList<>();
        for (GlobalProcess process : model.globals().processes()) {
            Graph graph = trace(process, process::update);
            if (!graph.outputs().isEmpty()) {
                updates.add(new UpdateStates(
                        process.name(), graph, inputs(everywhere(), graph), outputs(everywhere(), graph)));
            }
        }
        for (MembraneMechanism mechanism : mechanisms()) {
            Graph graph = trace(mechanism, "update", true, mechanism::update);
            if (!graph.outputs().isEmpty()) {
                updates.add(new UpdateStates(
                        mechanism.name(), graph, inputs(rows(mechanism), graph), outputs(rows(mechanism), graph)));
            }
        }
        Map<Channel, Graph> currents = new LinkedHashMap<>();
        model.channels()
                .forEach(channel -> currents.put(channel, traceLinear(channel, "current", "v", channel::current)));
        currents.values().forEach(this::registerCurrents);
        Map<IonPump, Graph> rates = new LinkedHashMap<>();
        for (IonPump pump : model.pumps()) {
            rates.put(pump, traceLinear(pump, "removal rate", pump.key(pump.ion()), pump::removalRate));
        }
        rates.values().forEach(this::registerCurrents);
        recorded.stream().filter(this::isCurrent).forEach(name -> variable(name, Kind.CURRENT));
        SynapseLowering synapseLowering = new SynapseLowering(this, model, timeStep);
        List<Stage> synapses = synapseLowering.stages();

        List<Stage> stages = new ArrayList<>(updates);
        currents.forEach((channel, graph) -> stages.add(new MembraneCurrent(
                channel.name(),
                graph,
                inputs(rows(channel), graph),
                rows(channel),
                numbers.getOrDefault(channel.currentName(), -1))));
        rates.forEach((pump, graph) -> stages.add(new PumpRate(
                pump.name(),
                graph,
                inputs(rows(pump), graph),
                rows(pump),
                variable(pump.key(pump.ion()), Kind.STATE),
                numbers.getOrDefault(pump.currentName(), -1))));
        stages.addAll(synapses);
        List<ClampSlot> clampSlots = clamps.slots();
        addSolve(stages);
        int[] recordings = model.recordings().stream()
                .map(PlacedRecording::state)
                .mapToInt(state -> variable(state, Kind.STATE))
                .toArray();
        int lanes = model.stimuli().stream()
                .mapToInt(stimulus -> stimulus.rows().length)
                .sum();
        return new Program(
                timeStep,
                variables,
                clamps.insertedInto(stages),
                Cable.of(model.structure()),
                area,
                lanes,
                clampSlots,
                recordings,
                synapseLowering.delayLines());
    }

    private void addSolve(List<Stage> stages) {
        List<CableEquation> equations = equations(stages);
        Set<Integer> flowing = new HashSet<>();
        equations.forEach(equation -> flowing.add(equation.variable()));
        for (int variable = 0; variable < variables.size(); variable++) {
            if (!flowing.contains(variable) && hasTerms(stages, variable)) {
                stages.add(PumpedIon.step(variables.get(variable).name(), variable, timeStep));
            }
        }
        boolean isCable = !Cable.of(model.structure()).edges().isEmpty();
        for (CableEquation equation : equations) {
            integrator.stages(equation, timeStep).stream()
                    .filter(stage -> isCable || equation.isClamped() || !(stage instanceof Propagate))
                    .forEach(stages::add);
        }
    }

    /** The equations of the quantities that flow along the cable: the voltage and the diffusing states. */
    private List<CableEquation> equations(List<Stage> stages) {
        List<CableEquation> equations = new ArrayList<>();
        CableEquation voltage = CableEquation.ofVoltage(
                variable("area", Kind.PARAMETER),
                variable("capacitance", Kind.PARAMETER),
                hasTerms(stages, Program.VOLTAGE),
                !model.stimuli().isEmpty());
        int current = numbers.getOrDefault(PlacedWaveform.CLAMP_CURRENT, -1);
        boolean isSplit =
                current >= 0 && integrator.splitsMembrane() && !clamps.of("v").isEmpty();
        equations.add(voltage.clamped(
                clamps.of("v"),
                current,
                isSplit ? variable(ClampLowering.INERTIA, Kind.CURRENT) : -1,
                isSplit ? variable(ClampLowering.IMPULSE, Kind.CURRENT) : -1));
        for (String state : new TreeSet<>(model.diffusingStates())) {
            int variable = variable(state, Kind.STATE);
            int volume = variable("volume", Kind.PARAMETER);
            equations.add(CableEquation.ofState(state, variable, volume, hasTerms(stages, variable))
                    .clamped(clamps.of(state), -1, -1, -1));
        }
        return equations;
    }

    private static boolean hasTerms(List<Stage> stages, int variable) {
        return stages.stream().anyMatch(stage -> stage.addsTermsTo() == variable);
    }

    // ---- tracing ----

    /** An update may return the voltage beside the states. */
    Graph trace(
            MembraneMechanism mechanism,
            String what,
            boolean writesVoltage,
            Function<Membrane, Map<String, NDArray>> rule) {
        List<String> keys = keys(mechanism);
        String task = mechanism.name() + ", " + what;
        Graph graph = Tracer.trace(task, keys, shapes(Domain.NODES, keys), arrays -> {
            Map<String, NDArray> returned = rule.apply(new Membrane(mechanism, arrays, timeStep));
            return DeclaredStates.results(mechanism, what, mechanism.states(), returned, writesVoltage);
        });
        DeclaredStates.requireShapes(mechanism, what, mechanism.states(), graph);
        return SafeWhere.guard(graph);
    }

    private Graph trace(GlobalProcess process, Function<GlobalValues, Map<String, NDArray>> rule) {
        List<String> keys = List.copyOf(model.globals().names());
        Graph graph = Tracer.trace(process.name() + ", update", keys, shapes(Domain.GLOBALS, keys), arrays -> {
            Map<String, NDArray> returned = rule.apply(new GlobalValues(process, arrays, timeStep));
            return DeclaredStates.results(process, "update", process.globalStates(), returned, false);
        });
        DeclaredStates.requireShapes(process, "update", process.globalStates(), graph);
        return SafeWhere.guard(graph);
    }

    /** A current or rate with its linearization in the quantity of the given key. */
    private Graph traceLinear(
            MembraneMechanism mechanism, String what, String key, Function<Membrane, NDArray> density) {
        UnaryOperator<Map<String, NDArray>> shifted = arrays -> {
            Map<String, NDArray> copy = new HashMap<>(arrays);
            copy.put(key, arrays.get(key).add(DIFFERENCE));
            return copy;
        };
        List<String> keys = keys(mechanism);
        String task = mechanism.name() + ", " + what;
        return SafeWhere.guard(Tracer.trace(task, keys, shapes(Domain.NODES, keys), arrays -> {
            NDArray current = density.apply(new Membrane(mechanism, arrays, timeStep));
            NDArray beside = density.apply(new Membrane(mechanism, shifted.apply(arrays), timeStep));
            NDArray slope = beside.sub(current).div(DIFFERENCE);
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put(MembraneCurrent.SLOPE, slope);
            results.put(MembraneCurrent.CONSTANT, slope.mul(arrays.get(key)).sub(current));
            results.put(MembraneCurrent.CURRENT, current);
            return results;
        }));
    }

    /** Everything that a mechanism may look at in its compartments. */
    private List<String> keys(MembraneMechanism mechanism) {
        Set<String> keys = new LinkedHashSet<>(List.of("v"));
        mechanism.parameters().forEach(declaration -> keys.add(declaration.key()));
        mechanism.states().forEach(declaration -> keys.add(declaration.key()));
        keys.addAll(GEOMETRY);
        keys.addAll(currentNames());
        keys.addAll(model.globals().names());
        return List.copyOf(keys);
    }

    /** The shapes of those quantities of compartments or synapses, or of the model, whose values are arrays. */
    Map<String, int[]> shapes(Domain domain, Collection<String> keys) {
        Map<String, int[]> shapes = new HashMap<>();
        for (String key : keys) {
            Columns columns = model.columns(model.globals().names().contains(key) ? Domain.GLOBALS : domain);
            if (columns.contains(key) && columns.numbers(key).rowShape().length > 0) {
                shapes.put(key, columns.numbers(key).rowShape());
            }
        }
        return shapes;
    }

    /** All mechanisms in the order of their updates. */
    List<MembraneMechanism> mechanisms() {
        List<MembraneMechanism> all = new ArrayList<>(model.channels());
        all.addAll(model.pumps());
        return all;
    }

    Set<String> currentNames() {
        Set<String> names = new LinkedHashSet<>();
        mechanisms().forEach(mechanism -> names.add(mechanism.currentName()));
        return names;
    }

    /** Tells whether a name is that of a quantity computed in every step from the states of compartments. */
    private boolean isCurrent(String name) {
        return currentNames().contains(name) || ClampLowering.CURRENTS.contains(name);
    }

    // ---- variables and bindings ----

    /** The number of the variable of a quantity of compartments or synapses, whose names all differ. */
    int variable(String name, Kind kind) {
        return numbers.computeIfAbsent(name, key -> {
            Domain domain = isOfSynapses(key) ? Domain.EDGES : Domain.NODES;
            variables.add(new Variable(key, kind, domain, rowsOf(key, kind, domain)));
            return variables.size() - 1;
        });
    }

    private boolean isOfSynapses(String name) {
        String key = ElementName.key(name);
        return !model.nodes().contains(key)
                && !isCurrent(key)
                && !model.globals().names().contains(key);
    }

    private int[] everywhere() {
        return IntStream.range(0, model.structure().compartments()).toArray();
    }

    private int[] rowsOf(String name, Kind kind, Domain domain) {
        String key = ElementName.key(name);
        if (model.globals().names().contains(key)) {
            return everywhere();
        }
        Columns columns = model.columns(domain);
        IntStream all = IntStream.range(0, columns.rows());
        if (kind == Kind.CURRENT) {
            return domain == Domain.NODES ? all.toArray() : SynapseLowering.edges(model, key);
        }
        NumberColumn column = columns.numbers(key);
        return all.filter(column::isPresent).toArray();
    }

    Variable variable(int number) {
        return variables.get(number);
    }

    List<Variable> variables() {
        return variables;
    }

    /** The binding of a graph's input or output to a quantity at the given rows, which may repeat. */
    Binding binding(String name, String key, int[] need) {
        int variable = variable(key, kind(key));
        int[] have = variables.get(variable).rows();
        if (Arrays.equals(have, need)) {
            return new Binding(name, variable, null);
        }
        int[] positions = new int[need.length];
        for (int i = 0; i < need.length; i++) {
            positions[i] = Arrays.binarySearch(have, need[i]);
            if (positions[i] < 0) {
                throw new IllegalArgumentException("a mechanism reads '" + key + "' of "
                        + model.place(variables.get(variable).domain(), need[i])
                        + ", which does not have it; insert the mechanism that declares it there");
            }
        }
        return new Binding(name, variable, positions);
    }

    int[] rows(MembraneMechanism mechanism) {
        return model.nodes().flags(mechanism.name()).present();
    }

    /** Currents that a mechanism reads must be computed. */
    private void registerCurrents(Graph graph) {
        usedInputs(graph).stream().filter(currentNames()::contains).forEach(name -> variable(name, Kind.CURRENT));
    }

    List<Binding> inputs(int[] rows, Graph graph) {
        return usedInputs(graph).stream().map(key -> binding(key, key, rows)).toList();
    }

    List<Binding> outputs(int[] rows, Graph graph) {
        return graph.outputs().keySet().stream()
                .map(key -> binding(key, key, rows))
                .toList();
    }

    private Kind kind(String key) {
        if (model.isState(key)) {
            return Kind.STATE;
        }
        return currentNames().contains(key) ? Kind.CURRENT : Kind.PARAMETER;
    }

    static List<String> usedInputs(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .map(Graph.Node::name)
                .toList();
    }
}
