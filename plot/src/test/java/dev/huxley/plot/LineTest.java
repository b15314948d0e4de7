package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The looks of lines and markers, as an SVG has them. */
class LineTest {
    @Test
    void linesAfterThePaletteDifferInTheirDashes() {
        Panel panel = Panel.of();
        int count = 3 * Color.palette().size();
        for (int i = 0; i < count; i++) {
            panel = panel.with(Line.sampled(0, 1, new double[] {i, i}));
        }
        Matcher pens = Pattern.compile("<polyline[^>]*? (stroke=[^>]*) points=")
                .matcher(Figure.of(400, 400).row(1, panel).toSvg());
        Set<String> looks = new TreeSet<>();
        while (pens.find()) {
            looks.add(pens.group(1));
        }
        assertEquals(count, looks.size(), "different lines of " + count + ": " + looks);
    }

    @Test
    void markersHaveAColorOfTheirOwn() {
        Line line = Line.sampled(0, 1, new double[] {1, 2, 3})
                .color(Color.BLUE)
                .markers(Color.ORANGE)
                .label("rate");
        String svg = Figure.of(300, 200).row(1, Panel.of(line).legend(true)).toSvg();
        assertEquals(3 + 1, count(svg, "<circle", Color.ORANGE.hex()), "circles of the points and of the legend");
        assertEquals(1, count(svg, "<polyline", Color.BLUE.hex()), "lines");
    }

    @Test
    void markersNeedNoLine() {
        Line line = Line.sampled(0, 1, new double[] {1, 2, Double.NaN, 3})
                .color(Color.BLUE)
                .label("measured")
                .markersOnly(true);
        String svg = Figure.of(300, 200).row(1, Panel.of(line).legend(true)).toSvg();
        assertEquals(3 + 1, count(svg, "<circle", Color.BLUE.hex()), "circles of the points and of the legend");
        assertEquals(0, count(svg, "<(polyline|line|path)", Color.BLUE.hex()), "lines");
    }

    private static long count(String svg, String element, String color) {
        return Pattern.compile(element + "[^>]*\"" + color + "\"")
                .matcher(svg)
                .results()
                .count();
    }

    @Test
    void aPointIsOneCircleAndNoLine() {
        RecordingCanvas canvas = RecordingCanvas.of(Figure.of(400, 300).row(1, Panel.of(Line.point(2, 3))));
        assertEquals(1, canvas.dots.size(), "circles");
        assertEquals(0, canvas.polylines.size() + canvas.strokes.size(), "lines");
    }
}
