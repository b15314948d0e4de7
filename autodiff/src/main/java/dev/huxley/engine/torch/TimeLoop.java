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
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Propagate;
import dev.huxley.program.PumpRate;
import dev.huxley.program.RowStage;
import dev.huxley.program.StageVisitor;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.Variable.Kind;
import dev.huxley.program.WriteClamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Some consecutive time steps of a run, on NDArrays. Everything that does not depend on time is computed at
 * construction, so that in a differentiated segment it is part of that segment's graph.
 *
 * <p>Memory: the arrays of a step are freed at its end, except the new states and the recorded values, which belong to
 * the manager of the loop. (Closing an array never harms PyTorch's graph, which holds its own references.)
 */
final class TimeLoop {
    private final TorchKernel kernel;
    private final Program program;
    private final BatchPlan plan;
    private final RunPlaces places;
    private final DelayLines delayLines;
    private final NDManager manager;
    private final LoopValues values;
    private final MembraneTerms membrane;
    private final SynapticTerms synapses;
    /** Couplings along the cable's edges by variable. */
    private final Map<Integer, NDArray> couplings = new HashMap<>();

    private final Map<Integer, NDArray> propagators = new HashMap<>();
    private final WaveformSamples waveforms;
    /** The actions of the stages, in order. */
    private final List<Consumer<StepState>> actions = new ArrayList<>();

    /**
     * @param manager owns the arrays that outlive a step
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
        values = new LoopValues(program, plan, delayLines, manager);
        waveforms = new WaveformSamples(program, plan, places);
        membrane = new MembraneTerms(program, kernel, plan, values);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<Program.Argument> arguments = program.arguments();
            for (int i = 0; i < arguments.size(); i++) {
                switch (arguments.get(i).kind()) {
                    case VARIABLE -> values.parameters[arguments.get(i).index()] = arrays.get(i);
                    case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> couplings.put(
                            arguments.get(i).index(), arrays.get(i));
                    case PROPAGATOR -> propagators.put(arguments.get(i).index(), arrays.get(i));
                    case STIMULUS, CLAMP, CLAMP_CONDUCTANCE -> waveforms.add(arguments.get(i), arrays.get(i));
                    default -> throw new UnsupportedOperationException(
                            "the torch engine does not know " + arguments.get(i));
                }
            }
            StageActions prepared = new StageActions();
            program.stages().forEach(stage -> actions.add(stage.accept(prepared)));
            membrane.gather();
            NDArray area = values.parameters[program.area()];
            synapses = new SynapticTerms(program, plan, kernel, area, values::keep);
            values.gather(synapses.inputs());
        }
    }

    private CableStep cableStep(CableEquation equation, double part) {
        return new CableStep(
                plan,
                equation,
                part,
                program.timeStep(),
                kernel.precision().absorbing(),
                values.parameters,
                couplings.get(equation.variable()),
                kernel::constant,
                values::keep);
    }

    private HeldPropagation propagation(CableEquation equation) {
        return new HeldPropagation(
                plan,
                equation,
                propagators.get(equation.variable()),
                program.timeStep(),
                values.parameters,
                kernel::constant,
                values::keep);
    }

    /**
     * The states at t = 0: the arguments, brought to the batch's size, and the currents at them; behind the variables
     * the content of the delay lines.
     */
    NDArray[] initialStates() {
        NDArray[] parameters = values.parameters;
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
                    // An array of this scope, not of the plan, which outlives the run.
                    int rows = program.variables().get(i).size();
                    states[i] = manager.zeros(new Shape(plan.batch, rows), kernel.type());
                }
            }
            NDArray[] given = states.clone();
            if (!plan.currentSums.isEmpty()) {
                membrane.of(states);
            }
            for (int i = 0; i < parameters.length; i++) {
                boolean isCarried = program.variables().get(i).kind() == Kind.CARRIED_CURRENT;
                states[i] = isCarried ? given[i] : states[i];
            }
            for (int line = 0; line < delayLines.count(); line++) {
                states[parameters.length + line] = delayLines.start(line, states[delayLines.variable(line)]);
            }
            synapses.currents(states, values::read);
            values.keepAll(states, parameters);
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
            waveforms.cut(from, to, values::keep);
        }
        NDArray[] states = start;
        for (int step = from; step < to; step++) {
            beforeStep.accept(step);
            NDArray[] before = states;
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                states = step(before, step - from);
                recorded.add(record(states));
                values.keepAll(states, before);
            }
        }
        return states;
    }

    /** The recorded values of the given states, one array per group of recordings: (batch, group). */
    NDArray[] record(NDArray[] states) {
        NDArray[] recorded = new NDArray[places.recordingGroups().size()];
        for (int i = 0; i < recorded.length; i++) {
            RunPlaces.RecordingGroup group = places.recordingGroups().get(i);
            recorded[i] = values.keep(states[group.variable()].gather(group.positions(), 1));
        }
        return recorded;
    }

    private NDArray[] step(NDArray[] before, int sample) {
        StepState step = new StepState(before, before[Program.VOLTAGE], sample);
        actions.forEach(action -> action.accept(step));
        return step.values;
    }

    /**
     * The action of every kind of stage in a step. Visited once for each stage: values that do not depend on time are
     * computed in the visit, and the result is the action of each step.
     */
    private final class StageActions implements StageVisitor<Consumer<StepState>> {
        @Override
        public Consumer<StepState> visit(UpdateStates update) {
            values.gather(update.inputs());
            return step -> {
                NDArray[] seen = step.values;
                if (seen[Program.VOLTAGE] != step.voltageBefore) {
                    // Another update may have written the voltage; this one still sees the voltage before the step.
                    seen = seen.clone();
                    seen[Program.VOLTAGE] = step.voltageBefore;
                }
                update(update, seen, step.values);
            };
        }

        @Override
        public Consumer<StepState> visit(UpdateSynapses update) {
            values.gather(update.inputs());
            return step -> {
                advanceDelayLines(step);
                update(update, step.values, step.values);
            };
        }

        @Override
        public Consumer<StepState> visit(SynapticCurrent current) {
            return step -> {
                advanceDelayLines(step);
                if (!step.hasSynapses) {
                    step.terms = synapses.addTo(step.terms, step.values, values::read);
                    step.hasSynapses = true;
                }
            };
        }

        @Override
        public Consumer<StepState> visit(MembraneCurrent current) {
            return this::takeMembraneTerms;
        }

        @Override
        public Consumer<StepState> visit(PumpRate pump) {
            return this::takeMembraneTerms;
        }

        @Override
        public Consumer<StepState> visit(LocalStep local) {
            values.gather(local.inputs());
            boolean isStimulated = local.graph().inputs().contains(LocalStep.INJECTED);
            return step -> {
                NDArray injected = isStimulated ? waveforms.injected(step.sample) : null;
                Map<String, NDArray> inputs = values.read(local.inputs(), step.values);
                LinearTerms terms = step.termsOf(local.variable());
                if (terms != null) {
                    inputs.put(LocalStep.SLOPE, terms.slope());
                    inputs.put(LocalStep.CONSTANT, terms.constant());
                }
                if (injected != null) {
                    inputs.put(LocalStep.INJECTED, injected);
                }
                int rows = program.variables().get(local.target()).size();
                step.values[local.target()] = plan.expand(kernel.replay(local).run(inputs)[0], rows);
            };
        }

        @Override
        public Consumer<StepState> visit(WriteClamp clamp) {
            return step -> {
                HeldRows held = waveforms.held(clamp.clamps(), step.sample);
                step.values[clamp.variable()] = held.hold(step.values[clamp.variable()]);
            };
        }

        @Override
        public Consumer<StepState> visit(ImplicitStep implicit) {
            return advance(cableStep(implicit.equation(), implicit.part()));
        }

        @Override
        public Consumer<StepState> visit(ExplicitStep explicit) {
            return advance(cableStep(explicit.equation(), 0));
        }

        @Override
        public Consumer<StepState> visit(Propagate propagate) {
            CableEquation equation = propagate.equation();
            HeldPropagation propagation = propagation(equation);
            return step -> {
                HeldRows held = waveforms.held(equation.clamps(), step.sample);
                NDArray inertia = equation.givesClampCurrent() ? step.values[equation.inertia()] : null;
                NDArray impulse = equation.givesClampCurrent() ? step.values[equation.impulse()] : null;
                NDArray x = step.values[equation.variable()];
                put(equation, propagation.advance(x, inertia, impulse, held), step.values);
            };
        }

        private Consumer<StepState> advance(CableStep cable) {
            CableEquation equation = cable.equation();
            return step -> {
                NDArray injected = equation.isStimulated() ? waveforms.injected(step.sample) : null;
                NDArray x = step.values[equation.variable()];
                LinearTerms own = step.termsOf(equation.variable());
                HeldRows held = waveforms.held(equation.clamps(), step.sample);
                put(equation, cable.advance(x, own, injected, held), step.values);
            };
        }

        /** Sums all linearized currents and rates at once, before anything else is written. */
        private void takeMembraneTerms(StepState step) {
            step.terms = step.terms == null ? membrane.of(step.values) : step.terms;
        }

        /** Puts the undelayed values into the delay lines, once in a step. */
        private void advanceDelayLines(StepState step) {
            for (int line = 0; line < delayLines.count() && !step.hasDelayLines; line++) {
                int content = values.parameters.length + line;
                step.values[content] =
                        delayLines.next(line, step.values[content], step.values[delayLines.variable(line)]);
            }
            step.hasDelayLines = true;
        }

        private void update(RowStage stage, NDArray[] seen, NDArray[] states) {
            NDArray[] results = kernel.replay(stage).run(values.read(stage.inputs(), seen));
            for (int i = 0; i < results.length; i++) {
                Binding output = stage.outputs().get(i);
                int rows = output.isWhole()
                        ? program.variables().get(output.variable()).size()
                        : output.positions().length;
                NDArray full = plan.expand(results[i], rows);
                states[output.variable()] = plan.replace(output, states[output.variable()], full);
            }
        }

        private static void put(CableEquation equation, CableStep.Advanced advanced, NDArray[] states) {
            states[equation.variable()] = advanced.value();
            if (advanced.clampCurrent() != null) {
                states[equation.clampCurrent()] = advanced.clampCurrent();
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
