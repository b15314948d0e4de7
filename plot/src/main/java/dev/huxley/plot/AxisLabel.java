package dev.huxley.plot;

import java.util.ArrayList;
import java.util.List;

/** The text beside an axis: its name, its unit, and the power of ten factored out of its numbers. */
final class AxisLabel {
    private AxisLabel() {}

    /** The label of a y axis on one line, or its name and its unit below each other if the panel is too low for it. */
    static List<String> upright(Place place) {
        int exponent = place.yAxis.ticks().exponent();
        String whole = of(place.panel.yName(), place.panel.yUnit(), exponent);
        if (Lettering.width(whole, FigureLayout.TEXT, false) <= place.height) {
            return whole.isEmpty() ? List.of() : List.of(whole);
        }
        List<String> lines = new ArrayList<>();
        for (String part : List.of(place.panel.yName(), of("", place.panel.yUnit(), exponent))) {
            lines.addAll(Lettering.wrapped(part, place.height, FigureLayout.TEXT, false, place.mostLines));
        }
        return List.copyOf(lines);
    }

    /** "name (10ⁿ unit)", without empty parts. */
    static String of(String name, String unit, int exponent) {
        String scale = exponent == 0 ? "" : (unit.isEmpty() ? "×10" : "10") + Ticks.superscript(exponent);
        String inside = (scale + " " + unit).strip();
        return inside.isEmpty() ? name : (name + " (" + inside + ")").strip();
    }
}
