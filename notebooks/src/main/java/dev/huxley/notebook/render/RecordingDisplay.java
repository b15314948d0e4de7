package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.recording.CellProperties;
import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingSummary;
import dev.huxley.recording.Sweep;
import dev.huxley.report.RecordingFigure;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recordings, their current-clamp sweeps, and single sweeps: traces, and what {@code huxley recording} tells. */
final class RecordingDisplay {
    private static final int WIDTH = 760;
    private static final double PANEL_HEIGHT = 130;

    private RecordingDisplay() {}

    static MimeBundle of(Recording recording) {
        List<String> facts = new ArrayList<>(List.of(
                recording.fileName(),
                Brief.count(recording.sweeps().size(), "sweep"),
                Numbers.of(recording.sampleRateHz() * 1e-3, "kHz")));
        recording.channels().forEach(channel -> facts.add(channel.toString()));
        Html html = new Html("Recording", facts);
        try {
            add(html, CurrentClampSweeps.of(recording));
        } catch (RuntimeException unclear) {
            html.note("It cannot be taken as current clamp: " + unclear.getMessage());
        }
        return html.bundle(recording);
    }

    static MimeBundle of(CurrentClampSweeps sweeps) {
        List<String> facts = List.of(
                sweeps.fileName(),
                sweeps.sweeps().size() + " of " + Brief.count(sweeps.recorded(), "sweep") + " can be fitted");
        Html html = new Html("Current-clamp sweeps", facts);
        add(html, sweeps);
        return html.bundle(sweeps);
    }

    private static void add(Html html, CurrentClampSweeps sweeps) {
        CellProperties properties = CellProperties.of(sweeps);
        if (sweeps.sweeps().isEmpty()) {
            html.note("No sweep can be fitted as current clamp.");
        } else {
            html.picture(RecordingFigure.of(sweeps, properties), "all sweeps, and the rate of spikes over the current");
            RecordingSummary summary = RecordingSummary.of(sweeps, properties);
            html.table("Cell", List.of("", ""), rows(summary));
            html.table("Sweeps", headings(summary), summary.sweeps());
        }
        List<String> remarks = new ArrayList<>();
        remarks.addAll(sweeps.notes());
        sweeps.junctionPotential()
                .ifPresent(value -> remarks.add("the file states a liquid junction potential of "
                        + Numbers.of(value, "mV") + "; nothing is subtracted here"));
        sweeps.warnings().forEach(warning -> remarks.add("warning: " + warning));
        sweeps.leftOut().forEach(left -> remarks.add("left out: " + left));
        html.bullets(shortened(remarks));
    }

    private static List<List<String>> rows(RecordingSummary summary) {
        return summary.cell().entrySet().stream()
                .map(fact -> List.of(fact.getKey(), fact.getValue()))
                .toList();
    }

    /** All but the first two columns and the last one are numbers. */
    private static List<String> headings(RecordingSummary summary) {
        List<String> headings = new ArrayList<>(summary.headings());
        for (int i = 2; i < headings.size() - 1; i++) {
            headings.set(i, "#" + headings.get(i));
        }
        return headings;
    }

    private static List<String> shortened(List<String> remarks) {
        if (remarks.size() <= Html.MOST_ROWS + 1) {
            return remarks;
        }
        List<String> first = new ArrayList<>(remarks.subList(0, Html.MOST_ROWS));
        first.add("and " + (remarks.size() - Html.MOST_ROWS) + " more");
        return first;
    }

    static MimeBundle of(Sweep sweep) {
        List<String> facts = new ArrayList<>(List.of(
                Brief.count(sweep.length(), "sample") + " of " + Numbers.of(sweep.sampleIntervalMs(), "ms"),
                Numbers.of(sweep.durationMs(), "ms"),
                "from " + Numbers.of(sweep.startMs(), "ms") + " of the recording"));
        sweep.channels().forEach(channel -> facts.add(channel.toString()));
        Html html = new Html("Sweep " + (sweep.index() + 1), facts);
        html.picture(figure(sweep), "the channels of the sweep");
        try {
            CurrentClampSweeps alone = CurrentClampSweeps.of(alone(sweep));
            RecordingSummary summary = RecordingSummary.of(alone, CellProperties.of(alone));
            html.table("", headings(summary), summary.sweeps());
            alone.leftOut().forEach(left -> html.note("It cannot be fitted as current clamp: " + left.reason()));
        } catch (RuntimeException unclear) {
            html.note("It cannot be taken as current clamp: " + unclear.getMessage());
        }
        return html.bundle(sweep);
    }

    private static Recording alone(Sweep sweep) {
        return new Recording(
                "sweep", "", Optional.empty(), sweep.channels(), 1e3 / sweep.sampleIntervalMs(), List.of(sweep));
    }

    private static Figure figure(Sweep sweep) {
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < sweep.channels().size(); i++) {
            panels.add(Panel.of(Line.sampled(0, sweep.sampleIntervalMs(), sweep.values(i)))
                    .y(sweep.channels().get(i).name(), sweep.channels().get(i).unit()));
        }
        CommandWaveform command = sweep.command();
        command.values()
                .ifPresent(values -> panels.add(Panel.of(Line.sampled(0, sweep.sampleIntervalMs(), values))
                        .y("command", command.unit())));
        Figure figure = Figure.of(WIDTH, WIDTH);
        for (int i = 0; i < panels.size(); i++) {
            boolean isLast = i == panels.size() - 1;
            Panel panel = panels.get(i).grid(true).sharesXWithPanelBelow(!isLast);
            figure = figure.row(1, isLast ? panel.x("time", "ms") : panel);
        }
        return figure.panelHeight(PANEL_HEIGHT);
    }
}
