package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.autograd.TorchRuntime;
import dev.huxley.display.Displayable;
import dev.huxley.engine.Engine;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.RunGuard;
import dev.huxley.library.Resources;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Program;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.TimePoints;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Runs a model in time. It reads the model's values anew at every run and compiles only when the model's form has
 * changed (mechanisms inserted, stimuli or recordings added), never for new values, waveforms or places; and for delays
 * of synapses only when the longest of a type exceeds the next power of two of time steps.
 *
 * <pre>{@code
 * try (NDManager manager = HuxleyRuntime.newManager();
 *         Simulation simulation = Simulation.of(cell).dt(0.025).build();
 *         Tape tape = Tape.open()) {
 *     ArrayTree parameters = cell.parameters(manager);
 *     NDArray v = simulation.run(parameters);
 *     ArrayTree gradients = tape.gradients(v.sub(recording).square().mean(), parameters);
 * }
 * }</pre>
 *
 * <p>Threads: runs of one simulation happen one after another, whichever threads call them; for parallel runs make a
 * simulation per thread. Do not change the model during a run. {@link #close} ends the run of another thread, with an
 * {@link IllegalStateException} there. {@link Thread#interrupt} ends a run or a gradient within a fraction of a second,
 * with a {@link java.util.concurrent.CancellationException}; the thread's interrupt status stays.
 */
public final class Simulation implements AutoCloseable, Displayable {
    private final NeuronModel model;
    private final Engine engine;
    private final Precision precision;
    private final double timeStep;
    private final double duration;
    private final Integrator integrator;
    private final Resources resources;
    private final RunProgram program;
    private final Dynamics dynamics;
    private final CompiledProgram.Rules rules;

    private Simulation(Builder builder) {
        model = builder.model;
        engine = Engines.named(builder.engine);
        precision = builder.precision;
        timeStep = builder.timeStep;
        duration = builder.duration;
        integrator = builder.integrator;
        CheckpointBudget checkpoints = builder.checkpoints == null ? CheckpointBudget.auto() : builder.checkpoints;
        resources = new Resources(builder.threads, checkpoints.bytes());
        program = new RunProgram(this, builder.warnings);
        dynamics = new Dynamics(this);
        rules = new CompiledProgram.Rules(model, new RunGuard(builder.listener, this::free), builder.keepsDivergedRows);
    }

    /** Begins the description of a simulation of a model. */
    public static Builder of(NeuronModel model) {
        return new Builder(model);
    }

    /** Runs the model as it is: like {@link #run(ArrayTree)} with the present trainable parameters of the model. */
    public NDArray run(NDManager manager) {
        return run(manager, Inputs.none());
    }

    /**
     * Runs the model with these trainable parameters; the result belongs to the manager of the first one. With an empty
     * tree, as a model without trainable parameters has it, the model runs as it is, and the result has no owner: close
     * it.
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
     * Runs the model with these inputs in place of its own values.
     *
     * @param manager owns the result
     * @return the recorded traces in the order of the recordings: (recordings, steps + 1) of type float64, with a batch
     *     (batch, recordings, steps + 1); column 0 is the initial state. An array that a tape has recorded cannot be
     *     changed in place (use {@code sub}, not {@code subi})
     * @throws DivergenceException if the states of a row leave the finite numbers; the message says where, when and why
     */
    public NDArray run(NDManager manager, Inputs inputs) {
        return guard().alone(() -> runAlone(manager, inputs));
    }

    /**
     * Runs the model as {@link #run(NDManager, Inputs)} does, and tells the progress of this run to one more consumer, as
     * {@link Builder#onProgress} describes it.
     */
    public NDArray run(NDManager manager, Inputs inputs, DoubleConsumer progress) {
        return guard().alone(progress, () -> runAlone(manager, inputs));
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
        return program.run(manager, inputs, steps());
    }

    /**
     * Runs batches whose traces are not kept, so memory does not limit their size: each row's traces are handed over as
     * soon as they are complete, with the values of every k-th step. Rows whose states leave the finite numbers are NaN.
     * No tape records it.
     *
     * @param batches the inputs of every batch; their lengths may differ
     * @param every the number k of steps between the columns 0, k, 2 k, ... that are handed over
     * @param consumer gets every row of every batch, on the threads of the runs
     */
    public void stream(List<Inputs> batches, int every, RowConsumer consumer) {
        guard().alone(() -> {
            program.stream(batches, steps(), every, consumer);
            return null;
        });
    }

    /**
     * The same inputs of several batches with the steady states as initial states, as {@link SteadyState#inputs} gives
     * them, but compiled once, for many calls.
     *
     * @param manager owns the states
     */
    public List<Inputs> atRest(NDManager manager, List<Inputs> batches) {
        return guard().alone(() -> program.atRest(manager, batches));
    }

    /**
     * Runs the model as {@link #run(NDManager, Inputs)} does, and also gives the states at the end, from which another
     * run continues:
     *
     * <pre>{@code
     * RunResult first = simulation.runToStates(manager, Inputs.none());
     * NDArray then = simulation.run(manager, Inputs.none().states(first.states()).startingAt(400));
     * }</pre>
     *
     * <p>Both together equal one long run. Column 0 of the second run's traces is the last column of the first's,
     * except that recorded currents are evaluated there anew, at the states with which the run begins. Gradients pass
     * through the states.
     *
     * @param manager owns the result
     */
    public RunResult runToStates(NDManager manager, Inputs inputs) {
        return dynamics().advance(manager, inputs, steps());
    }

    /**
     * The seconds that all threads together have spent in the time loops of {@link #stream}, rather than with inputs,
     * traces and their consumer; 0 on the {@code torch} engine, which does not note it.
     */
    public double loopSeconds() {
        return program.loopSeconds();
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

    /** The name of the engine, see {@link Engines#names()}. */
    public String engine() {
        return engine.name();
    }

    /** The model that is simulated. */
    public NeuronModel model() {
        return model;
    }

    /**
     * Frees the compiled code; code that a tape still needs is freed with the tape. Ends a run on another thread and
     * waits for its end.
     */
    @Override
    public void close() {
        guard().close();
    }

    /** A program for the engine of this simulation. */
    CompiledProgram compiled(Program other) {
        return new CompiledProgram(other, engine.compile(other, precision, resources), rules);
    }

    /** A kernel of a program in float64 for the engine of this simulation. */
    Kernel exact(Program other) {
        return engine.compile(other, Precision.FLOAT64, resources);
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
         * The duration in ms. A run has {@code duration / dt} steps, rounded up if that is not a whole number, and
         * gives a column more, for the initial state: 10 ms at 0.025 ms are 400 steps and 401 columns ({@link
         * Simulation#times}). Shorter stimuli are followed by 0 nA and longer ones are cut; a stimulus that begins only
         * after the end is an error.
         *
         * <p>Unless set, runs are as long as the longest stimulus, or as the longest clamp if there is no stimulus: a
         * step for every sample. A waveform made for 10 ms has 401 samples, which gives 402 columns.
         */
        public Builder tMax(double milliseconds) {
            if (!(milliseconds > 0) || Double.isInfinite(milliseconds)) {
                throw new IllegalArgumentException("the duration must be a positive number of ms, not " + milliseconds);
            }
            duration = milliseconds;
            return this;
        }

        /**
         * The scheme that advances the voltage and diffusing states; {@link Integrators#backwardEuler()} unless set.
         */
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
         * The number of threads of a run: as many as there are processors, or the system property {@code
         * huxley.threads}, unless set. Only the rows of a batch are shared between threads; results are the same, bit
         * for bit, for any number. The {@code torch} engine ignores it.
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
         * A consumer that gets the time (ms) that a run has reached, some ten times a second, and at last the end time;
         * gradients report nothing. With a batch it gets the mean over the rows. It is called by the running thread; an
         * exception from it ends the run. It cannot run the simulation itself.
         */
        public Builder onProgress(DoubleConsumer consumer) {
            listener = consumer;
            return this;
        }

        /**
         * A consumer of warnings about values that are probably in another unit, given in the first run: currents too
         * large for a cell of the size, capacitances that no membrane has, voltages that begin within 1 mV of 0; and
         * about mechanisms of different temperatures. Unless set, warnings go to standard error.
         */
        public Builder onWarning(Consumer<String> consumer) {
            warnings = consumer;
            return this;
        }

        /**
         * Lets runs return rows whose states leave the finite numbers, with NaN from there on, instead of ending with a
         * {@link DivergenceException}. Other rows stay the same, bit for bit. Gradients with respect to values that all
         * rows share are then not finite.
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
