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

    /** The form of a sample: a line, a line with a dot, or a dot alone. */
    enum Sample {
        LINE,
        MARKED,
        DOT
    }

    /** A sample of the line from x on, then its label, in the n-th line of the legend. */
    record Entry(String label, Pen pen, Sample sample, double x, int line) {
        double sampleEnd() {
            return x + SAMPLE;
        }

        double textStart() {
            return x + SAMPLE + SAMPLE_GAP;
        }
    }

    private record Style(Pen pen, Sample sample) {}

    private static Pen visible(Pen pen) {
        return new Pen(pen.color(), Math.max(1, pen.width()), pen.dash());
    }

    static Legend of(List<Panel> panels, double width) {
        Map<String, Style> styles = new LinkedHashMap<>();
        for (Panel panel : panels) {
            for (Tube tube : panel.drawnTubes()) {
                if (!tube.label().isEmpty()) {
                    styles.putIfAbsent(
                            tube.label(),
                            new Style(new Pen(tube.color(), TUBE), tube.size() == 1 ? Sample.DOT : Sample.LINE));
                }
            }
            for (int i = 0; i < panel.lines().size(); i++) {
                Line line = panel.lines().get(i);
                if (!line.label().isEmpty()) {
                    styles.putIfAbsent(
                            line.label(),
                            new Style(visible(line.pen(i)), line.markers() ? Sample.MARKED : Sample.LINE));
                }
            }
        }
        List<Entry> entries = new ArrayList<>();
        double x = 0;
        int row = 0;
        for (Map.Entry<String, Style> style : styles.entrySet()) {
            double room = width - SAMPLE - SAMPLE_GAP;
            String label = Lettering.shorten(style.getKey(), room, FigureLayout.TEXT, false);
            double taken = SAMPLE + SAMPLE_GAP + Lettering.width(label, FigureLayout.TEXT, false);
            if (x > 0 && x + taken > width) {
                x = 0;
                row++;
            }
            entries.add(
                    new Entry(label, style.getValue().pen(), style.getValue().sample(), x, row));
            x += taken + ENTRY_GAP;
        }
        return new Legend(List.copyOf(entries), entries.isEmpty() ? 0 : row + 1);
    }
}
