package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.program.Binding;
import dev.huxley.program.CableEquation;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.ExplicitStep;
import dev.huxley.program.Stage.ImplicitStep;
import dev.huxley.program.Stage.LocalStep;
import dev.huxley.program.Stage.Propagate;
import dev.huxley.program.Stage.SynapticCurrent;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.UpdateSynapses;
import dev.huxley.program.Stage.WriteClamp;
import dev.huxley.program.Variable.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Some consecutive time steps of a run, on NDArrays. Everything that does not depend on time is computed when it is
 * made, so that within a differentiated segment it is part of that segment's graph.
 *
 * <p>Memory: what a step makes is freed at its end, but for the new states and the recorded values, which belong to the
 * manager of the loop. (Closing an array never harms PyTorch's graph, which holds what it needs itself.)
 */
final class TimeLoop {
    private final TorchKernel kernel;
    private final Program program;
    private final BatchPlan plan;
    private final RunPlaces places;
    private final DelayLines delayLines;
    private final NDManager manager;
    private final NDArray[] parameters;
    private final Map<Binding, NDArray> parameterRows = new IdentityHashMap<>();
    private final List<TermStage> termStages;
    private final SynapticTerms synapses;
    private final Map<Stage, CableStep> cableSteps = new IdentityHashMap<>();
    /** Couplings along the cable's edges by variable. */
    private final Map<Integer, NDArray> couplings = new HashMap<>();

    private final Map<Integer, NDArray> propagators = new HashMap<>();
    private final Map<Stage, HeldPropagation> propagations = new IdentityHashMap<>();
    private final WaveformSamples waveforms;

    /**
     * @param manager owns what outlives a step
     * @param arrays the arrays of the run in the engine's precision
     */
    TimeLoop(
            TorchKernel kernel,
            BatchPlan plan,
            RunPlaces places,
            DelayLines delayLines,
            NDManager manager,
            NDList arrays) {
        this.kernel = kernel;
        this.program = kernel.program();
        this.plan = plan;
        this.places = places;
        this.delayLines = delayLines;
        this.manager = manager;
        parameters = new NDArray[program.variables().size()];
        waveforms = new WaveformSamples(program, plan, places);
        termStages = TermStage.of(program);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<Program.Argument> arguments = program.arguments();
            for (int i = 0; i < arguments.size(); i++) {
                switch (arguments.get(i).kind()) {
                    case VARIABLE -> parameters[arguments.get(i).index()] = arrays.get(i);
                    case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> couplings.put(
                            arguments.get(i).index(), arrays.get(i));
                    case PROPAGATOR -> propagators.put(arguments.get(i).index(), arrays.get(i));
                    case STIMULUS, CLAMP, CLAMP_CONDUCTANCE -> waveforms.add(arguments.get(i), arrays.get(i));
                    default -> throw new UnsupportedOperationException(
                            "the torch engine does not know " + arguments.get(i));
                }
            }
            for (Stage stage : program.stages()) {
                if (stage instanceof UpdateStates update) {
                    update.inputs().forEach(this::gatherParameter);
                } else if (stage instanceof UpdateSynapses update) {
                    update.inputs().forEach(this::gatherParameter);
                } else if (stage instanceof LocalStep step) {
                    step.inputs().forEach(this::gatherParameter);
                } else if (stage instanceof ImplicitStep step) {
                    cableSteps.put(stage, cableStep(step.equation(), step.part()));
                } else if (stage instanceof ExplicitStep step) {
                    cableSteps.put(stage, cableStep(step.equation(), 0));
                } else if (stage instanceof Propagate step) {
                    propagations.put(stage, propagation(step.equation()));
                }
            }
            termStages.forEach(term -> term.inputs().forEach(this::gatherParameter));
            NDArray area = parameters[program.area()];
            synapses = new SynapticTerms(program, plan, kernel, area, this::keep);
            synapses.inputs().forEach(this::gatherParameter);
        }
    }

    private CableStep cableStep(CableEquation equation, double part) {
        return new CableStep(
                plan,
                equation,
                part,
                program.timeStep(),
                kernel.precision().absorbing(),
                parameters,
                couplings.get(equation.variable()),
                kernel::constant,
                this::keep);
    }

    private HeldPropagation propagation(CableEquation equation) {
        return new HeldPropagation(
                plan,
                equation,
                propagators.get(equation.variable()),
                program.timeStep(),
                parameters,
                kernel::constant,
                this::keep);
    }

    private void gatherParameter(Binding binding) {
        if (!program.changesInTime(binding.variable()) && !binding.isWhole()) {
            parameterRows.put(binding, keep(plan.read(binding, parameters[binding.variable()])));
        }
    }

    /**
     * The states at t = 0: the arguments, brought to the batch's size, and the currents at them; behind the variables the
     * content of the delay lines.
     */
    NDArray[] initialStates() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray[] states = new NDArray[parameters.length + delayLines.count()];
            for (int i = 0; i < parameters.length; i++) {
                Kind kind = program.variables().get(i).kind();
                if (kind == Kind.STATE || kind == Kind.CARRIED_CURRENT) {
                    Shape full =
                            new Shape(plan.batch, program.variables().get(i).size());
                    NDArray given = parameters[i];
                    states[i] = given.getShape().equals(full) ? given : given.broadcast(full);
                } else if (kind == Kind.CURRENT) {
                    // Of this scope, not of the plan, which outlives the run.
                    int rows = program.variables().get(i).size();
                    states[i] = manager.zeros(new Shape(plan.batch, rows), kernel.type());
                }
            }
            NDArray[] given = states.clone();
            if (!plan.currentSums.isEmpty()) {
                linearTerms(states);
            }
            for (int i = 0; i < parameters.length; i++) {
                boolean isCarried = program.variables().get(i).kind() == Kind.CARRIED_CURRENT;
                states[i] = isCarried ? given[i] : states[i];
            }
            for (int line = 0; line < delayLines.count(); line++) {
                states[parameters.length + line] = delayLines.start(line, states[delayLines.variable(line)]);
            }
            synapses.currents(states, this::read);
            keepAll(states, parameters);
            return states;
        }
    }

    /**
     * Runs the steps {@code from} to {@code to}.
     *
     * @param start the states before; not closed
     * @param recorded receives the recorded values after every step, one array per group of recordings
     * @param beforeStep is called before every step
     * @return the states after
     */
    NDArray[] run(NDArray[] start, int from, int to, List<NDArray[]> recorded, IntConsumer beforeStep) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            waveforms.cut(from, to, this::keep);
        }
        NDArray[] states = start;
        for (int step = from; step < to; step++) {
            beforeStep.accept(step);
            NDArray[] before = states;
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                states = step(before, step - from);
                recorded.add(record(states));
                keepAll(states, before);
            }
        }
        return states;
    }

    /** The recorded values of the given states, one array per group of recordings: (batch, group). */
    NDArray[] record(NDArray[] states) {
        NDArray[] values = new NDArray[places.recordingGroups().size()];
        for (int i = 0; i < values.length; i++) {
            RunPlaces.RecordingGroup group = places.recordingGroups().get(i);
            values[i] = keep(states[group.variable()].gather(group.positions(), 1));
        }
        return values;
    }

    private NDArray[] step(NDArray[] before, int sample) {
        NDArray[] states = before.clone();
        Map<Integer, LinearTerms> terms = null;
        boolean withSynapses = false;
        boolean withDelayLines = false;
        for (Stage stage : program.stages()) {
            if (!withDelayLines && (stage instanceof UpdateSynapses || stage instanceof SynapticCurrent)) {
                advanceDelayLines(states);
                withDelayLines = true;
            }
            if (stage instanceof UpdateStates update) {
                update(update, before[Program.VOLTAGE], states);
            } else if (stage instanceof UpdateSynapses update) {
                update(kernel.replay(stage), update.inputs(), update.outputs(), states, states);
            } else if (stage instanceof SynapticCurrent) {
                terms = withSynapses ? terms : synapses.addTo(terms, states, this::read);
                withSynapses = true;
            } else if (stage.addsTermsTo() >= 0) {
                // The linearized currents and rates are all summed at once, before anything else is written.
                terms = terms == null ? linearTerms(states) : terms;
            } else if (stage instanceof LocalStep step) {
                boolean isStimulated = step.graph().inputs().contains(LocalStep.INJECTED);
                NDArray injected = isStimulated ? waveforms.injected(sample) : null;
                localStep(step, states, terms == null ? null : terms.get(step.variable()), injected);
            } else if (stage instanceof WriteClamp clamp) {
                HeldRows held = waveforms.held(clamp.clamps(), sample);
                states[clamp.variable()] = held.hold(states[clamp.variable()]);
            } else if (cableSteps.containsKey(stage)) {
                CableStep step = cableSteps.get(stage);
                CableEquation equation = step.equation();
                NDArray injected = equation.isStimulated() ? waveforms.injected(sample) : null;
                NDArray x = states[equation.variable()];
                LinearTerms own = terms == null ? null : terms.get(equation.variable());
                put(equation, step.advance(x, own, injected, waveforms.held(equation.clamps(), sample)), states);
            } else if (stage instanceof Propagate step) {
                CableEquation equation = step.equation();
                HeldRows held = waveforms.held(equation.clamps(), sample);
                NDArray inertia = equation.givesClampCurrent() ? states[equation.inertia()] : null;
                NDArray impulse = equation.givesClampCurrent() ? states[equation.impulse()] : null;
                NDArray x = states[equation.variable()];
                put(equation, propagations.get(stage).advance(x, inertia, impulse, held), states);
            } else {
                throw new UnsupportedOperationException(
                        "the torch engine does not know the stage '" + stage.name() + "'");
            }
        }
        return states;
    }

    private static void put(CableEquation equation, CableStep.Advanced advanced, NDArray[] states) {
        states[equation.variable()] = advanced.value();
        if (advanced.clampCurrent() != null) {
            states[equation.clampCurrent()] = advanced.clampCurrent();
        }
    }

    /** The delay lines take what synapses see without delay. */
    private void advanceDelayLines(NDArray[] states) {
        for (int line = 0; line < delayLines.count(); line++) {
            int content = parameters.length + line;
            states[content] = delayLines.next(line, states[content], states[delayLines.variable(line)]);
        }
    }

    private void update(UpdateStates stage, NDArray voltageBefore, NDArray[] states) {
        NDArray[] seen = states;
        if (states[Program.VOLTAGE] != voltageBefore) {
            // Another update has written the voltage; this one sees the voltage before the step all the same.
            seen = states.clone();
            seen[Program.VOLTAGE] = voltageBefore;
        }
        update(kernel.replay(stage), stage.inputs(), stage.outputs(), seen, states);
    }

    private void update(
            GraphReplay replay, List<Binding> inputs, List<Binding> outputs, NDArray[] seen, NDArray[] states) {
        NDArray[] results = replay.run(read(inputs, seen));
        for (int i = 0; i < results.length; i++) {
            Binding output = outputs.get(i);
            int rows = output.isWhole()
                    ? program.variables().get(output.variable()).size()
                    : output.positions().length;
            NDArray full = plan.expand(results[i], rows);
            states[output.variable()] = plan.replace(output, states[output.variable()], full);
        }
    }

    /** Evaluates all currents and rates, writes the current variables, and returns the sums of slopes and constants. */
    private Map<Integer, LinearTerms> linearTerms(NDArray[] states) {
        Map<Integer, List<NDArray>> slopes = new HashMap<>();
        Map<Integer, List<NDArray>> constants = new HashMap<>();
        Map<Integer, List<NDArray>> currents = new HashMap<>();
        for (TermStage term : termStages) {
            NDArray[] results = kernel.replay(term.stage()).run(read(term.inputs(), states));
            int rows = term.compartments().length;
            add(slopes, term.variable(), plan.expand(results[0], rows));
            add(constants, term.variable(), plan.expand(results[1], rows));
            if (term.current() >= 0) {
                add(currents, term.current(), plan.expand(results[2], rows));
            }
        }
        currents.forEach((variable, parts) ->
                states[variable] = plan.currentSums.get(variable).of(parts));
        Map<Integer, LinearTerms> terms = new HashMap<>();
        plan.termSums.forEach((variable, sum) ->
                terms.put(variable, new LinearTerms(sum.of(slopes.get(variable)), sum.of(constants.get(variable)))));
        return terms;
    }

    private static void add(Map<Integer, List<NDArray>> parts, int variable, NDArray part) {
        parts.computeIfAbsent(variable, absent -> new ArrayList<>()).add(part);
    }

    private void localStep(LocalStep stage, NDArray[] states, LinearTerms terms, NDArray injected) {
        Map<String, NDArray> inputs = read(stage.inputs(), states);
        if (terms != null) {
            inputs.put(LocalStep.SLOPE, terms.slope());
            inputs.put(LocalStep.CONSTANT, terms.constant());
        }
        if (injected != null) {
            inputs.put(LocalStep.INJECTED, injected);
        }
        int rows = program.variables().get(stage.target()).size();
        states[stage.target()] = plan.expand(kernel.replay(stage).run(inputs)[0], rows);
    }

    private Map<String, NDArray> read(List<Binding> inputs, NDArray[] states) {
        Map<String, NDArray> arrays = new HashMap<>();
        for (Binding input : inputs) {
            NDArray array;
            if (input.isDelayed()) {
                array = delayLines.read(input.delayLine(), states[parameters.length + input.delayLine()]);
            } else if (program.changesInTime(input.variable())) {
                array = plan.read(input, states[input.variable()]);
            } else {
                array = input.isWhole() ? parameters[input.variable()] : parameterRows.get(input);
            }
            arrays.put(input.name(), array);
        }
        return arrays;
    }

    private NDArray keep(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }

    /** Keeps the states that are new: neither given from outside nor unchanged. */
    private void keepAll(NDArray[] states, NDArray[] before) {
        for (int i = 0; i < states.length; i++) {
            if (states[i] != null && (i >= before.length || states[i] != before[i])) {
                keep(states[i]);
            }
        }
    }

    static NDArray stack(List<NDArray[]> recorded) {
        int groups = recorded.get(0).length;
        NDList parts = new NDList(groups);
        for (int group = 0; group < groups; group++) {
            NDList values = new NDList(recorded.size());
            for (NDArray[] step : recorded) {
                values.add(step[group]);
            }
            parts.add(NDArrays.stack(values, 2));
        }
        return Concatenation.of(parts, 1);
    }
}
