package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.GradientMode;
import dev.huxley.engine.RunArguments;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.program.lower.Lowering;
import dev.huxley.program.lower.SynapticDelays;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The program of whole runs of a model, compiled when first needed and again when the form of the model has changed or
 * the longest delay of a synapse type exceeds the kernel's.
 */
final class RunProgram {
    private final Simulation simulation;
    private final NeuronModel model;
    /** Null before the first run. */
    private CompiledProgram compiled;

    private long revision;
    /** The delays of the model at this run, and those that the kernel was made for. */
    private SynapticDelays delays;

    private final Propagator.Known propagators = new Propagator.Known();
    /** Arguments of the compiled program; null before the first run. */
    private RunBinding.Known known;

    private SynapticDelays compiledDelays;
    private int compilations;
    /** Null until needed. */
    private SteadyStateProgram steadyStates;

    private long steadyRevision;
    /** The seconds that streamed runs have spent in time loops. */
    private volatile double loopSeconds;
    /** Null after the first run. */
    private Consumer<String> warnings;

    /**
     * @param warnings gets unlikely inputs of the first run
     */
    RunProgram(Simulation simulation, Consumer<String> warnings) {
        this.simulation = simulation;
        this.warnings = warnings;
        model = simulation.model();
    }

    /** Compiles the model as it is now, unless that was done before. */
    void refresh() {
        delays = SynapticDelays.of(model, simulation.timeStep());
        if (compiled != null && revision == model.revision() && delays.fitIn(compiledDelays)) {
            return;
        }
        simulation.requireRecordings();
        Program lowered = Lowering.lower(model, simulation.timeStep(), simulation.integrator());
        closeCompiled();
        compiled = simulation.compiled(lowered);
        known = new RunBinding.Known();
        revision = model.revision();
        compiledDelays = delays;
        compilations++;
    }

    /**
     * Runs the program: ([batch,] recordings, steps + 1).
     *
     * @param steps the number of time steps, -1 if the waveforms tell
     */
    NDArray run(NDManager manager, Inputs inputs, int steps) {
        return CompiledProgram.record(
                        manager,
                        scratch -> {
                            Batch batch = new Batch();
                            RunArguments arguments = arguments(source(scratch, inputs, batch), steps);
                            warn(arguments);
                            NDArray traces = compiled.run(scratch, arguments, inputs.firstStep());
                            Shape shape = traces.getShape();
                            return new NDList(batch.isPresent() ? traces : traces.reshape(shape.get(1), shape.get(2)));
                        },
                        inputs.tree())
                .get(0);
    }

    /** Runs batches whose rows are handed over; see {@link Simulation#stream}. */
    void stream(List<Inputs> batches, int steps, int every, RowConsumer consumer) {
        refresh();
        GradientMode mode = GradientMode.of(false);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            List<RunArguments> runs = new ArrayList<>();
            RunBinding binding = null;
            for (Inputs inputs : batches) {
                requireStreamable(manager, inputs, steps);
                binding = binding(source(manager, inputs, new Batch()), steps, binding);
                runs.add(binding.arguments(delays()));
                warn(runs.get(0));
            }
            int longest = runs.stream().mapToInt(RunArguments::steps).max().orElse(0);
            simulation.guard().run(0, longest, simulation.timeStep(), control -> {
                compiled.kernel().stream(manager, runs, every, consumer::accept, control);
                loopSeconds += control.computedSeconds();
                return null;
            });
        } finally {
            mode.close();
        }
    }

    private void requireStreamable(NDManager manager, Inputs inputs, int steps) {
        if (!inputs.states().isEmpty() || mustBeParted(manager, inputs, steps)) {
            throw new UnsupportedOperationException(
                    "runs whose traces are not kept begin with initial states, and clamps"
                            + " hold from begin to end where the integrator is exponential; use run(manager, inputs)");
        }
    }

    /** The inputs with steady states as initial states. */
    List<Inputs> atRest(NDManager manager, List<Inputs> inputs) {
        if (steadyStates == null || steadyRevision != model.revision()) {
            closeSteadyStates();
            steadyStates = new SteadyStateProgram(model, simulation::exact);
            steadyRevision = model.revision();
        }
        return steadyStates.inputs(manager, inputs);
    }

    /** The seconds that the threads of streamed runs have spent in time loops. */
    double loopSeconds() {
        return loopSeconds;
    }

    /** The number of times that the model was traced and compiled. */
    int compilations() {
        return compilations;
    }

    /**
     * The arguments of a run.
     *
     * @param steps the number of time steps, -1 if the waveforms tell
     */
    RunArguments arguments(RunSource source, int steps) {
        return binding(source, steps, null).arguments(delays());
    }

    private List<int[]> delays() {
        return compiled.program().delayLines().stream()
                .map(line -> delays.steps(line.synapse()))
                .toList();
    }

    /** Tells whether a run must be divided because clamps begin or end in its course and change its propagator. */
    boolean mustBeParted(NDManager manager, Inputs inputs, int steps) {
        if (!RunBinding.hasHeldFlow(compiled.program())) {
            return false;
        }
        try (NDManager scratch = manager.newSubManager()) {
            RunBinding binding = binding(source(scratch, inputs, new Batch()), steps, null);
            return binding.nextChange(0) < binding.steps();
        }
    }

    private RunBinding binding(RunSource source, int steps, RunBinding other) {
        RunBinding binding = new RunBinding(source, compiled.program(), steps, other);
        if (!binding.hasKnownProtocol()) {
            new RunLength(model, source.inputs(), simulation.timeStep()).requireStimuliToBegin(binding.steps());
        }
        return binding;
    }

    private RunSource source(NDManager manager, Inputs inputs, Batch batch) {
        return new RunSource(model, simulation.timeStep(), inputs, batch, manager, propagators, known);
    }

    /** Reports unlikely inputs, once, in the first run. */
    private void warn(RunArguments arguments) {
        if (warnings != null) {
            new UnlikelyInputs(model, compiled.program(), arguments).find().forEach(warnings);
            warnings = null;
        }
    }

    private void closeSteadyStates() {
        if (steadyStates != null) {
            steadyStates.close();
            steadyStates = null;
        }
    }

    /** Frees the compiled code. */
    void close() {
        closeSteadyStates();
        closeCompiled();
    }

    private void closeCompiled() {
        if (compiled != null) {
            compiled.close();
            compiled = null;
            known.close();
            known = null;
        }
    }
}
