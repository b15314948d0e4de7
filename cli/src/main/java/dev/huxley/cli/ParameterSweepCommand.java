package dev.huxley.cli;

import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepResult;
import dev.huxley.parametersweep.ParameterSweepTable;
import dev.huxley.simulate.HuxleyRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley sweep}: runs a model at all combinations of values of some parameters. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "Runs a model at all combinations of values of some parameters, and writes a table of its features: a row for"
                    + " each combination and stimulus.",
            "With one or two varied parameters there is a picture of each feature."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the table is complete",
            "1:an error in the input or on the machine",
            "2:wrong usage",
            "3:the table is not complete: it was stopped"
        },
        footer = {
            "",
            "Examples:",
            "  huxley sweep --vary HH_gNa=0.05:0.2:50 --vary radius=5,10,20 \\",
            "      --step-current 0.1",
            "  huxley sweep --model hay-l5pc --vary axon/NaTaT_gNaTaT=1,2,4 \\",
            "      --step-current -0.2,0.5 --features voltage_base,sag_ratio1,Spikecount",
            "  huxley sweep --channels HH --table values.csv --recording cell.nwb --traces",
            "  huxley sweep --resume huxley-sweep",
            "",
            "Ctrl-C stops the sweep and keeps the rows so far."
        })
final class ParameterSweepCommand implements Callable<Integer> {
    private static final int STOPPED = 3;

    @Mixin
    private ParameterSweepOptions options;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "goes on with the sweep in this folder, after Ctrl-C or a power cut; besides, only --spark")
    private Path resume;

    @Option(
            names = "--spark",
            arity = "0..1",
            paramLabel = "MASTER",
            fallbackValue = "",
            description = {
                "computes the rows on this Spark cluster, such as spark://head:7077, yarn or local[4]; without MASTER on the"
                        + " one to which spark-submit submits"
            })
    private String spark;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> all = spec.commandLine().getParent().getParseResult().originalArgs();
        if (resume == null) {
            options.check(spec.commandLine().getParseResult());
            FitArguments arguments = new FitArguments(all.subList(all.indexOf("sweep") + 1, all.size()));
            return run(options, arguments.absolute().here().given(), false);
        }
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !Set.of("--resume", "--spark").contains(name))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", others)
                    + " cannot be given with --resume, which goes on with the options of the sweep; for others begin"
                    + " a sweep in another folder");
        }
        List<String> arguments = ParameterSweepTable.savedArguments(resume);
        ParameterSweepCommand original = new ParameterSweepCommand();
        CommandLine line = HuxleyCommand.configured(new CommandLine(original));
        line.parseArgs(arguments.toArray(String[]::new));
        original.options.check(line.getParseResult());
        original.options.out = resume;
        return run(original.options, arguments, true);
    }

    /** The cluster that is asked for; null for none. */
    private ClusterService.Connection cluster() {
        return spark == null
                ? null
                : ClusterService.find().connect(Optional.of(spark).filter(master -> !master.isBlank()));
    }

    private int run(ParameterSweepOptions given, List<String> arguments, boolean resumes) {
        HuxleyRuntime.prepare();
        ParameterSweep sweep = given.sweep();
        try (ClusterService.Connection cluster = cluster();
                ParameterSweepConsole console = new ParameterSweepConsole(
                        spec.commandLine().getOut(), sweep.table().combinations());
                Interruption interruption = new Interruption()) {
            console.task(sweep);
            ParameterSweepTable table = ParameterSweepTable.of(sweep, given.out);
            if (cluster != null) {
                table = table.on(cluster::batches);
                console.cluster(cluster.description());
            }
            ParameterSweepResult result = table.arguments(arguments)
                    .resume(resumes)
                    .stopWhen(interruption::isRequested)
                    .onProgress(console::progress)
                    .write();
            console.result(result, given.out);
            return result.isComplete() ? 0 : STOPPED;
        }
    }
}
