package dev.huxley.plot.model;

import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.plot.ColorScale;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.TimePoints;
import dev.huxley.protocol.Waveform;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The panel of a model's stimuli: a line for each time course of current, however many places get it. */
final class StimulusLines {
    /** A time course of current, and the compartments that get it. */
    private record Course(double[] samples, double timeStep, List<Integer> rows) {}

    private StimulusLines() {}

    /**
     * The panel of all stimuli of a model.
     *
     * @param end the time of the last sample of the traces above it, in ms
     */
    static Panel panel(NeuronModel model, double end) {
        List<Course> courses = courses(model);
        int places = courses.stream().mapToInt(course -> course.rows.size()).sum();
        if (courses.size() > RecordedLines.MOST_LABELS) {
            return Panel.of(scaled(courses, end)).y("stimulus", "nA");
        }
        List<Line> lines = new ArrayList<>();
        for (Course course : courses) {
            List<String> names = course.rows.stream()
                    .map(row -> PlaceName.of(model, Domain.NODES, row))
                    .toList();
            lines.add(step(course.samples, course.timeStep, end).label(EqualLines.label(names, places, "stimuli")));
        }
        return Panel.of(lines).y("stimulus", "nA").legend(places > 1);
    }

    private static List<Course> courses(NeuronModel model) {
        Map<List<Object>, Course> courses = new LinkedHashMap<>();
        for (PlacedWaveform stimulus : model.stimuli()) {
            Waveform waveform = stimulus.waveform();
            int[] rows = stimulus.rows();
            for (int lane = 0; lane < waveform.lanes(); lane++) {
                double[] samples = waveform.samples(lane);
                Course course = courses.computeIfAbsent(
                        List.of(DoubleBuffer.wrap(samples), waveform.timeStep()),
                        key -> new Course(samples, waveform.timeStep(), new ArrayList<>()));
                int from = waveform.lanes() == 1 ? 0 : lane;
                int to = waveform.lanes() == 1 ? rows.length : lane + 1;
                Arrays.stream(rows, from, to).forEach(course.rows::add);
            }
        }
        return List.copyOf(courses.values());
    }

    /** Lines in the colors of a scale: neighbors are hardly distinguishable, but the first and the last ones are. */
    private static List<Line> scaled(List<Course> courses, double end) {
        ColorScale scale = ColorScale.of(0, courses.size() - 1, "stimulus", "");
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < courses.size(); i++) {
            Course course = courses.get(i);
            lines.add(step(course.samples, course.timeStep, end).color(scale.color(i)));
        }
        return lines;
    }

    /** A step line: sample k from k dt to (k + 1) dt, then 0 up to the end of the traces. */
    private static Line step(double[] samples, double dt, double end) {
        int count = Math.min(samples.length, end > 0 ? TimePoints.steps(end, dt) : 0);
        double[] x = new double[2 * count + 2];
        double[] y = new double[2 * count + 2];
        for (int k = 0; k < count; k++) {
            x[2 * k] = k * dt;
            x[2 * k + 1] = Math.min(end, (k + 1) * dt);
            y[2 * k] = samples[k];
            y[2 * k + 1] = samples[k];
        }
        x[2 * count] = Math.min(end, count * dt);
        x[2 * count + 1] = end;
        return Line.of(x, y);
    }
}
