package dev.huxley.cli;

import dev.huxley.fit.description.ModelFiles;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recordings;
import dev.huxley.report.FeatureFitReport;
import dev.huxley.report.FitReport;
import dev.huxley.report.ReportedFeatureFit;
import dev.huxley.report.WrittenReport;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fits by features with the options of one command line. */
final class FeatureFitting {
    /** The file in the folder of a fit that has the model as it was given, with all options. */
    private static final String START_MODEL = "start-model.json";

    private final FeatureTask task;
    private final PrintWriter out;
    private final Optional<ClusterService.Connection> cluster;

    /** @param cluster the cluster that scores candidates; empty for this machine */
    FeatureFitting(FeatureTask task, PrintWriter out, Optional<ClusterService.Connection> cluster) {
        this.task = task;
        this.out = out;
        this.cluster = cluster;
    }

    /**
     * Fits one recording, prints course and result, and writes the report. The folder keeps what is needed to go on with the
     * fit.
     *
     * @param arguments the arguments that repeat the fit, for its report and its folder
     * @param resumes whether the fit goes on from the state in the folder; where there is none yet, it begins
     * @param interruption the user's wish to stop
     * @return the result as it was reported
     */
    ReportedFeatureFit run(
            Path recording, Path folder, FitArguments arguments, boolean resumes, Interruption interruption) {
        FitReport.checkFolder(folder);
        SavedCommand.requireNoOther(folder, recording);
        FitOptions.ExportForm.requireNoneOfEarlier(task.export(), folder);
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(Recordings.read(recording), task.sweeps());
        sweeps.requireSweeps();
        FeatureFit described = task.fit(sweeps);
        FeatureFit fit = cluster.isPresent() ? described.scoring(cluster.get()) : described;
        boolean hasState = resumes && FeatureFit.isSavedIn(folder);
        try (FeatureConsole console = new FeatureConsole(out)) {
            console.task(sweeps, fit, task.junction(sweeps));
            task.notes().forEach(note -> console.print("Note       %s", note));
            if (resumes) {
                console.print(
                        "%s",
                        hasState ? "The fit goes on." : "The fit was ended before its first save; it begins anew.");
            }
            cluster.ifPresent(there -> console.print("Cluster    %s", there.description()));
            List<Path> kept = new ArrayList<>();
            keep(SavedCommand.of(arguments.absolute().here().given(), recording), folder, console)
                    .ifPresent(kept::add);
            keepModel(folder, console).ifPresent(kept::add);
            FeatureFitResult result = (hasState ? fit.resuming(folder) : fit.savingTo(folder))
                    .stopWhen(interruption::isRequested)
                    .onProgress(console::progress)
                    .onNotice(text -> console.print("Warning    %s", text))
                    .run();
            FeatureFitReport report = result.report().command(arguments.command());
            // Before the report, which a full disk would prevent.
            console.result(report.fit());
            WrittenReport written = report.write(folder);
            if (FeatureFit.isSavedIn(folder)) {
                kept.add(FeatureFit.savedFile(folder));
            }
            FitOptions.ExportForm.write(
                            task.export(), result::neuron, folder, text -> console.print("Warning    %s", text))
                    .ifPresent(kept::add);
            console.written(written.with(kept));
            return report.fit();
        }
    }

    /** Writes the command and returns its file; empty if it cannot be written, which the fit survives. */
    private static Optional<Path> keep(SavedCommand saved, Path folder, FeatureConsole console) {
        try {
            return Optional.of(saved.write(folder));
        } catch (UncheckedIOException e) {
            console.print("Warning    %s; the fit goes on, but cannot be resumed", e.getMessage());
            return Optional.empty();
        }
    }

    /** Writes the model with which the fit begins, so that it can be repeated from there. */
    private Optional<Path> keepModel(Path folder, FeatureConsole console) {
        if (task.model().isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = folder.resolve(START_MODEL);
            ModelFiles.write(task.model().get(), file);
            return Optional.of(file);
        } catch (UncheckedIOException e) {
            console.print("Warning    %s; the fit goes on", e.getMessage());
            return Optional.empty();
        }
    }
}
