package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.huxley.engine.Engine;
import dev.huxley.engine.Engines;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Precision;
import dev.huxley.engine.Resources;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.torch.TorchRuntime;
import dev.huxley.engine.torch.Tracking;
import dev.huxley.model.Domain;
import dev.huxley.model.Model;
import dev.huxley.program.Integrator;
import dev.huxley.program.Integrators;
import dev.huxley.program.Lowering;
import dev.huxley.program.Program;
import dev.huxley.program.Variable;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a model in time. It reads the model's values anew at every run and compiles only when the model's form has changed
 * (mechanisms inserted, stimuli or recordings added), never for new values, waveforms or places.
 *
 * <pre>{@code
 * try (NDManager manager = Huxley.newManager();
 *         Simulation simulation = Simulation.of(cell).dt(0.025).build();
 *         Tape tape = Tape.open()) {
 *     Tree parameters = cell.parameters(manager);
 *     NDArray v = simulation.run(parameters);
 *     Tree gradients = tape.gradients(v.sub(recording).square().mean(), parameters);
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Simulation implements AutoCloseable {
    private final Model model;
    private final Engine engine;
    private final Precision precision;
    private final double timeStep;
    private final double duration;
    private final Integrator integrator;
    private final Resources resources;
    private Program program;
    private Kernel kernel;
    private long compiledRevision;
    private int compilations;

    private Simulation(Builder builder) {
        model = builder.model;
        engine = Engines.named(builder.engine);
        precision = builder.precision;
        timeStep = builder.timeStep;
        duration = builder.duration;
        integrator = builder.integrator;
        Checkpoints checkpoints = builder.checkpoints == null ? Checkpoints.auto() : builder.checkpoints;
        resources = new Resources(builder.threads, checkpoints.bytes());
    }

    /** How to simulate a model. */
    public static Builder of(Model model) {
        return new Builder(model);
    }

    /** Runs the model as it is. */
    public NDArray run(NDManager manager) {
        return run(manager, Inputs.none());
    }

    /** Runs the model with these trainable parameters; the result belongs to the manager of the first one. */
    public NDArray run(Tree parameters) {
        if (parameters.size() == 0) {
            throw new IllegalArgumentException(
                    "the tree of parameters is empty: call makeTrainable first, or run(manager) without parameters");
        }
        return run(parameters.flatten().get(0).getManager(), Inputs.of(parameters));
    }

    /**
     * Runs the model with these inputs in place of what it holds.
     *
     * @param manager owns the result
     * @return the recorded traces in the order of the recordings: (recordings, steps + 1) of type float64, with a batch
     *     (batch, recordings, steps + 1); column 0 is the initial state. What a tape has recorded cannot be changed in
     *     place (use {@code sub}, not {@code subi})
     */
    public NDArray run(NDManager manager, Inputs inputs) {
        compile();
        boolean mode = JniUtils.isGradMode();
        boolean recording = Tape.isRecording();
        if (mode && !recording) {
            requireUntrackedOrNoCollector(inputs);
        }
        JniUtils.setGradMode(recording);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Batch batch = new Batch();
            RunArguments arguments = arguments(manager, inputs, batch);
            NDArray traces = Tape.apply(new EngineRun(kernel, arguments), manager, arguments.arrays());
            NDArray result = batch.isPresent() ? traces : traces.reshape(dropBatch(traces.getShape()));
            NDScope.unregister(result);
            result.attach(manager);
            if (result != traces) {
                traces.close();
            }
            return result;
        } finally {
            JniUtils.setGradMode(mode);
        }
    }

    /** How often the model was traced and compiled. */
    public int compilations() {
        return compilations;
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    /** The model that is simulated. */
    public Model model() {
        return model;
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
            kernel = null;
        }
    }

    private void compile() {
        if (kernel != null && compiledRevision == model.revision()) {
            return;
        }
        if (model.recordings().isEmpty()) {
            throw new IllegalArgumentException("nothing is recorded, so a run would give nothing; call record(\"v\")"
                    + " on a view of the model first");
        }
        Program lowered = Lowering.lower(model, timeStep, integrator);
        close();
        program = lowered;
        kernel = engine.compile(program, precision, resources);
        compiledRevision = model.revision();
        compilations++;
    }

    private RunArguments arguments(NDManager manager, Inputs inputs, Batch batch) {
        DenseValues values = new DenseValues(model, inputs, batch, manager);
        Geometry geometry = new Geometry(model, values);
        Protocol protocol = new Protocol(model, program, inputs, batch, manager, duration);
        NDList arrays = new NDList();
        for (Program.Argument argument : program.arguments()) {
            arrays.add(
                    switch (argument.kind()) {
                        case VARIABLE -> values(program.variables().get(argument.index()), values, geometry);
                        case AXIAL_CONDUCTANCE -> geometry.axialConductances(program.cable());
                        case DIFFUSIVE_COUPLING -> geometry.diffusiveCouplings(
                                program.cable(),
                                program.variables().get(argument.index()).name());
                        case PROPAGATOR -> propagator(argument.index(), values, geometry);
                        case STIMULUS -> protocol.stimuli();
                        case CLAMP -> protocol.clamp(argument.index());
                    });
        }
        int[][] stimulusPlaces = protocol.stimulusPlaces();
        List<int[][]> clampPlaces = new ArrayList<>();
        IntStream.range(0, program.clamps().size()).forEach(i -> clampPlaces.add(protocol.clampPlaces(i)));
        int[][] recordingPlaces = protocol.recordingPlaces();
        return new RunArguments(batch.size(), protocol.steps(), arrays, stimulusPlaces, clampPlaces, recordingPlaces);
    }

    private static NDArray values(Variable variable, DenseValues values, Geometry geometry) {
        return switch (variable.name()) {
            case "area" -> geometry.area();
            case "volume" -> geometry.volume();
            default -> values.values(variable.domain(), variable.name(), variable.rows());
        };
    }

    private NDArray propagator(int variable, DenseValues values, Geometry geometry) {
        Propagator propagator = new Propagator(program.cable(), values);
        if (variable == Program.VOLTAGE) {
            NDArray capacitance = values.values(Domain.NODES, "capacitance", everywhere());
            NDArray capacity = geometry.area().mul(capacitance);
            return propagator.of(geometry.axialConductances(program.cable()), capacity, timeStep);
        }
        String state = program.variables().get(variable).name();
        return propagator.of(geometry.diffusiveCouplings(program.cable(), state), geometry.volume(), timeStep);
    }

    private int[] everywhere() {
        return IntStream.range(0, program.compartments()).toArray();
    }

    private static void requireUntrackedOrNoCollector(Inputs inputs) {
        boolean[] tracked = {false};
        inputs.tree().forEach((path, array) -> tracked[0] |= Tracking.isTracked(array));
        if (tracked[0]) {
            Tape.requireNoForeignCollector();
        }
    }

    private static Shape dropBatch(Shape shape) {
        return new Shape(shape.get(1), shape.get(2));
    }

    /** Settings of a simulation. */
    public static final class Builder {
        private final Model model;
        private String engine = Engines.defaultName();
        private Precision precision = Precision.FLOAT64;
        private double timeStep = 0.025;
        private double duration = Double.NaN;
        private Integrator integrator = Integrators.backwardEuler();
        private int threads = Resources.defaultThreads();
        private Checkpoints checkpoints;

        private Builder(Model model) {
            TorchRuntime.prepare();
            this.model = model;
        }

        /** The time step in ms; 0.025 unless set. */
        public Builder dt(double milliseconds) {
            if (!(milliseconds > 0) || Double.isInfinite(milliseconds)) {
                throw new IllegalArgumentException(
                        "the time step must be a positive number of ms, not " + milliseconds);
            }
            timeStep = milliseconds;
            return this;
        }

        /** The duration in ms; unless set, runs are as long as the stimuli, or the clamps if nothing is stimulated. */
        public Builder tMax(double milliseconds) {
            if (!(milliseconds > 0) || Double.isInfinite(milliseconds)) {
                throw new IllegalArgumentException("the duration must be a positive number of ms, not " + milliseconds);
            }
            duration = milliseconds;
            return this;
        }

        /** How the voltage and diffusing states are advanced; {@link Integrators#backwardEuler()} unless set. */
        public Builder integrator(Integrator value) {
            integrator = value;
            return this;
        }

        /** The engine by name, see {@link Engines#names()}; {@link Engines#defaultName()} unless set. */
        public Builder engine(String name) {
            engine = name;
            return this;
        }

        /** The floating point type of the simulation; results are float64 in any case. */
        public Builder precision(Precision value) {
            precision = value;
            return this;
        }

        /**
         * The number of threads of a run: as many as there are processors, or the system property {@code huxley.threads},
         * unless set. Only batches are shared out; results are the same, bit for bit, for any number. The {@code torch}
         * engine ignores it.
         */
        public Builder threads(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("a run needs at least one thread, not " + number);
            }
            threads = number;
            return this;
        }

        /** The memory for the gradient's checkpoints; {@link Checkpoints#auto()} unless set. */
        public Builder checkpoints(Checkpoints value) {
            checkpoints = value;
            return this;
        }

        /** The simulation; nothing is compiled before the first run. */
        public Simulation build() {
            return new Simulation(this);
        }
    }
}
