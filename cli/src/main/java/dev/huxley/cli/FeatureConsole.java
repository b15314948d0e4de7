package dev.huxley.cli;

import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.feature.FeatureFitProgress;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.FeatureScore;
import dev.huxley.fit.feature.FitSweep;
import dev.huxley.fit.feature.FittedModel;
import dev.huxley.fit.feature.Grade;
import dev.huxley.fit.feature.RungOutcome;
import dev.huxley.fit.feature.SweepRole;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.report.WrittenReport;
import dev.huxley.text.Brief;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text that a fit by features prints. Its progress is a line that is overwritten in a terminal, elsewhere a line every
 * ten seconds.
 */
final class FeatureConsole implements AutoCloseable {
    private static final long SILENCE = 10_000_000_000L;
    private static final long TERMINAL_PAUSE = 500_000_000L;
    private static final long PATIENCE = 2_000_000_000L;
    private static final int MOST_WARNINGS = 4;

    private final PrintWriter out;
    private final boolean isTerminal = System.console() != null;
    private long next = System.nanoTime() + PATIENCE;
    private int width;

    FeatureConsole(PrintWriter out) {
        this.out = out;
    }

    /** Prints what was read, chosen and assumed. */
    void task(CurrentClampSweeps recording, List<FitSweep> sweeps, List<String> plan, String junction) {
        print(
                "Recording  %s: %s",
                recording.fileName(), Brief.count(recording.sweeps().size(), "usable sweep"));
        recording.leftOut().stream().limit(MOST_WARNINGS).forEach(left -> print("Left out   %s", left));
        recording.notes().forEach(note -> print("Note       %s", note));
        List<String> warnings = recording.warnings();
        warnings.stream().limit(MOST_WARNINGS).forEach(warning -> print("Warning    %s", warning));
        if (warnings.size() > MOST_WARNINGS) {
            print("           and %d more, all in the report", warnings.size() - MOST_WARNINGS);
        }
        print("Note       %s", junction);
        plan.forEach(note -> print("Sweeps     %s", note));
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
        long now = System.nanoTime();
        // A model that has just been begun has nothing to tell.
        if (now - next < 0 || progress.spikes().isEmpty()) {
            return;
        }
        next = now + (isTerminal ? TERMINAL_PAUSE : SILENCE);
        String line = String.format(
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
                clock(progress.secondsLeft()));
        if (isTerminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
            out.flush();
        } else {
            print("%s", line);
        }
    }

    /** Prints the verdict, the ladder, the sweeps and the parameters. */
    void result(FeatureFitResult result, List<FreeValue> free) {
        close();
        FittedModel best = result.best();
        if (!result.rungs().isEmpty()) {
            ladder(result);
        }
        print("%-44s %-9s %7s  %9s  %s", "sweep", "", "spikes", "mean |z|", "largest");
        for (FitSweep sweep : result.sweeps()) {
            sweep(sweep, best);
        }
        print("");
        int name = Math.max(
                9, free.stream().mapToInt(value -> value.path().length()).max().orElse(0));
        String row = "%-" + name + "s  %11s  %11s  %11s  %s";
        print(row, "parameter", "fitted", "lower", "upper", "unit");
        for (FreeValue value : free) {
            print(
                    row,
                    value.path(),
                    number(best.values().get(value.path())),
                    number(value.lower()),
                    number(value.upper()),
                    value.unit());
        }
        print("");
        print(
                "Result     %s after %d evaluations, %.1f s (%s)",
                best.grade(), result.evaluations(), result.seconds(), result.stop());
        summary(best, SweepRole.FITTED);
        summary(best, SweepRole.HELD_OUT);
        if (best.grade() != Grade.REJECTED) {
            print("           %s", Brief.count(result.accepted().size(), "accepted model"));
        }
        result.advice().forEach(advice -> print("Note       %s", advice));
        print("");
    }

    private void ladder(FeatureFitResult result) {
        result.passive().ifPresent(passive -> print("Passive    %s", passive));
        int name = Math.max(
                30,
                result.rungs().stream()
                        .mapToInt(rung -> rung.name().length())
                        .max()
                        .orElse(0));
        String row = "%-" + name + "s  %6s  %9s  %9s  %9s";
        print(row, "model (scores: mean squares of z)", "values", "evaluated", "fitted", "held out");
        for (RungOutcome rung : result.rungs()) {
            rung(row, rung);
        }
        print("the best of them at the end:");
        rung(row, result.last());
        print("");
    }

    private void rung(String row, RungOutcome rung) {
        print(
                row,
                rung.name(),
                rung.parameters(),
                rung.evaluations(),
                String.format(Locale.ROOT, "%.3g", rung.fittedScore()),
                String.format(Locale.ROOT, "%.3g", rung.heldOutScore()));
    }

    private void sweep(FitSweep sweep, FittedModel best) {
        List<FeatureScore> scores = best.scores().stream()
                .filter(score -> score.sweep().equals(sweep.label()))
                .toList();
        String spikes = scores.stream()
                .filter(score -> score.target().feature() == dev.huxley.feature.Feature.SPIKE_COUNT)
                .map(score -> String.format(
                        Locale.ROOT, "%.0f/%.0f", score.model(), score.target().mean()))
                .findFirst()
                .orElse("");
        String largest = scores.stream()
                .max(Comparator.comparingDouble(score -> Math.abs(score.z())))
                .map(score -> String.format(
                        Locale.ROOT,
                        "%.1f (%s)",
                        Math.abs(score.z()),
                        score.target().feature()))
                .orElse("");
        print(
                "%-44s %-9s %7s  %9.2f  %s",
                String.format(Locale.ROOT, "%s, %.4g pA", sweep.label(), sweep.amplitude() * 1e3),
                sweep.role(),
                spikes,
                scores.stream()
                        .mapToDouble(score -> Math.abs(score.z()))
                        .average()
                        .orElse(Double.NaN),
                largest);
    }

    private void summary(FittedModel best, SweepRole role) {
        if (best.scores(role).isEmpty()) {
            print("           %s sweeps: none", role);
            return;
        }
        print(
                "           %s sweeps: mean |z| %.2f, %.0f %% within 3, %.0f %% within 5, largest %.1f",
                role,
                best.meanSize(role),
                100 * best.partWithin(role, 3),
                100 * best.partWithin(role, 5),
                best.largest(role));
    }

    void written(WrittenReport written) {
        written.notes().forEach(note -> print("Note: %s", note));
        written.files().forEach(file -> print("Wrote      %s", file));
    }

    /** Ends the line of progress. */
    @Override
    public void close() {
        if (width > 0) {
            out.println();
            out.flush();
            width = 0;
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }

    private static String clock(double seconds) {
        if (Double.isNaN(seconds)) {
            return "?";
        }
        long whole = Math.max(0, Math.round(seconds));
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    /** Prints a line and flushes. */
    void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
