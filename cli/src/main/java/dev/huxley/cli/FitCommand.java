package dev.huxley.cli;

import dev.huxley.cli.model.ModelOptions;
import dev.huxley.simulate.HuxleyRuntime;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley fit}: fits a model to a recording, or to each one in a folder. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "Fits a model to a current-clamp recording: a ladder of models to the features of its sweeps,"
                    + " or a model of yours to its traces.",
            "Without options it runs a demo: a shipped recording of a neuron with known conductances."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a model is accepted (of a folder one for each recording); a fit to traces has ended",
            "1:an error in the input or on the machine",
            "2:wrong usage",
            "3:no model is accepted (of a folder for at least one recording); the best one is reported"
        },
        footer = {
            "",
            "Examples:",
            "  huxley fit --recording cell.nwb",
            "  huxley fit --recording cell.nwb --minutes 10 --held-out 4,8",
            "  huxley fit --resume huxley-fit",
            "  huxley fit --recording cell.nwb --spark spark://head:7077",
            "  huxley fit --recording cell.abf --loss voltage --sweeps 7-9 --from 200 --to 400 \\",
            "      --channels HH,Leak --free HH_gNa=0.01:1 --free HH_gK=0.001:0.3 --free radius=5:100",
            "",
            "Ctrl-C stops the fit and keeps the best parameters so far."
        })
final class FitCommand implements Callable<Integer> {
    @Mixin
    private FitOptions common;

    @Mixin
    private SweepOptions sweeps;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "goes on with the fit by features in this folder, after Ctrl-C, a power cut, or with a larger"
                    + " --evaluations")
    private Path resume;

    @Mixin
    private FeatureOptions features;

    @Mixin
    private ModelOptions model;

    @Mixin
    private TraceOptions traces;

    @Spec
    private CommandSpec spec;

    FitOptions common() {
        return common;
    }

    FeatureOptions features() {
        return features;
    }

    @Override
    public Integer call() {
        OptionRange.check(spec.commandLine().getParseResult());
        if (resume != null) {
            FitResumption.requireAlone(spec.commandLine().getParseResult());
            SavedCommand saved = SavedCommand.read(resume);
            FitResumption.requireBudget(spec.commandLine(), saved, resume, features.evaluations);
            return FitResumption.command(saved, resume, features)
                    .fitFeatures(output(), FitResumption.arguments(saved, features), true);
        }
        FitLoss loss = FitLoss.chosen(
                common.loss, common.recording != null, spec.commandLine().getParseResult());
        if (loss == FitLoss.FEATURES) {
            return fitFeatures(output(), arguments(), false);
        }
        new TraceFitting(common, sweeps, model, traces, loss.ofTraces().orElseThrow(), output())
                .run(arguments().command());
        return FitExit.ACCEPTED;
    }

    /**
     * @param arguments the arguments that repeat the fit
     * @param resumes whether the fit goes on from the state in its folder
     */
    private int fitFeatures(PrintWriter output, FitArguments arguments, boolean resumes) {
        HuxleyRuntime.prepare();
        try (ClusterService.Connection cluster = features.cluster().orElse(null)) {
            FeatureTask task = new FeatureTask(common, sweeps, features, model);
            FeatureFitting fitting = new FeatureFitting(task, output, Optional.ofNullable(cluster));
            return fitFeatures(fitting, output, arguments, resumes);
        }
    }

    private int fitFeatures(FeatureFitting fitting, PrintWriter output, FitArguments arguments, boolean resumes) {
        if (Files.isDirectory(common.recording)) {
            return new FolderFitting(fitting, output).run(common.recording, common.out, arguments, resumes);
        }
        try (Interruption interruption = new Interruption()) {
            return FitExit.of(fitting.run(common.recording, common.out, arguments, resumes, interruption));
        }
    }

    private PrintWriter output() {
        return spec.commandLine().getOut();
    }

    /** The arguments behind {@code fit}. */
    private FitArguments arguments() {
        List<String> all = spec.commandLine().getParent().getParseResult().originalArgs();
        return new FitArguments(all.subList(all.indexOf("fit") + 1, all.size()));
    }
}
