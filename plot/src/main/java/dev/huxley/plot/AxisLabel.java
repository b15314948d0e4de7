package dev.huxley.plot;

import dev.huxley.plot.FigureLayout.Place;
import java.util.ArrayList;
import java.util.List;

/** The text beside an axis: its name, its unit, and the power of ten that was taken out of its numbers. */
final class AxisLabel {
    private AxisLabel() {}

    /** The y label on one line, or name and unit below each other if the panel is too low for it. */
    static List<String> lines(Place place, String whole) {
        if (whole.isEmpty() || Lettering.width(whole, FigureLayout.TEXT, false) <= place.height) {
            return whole.isEmpty() ? List.of() : List.of(whole);
        }
        String unit = of("", place.panel.yUnit(), exponent(place.yAxis));
        List<String> lines = new ArrayList<>();
        for (String line : List.of(place.panel.yName(), unit)) {
            String shown = Lettering.shorten(line, place.height, FigureLayout.TEXT, false);
            if (!shown.isEmpty()) {
                lines.add(shown);
            }
        }
        return List.copyOf(lines);
    }

    static int exponent(Axis axis) {
        return axis == null ? 0 : axis.ticks().exponent();
    }

    /** "name (10ⁿ unit)" with only the parts that there are. */
    static String of(String name, String unit, int exponent) {
        String scale = exponent == 0 ? "" : (unit.isEmpty() ? "×10" : "10") + Ticks.superscript(exponent);
        String inside = (scale + " " + unit).strip();
        return inside.isEmpty() ? name : (name + " (" + inside + ")").strip();
    }
}
