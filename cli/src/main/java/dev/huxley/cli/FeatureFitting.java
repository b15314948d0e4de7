package dev.huxley.cli;

import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recordings;
import dev.huxley.report.FitReport;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Fits by features with the options of one command line. */
final class FeatureFitting {
    private final FitOptions common;
    private final FeatureOptions options;
    private final PrintWriter out;
    private final String command;

    /**
     * @param command the command line, for the report
     */
    FeatureFitting(FitOptions common, FeatureOptions options, PrintWriter out, String command) {
        this.common = common;
        this.options = options;
        this.out = out;
        this.command = command;
    }

    /**
     * Fits one recording, prints course and result, and writes the report. The folder keeps what is needed to go on with the
     * fit.
     *
     * @param arguments the arguments that repeat the fit, for the folder
     * @param resumes whether the fit goes on from the state in the folder; where there is none yet, it begins
     * @param interruption the user's wish to stop
     */
    FeatureFitResult run(
            Path recording, Path folder, List<String> arguments, boolean resumes, Interruption interruption) {
        FitReport.checkFolder(folder);
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(Recordings.read(recording), options.sweeps(common.sweeps));
        sweeps.requireSweeps();
        FeatureFit fit =
                options.settings(FeatureFit.of(sweeps)).seed(common.seed).engine(common.engine);
        fit = Double.isNaN(common.timeStep) ? fit : fit.timeStep(common.timeStep);
        fit = common.junctionPotential == null ? fit : fit.junctionPotential(common.junctionPotential);
        boolean hasState = resumes && FeatureFit.isSavedIn(folder);
        try (FeatureConsole console = new FeatureConsole(out)) {
            console.task(sweeps, fit.plan(), fit.planNotes(), junction(sweeps));
            if (resumes) {
                console.print(
                        "%s",
                        hasState ? "The fit goes on." : "The fit was ended before its first save; it begins anew.");
            }
            keep(SavedCommand.of(arguments, recording), folder, console);
            FeatureFitResult result = (hasState ? fit.resuming(folder) : fit.savingTo(folder))
                    .stopWhen(interruption::isRequested)
                    .onProgress(console::progress)
                    .onNotice(text -> console.print("Warning    %s", text))
                    .run();
            console.result(result, result.free());
            FitReport report = result.report().command(command);
            console.written(report.write(folder));
            return result;
        }
    }

    private static void keep(SavedCommand saved, Path folder, FeatureConsole console) {
        try {
            saved.write(folder);
        } catch (UncheckedIOException e) {
            console.print("Warning    %s; the fit goes on, but cannot be resumed", e.getMessage());
        }
    }

    private String junction(CurrentClampSweeps sweeps) {
        Double asked = common.junctionPotential;
        double size = Math.abs(asked == null ? sweeps.junctionPotential().orElse(0) : asked);
        if (size == 0) {
            return "liquid junction potential: none is known, so the recorded voltage is taken as it is"
                    + " (--junction-potential)";
        }
        return String.format(
                Locale.ROOT,
                "liquid junction potential%s: the recorded voltage is lowered by %s mV",
                asked == null ? ", which the file states" : "",
                Double.toString(size));
    }
}
