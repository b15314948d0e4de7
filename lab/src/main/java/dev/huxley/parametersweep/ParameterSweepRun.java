package dev.huxley.parametersweep;

import dev.huxley.fit.description.Rig;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.population.SweepInput;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.simulate.Engines;
import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A parameter sweep that is ready to compute rows. The model is compiled when the first row is computed. Threads: calls
 * happen one after another.
 */
public final class ParameterSweepRun implements BatchComputation {
    /** The batches are multiples of it: the rows of the widest vectors. */
    private static final int VECTOR = 16;

    /** The time steps of compartments in a batch: some seconds of a processor, which is what a kill loses. */
    private static final double BATCH_STEPS = 1e9;

    /** The most values of a batch that are kept at once. */
    private static final double BATCH_VALUES = 4e6;

    private final ParameterSweep sweep;
    private final VariedModel model;
    private final ResultColumns columns;
    private final PopulationSimulation population;
    private final double[] initialVoltages;
    /** For every stimulus the current at the samples of a trace, nA. */
    private final double[][] sampledCurrents;

    private final int every;
    private final double sample;
    private final int batch;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[0]);

    ParameterSweepRun(ParameterSweep sweep, VariedModel model) {
        this.sweep = sweep;
        this.model = model;
        List<SweepStimulus> stimuli = sweep.stimuli();
        double timeStep = stimuli.get(0).timeStep();
        every = every(sweep.settings().stepMs(), timeStep);
        sample = timeStep * every;
        columns = ResultColumns.of(sweep, sample, every);
        checkValues();
        List<SweepInput> inputs = new ArrayList<>();
        initialVoltages = new double[stimuli.size()];
        sampledCurrents = new double[stimuli.size()][];
        for (int i = 0; i < initialVoltages.length; i++) {
            SweepStimulus stimulus = stimuli.get(i);
            double[] current = stimulus.current();
            initialVoltages[i] = stimulus.initialVoltage().orElseGet(model::initialVoltage);
            inputs.add(new SweepInput(current, initialVoltages[i]));
            sampledCurrents[i] = sampled(current, every);
        }
        PopulationSimulation.Builder builder = PopulationSimulation.of(model.cell())
                .electrode(model.electrode())
                .sweeps(inputs)
                .dt(timeStep)
                .integrator(Integrators.crankNicolson())
                .every(every)
                .engine(engineName());
        if (sweep.threads() != null) {
            builder.threads(sweep.threads());
        }
        population = builder.build();
        double steps = stimuli.stream()
                .mapToDouble(stimulus -> stimulus.current().length)
                .sum();
        double fitting = Math.min(
                BATCH_STEPS / (steps * model.cell().structure().compartments()),
                BATCH_VALUES / ((double) columns.count() * stimuli.size()));
        int most = Math.min(PopulationSimulation.together(model.cell()), (int) Math.min(fitting, Integer.MAX_VALUE));
        batch = Math.max(VECTOR, most / VECTOR * VECTOR);
    }

    /** The number of steps between samples at the interval of the features; 1 if it is no multiple of the time step. */
    private static int every(double interval, double timeStep) {
        long steps = Math.round(interval / timeStep);
        return steps >= 1 && Math.abs(steps * timeStep - interval) <= 1e-9 * interval ? (int) steps : 1;
    }

    /** The current at the times of the samples: that of the step which ends there, of the first step at time 0. */
    private static double[] sampled(double[] current, int every) {
        double[] sampled = new double[current.length / every + 1];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = current[Math.max(0, Math.min(current.length, i * every) - 1)];
        }
        return sampled;
    }

    private void checkValues() {
        ParameterTable table = sweep.table();
        List<String> paths = table.paths();
        boolean[] positive = new boolean[paths.size()];
        for (int p = 0; p < positive.length; p++) {
            positive[p] = model.mustBePositive(paths.get(p));
            if (table instanceof ParameterGrid grid) {
                for (double value : grid.parameters().get(p).values()) {
                    requireValid(paths.get(p), value, positive[p], "the values of " + Quotation.of(paths.get(p)));
                }
            }
        }
        if (table instanceof ParameterGrid) {
            return;
        }
        for (long number = 0; number < table.combinations(); number++) {
            double[] values = table.values(number);
            for (int p = 0; p < positive.length; p++) {
                requireValid(paths.get(p), values[p], positive[p], table.place(number));
            }
        }
    }

    private void requireValid(String path, double value, boolean positive, String place) {
        if (!Double.isFinite(value) || positive && value <= 0) {
            throw new IllegalArgumentException(Quotation.of(path) + " cannot be " + value
                    + (model.unit(path).isEmpty() ? "" : " " + model.unit(path)) + " (" + place + "); it must be a "
                    + (positive ? "positive" : "finite") + " number");
        }
    }

    /** The columns of the result. */
    public List<ResultColumn> columns() {
        return columns.all();
    }

    /** The unit of a varied parameter, "" for none. */
    public String unit(String path) {
        return model.unit(path);
    }

    /** Sentences on the model that users should know. */
    public List<String> notes() {
        return model.notes();
    }

    /** The number of combinations. */
    public long combinations() {
        return sweep.table().combinations();
    }

    VariedModel model() {
        return model;
    }

    String engineName() {
        return sweep.engine() == null ? Engines.defaultName() : sweep.engine();
    }

    /**
     * The number of combinations in a batch; the last batch may have fewer. It depends on the model, the stimuli and the
     * columns only, so that a table has the same batches wherever it is computed.
     */
    public int batchSize() {
        return batch;
    }

    /** The number of batches of the whole table. */
    public long batches() {
        return (combinations() + batch - 1) / batch;
    }

    /** The combinations of a batch: for each the values of the parameters. */
    public double[][] batch(long number) {
        long from = number * batch;
        double[][] values = new double[(int) Math.min(batch, combinations() - from)][];
        Arrays.setAll(values, i -> sweep.table().values(from + i));
        return values;
    }

    /**
     * Computes batches and hands over the rows of each, in their order, on this thread.
     *
     * @param from the number of the first batch
     * @param stop tells before each batch whether to stop
     */
    @Override
    public void run(long from, BooleanSupplier stop, Consumer<List<ParameterRow>> consumer) {
        for (long number = from; number < batches() && !stop.getAsBoolean(); number++) {
            consumer.accept(rows(number * batch, batch(number)));
        }
    }

    /**
     * Computes the rows of some combinations. Those of a whole batch are the same, bit for bit, wherever and whenever they
     * are computed; of other combinations they may differ from those in the last digits.
     *
     * @param from the number that the first combination gets
     * @param combinations for each the values of the parameters, in the order of the table's paths
     * @return the rows in their order: all stimuli of the first combination, then those of the next
     */
    public List<ParameterRow> rows(long from, double[][] combinations) {
        int stimuli = sweep.stimuli().size();
        double[][][] values = new double[combinations.length][stimuli][];
        boolean[][] diverged = new boolean[combinations.length][stimuli];
        Rig[] rigs = Arrays.stream(combinations).map(model::rig).toArray(Rig[]::new);
        int[] all = new int[stimuli];
        Arrays.setAll(all, i -> i);
        population.run(
                Arrays.stream(combinations).map(model::cellValues).toArray(double[][]::new),
                all,
                Arrays.stream(rigs).map(this::initial).toArray(double[][]::new),
                (candidate, stimulus, v, start, length) -> {
                    boolean isLost = Float.isNaN(v[start]) && Float.isNaN(v[start + length - 1]);
                    diverged[candidate][stimulus] = isLost;
                    values[candidate][stimulus] =
                            isLost ? columns.none() : shown(rigs[candidate], stimulus, v, start, length);
                });
        List<ParameterRow> rows = new ArrayList<>(combinations.length * stimuli);
        for (int i = 0; i < combinations.length; i++) {
            for (int s = 0; s < stimuli; s++) {
                rows.add(new ParameterRow(from + i, s, combinations[i], values[i][s], diverged[i][s]));
            }
        }
        return rows;
    }

    private double[] initial(Rig rig) {
        double[] membrane = new double[initialVoltages.length];
        Arrays.setAll(membrane, i -> rig.membrane(initialVoltages[i], sampledCurrents[i][0]));
        return membrane;
    }

    /** The columns of a trace as the rig shows it. */
    private double[] shown(Rig rig, int stimulus, float[] v, int start, int length) {
        if (rig.isQuiet()) {
            return columns.of(stimulus, v, start, length);
        }
        float[] copy = scratch.get();
        if (copy.length < length) {
            copy = new float[length];
            scratch.set(copy);
        }
        System.arraycopy(v, start, copy, 0, length);
        rig.record(copy, 0, length, sample, sampledCurrents[stimulus]);
        return columns.of(stimulus, copy, 0, length);
    }

    /** Frees the compiled code; ends a computation on another thread. */
    @Override
    public void close() {
        population.close();
    }

    @Override
    public String toString() {
        return Brief.of("ParameterSweepRun[" + sweep + "]");
    }
}
