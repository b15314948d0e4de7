package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.fit.FitResult;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.recording.RecordingFitResult;
import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.report.FeatureFitReport;
import dev.huxley.report.FitReport;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Results of fits: losses and parameters; of fits to recordings what their reports say first. */
final class FitDisplay {
    private FitDisplay() {}

    static MimeBundle of(FitResult fit) {
        Html html = new Html("Fit", facts(fit));
        if (fit.history().size() > 0) {
            html.picture(losses(fit), "losses over the iterations");
        }
        List<List<String>> rows = new ArrayList<>();
        fit.best().forEach((path, best) -> {
            double[] start = fit.start().get(path);
            for (int i = 0; i < best.length; i++) {
                String name = best.length == 1 ? path : path + "[" + i + "]";
                rows.add(List.of(name, Numbers.of(start[i]), Numbers.of(best[i])));
            }
        });
        html.table("", List.of("parameter", "#start", "#best"), rows);
        fit.failed()
                .forEach(failed -> html.note("start " + (failed.start() + 1) + " failed in iteration "
                        + (failed.iteration() + 1) + ": " + failed.reason()));
        return html.bundle(fit);
    }

    private static List<String> facts(FitResult fit) {
        return List.of(
                "loss " + Numbers.of(fit.startLoss()) + " → " + Numbers.of(fit.bestLoss()),
                Brief.count(fit.history().size(), "iteration"),
                "best in " + (fit.bestIteration() + 1),
                Brief.count(fit.history().starts(), "start"),
                fit.stop().toString(),
                Numbers.of(fit.seconds(), "s"));
    }

    /** Every start as a thin line, the best one on top; iterations count from 1. */
    private static Figure losses(FitResult fit) {
        boolean isPositive = true;
        Panel panel = Panel.blank().x("iteration", "").y("loss", "").grid(true);
        for (int start = 0; start < fit.history().starts(); start++) {
            double[] losses = fit.history().losses(start);
            isPositive &= Arrays.stream(losses).noneMatch(loss -> loss <= 0);
            if (start != fit.bestStart()) {
                panel = panel.with(
                        Line.sampled(1, 1, losses).color(Color.LIGHT_GRAY).width(0.8));
            }
        }
        double[] best = fit.history().losses(fit.bestStart());
        Line line = Line.sampled(1, 1, best).color(Color.BLUE).markers(best.length <= 40);
        return Figure.of(560, 220).row(1, panel.with(line).logY(isPositive));
    }

    static MimeBundle of(RecordingFitResult fit) {
        FitReport report = fit.report();
        return new Html("Fit to a recording", facts(fit.fit()))
                .picture(report.fitFigure(), "recording and model over each other, and the losses")
                .raw(report.part())
                .bundle(fit);
    }

    static MimeBundle of(FeatureFitResult fit) {
        FeatureFitReport report = fit.report();
        return new Html("Fit to a recording by features", List.of())
                .raw(report.part())
                .picture(report.fitFigure(), "recording and model over each other, and the search")
                .bundle(fit);
    }
}
