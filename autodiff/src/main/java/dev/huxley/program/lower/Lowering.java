package dev.huxley.program.lower;

import dev.huxley.graph.Graph;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.program.Cable;
import dev.huxley.program.CableEquation;
import dev.huxley.program.CableStage;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Program.ClampSlot;
import dev.huxley.program.PumpRate;
import dev.huxley.program.Stage;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.Variable.Kind;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lowers a model to a program. Order of a time step from n to n + 1:
 *
 * <ol>
 *   <li>A clamped quantity that does not flow along the cable has the sample of the step from here on: it is written
 *       here, and again after every stage that writes it.
 *   <li>Processes of the whole model advance its states, each in the order of insertion.
 *   <li>All channels, then all pumps, each in the order of insertion, advance their states. They read the voltage, the
 *       currents and the concentrations of n, and their own states as earlier ones have left them.
 *   <li>The currents of channels and the rates of pumps are linearized by a finite difference of 1e-3 (mV, mM). They
 *   read
 *       the new states, the voltage and the concentrations of n, and the currents of n; only then are the currents
 *       replaced.
 *   <li>The same for synapses: see {@link SynapseLowering}.
 *   <li>Ions that are pumped and do not diffuse are advanced.
 *   <li>The voltage and the diffusing states are advanced by the integrator, which heeds their clamps.
 * </ol>
 *
 * <p>So the order of insertion matters only where two mechanisms write one state.
 *
 * <p>NaN padding ends here: a variable holds only the rows that have the quantity. A quantity whose values are arrays
 * is lowered to one variable per element. A quantity that exists once in the model has the same value in every
 * compartment: so nothing is gathered, and processes are computed in vectors beside the channels.
 */
public final class Lowering {
    private final NeuronModel model;
    private final double timeStep;
    private final Integrator integrator;
    private final ClampLowering clamps;
    private final ModelVariables variables;
    private final MechanismTracing tracing;

    private Lowering(NeuronModel model, double timeStep, Integrator integrator) {
        this.model = model;
        this.timeStep = timeStep;
        this.integrator = integrator;
        variables = new ModelVariables(model);
        tracing = new MechanismTracing(model, variables, timeStep);
        clamps = new ClampLowering(model, state -> variables.variable(state, Kind.STATE));
    }

    /** Lowers a model for backward Euler. */
    public static Program lower(NeuronModel model, double timeStep) {
        return lower(model, timeStep, Integrators.backwardEuler());
    }

    /**
     * @param model the description
     * @param timeStep the time step in ms
     * @param integrator the scheme for the voltage and diffusing states
     */
    public static Program lower(NeuronModel model, double timeStep, Integrator integrator) {
        return new Lowering(model, timeStep, integrator).lower();
    }

    private Program lower() {
        variables.variable("v", Kind.STATE);
        int area = variables.variable("area", Kind.PARAMETER);
        variables.variable("capacitance", Kind.PARAMETER);
        Set<String> recorded = new LinkedHashSet<>();
        model.recordings().forEach(recording -> recorded.add(recording.state()));

        List<Stage> updates = new ArrayList<>();
        for (GlobalProcess process : model.globals().processes()) {
            Graph graph = tracing.trace(process, process::update);
            if (!graph.outputs().isEmpty()) {
                updates.add(update(process.name(), graph, variables.everywhere()));
            }
        }
        for (MembraneMechanism mechanism : variables.mechanisms()) {
            Graph graph = tracing.trace(mechanism, "update", true, mechanism::update);
            if (!graph.outputs().isEmpty()) {
                updates.add(update(mechanism.name(), graph, variables.rows(mechanism)));
            }
        }
        Map<ChannelCurrent, Graph> currents = new LinkedHashMap<>();
        for (Channel channel : model.channels()) {
            for (String name : channel.currentNames()) {
                currents.put(
                        new ChannelCurrent(channel, name),
                        tracing.traceLinear(channel, "current", "v", membrane -> channel.currents(membrane)
                                .get(name)));
            }
        }
        currents.values().forEach(variables::registerCurrents);
        Map<IonPump, Graph> rates = new LinkedHashMap<>();
        for (IonPump pump : model.pumps()) {
            rates.put(pump, tracing.traceLinear(pump, "removal rate", pump.key(pump.ion()), pump::removalRate));
        }
        rates.values().forEach(variables::registerCurrents);
        recorded.stream().filter(variables::isCurrent).forEach(name -> variables.variable(name, Kind.CURRENT));
        SynapseLowering synapseLowering = new SynapseLowering(variables, tracing, model, timeStep);
        List<Stage> synapses = synapseLowering.stages();

        List<Stage> stages = new ArrayList<>(updates);
        currents.forEach((current, graph) -> stages.add(new MembraneCurrent(
                current.channel().name(),
                graph,
                variables.inputs(variables.rows(current.channel()), graph),
                variables.rows(current.channel()),
                variables.known(current.name()))));
        rates.forEach((pump, graph) -> stages.add(new PumpRate(
                pump.name(),
                graph,
                variables.inputs(variables.rows(pump), graph),
                variables.rows(pump),
                variables.variable(pump.key(pump.ion()), Kind.STATE),
                variables.known(pump.currentName()))));
        stages.addAll(synapses);
        for (int target : ionCurrents(synapses)) {
            boolean isOfChannels = stages.stream().anyMatch(stage -> stage.collector() == target);
            stages.add(SynapseLowering.sum(variables.variable(target).name(), target, isOfChannels));
        }
        List<ClampSlot> clampSlots = clamps.slots();
        addSolve(stages);
        int[] recordings = model.recordings().stream()
                .map(PlacedRecording::state)
                .mapToInt(state -> variables.variable(state, Kind.STATE))
                .toArray();
        int lanes = model.stimuli().stream()
                .mapToInt(stimulus -> stimulus.rows().length)
                .sum();
        return new Program(
                timeStep,
                variables.all(),
                clamps.insertedInto(stages),
                Cable.of(model.structure()),
                area,
                lanes,
                clampSlots,
                recordings,
                synapseLowering.delayLines());
    }

    /** The ion currents to which synapses add. */
    private static Set<Integer> ionCurrents(List<Stage> synapses) {
        Set<Integer> targets = new TreeSet<>();
        synapses.forEach(stage -> targets.add(stage.addsTermsTo()));
        targets.removeAll(Set.of(-1, Program.VOLTAGE));
        return targets;
    }

    private UpdateStates update(String name, Graph graph, int[] rows) {
        return new UpdateStates(name, graph, variables.inputs(rows, graph), variables.outputs(rows, graph));
    }

    private void addSolve(List<Stage> stages) {
        List<CableEquation> equations = equations(stages);
        Set<Integer> flowing = new HashSet<>();
        equations.forEach(equation -> flowing.add(equation.variable()));
        for (int variable = 0; variable < variables.all().size(); variable++) {
            boolean isState = variables.variable(variable).kind() == Kind.STATE;
            if (isState && !flowing.contains(variable) && hasTerms(stages, variable)) {
                stages.add(PumpedIon.step(variables.variable(variable).name(), variable, timeStep));
            }
        }
        boolean isCable = !Cable.of(model.structure()).edges().isEmpty();
        for (CableEquation equation : equations) {
            integrator.stages(equation, timeStep).stream()
                    .filter(stage -> isCable
                            || equation.isClamped()
                            || stage.alongCable().stream().noneMatch(CableStage::isByPropagator))
                    .forEach(stages::add);
        }
    }

    /** The equations of the quantities that flow along the cable: the voltage and the diffusing states. */
    private List<CableEquation> equations(List<Stage> stages) {
        List<CableEquation> equations = new ArrayList<>();
        CableEquation voltage = CableEquation.ofVoltage(
                variables.variable("area", Kind.PARAMETER),
                variables.variable("capacitance", Kind.PARAMETER),
                hasTerms(stages, Program.VOLTAGE),
                !model.stimuli().isEmpty());
        int current = variables.known(PlacedWaveform.CLAMP_CURRENT);
        boolean isSplit =
                current >= 0 && integrator.splitsMembrane() && !clamps.of("v").isEmpty();
        equations.add(voltage.clamped(
                clamps.of("v"),
                current,
                isSplit ? variables.variable(ClampLowering.INERTIA, Kind.CURRENT) : -1,
                isSplit ? variables.variable(ClampLowering.IMPULSE, Kind.CURRENT) : -1));
        for (String state : new TreeSet<>(model.diffusingStates())) {
            int variable = variables.variable(state, Kind.STATE);
            int volume = variables.variable("volume", Kind.PARAMETER);
            equations.add(CableEquation.ofState(state, variable, volume, hasTerms(stages, variable))
                    .clamped(clamps.of(state), -1, -1, -1));
        }
        return equations;
    }

    private static boolean hasTerms(List<Stage> stages, int variable) {
        return stages.stream().anyMatch(stage -> stage.addsTermsTo() == variable);
    }

    /** One of the currents of a channel. */
    private record ChannelCurrent(Channel channel, String name) {}
}
