package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.fit.description.PackedModel;
import dev.huxley.fit.feature.CandidateEvaluator.Accuracy;
import dev.huxley.fit.job.JobReader;
import dev.huxley.fit.job.JobWriter;
import dev.huxley.population.PopulationSimulation;
import dev.huxley.text.Brief;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The scoring of candidates in a search, as plain values that can be sent to other machines.
 *
 * @param model the model whose free values a candidate has
 * @param morphology the text of the file of the model's reconstruction; empty if it has none
 * @param sweeps the sweeps, those that are held out too
 * @param engine the engine that runs the simulations
 */
public record FeatureJob(ModelDescription model, String morphology, List<FitSweep> sweeps, String engine) {
    private static final int VERSION = 1;
    private static final int MOST_SWEEPS = 100_000;

    /** @throws IllegalArgumentException if there are no sweeps, or their time steps differ or are impossible */
    public FeatureJob {
        sweeps = List.copyOf(sweeps);
        if (sweeps.isEmpty()) {
            throw new IllegalArgumentException("a job has no sweeps; give it those of a fit");
        }
        for (FitSweep sweep : sweeps) {
            double step = sweep.timeStep();
            if (!(step > 0)
                    || sweep.stepsPerSample() < 1
                    || step != sweeps.get(0).timeStep()) {
                throw new IllegalArgumentException("sweep " + sweep.label() + " has the time step " + step
                        + " ms; all have the same one, a whole part of " + FitSweep.SAMPLE);
            }
            int samples = sweep.current().length / sweep.stepsPerSample() + 1;
            if (sweep.voltage().length != samples) {
                throw new IllegalArgumentException("sweep " + sweep.label() + " has " + sweep.voltage().length
                        + " values of the voltage; its current is " + samples + " long");
            }
        }
    }

    /**
     * The job of a model.
     *
     * @throws UncheckedIOException if the file of its reconstruction cannot be read
     */
    public static FeatureJob of(ModelDescription model, List<FitSweep> sweeps, String engine) {
        return new FeatureJob(model, PackedModel.of(model, Path.of("")).morphology(), sweeps, engine);
    }

    /**
     * A scorer on this machine. It compiles the model when it first scores.
     *
     * @param threads the number of threads that it uses
     */
    public CandidateScoring.Scorer scorer(int threads) {
        DescribedModel built = built();
        return new CandidateEvaluator(
                built,
                RungSearch.spaceOf(built),
                sweeps,
                new FeatureComparison(),
                Accuracy.SEARCH,
                engine,
                OptionalInt.of(threads));
    }

    /** The number of candidates that a scorer simulates together; it takes more one such block after the other. */
    public int together() {
        return PopulationSimulation.together(built().cell());
    }

    private DescribedModel built() {
        return new PackedModel(model, morphology).build(ModelDescription::build);
    }

    /** The job as bytes, which {@link #read} reads on any machine with the same Huxley. */
    public byte[] bytes() {
        JobWriter out = new JobWriter(VERSION)
                .add(ModelFiles.text(model))
                .add(morphology)
                .add(engine)
                .add(sweeps.size());
        for (FitSweep sweep : sweeps) {
            out.add(sweep.label()).add(sweep.index()).add(sweep.role().ordinal());
            out.add(sweep.amplitude()).add(sweep.holding()).add(sweep.offset());
            out.add(sweep.start()).add(sweep.end());
            out.add(sweep.initialVoltage()).add(sweep.timeStep());
            out.add(sweep.current()).add(sweep.voltage());
            out.add(sweep.targets().size());
            for (FeatureTarget target : sweep.targets()) {
                out.add(target.feature().ordinal());
                out.add(target.mean()).add(target.sd()).add(target.weight());
            }
        }
        return out.bytes();
    }

    /**
     * Reads a job.
     *
     * @throws IllegalArgumentException if the bytes are none of {@link #bytes} of this version, or damaged
     */
    public static FeatureJob read(byte[] bytes) {
        JobReader in = new JobReader(bytes, VERSION);
        ModelDescription model = ModelFiles.parse(in.text("the model"), "the model of a job");
        String morphology = in.text("the morphology");
        String engine = in.text("the engine");
        int count = in.number(1, MOST_SWEEPS, "the number of sweeps");
        List<FitSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sweeps.add(new FitSweep(
                    in.text("a sweep's label"),
                    in.number(0, Integer.MAX_VALUE, "a sweep's index"),
                    SweepRole.values()[in.number(0, SweepRole.values().length - 1, "a sweep's role")],
                    in.value("an amplitude"),
                    in.value("a holding current"),
                    in.value("an offset"),
                    in.value("a stimulus' start"),
                    in.value("a stimulus' end"),
                    in.value("an initial voltage"),
                    in.value("a time step"),
                    in.values("a current"),
                    in.values("a voltage"),
                    targets(in)));
        }
        in.end();
        return new FeatureJob(model, morphology, sweeps, engine);
    }

    private static List<FeatureTarget> targets(JobReader in) {
        int count = in.number(0, Feature.values().length, "the number of a sweep's features");
        List<FeatureTarget> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Feature feature = Feature.values()[in.number(0, Feature.values().length - 1, "a feature")];
            targets.add(new FeatureTarget(feature, in.value("a mean"), in.value("a deviation"), in.value("a weight")));
        }
        return targets;
    }

    @Override
    public String toString() {
        return "FeatureJob[" + model.name() + ", " + Brief.count(sweeps.size(), "sweep") + ", " + engine + "]";
    }
}
