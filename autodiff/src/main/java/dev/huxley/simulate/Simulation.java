package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.autograd.TorchRuntime;
import dev.huxley.engine.Engine;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunGuard;
import dev.huxley.library.Resources;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.TimePoints;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Runs a model in time. It reads the model's values anew at every run and compiles only when the model's form has changed
 * (mechanisms inserted, stimuli or recordings added), never for new values, waveforms or places; for delays of synapses only
 * when the longest of a type outgrows the next power of two of time steps.
 *
 * <pre>{@code
 * try (NDManager manager = HuxleyRuntime.newManager();
 *         Simulation simulation = Simulation.of(cell).dt(0.025).build();
 *         Tape tape = Tape.open()) {
 *     Tree parameters = cell.parameters(manager);
 *     NDArray v = simulation.run(parameters);
 *     Tree gradients = tape.gradients(v.sub(recording).square().mean(), parameters);
 * }
 * }</pre>
 *
 * <p>Threads: runs of one simulation happen one after the other, whatever threads call for them; make a simulation per
 * thread to run side by side. The model is not to be changed meanwhile. {@link #close} ends the run of another thread, with
 * an {@link IllegalStateException} there. {@link Thread#interrupt} ends a run or a gradient within a fraction of a second,
 * with a {@link java.util.concurrent.CancellationException}; the thread's interrupt status stays.
 */
public final class Simulation implements AutoCloseable {
    private final NeuronModel model;
    private final Engine engine;
    private final Precision precision;
    private final double timeStep;
    private final double duration;
    private final Integrator integrator;
    private final Resources resources;
    private final RunProgram program;
    /** Null after the first run. */
    private Consumer<String> warnings;

    private final Dynamics dynamics;
    private final RunRules rules;

    private Simulation(Builder builder) {
        model = builder.model;
        engine = Engines.named(builder.engine);
        precision = builder.precision;
        timeStep = builder.timeStep;
        warnings = builder.warnings;
        duration = builder.duration;
        integrator = builder.integrator;
        CheckpointBudget checkpoints = builder.checkpoints == null ? CheckpointBudget.auto() : builder.checkpoints;
        resources = new Resources(builder.threads, checkpoints.bytes());
        program = new RunProgram(this);
        dynamics = new Dynamics(this);
        rules = new RunRules(model, new RunGuard(builder.listener, this::free), builder.keepsDivergedRows);
    }

    /** Begins the description of a simulation of a model. */
    public static Builder of(NeuronModel model) {
        return new Builder(model);
    }

    /** Runs the model as it is; as {@link #run(Tree)} does with the trainable parameters that the model has now. */
    public NDArray run(NDManager manager) {
        return run(manager, Inputs.none());
    }

    /**
     * Runs the model with these trainable parameters; the result belongs to the manager of the first one. With an empty
     * tree, which a model without trainable parameters has, the model is run as it is, and the result belongs to nobody:
     * close it.
     */
    public NDArray run(ArrayTree parameters) {
        if (parameters.size() == 0) {
            try (NDManager manager = HuxleyRuntime.newManager()) {
                NDArray traces = run(manager);
                traces.detach();
                return traces;
            }
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
     * @throws DivergenceException if the states of a row leave the finite numbers; it says where, when and why
     */
    public NDArray run(NDManager manager, Inputs inputs) {
        return guard().alone(() -> runAlone(manager, inputs));
    }

    private NDArray runAlone(NDManager manager, Inputs inputs) {
        boolean isParted = false;
        if (inputs.states().isEmpty()) {
            program.refresh();
            isParted = program.mustBeParted(manager, inputs, steps());
        }
        if (isParted || !inputs.states().isEmpty()) {
            requireRecordings();
            RunResult outcome = runToStates(manager, inputs);
            outcome.states().forEach((path, array) -> array.close());
            return outcome.traces();
        }
        return CompiledProgram.record(
                        manager,
                        scratch -> {
                            Batch batch = new Batch();
                            RunArguments arguments =
                                    program.arguments(new RunSource(model, timeStep, inputs, batch, scratch), steps());
                            warn(arguments);
                            NDArray traces = program.compiled().run(scratch, arguments, inputs.firstStep());
                            Shape shape = traces.getShape();
                            return new NDList(batch.isPresent() ? traces : traces.reshape(shape.get(1), shape.get(2)));
                        },
                        inputs.tree())
                .get(0);
    }

    /**
     * Runs the model as {@link #run(NDManager, Inputs)} does, and gives the states at the end too, from which another run
     * goes on:
     *
     * <pre>{@code
     * RunResult first = simulation.runToStates(manager, Inputs.none());
     * NDArray then = simulation.run(manager, Inputs.none().states(first.states()).startingAt(400));
     * }</pre>
     *
     * <p>Both together equal one long run. Column 0 of the second run's traces is the last column of the first's; only
     * recorded currents are evaluated anew there, at the states to begin with. Gradients pass through the states.
     *
     * @param manager owns the result
     */
    public RunResult runToStates(NDManager manager, Inputs inputs) {
        return dynamics().advance(manager, inputs, steps());
    }

    /** The model as a dynamical system that is advanced step by step. */
    public Dynamics dynamics() {
        return dynamics;
    }

    /** The number of times that the model was traced and compiled. */
    public int compilations() {
        return program.compilations();
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    /**
     * The times of the columns of a run's traces in ms: 0, dt, 2 dt, ... up to the end of the run. A run of 10 ms at
     * 0.025 ms has 400 steps and 401 columns, since column 0 is the state before the first step.
     */
    public double[] times() {
        return times(Inputs.none());
    }

    /** The times of the columns of a run with these inputs in ms; they begin at the step where the run begins. */
    public double[] times(Inputs inputs) {
        int steps = new RunLength(model, inputs, timeStep).steps(steps());
        return TimePoints.times(inputs.firstStep(), steps + 1, timeStep);
    }

    /** The model that is simulated. */
    public NeuronModel model() {
        return model;
    }

    /**
     * Frees the compiled code; what tapes still need of it, with them. Ends a run that is under way on another thread, and
     * waits for that.
     */
    @Override
    public void close() {
        guard().close();
    }

    /** A program for the engine of this simulation. */
    CompiledProgram compiled(Program other) {
        return new CompiledProgram(other, engine.compile(other, precision, resources), rules);
    }

    /** Lets no two runs happen at once. */
    RunGuard guard() {
        return rules.guard();
    }

    private void free() {
        program.close();
        dynamics.close();
    }

    Integrator integrator() {
        return integrator;
    }

    /** Once, in the first run. */
    private void warn(RunArguments arguments) {
        if (warnings != null) {
            new UnlikelyInputs(model, program.compiled().program(), arguments)
                    .find()
                    .forEach(warnings);
            warnings = null;
        }
    }

    /** Refuses a model that records nothing. */
    void requireRecordings() {
        if (model.recordings().isEmpty()) {
            throw new IllegalArgumentException("nothing is recorded, so a run would give nothing; call record(\"v\")"
                    + " on a view of the model first");
        }
    }

    private int steps() {
        return Double.isNaN(duration) ? -1 : TimePoints.steps(duration, timeStep);
    }

    @Override
    public String toString() {
        return Brief.of("Simulation[dt " + timeStep + " ms, "
                + (Double.isNaN(duration) ? "" : "tMax " + duration + " ms, ") + engine.name() + ", " + precision
                + ", of " + model + "]");
    }

    /** Settings of a simulation. */
    public static final class Builder {
        private final NeuronModel model;
        private String engine = Engines.defaultName();
        private Precision precision = Precision.FLOAT64;
        private double timeStep = 0.025;
        private double duration = Double.NaN;
        private Integrator integrator = Integrators.backwardEuler();
        private int threads = Resources.defaultThreads();
        private CheckpointBudget checkpoints;
        private DoubleConsumer listener = time -> {};
        private boolean keepsDivergedRows;
        private Consumer<String> warnings = text -> System.err.println("huxley: " + text);

        private Builder(NeuronModel model) {
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

        /**
         * The duration in ms. A run has {@code duration / dt} steps, rounded up if that is not a whole number, and gives a
         * column more, for the initial state: 10 ms at 0.025 ms are 400 steps and 401 columns ({@link Simulation#times}).
         * Stimuli that are shorter are followed by 0 nA; of longer ones the rest is left out, but a stimulus that begins
         * only behind the end is an error.
         *
         * <p>Unless set, runs are as long as the longest stimulus, or the clamps if nothing is stimulated: a step for every
         * sample. A waveform made for 10 ms has 401 samples, which gives 402 columns.
         */
        public Builder tMax(double milliseconds) {
            if (!(milliseconds > 0) || Double.isInfinite(milliseconds)) {
                throw new IllegalArgumentException("the duration must be a positive number of ms, not " + milliseconds);
            }
            duration = milliseconds;
            return this;
        }

        /** The scheme that advances the voltage and diffusing states; {@link Integrators#backwardEuler()} unless set. */
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

        /** The memory for the gradient's checkpoints; {@link CheckpointBudget#auto()} unless set. */
        public Builder checkpoints(CheckpointBudget value) {
            checkpoints = value;
            return this;
        }

        /**
         * Is told, some ten times a second, the time (ms) that a run has reached, and in the end the time at which it ends;
         * not of gradients. With a batch it is the mean over the rows. Called by the thread that runs; what it throws ends
         * the run. It cannot run the simulation itself.
         */
        public Builder onProgress(DoubleConsumer consumer) {
            listener = consumer;
            return this;
        }

        /**
         * Is told, in the first run, of values that are probably in another unit: currents that no cell of the size stands,
         * capacitances that no membrane has, voltages that begin within 1 mV of 0. Unless set, the process's error output.
         */
        public Builder onWarning(Consumer<String> consumer) {
            warnings = consumer;
            return this;
        }

        /**
         * Lets runs return rows whose states leave the finite numbers as they are, with NaN from there on, where they would
         * end with a {@link DivergenceException}. Other rows are the same, bit for bit. Of what all rows share, gradients
         * are not finite then.
         */
        public Builder keepDivergedRows() {
            keepsDivergedRows = true;
            return this;
        }

        @Override
        public String toString() {
            return Brief.of("Simulation.Builder[dt " + timeStep + " ms, of " + model + "]");
        }

        /** The simulation; nothing is compiled before the first run. */
        public Simulation build() {
            return new Simulation(this);
        }
    }
}
