package dev.huxley.cli;

import dev.huxley.demo.DemoNeuron;
import dev.huxley.demo.DemoRecording;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.recording.FitFailedException;
import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.fit.recording.RecordingFit;
import dev.huxley.fit.recording.RecordingFitResult;
import dev.huxley.fit.recording.StandardLoss;
import dev.huxley.fit.recording.TargetSweeps;
import dev.huxley.model.Cell;
import dev.huxley.morphology.SwcDescription;
import dev.huxley.plot.Figure;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import dev.huxley.report.FitReport;
import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley fit}: fits a model to a recording. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "Fits a model to a current-clamp recording: a ladder of models to the features of its sweeps, or a model of yours to its traces.",
            "Without options it runs a demo: a shipped recording of a neuron with known conductances."
        },
        footer = {
            "",
            "Example:",
            "  huxley fit --recording cell.abf --sweeps 7-9 --from 200 --to 400 \\",
            "      --channels HH,Leak --free HH_gNa=0.01:1 --free HH_gK=0.001:0.3 --free radius=5:100",
            "",
            "Ctrl-C stops the fit and keeps the best parameters so far."
        })
final class FitCommand implements Callable<Integer> {
    /** The start of the demo fit: each conductance is 2.1 to 2.4 times the true one. */
    private static final Map<String, Double> DEMO_START = Map.of("HH_gNa", 0.2, "HH_gK", 0.06, "HH_gLeak", 0.001);

    private static final List<FreeParameter> DEMO_FREE = List.of(
            new FreeParameter("HH_gNa", 0.02, 0.4),
            new FreeParameter("HH_gK", 0.005, 0.15),
            new FreeParameter("HH_gLeak", 5e-5, 3e-3));

    /** The radius of a point neuron, which is unknown, unlike that of a morphology. */
    private static final FreeParameter POINT_RADIUS = new FreeParameter("radius", 2, 200);

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "ABF (version 1 or 2), NWB or CSV file; without it the demo runs")
    private Path recording;

    @Option(
            names = "--sweeps",
            paramLabel = "LIST",
            defaultValue = "all",
            description = "sweeps to fit, counted from 1: 7-9 or 1,3,5-7 or all (default: ${DEFAULT-VALUE})")
    private String sweeps;

    @Option(names = "--from", paramLabel = "MS", description = "start of the window in the sweeps (default: 0)")
    private double from = Double.NaN;

    @Option(names = "--to", paramLabel = "MS", description = "end of the window in the sweeps (default: their end)")
    private double to = Double.NaN;

    @Option(names = "--swc", paramLabel = "FILE", description = "morphology; without it the model is a point neuron")
    private Path swc;

    @Option(
            names = "--compartments",
            paramLabel = "N",
            defaultValue = "1",
            description = "compartments per branch of the morphology (default: ${DEFAULT-VALUE})")
    private int compartments;

    @Mixin
    private MorphologyOptions reading;

    @Option(
            names = "--channels",
            paramLabel = "NAMES",
            split = ",",
            description = {
                "channels to insert, such as HH,Leak or hay.NaTaT,hay.KTst; \"huxley mechanisms\" lists them",
                "(default: HH,Leak; demo: HH)"
            })
    private List<String> channels;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a fixed or start value, e.g. --set length=40 (repeatable)")
    private Map<String, Double> values = new LinkedHashMap<>();

    @Option(
            names = "--free",
            paramLabel = "NAME=LO:HI",
            description = {
                "a parameter to fit, with its bounds (repeatable)",
                "(default: all conductances, the leak's reversal potential, the radius)"
            })
    private List<String> free = new ArrayList<>();

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = {
                "features: spike counts, times and shapes, with validation on sweeps that are held out, by a global search;",
                "voltage: mean-square difference of the traces, by gradient descent;",
                "statistics: mean and deviation in ten windows, in which spikes may shift, by gradient descent",
                "(default: features; voltage for the demo, and with options that only the descent has)"
            })
    private FitLoss askedLoss;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "goes on with the fit by features in this folder, after Ctrl-C or a power cut")
    private Path resume;

    @Mixin
    private FeatureOptions features;

    @Option(
            names = "--junction-potential",
            paramLabel = "MV",
            description = {
                "liquid junction potential; the recorded voltage is lowered by its size, whatever its sign",
                "(default: that which the file states, for features; otherwise 0)"
            })
    private Double junctionPotential;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "120",
            description = "iterations of the fit (default: ${DEFAULT-VALUE})")
    private int iterations;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "16",
            description = "simultaneous starts, one at the given values, the others at random ones between the bounds"
                    + " (default: ${DEFAULT-VALUE})")
    private int starts;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "0.2",
            description = "initial learning rate of Adam on the transformed parameters; falls to a twentieth (default:"
                    + " ${DEFAULT-VALUE})")
    private double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of the random starts (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--dt",
            paramLabel = "MS",
            description = "time step (default: the recording's sample interval, at most 0.05)")
    private double timeStep = Double.NaN;

    @Option(names = "--engine", paramLabel = "NAME", description = "llvm (machine code, the default) or torch")
    private String engine = Engines.defaultName();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "huxley-fit",
            description = "folder for the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Spec
    private CommandSpec spec;

    private StandardLoss loss;

    @Override
    public Integer call() {
        if (resume != null) {
            return resumed();
        }
        FitLoss chosen =
                FitLoss.chosen(askedLoss, recording != null, spec.commandLine().getParseResult());
        if (chosen == FitLoss.FEATURES) {
            return fitFeatures(this, false);
        }
        loss = chosen.ofTraces().orElseThrow();
        FitReport.checkFolder(out);
        HuxleyRuntime.prepare();
        boolean isDemo = recording == null;
        Recording read = isDemo ? DemoRecording.shipped() : Recordings.read(recording);
        SwcDescription description = morphology();
        Cell cell = cell(isDemo, description);
        List<FreeParameter> parameters = parameters(cell, isDemo);
        parameters.forEach(parameter -> FreeOption.requireInside(parameter, values));
        RecordingFit fit = RecordingFit.of(cell, read)
                .sweeps(sweeps)
                .window(from, to)
                .timeStep(timeStep)
                .junctionPotential(junctionPotential == null ? 0 : Math.abs(junctionPotential))
                .free(parameters)
                .loss(loss)
                .iterations(iterations)
                .starts(starts)
                .seed(seed)
                .learningRate(learningRate)
                .engine(engine);
        TargetSweeps target = target(fit);
        try (FitConsole console = new FitConsole(spec.commandLine().getOut(), iterations);
                Interruption interruption = new Interruption()) {
            if (description != null) {
                console.print("%s", description);
                console.print("");
            }
            console.task(isDemo ? "demo recording" : read.fileName(), target, cell, parameters, starts);
            RecordingFitResult result = run(
                    console,
                    fit.stopWhen(interruption::isRequested)
                            .onIteration(console::progress)
                            .onProgress(console.runs(target.duration())));
            console.parameters(result.parameters(), isDemo ? DemoNeuron.TRUTH : Map.of());
            FitReport report = result.report().command(command());
            console.written((swc == null ? report : report.model(picture(cell, fit))).write(out));
            return 0;
        }
    }

    /** Goes on with the fit that is kept in the folder. */
    private int resumed() {
        SavedCommand saved = SavedCommand.read(resume);
        FitCommand original = new FitCommand();
        new CommandLine(original)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, WrongUsage::path)
                .parseArgs(saved.arguments().toArray(String[]::new));
        original.recording = saved.recording();
        original.out = resume;
        return fitFeatures(original, true);
    }

    private int fitFeatures(FitCommand options, boolean resumes) {
        FitReport.checkFolder(options.out);
        HuxleyRuntime.prepare();
        CurrentClampSweeps clamped =
                CurrentClampSweeps.of(Recordings.read(options.recording), options.features.sweeps(options.sweeps));
        clamped.requireSweeps();
        FeatureFit fit = options.features
                .budgets(features.budgets(FeatureFit.of(clamped)))
                .seed(options.seed)
                .engine(options.engine);
        if (!resumes) {
            SavedCommand.of(spec.commandLine().getParseResult().originalArgs(), recording)
                    .write(out);
        }
        return new FeatureFitting(spec.commandLine().getOut(), command())
                .run(
                        resumes ? fit.resuming(options.out) : fit.savingTo(options.out),
                        clamped,
                        options.junctionPotential,
                        options.out);
    }

    private RecordingFitResult run(FitConsole console, RecordingFit fit) {
        try {
            RecordingFitResult result = fit.run();
            console.finished(result.fit(), loss, starts);
            return result;
        } catch (FitFailedException e) {
            console.finished(e.result(), loss, starts);
            throw e;
        }
    }

    /** The sweeps to fit; an error about the window names the options that choose it. */
    private TargetSweeps target(RecordingFit fit) {
        try {
            TargetSweeps target = fit.target();
            loss.check(target.timePoints());
            return target;
        } catch (IllegalArgumentException e) {
            boolean isOfWindow = !(Double.isNaN(from) && Double.isNaN(to));
            throw isOfWindow ? new IllegalArgumentException(e.getMessage() + " (see --from and --to)", e) : e;
        }
    }

    /** A picture of the morphology, colored by group, with the electrode. */
    private static Figure picture(Cell cell, RecordingFit fit) {
        return ModelPlot.of(cell)
                .colorByGroup()
                .mark(cell.select(fit.electrode()), "electrode")
                .figure();
    }

    /** The morphology, null for a point neuron. */
    private SwcDescription morphology() {
        if (swc != null) {
            return reading.read(swc, compartments);
        }
        if (compartments != 1) {
            throw new IllegalArgumentException("--compartments " + compartments
                    + " is for the branches of a morphology; give one with --swc FILE");
        }
        reading.requireUnused();
        return null;
    }

    private Cell cell(boolean isDemo, SwcDescription description) {
        Map<String, Double> fixed = new LinkedHashMap<>(isDemo ? DEMO_START : Map.of());
        fixed.putAll(values);
        List<String> names = channels != null ? channels : isDemo ? List.of("HH") : List.of("HH", "Leak");
        return ModelBuilder.build(description == null ? null : description.morphology(), names, fixed);
    }

    private List<FreeParameter> parameters(Cell cell, boolean isDemo) {
        if (!free.isEmpty()) {
            return free.stream().map(FreeOption::parse).toList();
        }
        if (isDemo && channels == null) {
            return DEMO_FREE;
        }
        List<FreeParameter> usual = new ArrayList<>(FreeParameter.usual(cell));
        if (swc == null) {
            usual.add(POINT_RADIUS);
        }
        return usual;
    }

    private String command() {
        return "./huxley "
                + String.join(
                        " ",
                        spec.commandLine().getParent().getParseResult().originalArgs().stream()
                                .map(FitCommand::quoted)
                                .toList());
    }

    /** An argument quoted for a shell. */
    private static String quoted(String argument) {
        return argument.matches("[\\w./:=,+@%~-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
