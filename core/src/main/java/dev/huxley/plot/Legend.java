package dev.huxley.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labelled lines of some panels, each label once, set in lines of text of at most the given width. */
record Legend(List<Entry> entries, int lines) {
    private static final double SAMPLE = 22;
    private static final double SAMPLE_GAP = 6;
    private static final double ENTRY_GAP = 18;

    /** A sample of the line from x on, then its label, in the n-th line of the legend. */
    record Entry(String label, Pen pen, boolean markers, double x, int line) {
        double sampleEnd() {
            return x + SAMPLE;
        }

        double textStart() {
            return x + SAMPLE + SAMPLE_GAP;
        }
    }

    private record Style(Pen pen, boolean markers) {}

    static Legend of(List<Panel> panels, double width) {
        Map<String, Style> styles = new LinkedHashMap<>();
        for (Panel panel : panels) {
            for (int i = 0; i < panel.lines().size(); i++) {
                Line line = panel.lines().get(i);
                if (!line.label().isEmpty()) {
                    styles.putIfAbsent(line.label(), new Style(line.pen(i), line.markers()));
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
                    new Entry(label, style.getValue().pen(), style.getValue().markers(), x, row));
            x += taken + ENTRY_GAP;
        }
        return new Legend(List.copyOf(entries), entries.isEmpty() ? 0 : row + 1);
    }
}
