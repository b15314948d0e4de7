package dev.huxley.report;

import dev.huxley.plot.ColorScale;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.recording.CellProperties;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import java.util.ArrayList;
import java.util.List;

/** A picture of a recording: all sweeps, colored by the current of their stimulus, and the rate of spikes over the current. */
public final class RecordingFigure {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 460;

    private RecordingFigure() {}

    /** The picture of these sweeps. */
    public static Figure of(CurrentClampSweeps sweeps, CellProperties properties) {
        double[] amplitudes = sweeps.sweeps().stream()
                .mapToDouble(sweep -> 1e3 * sweep.protocol().amplitude())
                .sorted()
                .toArray();
        double low = amplitudes.length == 0 ? 0 : amplitudes[0];
        double high = amplitudes.length == 0 ? 1 : amplitudes[amplitudes.length - 1];
        ColorScale scale = ColorScale.of(low, high > low ? high : low + 1, "stimulus", "pA");
        List<Line> lines = new ArrayList<>();
        for (CurrentClampSweep sweep : sweeps.sweeps()) {
            lines.add(Line.sampled(0, sweep.sampleIntervalMs(), sweep.voltage())
                    .color(scale.color(1e3 * sweep.protocol().amplitude()))
                    .width(0.8));
        }
        Panel voltage =
                Panel.of(lines).x("time", "ms").y("membrane potential", "mV").colorScale(scale);
        double[] current = properties.rates().stream()
                .mapToDouble(rate -> 1e3 * rate.amplitude())
                .toArray();
        double[] rate = properties.rates().stream()
                .mapToDouble(CellProperties.Rate::hertz)
                .toArray();
        Panel rates = Panel.of(Line.of(current, rate).markers(true))
                .x("stimulus", "pA")
                .y("spikes", "Hz");
        return Figure.of(WIDTH, HEIGHT)
                .title(sweeps.fileName())
                .legend(false)
                .row(1, current.length == 0 ? List.of(voltage) : List.of(voltage, rates));
    }
}
