package dev.huxley.report;

import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a fit by features: the sweeps, recording and model over each other; and the curves, firing rate against
 * current beside score against evaluations.
 */
final class FeatureFigure {
    /** The largest number of sweeps shown; if there are more, evenly spaced ones including the first and the last. */
    static final int MOST_SWEEPS = 12;

    private static final int WIDTH = 1000;
    private static final int HEADER = 66;
    private static final int CURVES_HEIGHT = 190;
    private static final int CURVES_LABELS = 74;

    private final ReportedFeatureFit fit;
    private final SweepPanels sweeps;

    FeatureFigure(ReportedFeatureFit fit) {
        this.fit = fit;
        this.sweeps =
                new SweepPanels(fit.sweeps().stream().map(FeatureFigure::titled).toList(), MOST_SWEEPS);
    }

    /** The sweep's trace with its use in the title. */
    private static ReportedSweep titled(ReportedResponse sweep) {
        ReportedSweep trace = sweep.trace();
        return new ReportedSweep(
                trace.label() + ", " + sweep.role(),
                trace.dt(),
                trace.recorded(),
                trace.model(),
                trace.startModel(),
                trace.stimulus());
    }

    /** The number of sweeps that are shown, in words, or "" if all are. */
    String selection() {
        return sweeps.selection();
    }

    /** Sweeps and curves together. */
    Figure all() {
        List<Panel> curves = curvePanels();
        int height = HEADER + sweeps.height() + (curves.isEmpty() ? 0 : CURVES_HEIGHT + CURVES_LABELS);
        String title = fit.title() + ": " + fit.verdict().grade();
        Figure figure = sweeps.addTo(Figure.of(WIDTH, Math.max(200, height))
                .title(selection().isEmpty() ? title : title + " (" + selection() + ")")
                .legend(true));
        return curves.isEmpty() ? figure : figure.row(CURVES_HEIGHT, curves);
    }

    Figure traces() {
        return sweeps.addTo(
                Figure.of(WIDTH, Math.max(200, HEADER + sweeps.height())).legend(true));
    }

    /** The curves; empty if there are neither rates nor scores. */
    Optional<Figure> curves() {
        List<Panel> curves = curvePanels();
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(Figure.of(WIDTH, HEADER + CURVES_HEIGHT + CURVES_LABELS)
                        .legend(true)
                        .row(CURVES_HEIGHT, curves));
    }

    private List<Panel> curvePanels() {
        List<Panel> curves = new ArrayList<>();
        if (!fit.rates().isEmpty()) {
            curves.add(rates());
        }
        if (fit.courses().stream().anyMatch(course -> course.scores().length > 0)) {
            curves.add(scores());
        }
        return curves;
    }

    private Panel rates() {
        Panel panel = Panel.of(
                        rate(rate -> true, ReportedFeatureFit.Rate::recorded)
                                .color(Color.BLACK)
                                .markers(true)
                                .label("recording"),
                        rate(rate -> true, ReportedFeatureFit.Rate::model)
                                .color(Color.VERMILLION)
                                .markers(true)
                                .label("model"))
                .x("stimulus", "pA")
                .y("firing rate", "Hz")
                .grid(true);
        if (fit.rates().stream().noneMatch(ReportedFeatureFit.Rate::heldOut)) {
            return panel;
        }
        return panel.with(rate(ReportedFeatureFit.Rate::heldOut, ReportedFeatureFit.Rate::model)
                .color(Color.BLUE)
                .markersOnly(true)
                .label("model, held out"));
    }

    private Line rate(Predicate<ReportedFeatureFit.Rate> which, ToDoubleFunction<ReportedFeatureFit.Rate> value) {
        List<ReportedFeatureFit.Rate> rates = fit.rates().stream()
                .filter(which)
                .sorted(Comparator.comparingDouble(ReportedFeatureFit.Rate::amplitude))
                .toList();
        return Line.of(
                rates.stream().mapToDouble(rate -> rate.amplitude() * 1e3).toArray(),
                rates.stream().mapToDouble(value).toArray());
    }

    /** Every course as a thin line, the best score so far on top. */
    private Panel scores() {
        Panel panel = Panel.of().x("evaluations", "").y("score", "").logY(true).grid(true);
        boolean labeled = false;
        for (ReportedFeatureFit.Course course : fit.courses()) {
            Line line = steps(course.evaluations(), course.scores())
                    .color(Color.GRAY)
                    .width(0.9);
            panel = panel.with(labeled ? line : line.label("every restart"));
            labeled = true;
        }
        double[][] best = bestSoFar(fit.courses());
        return panel.with(steps(best[0], best[1]).color(Color.BLUE).width(1.6).label("best score so far"));
    }

    /** A line that keeps each score until the next one: a strategy may pause for thousands of evaluations. */
    private static Line steps(double[] evaluations, double[] scores) {
        int points = Math.max(0, 2 * scores.length - 1);
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = evaluations[(i + 1) / 2];
            y[i] = scores[i / 2];
        }
        return Line.of(x, y);
    }

    /** Evaluations, ascending, and the smallest finite score of all courses by then; NaN before the first. */
    static double[][] bestSoFar(List<ReportedFeatureFit.Course> courses) {
        List<double[]> points = new ArrayList<>();
        for (ReportedFeatureFit.Course course : courses) {
            double[] evaluations = course.evaluations();
            double[] scores = course.scores();
            for (int i = 0; i < scores.length; i++) {
                points.add(new double[] {evaluations[i], scores[i]});
            }
        }
        points.sort(Comparator.comparingDouble(point -> point[0]));
        double[][] best = new double[2][points.size()];
        double smallest = Double.NaN;
        for (int i = 0; i < points.size(); i++) {
            double score = points.get(i)[1];
            smallest = Double.isFinite(score) && !(score >= smallest) ? score : smallest;
            best[0][i] = points.get(i)[0];
            best[1][i] = smallest;
        }
        return best;
    }
}
