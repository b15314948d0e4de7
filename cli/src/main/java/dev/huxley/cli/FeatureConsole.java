package dev.huxley.cli;

import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitProgress;
import dev.huxley.fit.feature.FitSweep;
import dev.huxley.fit.feature.SweepRole;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.report.ConsoleSummary;
import dev.huxley.report.ReportedFeatureFit;
import dev.huxley.report.WrittenReport;
import dev.huxley.text.Brief;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text that a fit by features prints. Its progress is a line that is overwritten in a terminal, elsewhere a line every
 * ten seconds.
 */
final class FeatureConsole implements AutoCloseable {
    private static final int MOST_WARNINGS = 4;

    private final PrintWriter out;
    private final ProgressLine line;

    FeatureConsole(PrintWriter out) {
        this.out = out;
        line = new ProgressLine(out);
    }

    /** Prints what was read, chosen and assumed. */
    void task(CurrentClampSweeps recording, FeatureFit fit, String junction) {
        print(
                "Recording  %s: %s",
                recording.fileName(), Brief.count(recording.sweeps().size(), "usable sweep"));
        recording.leftOut().stream().limit(MOST_WARNINGS).forEach(left -> print("Left out   %s", left));
        recording.notes().forEach(note -> print("Note       %s", note));
        List<String> warnings = fit.warnings();
        warnings.stream().limit(MOST_WARNINGS).forEach(warning -> print("Warning    %s", warning));
        if (warnings.size() > MOST_WARNINGS) {
            print("           and %d more, all in the report", warnings.size() - MOST_WARNINGS);
        }
        print("Note       %s", junction);
        fit.planNotes().forEach(note -> print("Sweeps     %s", note));
        List<FitSweep> sweeps = fit.plan();
        print(
                "Features   %d of the fitted sweeps, %d of the held-out ones",
                targets(sweeps, SweepRole.FITTED), targets(sweeps, SweepRole.HELD_OUT));
        print("");
    }

    private static int targets(List<FitSweep> sweeps, SweepRole role) {
        return sweeps.stream()
                .filter(sweep -> sweep.role() == role)
                .mapToInt(sweep -> sweep.targets().size())
                .sum();
    }

    void progress(FeatureFitProgress progress) {
        // A model that has just been begun has nothing to tell.
        if (!line.isDue() || progress.spikes().isEmpty()) {
            return;
        }
        line.show(String.format(
                Locale.ROOT,
                "%6d/%d  model %d of %d  score %8.3f  largest |z| %6.1f  spikes %s  %4.0f/s  %s left",
                progress.evaluations(),
                progress.budget(),
                progress.rung(),
                progress.rungs(),
                progress.score(),
                progress.largest(),
                progress.spikes().stream()
                        .map(FeatureFitProgress.SpikeCount::toString)
                        .collect(Collectors.joining(" ")),
                progress.evaluationsPerSecond(),
                ProgressLine.clock(progress.secondsLeft())));
    }

    /** Prints the report in short. */
    void result(ReportedFeatureFit fit) {
        close();
        ConsoleSummary.of(fit).lines().forEach(line -> print("%s", line));
    }

    /** Prints the files that were written. */
    void written(WrittenReport written) {
        ConsoleSummary.written(written).forEach(line -> print("%s", line));
    }

    /** Ends the line of progress. */
    @Override
    public void close() {
        line.close();
    }

    /** Prints a line and flushes. */
    void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
