package dev.huxley.population;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.model.Cell;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.View;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a cell with many candidates of its trainable parameters, each under several sweeps of current. Every sweep begins
 * at its own voltage, with the mechanisms at their steady states for the candidate's parameters. Traces are handed over
 * one by one and not kept.
 *
 * <pre>{@code
 * try (PopulationSimulation population = PopulationSimulation.of(cell)
 *         .electrode(cell.branch(0).comp(0))
 *         .sweeps(sweeps)
 *         .dt(0.05)
 *         .every(2)
 *         .build()) {
 *     population.run(candidates, (candidate, sweep, v, from, length) -> ...);
 * }
 * }</pre>
 *
 * <p>It works on a copy of the cell: later changes of the cell have no influence. Stimuli and recordings of the cell are
 * left out, clamps stay. A trace is the same, bit for bit, for any number of threads and whichever other candidates run
 * with it.
 *
 * <p>Threads: runs happen one after another. {@link #close} and {@link Thread#interrupt} end a run as they do one of
 * {@link Simulation}.
 */
public final class PopulationSimulation implements AutoCloseable {
    /** The most candidates that run at once. */
    private static final int LARGEST_BLOCK = 512;

    private static final int SMALLEST_BLOCK = 64;
    /** The compartments of all candidates that run at once; their parameters and states take some 100 MB. */
    private static final int COMPARTMENTS = 100_000;

    private final Cell cell;
    private final CandidateValues values;
    private final List<SweepInput> sweeps;
    private final int every;
    /** The number of candidates that run at once. */
    private final int block;

    private final Simulation simulation;

    private PopulationSimulation(Builder builder) {
        sweeps = builder.sweeps;
        every = builder.every;
        cell = (Cell) ModelSnapshot.of(builder.cell)
                .withProtocol(List.of(), List.of(), builder.cell.trainables())
                .build();
        View electrode = cell.select(builder.electrode);
        electrode.stimulate(Waveform.of(new double[1], builder.timeStep));
        electrode.record("v");
        values = new CandidateValues(cell);
        block = together(cell);
        // What is unlikely is up to the search, which tries much.
        simulation = builder.settings(Simulation.of(cell))
                .keepDivergedRows()
                .onWarning(text -> {})
                .build();
    }

    /** Begins the description of the runs of a cell; what candidates differ in are its trainable parameters. */
    public static Builder of(Cell cell) {
        return new Builder(cell);
    }

    /** The number of candidates of a cell that run at once; of more, one such block runs after the other. */
    public static int together(Cell cell) {
        int fitting = COMPARTMENTS / cell.structure().compartments();
        return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, fitting));
    }

    /** The path of the trainable parameter of every value of a candidate, in their order. */
    public List<String> parameterPaths() {
        return values.paths();
    }

    /** The sweeps, in their order. */
    public List<SweepInput> sweeps() {
        return sweeps;
    }

    /** The number of values of a trace of a sweep: those of the steps 0, k, 2 k, ... */
    public int length(int sweep) {
        return sweeps.get(sweep).steps() / every + 1;
    }

    /** The time between two values of a trace, in ms. */
    public double sampleInterval() {
        return simulation.timeStep() * every;
    }

    /**
     * The seconds that all threads together have spent in time loops so far, rather than with parameters, traces and
     * their consumer; 0 on the {@code torch} engine, which does not note it.
     */
    public double loopSeconds() {
        return simulation.loopSeconds();
    }

    /** Runs all candidates under all sweeps; see {@link #run(double[][], int[], TraceConsumer)}. */
    public void run(double[][] candidates, TraceConsumer consumer) {
        run(candidates, IntStream.range(0, sweeps.size()).toArray(), consumer);
    }

    /**
     * Runs all candidates under some of the sweeps.
     *
     * @param candidates for each the values of the trainable parameters, in the order of {@link #parameterPaths}
     * @param chosen the numbers of the sweeps
     * @param consumer gets every trace
     * @throws IllegalArgumentException if a candidate has another number of values, or one that the cell cannot have;
     *     the message names it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public void run(double[][] candidates, int[] chosen, TraceConsumer consumer) {
        double[] initial = Arrays.stream(checked(chosen))
                .mapToDouble(sweep -> sweeps.get(sweep).initialVoltage())
                .toArray();
        double[][] same = new double[candidates.length][];
        Arrays.fill(same, initial);
        run(candidates, chosen, same, consumer);
    }

    /**
     * Runs all candidates under some of the sweeps, each candidate from voltages of its own.
     *
     * @param candidates for each the values of the trainable parameters, in the order of {@link #parameterPaths}
     * @param chosen the numbers of the sweeps
     * @param initialVoltages for each candidate the voltage (mV) at which each chosen sweep begins, in place of those of
     *     the sweeps
     * @param consumer gets every trace
     * @throws IllegalArgumentException as {@link #run(double[][], int[], TraceConsumer)}, and if there are not as many
     *     voltages
     */
    public void run(double[][] candidates, int[] chosen, double[][] initialVoltages, TraceConsumer consumer) {
        values.check(candidates, cell);
        checked(chosen);
        if (initialVoltages.length != candidates.length
                || Arrays.stream(initialVoltages).anyMatch(each -> each.length != chosen.length)) {
            throw new IllegalArgumentException("give the initial voltage of each of the " + candidates.length
                    + " candidates in each of the " + chosen.length + " sweeps");
        }
        for (int from = 0; from < candidates.length; from += block) {
            int first = from;
            int to = Math.min(candidates.length, from + block);
            try (NDManager manager = HuxleyRuntime.newManager()) {
                ArrayTree parameters = values.tree(manager, candidates, from, to);
                simulation.stream(
                        inputs(manager, parameters, Arrays.copyOfRange(initialVoltages, from, to), chosen),
                        every,
                        (batch, row, traces, start, length) ->
                                consumer.accept(first + row, chosen[batch], traces, start, length));
            }
        }
    }

    private int[] checked(int[] chosen) {
        for (int sweep : chosen) {
            if (sweep < 0 || sweep >= sweeps.size()) {
                throw new IllegalArgumentException(
                        "there is no sweep " + sweep + "; there are " + sweeps.size() + ", counted from 0");
            }
        }
        return chosen;
    }

    /**
     * The traces of one candidate under all sweeps, as computed, for instance for a report.
     *
     * @return for every sweep the voltage (mV) at the electrode at the steps 0, k, 2 k, ...; NaN throughout if the
     *     states left the finite numbers
     */
    public double[][] traces(double[] candidate) {
        double[][] candidates = {candidate};
        values.check(candidates, cell);
        double[][] all = new double[sweeps.size()][];
        for (int sweep = 0; sweep < all.length; sweep++) {
            try (NDManager manager = HuxleyRuntime.newManager()) {
                double[][] initial = {{sweeps.get(sweep).initialVoltage()}};
                Inputs inputs = inputs(manager, values.tree(manager, candidates, 0, 1), initial, sweep)
                        .get(0);
                double[] whole = simulation.run(manager, inputs).toDoubleArray();
                double[] some = new double[length(sweep)];
                Arrays.setAll(some, i -> whole[i * every]);
                if (Arrays.stream(whole).anyMatch(v -> !Double.isFinite(v))) {
                    Arrays.fill(some, Double.NaN);
                }
                all[sweep] = some;
            }
        }
        return all;
    }

    /** The inputs of sweeps that begin at rest, each at its voltage in the row of the candidate. */
    private List<Inputs> inputs(NDManager manager, ArrayTree parameters, double[][] initial, int... chosen) {
        List<Inputs> inputs = new ArrayList<>();
        Inputs same = Inputs.of(parameters);
        for (int i = 0; i < chosen.length; i++) {
            int column = i;
            double[] voltages =
                    Arrays.stream(initial).mapToDouble(row -> row[column]).toArray();
            inputs.add(same.with(cell, "v", manager.create(voltages, new Shape(voltages.length, 1)))
                    .waveform(0, manager.create(sweeps.get(chosen[i]).current())));
        }
        return simulation.atRest(manager, inputs);
    }

    /** Frees the compiled code; ends a run on another thread and waits for its end. */
    @Override
    public void close() {
        simulation.close();
    }

    @Override
    public String toString() {
        return Brief.of("PopulationSimulation[" + Brief.count(sweeps.size(), "sweep") + ", "
                + Brief.count(values.count(), "value") + ", " + simulation + "]");
    }

    /** Settings of the runs of a population. */
    public static final class Builder {
        private final Cell cell;
        private int[] electrode;
        private List<SweepInput> sweeps = List.of();
        private double timeStep = 0.025;
        private Integrator integrator;
        private Precision precision = Precision.FLOAT64;
        private int every = 1;
        private Integer threads;
        private String engine;

        private Builder(Cell cell) {
            this.cell = cell;
        }

        /** The compartment, a view of the cell, in which the current is injected and the voltage recorded. */
        public Builder electrode(View where) {
            if (where.model() != cell) {
                throw new IllegalArgumentException(
                        "the electrode is in another cell; take the view from the cell that is simulated");
            }
            int[] compartments = where.compartments();
            if (compartments.length != 1) {
                throw new IllegalArgumentException("the electrode is in one compartment, not in " + compartments.length
                        + "; choose one with comp(i)");
            }
            electrode = compartments;
            return this;
        }

        /** The sweeps; their lengths may differ. */
        public Builder sweeps(List<SweepInput> inputs) {
            sweeps = List.copyOf(inputs);
            return this;
        }

        /** The time step in ms, that of the sweeps' currents; 0.025 unless set. */
        public Builder dt(double milliseconds) {
            timeStep = milliseconds;
            return this;
        }

        /** The scheme that advances the voltage, backward Euler unless set. */
        public Builder integrator(Integrator value) {
            integrator = value;
            return this;
        }

        /** The floating point type of the runs, float64 unless set; traces are handed over in float32 in any case. */
        public Builder precision(Precision value) {
            precision = value;
            return this;
        }

        /** The number k of steps from one value of a trace to the next; 1 unless set. */
        public Builder every(int steps) {
            if (steps < 1) {
                throw new IllegalArgumentException(
                        "a trace has the values of every k-th step, k at least 1, not " + steps);
            }
            every = steps;
            return this;
        }

        /** The number of threads, as for {@link Simulation.Builder#threads}. */
        public Builder threads(int number) {
            threads = number;
            return this;
        }

        /** The engine by name, as for {@link Simulation.Builder#engine}. */
        public Builder engine(String name) {
            engine = name;
            return this;
        }

        /** Makes the runs; nothing is compiled before the first one. */
        public PopulationSimulation build() {
            if (electrode == null) {
                throw new IllegalArgumentException("the place of the electrode is not given; call electrode(view)");
            }
            if (sweeps.isEmpty()) {
                throw new IllegalArgumentException("there are no sweeps to run; call sweeps(list)");
            }
            return new PopulationSimulation(this);
        }

        private Simulation.Builder settings(Simulation.Builder builder) {
            builder.dt(timeStep).precision(precision);
            if (integrator != null) {
                builder.integrator(integrator);
            }
            if (threads != null) {
                builder.threads(threads);
            }
            if (engine != null) {
                builder.engine(engine);
            }
            return builder;
        }

        @Override
        public String toString() {
            return Brief.of(
                    "PopulationSimulation.Builder[" + Brief.count(sweeps.size(), "sweep") + ", of " + cell + "]");
        }
    }
}
