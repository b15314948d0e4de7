package dev.huxley.report;

import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The figure of a fit: for every sweep the recording and the model overlaid, with the stimulus below, all on the same
 * voltage and current axes; then the loss and, if known, the norm of its gradient.
 */
final class FitFigure {
    /** The largest number of sweeps shown; if there are more, evenly spaced ones including the first and the last. */
    static final int MOST_SWEEPS = 9;

    private static final int WIDTH = 1000;
    private static final int HEADER = 66;
    private static final int SWEEP_LABELS = 82;
    private static final int LOSS_HEIGHT = 150;
    private static final int LOSS_LABELS = 74;

    private final ReportedFit fit;
    private final List<ReportedSweep> shown;

    FitFigure(ReportedFit fit) {
        this.fit = fit;
        this.shown = chosen(fit.sweeps());
    }

    private static List<ReportedSweep> chosen(List<ReportedSweep> sweeps) {
        if (sweeps.size() <= MOST_SWEEPS) {
            return sweeps;
        }
        List<ReportedSweep> chosen = new ArrayList<>();
        for (int i = 0; i < MOST_SWEEPS; i++) {
            chosen.add(sweeps.get((int) Math.round(i * (sweeps.size() - 1) / (MOST_SWEEPS - 1.0))));
        }
        return chosen;
    }

    /** The number of sweeps that are shown, in words, or "" if all are. */
    String selection() {
        int all = fit.sweeps().size();
        return shown.size() == all ? "" : shown.size() + " of " + all + " sweeps shown";
    }

    private static int columns(int sweeps) {
        return sweeps <= 3 ? Math.max(1, sweeps) : sweeps == 4 ? 2 : 3;
    }

    Figure figure() {
        int columns = columns(shown.size());
        int rows = (shown.size() + columns - 1) / columns;
        boolean stimulated = shown.stream().anyMatch(sweep -> sweep.stimulus().length > 0);
        int voltageHeight = columns == 1 ? 280 : rows == 1 ? 210 : 150;
        int stimulusHeight = columns == 1 ? 95 : 52;
        boolean learned = !history().isEmpty();
        int height = HEADER
                + rows * (voltageHeight + SWEEP_LABELS + (stimulated ? stimulusHeight : 0))
                + (learned ? LOSS_HEIGHT + LOSS_LABELS : 0);
        String selection = selection();
        Figure figure = Figure.of(WIDTH, Math.max(200, height))
                .title(selection.isEmpty() ? fit.title() : fit.title() + " (" + selection + ")")
                .legend(true);
        for (int row = 0; row < rows; row++) {
            int first = row * columns;
            if (stimulated) {
                figure = figure.row(voltageHeight, row(first, columns, false, this::voltage));
                figure = figure.row(stimulusHeight, row(first, columns, true, this::stimulus));
            } else {
                figure = figure.row(voltageHeight, row(first, columns, true, this::voltage));
            }
        }
        if (learned) {
            figure = figure.row(LOSS_HEIGHT, history());
        }
        return figure;
    }

    private List<Panel> row(int first, int columns, boolean timed, Function<ReportedSweep, Panel> panel) {
        List<Panel> panels = new ArrayList<>();
        for (int i = first; i < first + columns; i++) {
            if (i >= shown.size()) {
                panels.add(Panel.blank());
                continue;
            }
            boolean lowest = i + columns >= shown.size();
            panels.add(panel.apply(shown.get(i))
                    .sharesXWithPanelBelow(!timed)
                    .sharesYWithPanelLeft(i > first)
                    .x(lowest ? "time" : "", lowest ? "ms" : ""));
        }
        return panels;
    }

    private Panel voltage(ReportedSweep sweep) {
        Panel panel = Panel.of().title(sweep.label()).y("membrane potential", "mV");
        double dt = sweep.dt();
        if (sweep.startModel().length > 0) {
            panel = panel.with(Line.sampled(0, dt, sweep.startModel())
                    .color(Color.SKY_BLUE)
                    .width(1)
                    .label("model at the start"));
        }
        panel = panel.with(Line.sampled(0, dt, sweep.recorded())
                        .color(Color.BLACK)
                        .width(1.1)
                        .label("recording"))
                .with(Line.sampled(0, dt, sweep.model())
                        .color(Color.VERMILLION)
                        .width(1.1)
                        .label("model"));
        double[] ends = ends(s -> List.of(s.recorded(), s.model(), s.startModel()));
        return ends[0] < ends[1] ? panel.yRange(ends[0], ends[1]) : panel;
    }

    private Panel stimulus(ReportedSweep sweep) {
        Panel panel = Panel.of(Line.sampled(0, sweep.dt(), sweep.stimulus())
                        .color("#4a4a4a")
                        .width(1.1))
                .y("stimulus", "nA");
        double[] ends = ends(s -> List.of(s.stimulus()));
        return ends[0] < ends[1] ? panel.yRange(ends[0], ends[1]) : panel;
    }

    /** The common range of all shown sweeps with a margin; low is not below high if there are no values. */
    private double[] ends(Function<ReportedSweep, List<double[]>> traces) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (ReportedSweep sweep : shown) {
            for (double[] trace : traces.apply(sweep)) {
                for (double value : trace) {
                    if (Math.abs(value) <= 1e100) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
            }
        }
        double margin = 0.05 * (high - low);
        return new double[] {low - margin, high + margin};
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
