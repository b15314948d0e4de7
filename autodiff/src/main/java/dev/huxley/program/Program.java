package dev.huxley.program;

import dev.huxley.program.Variable.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model lowered for execution: its variables, the stages of one time step, and the cable. It knows structure and
 * shapes, never values: the same program serves every run with new parameter values, initial states, waveforms, places
 * of stimuli and recordings, batch sizes and numbers of steps. Immutable.
 *
 * <p>A run takes its arrays in a fixed order, see {@link #arguments()}.
 *
 * @param timeStep the time step in ms
 * @param variables the quantities; the voltage comes first
 * @param stages the stages of one time step, in order
 * @param cable the tree of axial currents
 * @param area the variable of membrane areas (um2), over all compartments
 * @param stimulusCount the number of injected currents
 * @param clamps the clamps, in the order of their arrays
 * @param recordings for every recorded trace the variable it comes from
 * @param delayLines through which delayed synapses see their presynaptic compartments
 */
public record Program(
        double timeStep,
        List<Variable> variables,
        List<Stage> stages,
        Cable cable,
        int area,
        int stimulusCount,
        List<ClampSlot> clamps,
        int[] recordings,
        List<DelayLine> delayLines) {
    /** The variable of the membrane voltage. */
    public static final int VOLTAGE = 0;

    /**
     * A clamp.
     *
     * @param variable the clamped variable
     * @param lanes the number of compartments
     * @param hasResistance whether it acts through a series resistance
     */
    public record ClampSlot(int variable, int lanes, boolean hasResistance) {}

    /** The kind of content of an array that a run takes. */
    public enum ArgumentKind {
        /** Values of a variable: (batch, rows). */
        VARIABLE,
        /** Axial conductances of the cable's edges in units of 10 pS: (batch, edges). */
        AXIAL_CONDUCTANCE,
        /** Diffusive couplings of a variable along the cable's edges in um3/ms: (batch, edges). */
        DIFFUSIVE_COUPLING,
        /**
         * The matrix by which flow along the cable alone advances a variable over one time step: {@code x <- P x}, with
         * (batch, compartments, compartments).
         */
        PROPAGATOR,
        /** Injected currents in nA: (batch, lanes, steps). */
        STIMULUS,
        /** Values of a clamp, NaN where it does not hold: (batch, lanes, steps). */
        CLAMP,
        /** The conductances of the series resistances of a clamp in uS: (batch, lanes, steps). */
        CLAMP_CONDUCTANCE
    }

    /**
     * An array that a run takes.
     *
     * @param kind the kind of its content
     * @param index the number of the variable (also of couplings and propagators) or of the clamp; 0 for the others
     */
    public record Argument(ArgumentKind kind, int index) {
        /** Tells whether the array has a sample for every time step. */
        public boolean isWaveform() {
            return kind == ArgumentKind.STIMULUS
                    || kind == ArgumentKind.CLAMP
                    || kind == ArgumentKind.CLAMP_CONDUCTANCE;
        }
    }

    public Program {
        variables = List.copyOf(variables);
        stages = List.copyOf(stages);
        clamps = List.copyOf(clamps);
        recordings = recordings.clone();
        delayLines = List.copyOf(delayLines);
    }

    /** A program without delay lines. */
    public Program(
            double timeStep,
            List<Variable> variables,
            List<Stage> stages,
            Cable cable,
            int area,
            int stimulusCount,
            List<ClampSlot> clamps,
            int[] recordings) {
        this(timeStep, variables, stages, cable, area, stimulusCount, clamps, recordings, List.of());
    }

    /** The same program with other stages. */
    public Program withStages(List<Stage> others) {
        return new Program(timeStep, variables, others, cable, area, stimulusCount, clamps, recordings, delayLines);
    }

    @Override
    public int[] recordings() {
        return recordings.clone();
    }

    /** The number of compartments. */
    public int compartments() {
        return cable.compartments();
    }

    /** The variable of this name, -1 if there is none. */
    public int variable(String name) {
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The arrays that a run takes, in their order: parameters and initial states, axial conductances, diffusive
     * couplings and propagators as the stages need them, stimuli (if there are any), clamps with their conductances.
     * The first axis of each is the batch or has length 1.
     */
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i).isArgument()) {
                arguments.add(new Argument(ArgumentKind.VARIABLE, i));
            }
        }
        if (!cable.edges().isEmpty()) {
            stages.forEach(stage -> stage.alongCable().ifPresent(step -> arguments.add(step.argument())));
        }
        if (stimulusCount > 0) {
            arguments.add(new Argument(ArgumentKind.STIMULUS, 0));
        }
        for (int i = 0; i < clamps.size(); i++) {
            arguments.add(new Argument(ArgumentKind.CLAMP, i));
            if (clamps.get(i).hasResistance()) {
                arguments.add(new Argument(ArgumentKind.CLAMP_CONDUCTANCE, i));
            }
        }
        return arguments;
    }

    /** The steps along the cable, in order. */
    public List<CableStage> cableStages() {
        return stages.stream().flatMap(stage -> stage.alongCable().stream()).toList();
    }

    /** The stages of the currents of synapses, in order. */
    public List<SynapticCurrent> synapticCurrents() {
        return stages.stream()
                .filter(SynapticCurrent.class::isInstance)
                .map(SynapticCurrent.class::cast)
                .toList();
    }

    /** The ion currents of compartments to which synapses add theirs. */
    public Set<Integer> ionCurrentsOfSynapses() {
        Set<Integer> targets = new TreeSet<>();
        synapticCurrents().stream()
                .map(SynapticCurrent::target)
                .filter(target -> target != VOLTAGE)
                .forEach(targets::add);
        return targets;
    }

    /** The equations of the quantities that a propagator advances along the cable; none where there is no flow. */
    public List<CableEquation> propagated() {
        List<CableEquation> equations = new ArrayList<>();
        if (!cable.edges().isEmpty()) {
            for (Stage stage : stages) {
                stage.alongCable().filter(CableStage::isByPropagator).ifPresent(step -> equations.add(step.equation()));
            }
        }
        return List.copyOf(equations);
    }

    /** Tells whether a mechanism replaces the voltage, as simplified neurons do in a reset. */
    public boolean resetsVoltage() {
        return stages.stream()
                .flatMap(stage -> stage.outputs().stream())
                .anyMatch(output -> output.variable() == VOLTAGE);
    }

    /** Tells whether a variable is computed in the course of a run. */
    public boolean changesInTime(int variable) {
        return variables.get(variable).kind() != Kind.PARAMETER;
    }
}
