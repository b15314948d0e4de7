package dev.huxley.fit.recording;

import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.fit.Progress;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.LearningRate;
import dev.huxley.optimizer.Optimizer;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.SweepSelection;
import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * A fit of a cell to the sweeps of a current-clamp recording: the current of each sweep is injected at the electrode, and
 * the free parameters are changed until the voltage there is that of the recording. Sweeps, channel and current are chosen
 * as in {@link CurrentClampSweeps}: a recorded current without its noise and its transients at spikes, no sweep that was
 * aborted, none of voltage clamp.
 *
 * <pre>{@code
 * RecordingFitResult result = RecordingFit.of(cell, Recordings.read(Path.of("cell.abf")))
 *         .sweeps("7-9")
 *         .window(200, 400)
 *         .free("HH_gNa", 0.01, 1)
 *         .free("HH_gK", 0.005, 0.3)
 *         .run();
 * Cell fitted = result.cell();
 * result.report().write(Path.of("fit"));
 * }</pre>
 *
 * <p>Immutable: every method gives a new fit. The cell is copied, so a fit never changes it, and later changes of the
 * cell do not affect the fit. An interruption of the thread ends a fit as one of {@link Fit}. Stimuli and recordings of the cell are not used; its clamps are. The same fit gives the
 * same result, bit by bit.
 */
public final class RecordingFit {
    /** The factor by which the learning rate falls over the fit. */
    private static final double DECAY = 20;

    private final Cell cell;
    private final Recording recording;
    private SweepChoice choice = SweepChoice.ALL;
    private List<FreeParameter> free = List.of();
    private TraceLoss loss = StandardLoss.VOLTAGE;
    private int electrode;
    private boolean isElectrodeGiven;
    private int iterations = 120;
    private int starts = 16;
    private long seed = 1;
    private double learningRate = 0.2;
    private Optimizer optimizer;
    private String engine = Engines.defaultName();
    private BooleanSupplier stopRequested = () -> false;
    private Consumer<Progress> listener = progress -> {};
    private DoubleConsumer runListener = time -> {};

    private RecordingFit(Cell cell, Recording recording) {
        this.cell = cell;
        this.recording = recording;
    }

    private RecordingFit copy() {
        RecordingFit copy = new RecordingFit(cell, recording);
        copy.choice = choice;
        copy.free = free;
        copy.loss = loss;
        copy.electrode = electrode;
        copy.isElectrodeGiven = isElectrodeGiven;
        copy.iterations = iterations;
        copy.starts = starts;
        copy.seed = seed;
        copy.learningRate = learningRate;
        copy.optimizer = optimizer;
        copy.engine = engine;
        copy.stopRequested = stopRequested;
        copy.listener = listener;
        copy.runListener = runListener;
        return copy;
    }

    /** A fit of this cell to all sweeps of the recording; nothing is free yet. */
    public static RecordingFit of(Cell cell, Recording recording) {
        RecordingFit fit = new RecordingFit(cell.copy(), recording);
        fit.electrode = soma(cell);
        return fit;
    }

    /** The compartment in the middle of the first branch of the soma, or of the root if no soma is traced. */
    private static int soma(Cell cell) {
        int compartment = cell.groups().contains("soma") ? cell.group("soma").compartments()[0] : 0;
        return cell.branch(cell.structure().branchInCell(compartment)).loc(0.5).compartments()[0];
    }

    /**
     * Chooses sweeps, counted from 1 as acquisition programs show them.
     *
     * @param selection for instance {@code "7-9"}, {@code "1,3,5-7"} or {@code "all"}
     */
    public RecordingFit sweeps(String selection) {
        return sweeps(SweepSelection.parse(selection));
    }

    /** Chooses sweeps; all unless set. */
    public RecordingFit sweeps(SweepSelection selection) {
        return sweeps(choice.options().sweeps(selection));
    }

    /** Chooses sweeps, channel, current and units; {@link CurrentClampOptions#DEFAULT} unless set. */
    public RecordingFit sweeps(CurrentClampOptions options) {
        return choosing(choice.options(options));
    }

    /**
     * Chooses the part of every sweep between two times; a sweep that ends earlier is used up to its end.
     *
     * @param fromMs in ms of the sweep; NaN for its start
     * @param toMs in ms of the sweep; NaN for its end
     */
    public RecordingFit window(double fromMs, double toMs) {
        return choosing(choice.window(fromMs, toMs));
    }

    /** Sets the time step of the simulation (ms); that of the recording, but at most 0.05 ms, unless set. */
    public RecordingFit timeStep(double ms) {
        return choosing(choice.timeStep(ms));
    }

    /**
     * Sets the liquid junction potential, mV; that which the file states, or 0, unless set. The recorded voltage is
     * lowered by its size, whatever its sign, since conventions of the sign differ.
     */
    public RecordingFit junctionPotential(double millivolt) {
        return choosing(choice.junctionPotential(millivolt));
    }

    private RecordingFit choosing(SweepChoice other) {
        RecordingFit copy = copy();
        copy.choice = other;
        return copy;
    }

    /**
     * Adds a parameter that the fit may change. It starts from the cell's value if that is within the bounds, otherwise
     * from the middle between them.
     *
     * @param path the quantity, {@code "HH_gNa"}, with one value for the whole cell; after a group, {@code
     *     "soma/HH_gNa"}, with one value for the group; or the path of a trainable of the cell, with its values
     * @param lower the lower bound; if it is positive and at most a fifth of the upper one, the fit works on the
     *     logarithm
     * @param upper the upper bound
     */
    public RecordingFit free(String path, double lower, double upper) {
        return free(List.of(new FreeParameter(path, lower, upper)));
    }

    /** Adds parameters that the fit may change, for instance {@link FreeParameter#usual}. */
    public RecordingFit free(List<FreeParameter> parameters) {
        RecordingFit copy = copy();
        List<FreeParameter> more = new ArrayList<>(free);
        more.addAll(parameters);
        copy.free = List.copyOf(more);
        return copy;
    }

    /** Sets the loss to minimize; {@link StandardLoss#VOLTAGE} unless set. */
    public RecordingFit loss(TraceLoss distance) {
        RecordingFit copy = copy();
        copy.loss = distance;
        return copy;
    }

    /**
     * Sets the compartment in which the current is injected and the voltage recorded; the middle of the soma, or of the
     * root if no soma is traced, unless set.
     *
     * @throws IllegalArgumentException if the view is not one compartment of the cell
     */
    public RecordingFit electrode(View place) {
        int[] compartments = place.compartments();
        if (compartments.length != 1 || compartments[0] >= cell.structure().compartments()) {
            throw new IllegalArgumentException("an electrode is in one compartment of the cell, but " + place + " was"
                    + " given; choose one, for instance cell.branch(0).loc(0.5)");
        }
        RecordingFit copy = copy();
        copy.electrode = compartments[0];
        copy.isElectrodeGiven = true;
        return copy;
    }

    /** Sets the number of iterations; 120 unless set. */
    public RecordingFit iterations(int count) {
        RecordingFit copy = copy();
        copy.iterations = count;
        return copy;
    }

    /**
     * Sets the number of starts, which run at once: the cell's values and random ones between the bounds; 16 unless
     * set.
     */
    public RecordingFit starts(int count) {
        RecordingFit copy = copy();
        copy.starts = count;
        return copy;
    }

    /** Sets the seed of the random starts; 1 unless set. */
    public RecordingFit seed(long number) {
        RecordingFit copy = copy();
        copy.seed = number;
        return copy;
    }

    /**
     * Sets the initial learning rate of Adam on the transformed parameters, which falls to a twentieth; 0.2 unless set.
     */
    public RecordingFit learningRate(double rate) {
        RecordingFit copy = copy();
        copy.learningRate = rate;
        copy.optimizer = null;
        return copy;
    }

    /** Sets an optimizer in place of Adam. */
    public RecordingFit optimizer(Optimizer rule) {
        RecordingFit copy = copy();
        copy.optimizer = rule;
        return copy;
    }

    /** Sets the engine that runs the simulations, {@code "llvm"} or {@code "torch"}. */
    public RecordingFit engine(String name) {
        RecordingFit copy = copy();
        copy.engine = name;
        return copy;
    }

    /** Stops before the next iteration once this returns true; the result holds the best parameters so far. */
    public RecordingFit stopWhen(BooleanSupplier requested) {
        RecordingFit copy = copy();
        copy.stopRequested = requested;
        return copy;
    }

    /** Reports every iteration to this consumer too. */
    public RecordingFit onIteration(Consumer<Progress> consumer) {
        RecordingFit copy = copy();
        copy.listener = listener.andThen(consumer);
        return copy;
    }

    /** Reports from time to time the time (ms) that the present run has reached. */
    public RecordingFit onProgress(DoubleConsumer consumer) {
        RecordingFit copy = copy();
        copy.runListener = consumer;
        return copy;
    }

    /**
     * The sweeps as the fit will use them.
     *
     * @throws RecordingException if no sweep can be fitted as current clamp
     * @throws IllegalArgumentException if a sweep does not exist, or the window is too short or exceeds the sweeps
     */
    public TargetSweeps target() {
        TargetSweeps target = TargetSweeps.of(recording, choice);
        for (int sweep = 0; sweep < target.sweeps(); sweep++) {
            loss.check(target.timePoints(sweep));
        }
        return target;
    }

    /**
     * The loss as a function of the free parameters, for custom fits; the caller closes it.
     *
     * @throws IllegalArgumentException if nothing is free, or what is free cannot be fitted
     */
    public RecordingObjective objective(NDManager manager) {
        return objective(manager, target());
    }

    private RecordingObjective objective(NDManager manager, TargetSweeps target) {
        if (free.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is nothing to fit; name at least one free parameter with its bounds,"
                            + " for instance free(\"HH_gNa\", 0.01, 1)");
        }
        return new RecordingObjective(manager, this, target);
    }

    /**
     * Runs the fit.
     *
     * @throws RecordingException if no sweep can be fitted as current clamp
     * @throws IllegalArgumentException if the recording does not suit the settings, no parameter is free, or a free
     *     parameter cannot be fitted; the message names it
     * @throws FitFailedException if the loss is not a number at any start
     * @throws java.util.concurrent.CancellationException if the thread is interrupted in the first iteration, or again
     *     while the traces of the best parameters are computed
     */
    public RecordingFitResult run() {
        TargetSweeps target = target();
        try (NDManager manager = HuxleyRuntime.newManager();
                RecordingObjective objective = objective(manager, target)) {
            Fit fit = Fit.minimize(objective)
                    .optimizer(rule())
                    .iterations(iterations)
                    .starts(starts, seed)
                    .stopWhen(stopRequested)
                    .onIteration(listener);
            free.forEach(parameter -> parameter.bound(fit));
            FitResult result = fit.run(objective.parameters());
            if (result.stop() == FitResult.Stop.NOT_FINITE && !Double.isFinite(result.bestLoss())) {
                throw new FitFailedException(result);
            }
            return new RecordingFitResult(
                    this, target, result, objective.traces(result.best()), objective.traces(result.start()));
        }
    }

    private Optimizer rule() {
        return optimizer != null
                ? optimizer
                : new Adam(LearningRate.cosine(learningRate, learningRate / DECAY, iterations));
    }

    /** The free parameters. */
    public List<FreeParameter> free() {
        return free;
    }

    /** The loss to minimize. */
    public TraceLoss loss() {
        return loss;
    }

    /** The number of the electrode's compartment. */
    public int electrode() {
        return electrode;
    }

    /** The cell itself, which must not be changed. */
    Cell givenCell() {
        return cell;
    }

    Recording recording() {
        return recording;
    }

    boolean isElectrodeGiven() {
        return isElectrodeGiven;
    }

    long seed() {
        return seed;
    }

    String engine() {
        return engine;
    }

    DoubleConsumer runListener() {
        return runListener;
    }

    @Override
    public String toString() {
        return Brief.of("RecordingFit[" + recording.fileName() + ", " + cell + ", "
                + Brief.list(free.stream().map(FreeParameter::path).toList()) + ", "
                + Brief.count(starts, "start") + "]");
    }
}
