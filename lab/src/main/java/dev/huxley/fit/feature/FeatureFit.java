package dev.huxley.fit.feature;

import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.SweepSelection;
import dev.huxley.simulate.Engines;
import dev.huxley.text.Brief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A fit of a model to the features of a current-clamp recording, from the sweeps to an accepted model: chooses sweeps and
 * holds some out, takes their features, searches the parameters, and checks the result on the sweeps that were held out.
 * Without a model of its own it climbs a ladder of models, or
 * takes a passive cell if there is no spike.
 *
 * <pre>{@code
 * FeatureFitResult result = FeatureFit.of(Recordings.read(Path.of("cell.nwb")))
 *         .evaluations(60_000)
 *         .seed(1)
 *         .run();
 * System.out.println(result.best().grade());
 * }</pre>
 *
 * <p>{@link Thread#interrupt} ends the search as a request to stop does: the best model so far is checked and returned,
 * and the thread's interrupt status is clear again.
 *
 * <p>Immutable: every method gives a new fit. With a budget of evaluations the same fit gives the same result, bit by
 * bit, on any number of threads.
 */
public final class FeatureFit {
    /** The candidates that a fit may evaluate unless told otherwise. */
    public static final long DEFAULT_EVALUATIONS = 60_000;

    private static final int MOST_STEPS = 100;

    private final CurrentClampSweeps sweeps;
    private ModelDescription model;
    private OptionalDouble junctionPotential = OptionalDouble.empty();
    private long evaluations = DEFAULT_EVALUATIONS;
    private double minutes = Double.POSITIVE_INFINITY;
    private double targetZ;
    private long seed = 1;
    private SweepSelection heldOut;
    private double timeStep = FitSweep.STEP;
    private String engine = Engines.defaultName();
    private CandidateScoring scoring;
    private Path folder;
    private boolean resumes;
    private BooleanSupplier stopRequested = () -> false;
    private LongSupplier clock = System::nanoTime;
    private Consumer<FeatureFitProgress> listener = progress -> {};
    private Consumer<String> notices = text -> System.err.println("huxley: " + text);

    private FeatureFit(CurrentClampSweeps sweeps) {
        this.sweeps = sweeps;
    }

    private FeatureFit copy() {
        FeatureFit copy = new FeatureFit(sweeps);
        copy.model = model;
        copy.junctionPotential = junctionPotential;
        copy.evaluations = evaluations;
        copy.minutes = minutes;
        copy.targetZ = targetZ;
        copy.seed = seed;
        copy.heldOut = heldOut;
        copy.timeStep = timeStep;
        copy.engine = engine;
        copy.scoring = scoring;
        copy.folder = folder;
        copy.resumes = resumes;
        copy.stopRequested = stopRequested;
        copy.clock = clock;
        copy.listener = listener;
        copy.notices = notices;
        return copy;
    }

    /** A fit to the current-clamp sweeps of a recording, everything chosen automatically. */
    public static FeatureFit of(Recording recording) {
        return of(CurrentClampSweeps.of(recording));
    }

    /** A fit to these sweeps. */
    public static FeatureFit of(CurrentClampSweeps sweeps) {
        return new FeatureFit(sweeps);
    }

    /**
     * Fits this model; unless set, the fit climbs the ladder of {@link Ladder}.
     *
     * @throws IllegalArgumentException if the description fits no cell; the message names the region, the value and the
     *     remedy
     */
    public FeatureFit model(ModelDescription description) {
        description.build();
        FeatureFit copy = copy();
        copy.model = description;
        return copy;
    }

    /**
     * Sets the liquid junction potential, mV; unless set, that of the model's rig, fixed or free, or else that which the file
     * states, or 0. Recorded voltages are lowered by its size, whatever its sign, since conventions of the sign differ.
     */
    public FeatureFit junctionPotential(double millivolt) {
        if (!Double.isFinite(millivolt)) {
            throw new IllegalArgumentException(
                    "the liquid junction potential is " + millivolt + " mV; it must be finite");
        }
        FeatureFit copy = copy();
        copy.junctionPotential = OptionalDouble.of(millivolt);
        return copy;
    }

    /**
     * Holds these sweeps out, with their repeats, and fits all others; every third current and the largest are held out unless
     * set.
     */
    public FeatureFit heldOut(SweepSelection selection) {
        FeatureFit copy = copy();
        copy.heldOut = selection;
        return copy;
    }

    /**
     * Sets the time step of the search, ms; {@value FitSweep#STEP} unless set. The result is checked at half of it.
     *
     * @throws IllegalArgumentException if {@value FitSweep#SAMPLE} ms, the distance of the samples of a trace, is no multiple of
     *     it
     */
    public FeatureFit timeStep(double millisecond) {
        double parts = FitSweep.SAMPLE / millisecond;
        if (!(parts >= 1 - 1e-9) || parts > MOST_STEPS || Math.abs(parts - Math.rint(parts)) > 1e-6 * parts) {
            throw new IllegalArgumentException("the time step of a fit by features is " + FitSweep.SAMPLE
                    + " ms or a whole part of it, such as 0.05 or 0.025, down to " + FitSweep.SAMPLE / MOST_STEPS
                    + ", not " + millisecond);
        }
        FeatureFit copy = copy();
        copy.timeStep = FitSweep.SAMPLE / Math.rint(parts);
        return copy;
    }

    /** Sets the number of candidates that may be evaluated; {@value #DEFAULT_EVALUATIONS} unless set. */
    public FeatureFit evaluations(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("a fit evaluates at least one candidate, not " + number);
        }
        FeatureFit copy = copy();
        copy.evaluations = number;
        return copy;
    }

    /**
     * Sets the time of the fit in minutes; no limit unless set. The search ends early enough for the check of its result,
     * and evaluates smaller batches where candidates are costly.
     */
    public FeatureFit minutes(double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("a fit takes a positive number of minutes, not " + limit);
        }
        FeatureFit copy = copy();
        copy.minutes = limit;
        return copy;
    }

    /** Ends the search once all |z| of the fitted sweeps are at most this; 0 unless set, which is never reached. */
    public FeatureFit targetZ(double largest) {
        FeatureFit copy = copy();
        copy.targetZ = largest;
        return copy;
    }

    /** Sets the seed of the random numbers; 1 unless set. */
    public FeatureFit seed(long number) {
        FeatureFit copy = copy();
        copy.seed = number;
        return copy;
    }

    /** Sets the engine that runs the simulations, {@code "llvm"} or {@code "torch"}. */
    public FeatureFit engine(String name) {
        FeatureFit copy = copy();
        copy.engine = name;
        return copy;
    }

    /** Scores the generations of the search there; unless set, on this machine. The result is the same, bit by bit. */
    public FeatureFit scoring(CandidateScoring place) {
        FeatureFit copy = copy();
        copy.scoring = place;
        return copy;
    }

    /**
     * Keeps the state of the search in this folder, written at least every 10 s and at the end. Trouble with the disk is a
     * notice; the fit goes on.
     */
    public FeatureFit savingTo(Path directory) {
        FeatureFit copy = copy();
        copy.folder = directory;
        return copy;
    }

    /**
     * Goes on from the state that an earlier run of the same fit saved in this folder, and keeps saving there. With a
     * budget of evaluations the result is that of an undisturbed run, bit by bit.
     */
    public FeatureFit resuming(Path directory) {
        FeatureFit copy = savingTo(directory);
        copy.resumes = true;
        return copy;
    }

    /** Tells whether a fit has saved a state in this folder, so that one can be resumed from it. */
    public static boolean isSavedIn(Path directory) {
        return new SavedFit(directory).exists();
    }

    /** The file in this folder that keeps the state of a fit. */
    public static Path savedFile(Path directory) {
        return directory.resolve(SavedFit.NAME);
    }

    /**
     * The candidates that the fit whose state is in this folder had evaluated when it was saved.
     *
     * @throws IllegalArgumentException if there is no state or it is damaged
     */
    public static long savedEvaluations(Path directory) {
        return new SavedFit(directory).evaluations();
    }

    /** Stops the search before the next batch once this returns true; the result holds the best model so far. */
    public FeatureFit stopWhen(BooleanSupplier requested) {
        FeatureFit copy = copy();
        copy.stopRequested = requested;
        return copy;
    }

    /** Measures time by another clock, ns, as tests do. */
    FeatureFit clock(LongSupplier nanoseconds) {
        FeatureFit copy = copy();
        copy.clock = nanoseconds;
        return copy;
    }

    /** Reports after every batch of candidates to this consumer too. */
    public FeatureFit onProgress(Consumer<FeatureFitProgress> consumer) {
        FeatureFit copy = copy();
        copy.listener = listener.andThen(consumer);
        return copy;
    }

    /** Gives sentences on trouble that does not end the fit, such as a full disk; to standard error unless set. */
    public FeatureFit onNotice(Consumer<String> consumer) {
        FeatureFit copy = copy();
        copy.notices = consumer;
        return copy;
    }

    /**
     * The sweeps as the fit will use them, with their targets.
     *
     * @throws IllegalArgumentException if no sweep can be fitted
     */
    public List<FitSweep> plan() {
        return sweepPlan().sweeps();
    }

    /** Sentences on the choice of sweeps. */
    public List<String> planNotes() {
        return planNotes(sweepPlan());
    }

    /** Sentences on what may be wrong with the recording, at the liquid junction potential of this fit. */
    public List<String> warnings() {
        return sweeps.warnings(lowering());
    }

    List<String> planNotes(SweepPlan plan) {
        List<String> notes = new ArrayList<>(plan.notes());
        if (plan.isSilent() && model == null) {
            notes.add("no sweep has a spike, so the model is a passive cell");
        }
        return notes;
    }

    SweepPlan sweepPlan() {
        return SweepPlan.of(sweeps, lowering(), Optional.ofNullable(heldOut), timeStep);
    }

    /**
     * The size of the liquid junction potential by which recorded voltages are lowered, mV; 0 if it is free, since then the
     * rig adds it to the model's voltage.
     */
    double lowering() {
        DescribedValue ofRig =
                model == null ? DescribedValue.fixed(0) : model.rig().junctionPotential();
        if (junctionPotential.isEmpty() && ofRig instanceof DescribedValue.Free) {
            return 0;
        }
        double unlessSet =
                ofRig.start() != 0 ? ofRig.start() : sweeps.junctionPotential().orElse(0);
        return Math.abs(junctionPotential.orElse(unlessSet));
    }

    /**
     * Runs the fit.
     *
     * @throws IllegalArgumentException if the recording has no sweep that can be fitted, or the saved state is of another
     *     fit
     * @throws java.util.concurrent.CancellationException if the thread is interrupted before the first batch of candidates
     *     was evaluated, or again while the result is checked
     */
    public FeatureFitResult run() {
        return new FeatureFitRun(this).run();
    }

    CurrentClampSweeps sweeps() {
        return sweeps;
    }

    /** The model; a junction potential that is set replaces that of its rig. */
    Optional<ModelDescription> model() {
        return Optional.ofNullable(model)
                .map(given -> junctionPotential.isEmpty()
                        ? given
                        : given.withRig(given.rig().withJunctionPotential(DescribedValue.fixed(lowering()))));
    }

    long evaluations() {
        return evaluations;
    }

    double minutes() {
        return minutes;
    }

    LongSupplier clock() {
        return clock;
    }

    double targetZ() {
        return targetZ;
    }

    long seed() {
        return seed;
    }

    String engine() {
        return engine;
    }

    Optional<CandidateScoring> scoring() {
        return Optional.ofNullable(scoring);
    }

    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    boolean resumes() {
        return resumes;
    }

    boolean isStopRequested() {
        return stopRequested.getAsBoolean();
    }

    void tell(FeatureFitProgress progress) {
        listener.accept(progress);
    }

    void notice(String text) {
        notices.accept(text);
    }

    @Override
    public String toString() {
        return Brief.of("FeatureFit[" + sweeps + ", " + (model == null ? "ladder of models" : model) + ", "
                + evaluations + " evaluations, seed " + seed + "]");
    }
}
