package dev.huxley.report;

import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The picture of a fit: for every sweep the recording and the model over each other with the stimulus below, all on the same
 * voltage and current axes, then the loss and, if known, the norm of its gradient.
 */
final class FitFigure {
    /** Sweeps that are shown at most; of more, evenly spaced ones with the first and the last. */
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
        boolean learned = fit.losses().length + fit.gradientNorms().length > 0;
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

    /** The common range of all shown sweeps with a margin; low is not below high if there is none. */
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
        List<Panel> panels = new ArrayList<>();
        if (fit.losses().length > 0) {
            panels.add(history("loss", fit.losses(), Color.BLUE));
        }
        if (fit.gradientNorms().length > 0) {
            panels.add(history("gradient norm", fit.gradientNorms(), Color.BLUISH_GREEN));
        }
        return panels;
    }

    private static Panel history(String name, double[] values, Color color) {
        Line line = Line.sampled(0, 1, values).color(color).markers(values.length <= 40);
        return Panel.of(line).x("iteration", "").y(name, "").logY(true).grid(true);
    }
}
