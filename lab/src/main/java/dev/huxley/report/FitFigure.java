package dev.huxley.report;

import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The figure of a fit: for every sweep the recording and the model overlaid, with the stimulus below, all on the same
 * voltage and current axes; then the loss and, if known, the norm of its gradient.
 */
final class FitFigure {
    /** The largest number of sweeps shown; if there are more, evenly spaced ones including the first and the last. */
    static final int MOST_SWEEPS = 9;

    private static final int WIDTH = 1000;
    private static final int HEADER = 66;
    private static final int LOSS_HEIGHT = 150;
    private static final int LOSS_LABELS = 74;

    private final ReportedFit fit;
    private final SweepPanels sweeps;

    FitFigure(ReportedFit fit) {
        this.fit = fit;
        this.sweeps = new SweepPanels(fit.sweeps(), MOST_SWEEPS);
    }

    /** The number of sweeps that are shown, in words, or "" if all are. */
    String selection() {
        return sweeps.selection();
    }

    Figure figure() {
        boolean learned = !history().isEmpty();
        int height = HEADER + sweeps.height() + (learned ? LOSS_HEIGHT + LOSS_LABELS : 0);
        String selection = selection();
        Figure figure = sweeps.addTo(Figure.of(WIDTH, Math.max(200, height))
                .title(selection.isEmpty() ? fit.title() : fit.title() + " (" + selection + ")")
                .legend(true));
        return learned ? figure.row(LOSS_HEIGHT, history()) : figure;
    }

    private List<Panel> history() {
        List<double[]> losses = fit.starts().stream()
                .map(ReportedStart::losses)
                .filter(values -> values.length > 0)
                .toList();
        List<double[]> norms = fit.starts().stream()
                .map(ReportedStart::gradientNorms)
                .filter(values -> values.length > 0)
                .toList();
        List<Panel> panels = new ArrayList<>();
        if (!losses.isEmpty()) {
            panels.add(history("loss", fit.lossUnit(), losses, bestSoFar(losses), "smallest loss so far", Color.BLUE));
        }
        if (!norms.isEmpty()) {
            double[] best = fit.starts().get(fit.bestStart()).gradientNorms();
            panels.add(history("gradient norm", "", norms, best, "gradient of the best start", Color.BLUISH_GREEN));
        }
        return panels;
    }

    /** The smallest loss of all starts up to each iteration, as the console shows it. */
    static double[] bestSoFar(List<double[]> losses) {
        double[] best = new double
                [losses.stream().mapToInt(values -> values.length).max().orElse(0)];
        double smallest = Double.NaN;
        for (int i = 0; i < best.length; i++) {
            for (double[] values : losses) {
                boolean isBetter = i < values.length && Double.isFinite(values[i]) && !(values[i] >= smallest);
                smallest = isBetter ? values[i] : smallest;
            }
            best[i] = smallest;
        }
        return best;
    }

    /** Every start as a thin line, the best one on top; iterations count from 1. */
    private static Panel history(
            String name, String unit, List<double[]> starts, double[] leading, String leadingName, Color color) {
        Panel panel = Panel.of().x("iteration", "").y(name, unit).logY(true).grid(true);
        boolean several = starts.size() > 1 || !Arrays.equals(starts.get(0), leading);
        for (int i = 0; several && i < starts.size(); i++) {
            Line line =
                    Line.sampled(1, 1, starts.get(i)).color(Color.LIGHT_GRAY).width(0.8);
            panel = panel.with(i == 0 ? line.label("every start") : line);
        }
        Line line = Line.sampled(1, 1, leading).color(color).markers(leading.length <= 40);
        return panel.with(several ? line.width(1.6).label(leadingName) : line);
    }
}
