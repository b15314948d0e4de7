package dev.huxley.fit.feature;

import dev.huxley.display.Displayable;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.description.Rig;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.neuron.NeuronExport;
import dev.huxley.protocol.Waveform;
import dev.huxley.report.FeatureFitReport;
import dev.huxley.simulate.SteadyState;
import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The result of a {@link FeatureFit}. Plain numbers: nothing in it needs to be closed. Immutable. */
public final class FeatureFitResult implements Displayable {
    private final FeatureFit settings;
    private final SweepPlan plan;
    private final DescribedModel model;
    private final FittedModel best;
    private final List<FittedModel> accepted;
    private final List<RungOutcome> rungs;
    private final RungOutcome last;
    private final PassiveStage.Result passive;
    private final SearchHistory history;
    private final double[][] traces;
    private final double largestMove;
    private final long evaluations;
    private final double seconds;
    private final String stop;

    FeatureFitResult(
            FeatureFit settings,
            SweepPlan plan,
            DescribedModel model,
            FittedModel best,
            List<FittedModel> accepted,
            List<RungOutcome> rungs,
            RungOutcome last,
            PassiveStage.Result passive,
            SearchHistory history,
            double[][] traces,
            double largestMove,
            long evaluations,
            double seconds,
            String stop) {
        this.settings = settings;
        this.plan = plan;
        this.model = model;
        this.best = best;
        this.accepted = List.copyOf(accepted);
        this.rungs = List.copyOf(rungs);
        this.last = last;
        this.passive = passive;
        this.history = history;
        this.traces = traces;
        this.largestMove = largestMove;
        this.evaluations = evaluations;
        this.seconds = seconds;
        this.stop = stop;
    }

    /** The best model: the best accepted one, or if none is accepted that with the best score on the fitted sweeps. */
    public FittedModel best() {
        return best;
    }

    /** The accepted models, at most ten, that of the best score first; empty if none is. */
    public List<FittedModel> accepted() {
        return accepted;
    }

    /** The rungs of the ladder as they were judged during the climb; empty for a given model. */
    public List<RungOutcome> rungs() {
        return rungs;
    }

    /** The outcome of the search for the final model at its end. */
    public RungOutcome last() {
        return last;
    }

    /** The sweeps, fitted and held out, sorted by their current. */
    public List<FitSweep> sweeps() {
        return plan.sweeps();
    }

    /** The voltage of the best model as the rig records it, mV at every {@link FitSweep#SAMPLE}, a row per sweep. */
    public double[][] traces() {
        return Arrays.stream(traces).map(double[]::clone).toArray(double[][]::new);
    }

    /** The largest change of a z-score of the best candidate from the search to half its time step in float64. */
    public double largestMove() {
        return largestMove;
    }

    /** The number of candidates that the search evaluated; those of the passive cell before it count apart. */
    public long evaluations() {
        return evaluations;
    }

    /** The number of candidates that were evaluated for the passive cell, which no budget counts. */
    long passiveEvaluations() {
        return passive.evaluations();
    }

    /** The time that the fit took, in seconds. */
    public double seconds() {
        return seconds;
    }

    /** The reason for which the search ended, in words. */
    public String stop() {
        return stop;
    }

    /** The free values of the best model, with their bounds. */
    public List<FreeValue> free() {
        return model.free();
    }

    /**
     * A new cell with the values of the best model, in which exactly the free parameters are trainable. The rig is not part
     * of it.
     */
    public Cell cell() {
        return model.cell(candidate());
    }

    /**
     * The best model for NEURON, with a run for each sweep, which begins at rest at the membrane's first voltage. Its time step
     * is half that of the search. NEURON advances the voltage by backward Euler where the fit used Crank-Nicolson, and knows
     * nothing of the rig: the differences become smaller with the time step.
     *
     * @throws IllegalArgumentException when it is written, if a mechanism has no form in NEURON
     */
    public NeuronExport neuron() {
        Cell fitted = cell();
        Rig rig = model.rig(candidate());
        List<FitSweep> sweeps = plan.sweeps();
        View electrode = fitted.select(model.electrode().compartments());
        electrode.record("v");
        fitted.set("v", voltage(rig, sweeps.get(0)));
        SteadyState.apply(fitted);
        double duration = sweeps.stream()
                .mapToDouble(sweep -> sweep.current().length * sweep.timeStep())
                .max()
                .orElseThrow();
        NeuronExport export = NeuronExport.of(fitted)
                .dt(sweeps.get(0).timeStep() / 2)
                .tMax(duration)
                .note("the fit advanced the voltage by Crank-Nicolson and its rig was part of the recording; here there"
                        + " are backward Euler and no rig, so features differ from those of the fit, the less the"
                        + " smaller DT in model.py is");
        for (FitSweep sweep : sweeps) {
            String name = sweep.label().replaceAll("[^A-Za-z0-9]+", "-");
            Waveform current = Waveform.of(sweep.current(), sweep.timeStep());
            export = export.sweep(name, electrode, current, voltage(rig, sweep));
        }
        return export;
    }

    /** The membrane's voltage at which a sweep begins, mV. */
    private static double voltage(Rig rig, FitSweep sweep) {
        return rig.membrane(sweep.initialVoltage(), sweep.current()[0]);
    }

    private double[] candidate() {
        return model.free().stream()
                .mapToDouble(value -> best.values().get(value.path()))
                .toArray();
    }

    /** Sentences on what the best model misses, and what would help; empty if there is nothing to say. */
    public List<String> advice() {
        return Advice.of(this);
    }

    /** A report of the fit, which can be written into a folder. */
    public FeatureFitReport report() {
        return FeatureReport.of(this);
    }

    FeatureFit settings() {
        return settings;
    }

    SweepPlan plan() {
        return plan;
    }

    DescribedModel model() {
        return model;
    }

    /** The passive cell that explains the fitted sweeps without spikes best, in words; empty if there is none. */
    public Optional<String> passive() {
        return passive.words();
    }

    SearchHistory history() {
        return history;
    }

    @Override
    public String toString() {
        return Brief.of("FeatureFitResult[" + best + ", " + Brief.count(accepted.size(), "accepted model") + "]");
    }
}
