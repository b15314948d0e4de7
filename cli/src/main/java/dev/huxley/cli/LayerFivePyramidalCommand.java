package dev.huxley.cli;

import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.demo.LayerFivePyramidalCell.PublishedParameter;
import dev.huxley.demo.LayerFivePyramidalFit;
import dev.huxley.fit.FitResult;
import dev.huxley.fit.recording.FixedParameters;
import dev.huxley.fit.recording.SoftwareVersions;
import dev.huxley.fit.recording.StandardLoss;
import dev.huxley.mechanism.Channel;
import dev.huxley.model.Cell;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.morphology.Morphology;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.report.Fact;
import dev.huxley.report.FitReport;
import dev.huxley.report.ReportedFit;
import dev.huxley.report.ReportedParameter;
import dev.huxley.report.ReportedStart;
import dev.huxley.report.ReportedSweep;
import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code huxley example l5pc}: the 20-parameter fit of the layer 5 pyramidal cell. */
@Command(
        name = "l5pc",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "The layer 5 pyramidal cell of Hay et al. 2011: fits 20 parameters by gradient descent from random",
            "starts to the voltage that the cell itself has with the published parameters."
        },
        footer = {
            "",
            "Without --swc the morphology is generated, of about the same size.",
            "Ctrl-C stops the fit and keeps the best parameters so far.",
            "",
            "Example:",
            "  huxley example l5pc --swc l5pc.swc --starts 10 --out l5pc"
        })
final class LayerFivePyramidalCommand implements Callable<Integer> {
    @Option(
            names = "--swc",
            paramLabel = "FILE",
            description = "a reconstruction with soma, basal and apical dendrites and axon, for which the published"
                    + " parameters make sense")
    private Path swc;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "4",
            description = "simultaneous starts, each from random parameters (default: ${DEFAULT-VALUE})")
    private int starts;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "10",
            description = "iterations of the fit (default: ${DEFAULT-VALUE})")
    private int iterations;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of the random starts (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--engine", paramLabel = "NAME", description = "llvm (machine code, the default) or torch")
    private String engine = Engines.defaultName();

    @Option(names = "--threads", paramLabel = "N", description = "threads of a run (default: one per processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "huxley-l5pc",
            description = "folder for the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (starts < 1) {
            throw new ParameterException(spec.commandLine(), "--starts takes a number from 1, not " + starts);
        }
        FitReport.checkFolder(out);
        HuxleyRuntime.prepare();
        Morphology morphology = swc == null ? GeneratedPyramidalCell.morphology() : LayerFivePyramidalCell.read(swc);
        Cell cell = LayerFivePyramidalCell.of(morphology);
        try (FitConsole console = new FitConsole(spec.commandLine().getOut(), iterations);
                Interruption interruption = new Interruption();
                LayerFivePyramidalFit problem = new LayerFivePyramidalFit(
                        cell, engine, threads, console.runs(LayerFivePyramidalCell.DURATION))) {
            console.print(
                    "Morphology %s",
                    swc == null
                            ? morphology.name() + " (drawn at random; --swc FILE reads a reconstruction)"
                            : morphology.name());
            console.print(
                    "Model      layer 5 pyramidal cell, %d branches, %d compartments, %s",
                    cell.structure().branches(),
                    cell.structure().compartments(),
                    cell.channels().stream().map(Channel::name).collect(Collectors.joining(", ")));
            console.print(
                    "Fitting    20 parameters to the voltage of the published ones, %d %s, %d iterations",
                    starts, starts == 1 ? "start" : "starts at once", iterations);
            console.print("");
            FitResult result = problem.fit()
                    .iterations(iterations)
                    .stopWhen(interruption::isRequested)
                    .onIteration(console::progress)
                    .runEach(problem.starts(LayerFivePyramidalFit.randomStarts(starts, seed)));
            console.finished(result, StandardLoss.STATISTICS, starts);
            console.parameters(parameters(cell, result), published());
            console.print(
                    "The loss compares statistics, which many sets of parameters match: these need not be the true ones.");
            console.print("");
            console.written(FitReport.of(report(cell, morphology, problem, result))
                    .model(ModelPlot.of(cell).colorByGroup().figure())
                    .write(out));
            return 0;
        }
    }

    private static List<ReportedParameter> parameters(Cell cell, FitResult result) {
        List<ReportedParameter> reported = new ArrayList<>();
        for (PublishedParameter parameter : LayerFivePyramidalCell.parameters()) {
            reported.add(new ReportedParameter(
                    parameter.path(),
                    result.start().get(parameter.path())[0],
                    result.best().get(parameter.path())[0],
                    parameter.lower(),
                    parameter.upper(),
                    cell.unit(parameter.key())));
        }
        return reported;
    }

    private static Map<String, Double> published() {
        return LayerFivePyramidalCell.parameters().stream()
                .collect(Collectors.toMap(PublishedParameter::path, PublishedParameter::value));
    }

    private ReportedFit report(Cell cell, Morphology morphology, LayerFivePyramidalFit problem, FitResult result) {
        ReportedSweep sweep = new ReportedSweep(
                "voltage in the soma",
                LayerFivePyramidalCell.TIME_STEP,
                problem.observation(),
                problem.trace(result.best()),
                problem.trace(result.start()),
                LayerFivePyramidalCell.stimulus().samples(0));
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("morphology", morphology.name()),
                new Fact("compartments", Integer.toString(cell.structure().compartments())),
                new Fact("loss", "mean difference of means (in 2 mV) and deviations (in 1 mV) in two windows"),
                new Fact("loss at start", String.format(Locale.ROOT, "%.6g", result.startLoss())),
                new Fact("loss at end", String.format(Locale.ROOT, "%.6g", result.bestLoss())),
                new Fact("iterations", result.history().size() + " (" + result.stop() + ")"),
                new Fact("best start", (result.bestStart() + 1) + " of " + starts),
                new Fact("seed", Long.toString(seed)),
                new Fact("seconds", String.format(Locale.ROOT, "%.1f", result.seconds()))));
        facts.addAll(SoftwareVersions.facts(engine));
        return new ReportedFit(
                "Layer 5 pyramidal cell, fitted to its own voltage with the published parameters",
                "",
                parameters(cell, result),
                FixedParameters.of(cell),
                List.of(sweep),
                ReportedStart.of(result),
                "",
                result.bestStart(),
                List.of(),
                facts);
    }
}
