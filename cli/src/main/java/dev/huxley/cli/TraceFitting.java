package dev.huxley.cli;

import dev.huxley.cli.model.ModelOptions;
import dev.huxley.demo.DemoNeuron;
import dev.huxley.demo.DemoRecording;
import dev.huxley.fit.recording.FitFailedException;
import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.fit.recording.RecordingFit;
import dev.huxley.fit.recording.RecordingFitResult;
import dev.huxley.fit.recording.StandardLoss;
import dev.huxley.fit.recording.TargetSweeps;
import dev.huxley.model.Cell;
import dev.huxley.morphology.SwcDescription;
import dev.huxley.neuron.NeuronExport;
import dev.huxley.plot.Figure;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import dev.huxley.report.FitReport;
import dev.huxley.report.WrittenReport;
import dev.huxley.simulate.HuxleyRuntime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A fit to traces by gradient descent, run from the command line; without a recording the demo. */
final class TraceFitting {
    private final FitOptions common;
    private final SweepOptions sweeps;
    private final ModelOptions model;
    private final TraceOptions options;
    private final StandardLoss loss;
    private final PrintWriter out;

    TraceFitting(
            FitOptions common,
            SweepOptions sweeps,
            ModelOptions model,
            TraceOptions options,
            StandardLoss loss,
            PrintWriter out) {
        this.common = common;
        this.sweeps = sweeps;
        this.model = model;
        this.options = options;
        this.loss = loss;
        this.out = out;
    }

    /**
     * Runs the fit, prints its course and result, and writes the report.
     *
     * @param command the command line, for the report
     */
    void run(String command) {
        FitReport.checkFolder(common.out);
        SavedCommand.requireNoOther(common.out, common.recording);
        FitOptions.ExportForm.requireNoneOfEarlier(common.export, common.out);
        HuxleyRuntime.prepare();
        boolean isDemo = common.recording == null;
        Recording read = isDemo ? DemoRecording.shipped() : Recordings.read(common.recording);
        SwcDescription description = model.morphology();
        Cell cell = model.cell(isDemo, description);
        List<FreeParameter> parameters = model.parameters(cell, isDemo);
        RecordingFit fit = RecordingFit.of(cell, read)
                .sweeps(sweeps.chosen())
                .window(options.from, options.to)
                .timeStep(common.timeStep)
                .free(parameters)
                .loss(loss)
                .iterations(options.iterations)
                .starts(options.starts)
                .seed(common.seed())
                .learningRate(options.learningRate)
                .engine(common.engine);
        fit = common.junctionPotential == null ? fit : fit.junctionPotential(common.junctionPotential);
        TargetSweeps target = target(fit);
        if (common.export != null) {
            NeuronExport.of(cell).files(); // an error now is better than one after the fit
        }
        try (FitConsole console = new FitConsole(out, options.iterations);
                Interruption interruption = new Interruption()) {
            if (description != null) {
                console.print("%s", description);
                console.print("");
            }
            console.task(isDemo ? "demo recording" : read.fileName(), target, cell, parameters, options.starts);
            RecordingFitResult result = run(
                    console,
                    fit.stopWhen(interruption::isRequested)
                            .onIteration(console::progress)
                            .onProgress(console.runs(target.duration())));
            console.parameters(result.parameters(), isDemo ? DemoNeuron.TRUTH : Map.of());
            FitReport report = result.report().command(command);
            WrittenReport written =
                    (model.hasMorphology() ? report.model(picture(cell, fit)) : report).write(common.out);
            List<Path> exported = FitOptions.ExportForm.write(
                            common.export, result::neuron, common.out, text -> console.print("Warning    %s", text))
                    .stream()
                    .toList();
            console.written(written.with(exported));
        }
    }

    private RecordingFitResult run(FitConsole console, RecordingFit fit) {
        try {
            RecordingFitResult result = fit.run();
            console.finished(result.fit(), loss, options.starts);
            return result;
        } catch (FitFailedException e) {
            console.finished(e.result(), loss, options.starts);
            throw e;
        }
    }

    /** The sweeps to fit; an error about the window names the options that choose it. */
    private TargetSweeps target(RecordingFit fit) {
        try {
            return fit.target();
        } catch (IllegalArgumentException e) {
            throw options.hasWindow() ? new IllegalArgumentException(e.getMessage() + " (see --from and --to)", e) : e;
        }
    }

    /** A picture of the morphology, colored by group, with the electrode. */
    private static Figure picture(Cell cell, RecordingFit fit) {
        return ModelPlot.of(cell)
                .colorByGroup()
                .mark(cell.select(fit.electrode()), "electrode")
                .figure();
    }
}
