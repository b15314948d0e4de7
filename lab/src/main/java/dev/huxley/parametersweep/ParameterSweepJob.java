package dev.huxley.parametersweep;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.fit.description.PackedModel;
import dev.huxley.fit.job.JobReader;
import dev.huxley.fit.job.JobWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A parameter sweep of a described model as plain values that can be sent to other machines: everything but the table, of
 * which it has the first combination.
 *
 * @param model the model
 * @param paths the varied parameters
 * @param first their values in the first combination
 * @param stimuli the stimuli
 * @param features the features; none for traces
 * @param settings the settings of the features
 * @param engine the engine that runs the simulations
 */
public record ParameterSweepJob(
        PackedModel model,
        List<String> paths,
        double[] first,
        List<SweepStimulus> stimuli,
        List<Feature> features,
        FeatureSettings settings,
        String engine) {
    private static final int VERSION = 1001;
    private static final int MOST = 1_000_000;

    public ParameterSweepJob {
        paths = List.copyOf(paths);
        first = first.clone();
        stimuli = List.copyOf(stimuli);
        features = List.copyOf(features);
    }

    /** A copy of the values in the first combination. */
    @Override
    public double[] first() {
        return first.clone();
    }

    /** The sweep on this machine, ready to compute rows of any combinations. */
    public ParameterSweepRun open(int threads) {
        return model.build((description, folder) -> ParameterSweep.of(description, folder)
                .vary(ParameterList.of(paths, new double[][] {first}))
                .stimuli(stimuli)
                .features(features)
                .settings(settings)
                .engine(engine)
                .threads(threads)
                .open());
    }

    /** The job as bytes, which {@link #read} reads on any machine with the same Huxley. */
    public byte[] bytes() {
        JobWriter out = new JobWriter(VERSION)
                .add(ModelFiles.text(model.description()))
                .add(model.morphology())
                .add(engine)
                .add(paths.size());
        paths.forEach(out::add);
        out.add(first).add(stimuli.size());
        for (SweepStimulus stimulus : stimuli) {
            out.add(stimulus.label()).add(stimulus.amplitude());
            out.add(stimulus.start()).add(stimulus.end());
            out.add(stimulus.current()).add(stimulus.timeStep());
            out.add(stimulus.initialVoltage().isPresent() ? 1 : 0);
            out.add(stimulus.initialVoltage().orElse(0));
        }
        out.add(features.size());
        features.forEach(feature -> out.add(feature.ordinal()));
        out.add(settings.threshold()).add(settings.derivativeThreshold()).add(settings.stepMs());
        out.add(settings.strict() ? 1 : 0)
                .add(settings.betweenSamples() ? 1 : 0)
                .add(settings.crossingTimes() ? 1 : 0);
        return out.bytes();
    }

    /**
     * Reads a job.
     *
     * @throws IllegalArgumentException if the bytes are none of {@link #bytes} of this version, or damaged
     */
    public static ParameterSweepJob read(byte[] bytes) {
        JobReader in = new JobReader(bytes, VERSION);
        PackedModel model = new PackedModel(
                ModelFiles.parse(in.text("the model"), "the model of a job"), in.text("the morphology"));
        String engine = in.text("the engine");
        List<String> paths = new ArrayList<>();
        for (int i = in.number(1, MOST, "the number of parameters"); i > 0; i--) {
            paths.add(in.text("a parameter"));
        }
        double[] first = in.values("the first combination");
        List<SweepStimulus> stimuli = new ArrayList<>();
        for (int i = in.number(1, MOST, "the number of stimuli"); i > 0; i--) {
            stimuli.add(stimulus(in));
        }
        List<Feature> features = new ArrayList<>();
        for (int i = in.number(0, Feature.values().length, "the number of features"); i > 0; i--) {
            features.add(Feature.values()[in.number(0, Feature.values().length - 1, "a feature")]);
        }
        FeatureSettings settings = new FeatureSettings(
                in.value("a threshold"),
                in.value("a threshold"),
                in.value("an interval"),
                isSet(in),
                isSet(in),
                isSet(in));
        in.end();
        return new ParameterSweepJob(model, paths, first, stimuli, features, settings, engine);
    }

    private static SweepStimulus stimulus(JobReader in) {
        String label = in.text("a stimulus' label");
        double amplitude = in.value("an amplitude");
        double start = in.value("a stimulus' start");
        double end = in.value("a stimulus' end");
        double[] current = in.values("a current");
        double timeStep = in.value("a time step");
        boolean hasVoltage = isSet(in);
        double voltage = in.value("an initial voltage");
        return new SweepStimulus(
                label,
                amplitude,
                start,
                end,
                current,
                timeStep,
                hasVoltage ? OptionalDouble.of(voltage) : OptionalDouble.empty());
    }

    private static boolean isSet(JobReader in) {
        return in.number(0, 1, "a yes or no") == 1;
    }

    @Override
    public String toString() {
        return "ParameterSweepJob[" + model + ", " + paths + ", " + engine + "]";
    }
}
