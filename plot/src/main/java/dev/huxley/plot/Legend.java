package dev.huxley.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labeled tubes and lines of some panels, each label once, set in lines of text of at most the given width. */
record Legend(List<Entry> entries, int lines) {
    private static final double SAMPLE = 22;
    private static final double SAMPLE_GAP = 6;
    private static final double ENTRY_GAP = 18;

    /** The width of a tube's sample, whatever the width of the tube. */
    private static final double TUBE = 5;

    private static final double TUBE_DOT = 4.5;
    private static final double MARKER = 2.7;

    /**
     * The look of a sample.
     *
     * @param pen that of its line, null for none
     * @param dot the color of its dot, null for none
     * @param radius that of its dot
     */
    record Sample(Pen pen, String dot, double radius) {
        static Sample of(Tube tube) {
            return tube.size() == 1
                    ? new Sample(null, tube.color(), TUBE_DOT)
                    : new Sample(new Pen(tube.color(), TUBE), null, 0);
        }

        static Sample of(Line line, int index) {
            Pen pen = line.pen(index);
            Pen visible = new Pen(pen.color(), Math.max(1, pen.width()), pen.dash());
            return new Sample(line.joined() ? visible : null, line.markers() ? line.markerColor(index) : null, MARKER);
        }
    }

    /** A sample at x, followed by its label; {@code line} is the line of the legend on which it begins. */
    record Entry(List<String> label, Sample sample, double x, int line) {
        double sampleEnd() {
            return x + SAMPLE;
        }

        double textStart() {
            return x + SAMPLE + SAMPLE_GAP;
        }
    }

    /**
     * The legend of some panels.
     *
     * @param width     in pixels
     * @param mostLines the largest number of lines of a label
     */
    static Legend of(List<Panel> panels, double width, int mostLines) {
        List<Entry> entries = new ArrayList<>();
        double x = 0;
        int row = 0;
        int next = 0;
        for (Map.Entry<String, Sample> sample : samples(panels).entrySet()) {
            double room = width - SAMPLE - SAMPLE_GAP;
            List<String> label = Lettering.wrapped(sample.getKey(), room, FigureLayout.TEXT, false, mostLines);
            double widest = label.stream()
                    .mapToDouble(line -> Lettering.width(line, FigureLayout.TEXT, false))
                    .max()
                    .orElse(0);
            double taken = SAMPLE + SAMPLE_GAP + widest;
            if (x > 0 && (x + taken > width || label.size() > 1)) {
                x = 0;
                row = next;
            }
            entries.add(new Entry(label, sample.getValue(), x, row));
            next = Math.max(next, row + Math.max(1, label.size()));
            x += taken + ENTRY_GAP;
            if (label.size() > 1) {
                x = 0;
                row = next;
            }
        }
        return new Legend(List.copyOf(entries), next);
    }

    private static Map<String, Sample> samples(List<Panel> panels) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Panel panel : panels) {
            for (Tube tube : panel.drawnTubes()) {
                if (!tube.label().isEmpty()) {
                    samples.putIfAbsent(tube.label(), Sample.of(tube));
                }
            }
            for (int i = 0; i < panel.lines().size(); i++) {
                Line line = panel.lines().get(i);
                if (!line.label().isEmpty()) {
                    samples.putIfAbsent(line.label(), Sample.of(line, i));
                }
            }
        }
        return samples;
    }
}
