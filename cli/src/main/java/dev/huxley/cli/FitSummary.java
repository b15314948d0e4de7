package dev.huxley.cli;

import dev.huxley.feature.Feature;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.FeatureScore;
import dev.huxley.fit.feature.FittedModel;
import dev.huxley.fit.feature.SweepRole;
import dev.huxley.text.Quotation;
import java.util.List;
import java.util.Locale;

/** One line for a fit by features, in a table of many. */
final class FitSummary {
    private static final int LONGEST_ERROR = 100;

    private FitSummary() {}

    static String titles(int width) {
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %-20s  %10s  %11s  %11s  %11s  %7s  %s",
                "recording",
                "verdict",
                "max |z|",
                "held out",
                "counts met",
                "tried",
                "minutes",
                "model");
    }

    /** The verdict, the largest |z| of the fitted sweeps, the mean |z| of the held-out ones, sweeps with the right spikes. */
    static String row(int width, String name, FeatureFitResult result) {
        FittedModel best = result.best();
        List<FeatureScore> counts = best.scores().stream()
                .filter(score -> score.target().feature() == Feature.SPIKE_COUNT)
                .toList();
        long met = counts.stream()
                .filter(score -> score.model() == score.target().mean())
                .count();
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %-20s  %10.1f  %11s  %11s  %11d  %7.1f  %s",
                Quotation.printable(name),
                best.grade(),
                best.largest(SweepRole.FITTED),
                best.scores(SweepRole.HELD_OUT).isEmpty()
                        ? "none"
                        : String.format(Locale.ROOT, "mean %.2f", best.meanSize(SweepRole.HELD_OUT)),
                met + " of " + counts.size(),
                result.evaluations(),
                result.seconds() / 60,
                best.name());
    }

    /** The reason why a recording has no result. */
    static String row(int width, String name, String error) {
        String brief = error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "...";
        return String.format(
                Locale.ROOT, "%-" + width + "s  not fitted: %s", Quotation.printable(name), Quotation.printable(brief));
    }
}
