package dev.huxley.parametersweep;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.PackedModel;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.simulate.Engines;
import dev.huxley.text.Brief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A question to a model: the features, or the traces, that it has for each combination of values of some parameters under
 * each stimulus. The answer is a table with a row for each, in the order of the combinations, the stimuli of one together.
 * Immutable: every setting returns a new question.
 *
 * <pre>{@code
 * ParameterSweep sweep = ParameterSweep.of(model)
 *         .vary(VariedParameter.linear("HH_gNa", 0.05, 0.2, 50), VariedParameter.of("radius", 5, 10, 20))
 *         .stimuli(SweepStimulus.step(0.2, 200, 500, 100, 0.05))
 *         .features(Feature.SPIKE_COUNT, Feature.MEAN_FREQUENCY);
 * sweep.run(row -> System.out.println(row));
 * ParameterSweepTable.of(sweep, Path.of("sweep")).write();
 * }</pre>
 *
 * <p>Runs are in float64 by the Crank-Nicolson scheme; each begins at a voltage with the mechanisms at rest there. Features
 * are taken from the voltage in float32, as {@link dev.huxley.population.PopulationSimulation} hands it over. Rows are
 * computed in batches on all processors and not kept; a table is the same, bit for bit, for any number of threads.
 */
public final class ParameterSweep {
    /** The most rows of a table. */
    public static final long MOST_ROWS = 1_000_000_000;

    /** The source of the model, which is built once the varied parameters are known. */
    private interface Source {
        VariedModel vary(ParameterTable table);

        /** The model for other machines; an error for one that cannot be sent. */
        default PackedModel packed() {
            throw new IllegalArgumentException(
                    "a cell that a program built cannot be sent to other machines; describe it in"
                            + " a model file (ModelFiles), or sweep it on this machine");
        }
    }

    private final Source source;
    private final ParameterTable table;
    private final List<SweepStimulus> stimuli;
    private final List<Feature> features;
    private final FeatureSettings settings;
    private final String engine;
    private final Integer threads;

    private ParameterSweep(
            Source source,
            ParameterTable table,
            List<SweepStimulus> stimuli,
            List<Feature> features,
            FeatureSettings settings,
            String engine,
            Integer threads) {
        this.source = source;
        this.table = table;
        this.stimuli = stimuli;
        this.features = features;
        this.settings = settings;
        this.engine = engine;
        this.threads = threads;
    }

    /** The question to a described model; a reconstruction's file is looked for in the current folder. */
    public static ParameterSweep of(ModelDescription model) {
        return of(model, Path.of(""));
    }

    /**
     * The question to a described model. Its free values are fixed where a fit would start; its rig shows the voltage.
     *
     * @param folder the folder to which the path of a reconstruction is relative
     */
    public static ParameterSweep of(ModelDescription model, Path folder) {
        return of(new Source() {
            @Override
            public VariedModel vary(ParameterTable table) {
                return new VariedDescription(model, folder, table);
            }

            @Override
            public PackedModel packed() {
                return PackedModel.of(model, folder);
            }
        });
    }

    /**
     * The question to a cell, of which a copy is taken now. Its stimuli, recordings and trainable parameters are left out.
     *
     * @param electrode the compartment of the cell where current is injected and the voltage recorded
     * @throws IllegalArgumentException if the electrode is in another cell, or in several compartments
     */
    public static ParameterSweep of(Cell cell, View electrode) {
        int[] compartments = electrode.compartments();
        if (electrode.model() != cell || compartments.length != 1) {
            throw new IllegalArgumentException(
                    electrode.model() != cell
                            ? "the electrode is in another cell; take the view from the cell that is swept"
                            : "the electrode is in one compartment, not in " + compartments.length
                                    + "; choose one with comp(i)");
        }
        Cell copy = cell.copy();
        return of(table -> new VariedCell(copy, compartments[0], table.paths()));
    }

    private static ParameterSweep of(Source source) {
        return new ParameterSweep(source, null, List.of(), List.of(), FeatureSettings.efel(), null, null);
    }

    /** Sets the combinations of values. */
    public ParameterSweep vary(ParameterTable combinations) {
        return new ParameterSweep(source, combinations, stimuli, features, settings, engine, threads);
    }

    /** Sets the grid of all combinations of the values of these parameters; the last one changes first. */
    public ParameterSweep vary(VariedParameter... parameters) {
        return vary(ParameterGrid.of(parameters));
    }

    /** Sets the stimuli; their time steps must be equal. */
    public ParameterSweep stimuli(List<SweepStimulus> all) {
        return new ParameterSweep(source, table, List.copyOf(all), features, settings, engine, threads);
    }

    /** Sets the stimuli; see {@link #stimuli(List)}. */
    public ParameterSweep stimuli(SweepStimulus... all) {
        return stimuli(List.of(all));
    }

    /** Sets the features, the columns of the result; without any the result has the traces. */
    public ParameterSweep features(List<Feature> all) {
        return new ParameterSweep(source, table, stimuli, List.copyOf(all), settings, engine, threads);
    }

    /** Sets the features; see {@link #features(List)}. */
    public ParameterSweep features(Feature... all) {
        return features(List.of(all));
    }

    /** Chooses traces as the result: a column for each 0.1 ms, or the interval of the settings. */
    public ParameterSweep traces() {
        return features(List.of());
    }

    /** Sets how features are computed, and at which interval the voltage is taken; those of eFEL unless set. */
    public ParameterSweep settings(FeatureSettings value) {
        return new ParameterSweep(source, table, stimuli, features, value, engine, threads);
    }

    /** Sets the engine by name. */
    public ParameterSweep engine(String name) {
        return new ParameterSweep(source, table, stimuli, features, settings, name, threads);
    }

    /** Sets the number of threads; one for each processor unless set. */
    public ParameterSweep threads(int number) {
        return new ParameterSweep(source, table, stimuli, features, settings, engine, number);
    }

    /**
     * Builds and checks everything, so that rows can be computed.
     *
     * @throws IllegalArgumentException if the model has no such parameter or cannot have a value, if a part of the question is
     *     missing, or if there are more than {@link #MOST_ROWS} rows; the message names it
     */
    public ParameterSweepRun open() {
        if (table == null || stimuli.isEmpty()) {
            throw new IllegalArgumentException(
                    table == null
                            ? "no parameter is varied; call vary(...)"
                            : "the model runs under no stimulus; call stimuli(...)");
        }
        double rows = (double) table.combinations() * stimuli.size();
        if (rows > MOST_ROWS) {
            throw new IllegalArgumentException("the table would have " + (long) rows + " rows, "
                    + Brief.count(table.combinations(), "combination") + " under "
                    + Brief.count(stimuli.size(), "stimulus", "stimuli") + ", more than " + MOST_ROWS
                    + "; vary fewer values, or split the table");
        }
        double[] steps =
                stimuli.stream().mapToDouble(SweepStimulus::timeStep).distinct().toArray();
        if (steps.length > 1) {
            throw new IllegalArgumentException(
                    "the stimuli have the time steps " + Arrays.toString(steps) + " ms; give all of them the same");
        }
        return new ParameterSweepRun(this, source.vary(table));
    }

    /**
     * The sweep as plain values for other machines.
     *
     * @throws IllegalArgumentException if the model is a cell and not a description
     * @throws java.io.UncheckedIOException if the file of a reconstruction cannot be read
     */
    public ParameterSweepJob job() {
        return new ParameterSweepJob(
                source.packed(),
                table.paths(),
                table.values(0),
                stimuli,
                features,
                settings,
                engine == null ? Engines.defaultName() : engine);
    }

    /** Computes all rows and hands them over in their order, on this thread. */
    public void run(Consumer<ParameterRow> consumer) {
        try (ParameterSweepRun run = open()) {
            run.run(0, () -> false, rows -> rows.forEach(consumer));
        }
    }

    /** The combinations of values. */
    public ParameterTable table() {
        return table;
    }

    /** The stimuli. */
    public List<SweepStimulus> stimuli() {
        return stimuli;
    }

    /** The features; none for traces. */
    public List<Feature> features() {
        return features;
    }

    /** The settings of the features. */
    public FeatureSettings settings() {
        return settings;
    }

    String engine() {
        return engine;
    }

    Integer threads() {
        return threads;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(table == null ? "nothing varied" : table.toString());
        parts.add(Brief.count(stimuli.size(), "stimulus", "stimuli"));
        parts.add(features.isEmpty() ? "traces" : Brief.list(features));
        return Brief.of("ParameterSweep[" + String.join(", ", parts) + "]");
    }
}
