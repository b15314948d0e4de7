package dev.huxley.report;

import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The panels of sweeps in a figure: recording and model overlaid, with the stimulus below, all on the same voltage and
 * current axes.
 */
final class SweepPanels {
    private static final int LABELS = 82;

    private final List<ReportedSweep> all;
    private final List<ReportedSweep> shown;

    /** Panels of these sweeps; if there are more than the most, evenly spaced ones including the first and the last. */
    SweepPanels(List<ReportedSweep> sweeps, int most) {
        this.all = sweeps;
        this.shown = chosen(sweeps, most);
    }

    private static List<ReportedSweep> chosen(List<ReportedSweep> sweeps, int most) {
        if (sweeps.size() <= most) {
            return sweeps;
        }
        List<ReportedSweep> chosen = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            chosen.add(sweeps.get((int) Math.round(i * (sweeps.size() - 1) / (most - 1.0))));
        }
        return chosen;
    }

    /** The number of sweeps that are shown, in words, or "" if all are. */
    String selection() {
        return shown.size() == all.size() ? "" : shown.size() + " of " + all.size() + " sweeps shown";
    }

    private int columns() {
        int sweeps = shown.size();
        return sweeps <= 3 ? Math.max(1, sweeps) : sweeps == 4 ? 2 : 3;
    }

    private int rows() {
        return (shown.size() + columns() - 1) / columns();
    }

    private boolean stimulated() {
        return shown.stream().anyMatch(sweep -> sweep.stimulus().length > 0);
    }

    private int voltageHeight() {
        return columns() == 1 ? 280 : rows() == 1 ? 210 : 150;
    }

    private int stimulusHeight() {
        return columns() == 1 ? 95 : 52;
    }

    /** The height of all panels with their axes, in pixels. */
    int height() {
        return rows() * (voltageHeight() + LABELS + (stimulated() ? stimulusHeight() : 0));
    }

    /** The figure with the panels below its rows. */
    Figure addTo(Figure figure) {
        Figure more = figure;
        for (int row = 0; row < rows(); row++) {
            int first = row * columns();
            if (stimulated()) {
                more = more.row(voltageHeight(), row(first, false, this::voltage));
                more = more.row(stimulusHeight(), row(first, true, this::stimulus));
            } else {
                more = more.row(voltageHeight(), row(first, true, this::voltage));
            }
        }
        return more;
    }

    private List<Panel> row(int first, boolean timed, Function<ReportedSweep, Panel> panel) {
        int columns = columns();
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
}
