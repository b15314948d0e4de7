package dev.huxley.simulate;

import ai.djl.ndarray.NDManager;
import dev.huxley.engine.RunArguments;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.program.lower.Lowering;
import dev.huxley.program.lower.SynapticDelays;
import java.util.List;

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

    private SynapticDelays compiledDelays;
    private int compilations;

    RunProgram(Simulation simulation) {
        this.simulation = simulation;
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
        close();
        compiled = simulation.compiled(lowered);
        revision = model.revision();
        compiledDelays = delays;
        compilations++;
    }

    CompiledProgram compiled() {
        return compiled;
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
        List<int[]> ofLines = compiled.program().delayLines().stream()
                .map(line -> delays.steps(line.synapse()))
                .toList();
        return binding(source, steps).arguments(ofLines);
    }

    /** Tells whether a run must be divided because clamps begin or end in its course and change its propagator. */
    boolean mustBeParted(NDManager manager, Inputs inputs, int steps) {
        if (!RunBinding.hasHeldFlow(compiled.program())) {
            return false;
        }
        try (NDManager scratch = manager.newSubManager()) {
            RunSource source = new RunSource(model, simulation.timeStep(), inputs, new Batch(), scratch);
            RunBinding binding = binding(source, steps);
            return binding.nextChange(0) < binding.steps();
        }
    }

    private RunBinding binding(RunSource source, int steps) {
        RunBinding binding = new RunBinding(source, compiled.program(), steps);
        new RunLength(model, source.inputs(), simulation.timeStep()).requireStimuliToBegin(binding.steps());
        return binding;
    }

    /** Frees the compiled code. */
    void close() {
        if (compiled != null) {
            compiled.close();
            compiled = null;
        }
    }
}
