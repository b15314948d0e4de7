package dev.huxley.plot.model;

import dev.huxley.plot.Color;
import dev.huxley.plot.ColorScale;
import dev.huxley.plot.Line;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The look of a batch's rows: colors of the palette with labels, or colors of a scale. */
final class BatchRows {
    private final List<String> names;
    private final double[] values;

    /** The color scale; null if the rows have labels. */
    private final ColorScale scale;

    private BatchRows(List<String> names, double[] values, ColorScale scale) {
        this.names = names;
        this.values = values;
        this.scale = scale;
    }

    /** Rows distinguished by number: with labels if they are few, with a color scale if they are many. */
    static BatchRows numbered(int count) {
        return count <= RecordedLines.MOST_LABELS
                ? named(IntStream.range(0, count).mapToObj(row -> "row " + row).toArray(String[]::new))
                : scaled(
                        "row", "", IntStream.range(0, count).mapToDouble(i -> i).toArray());
    }

    static BatchRows named(String... names) {
        return new BatchRows(List.of(names), new double[0], null);
    }

    static BatchRows scaled(String name, String unit, double... values) {
        for (int row = 0; row < values.length; row++) {
            if (!Double.isFinite(values[row])) {
                throw new IllegalArgumentException("the value of '" + name + "' of row " + row + " is " + values[row]
                        + "; colors need finite numbers");
            }
        }
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
            // One value everywhere: in the middle of a scale around it.
            double around = low == 0 ? 1 : 0.1 * Math.abs(low);
            low -= around;
            high += around;
        }
        return new BatchRows(List.of(), values.clone(), ColorScale.of(low, high, name, Coloring.unit(unit)));
    }

    /** The color scale beside the panels; null if the rows have labels. */
    ColorScale scale() {
        return scale;
    }

    Line dressed(Line line, int row) {
        return scale == null ? dressed(line, row, names.get(row)) : line.color(scale.color(values[row]));
    }

    /** The line in the color and style of its row; both cycle. */
    private static Line dressed(Line line, int row, String name) {
        int colors = Color.palette().size();
        Line.Dash[] dashes = Line.Dash.values();
        return line.color(Color.palette().get(row % colors))
                .dash(dashes[row / colors % dashes.length])
                .label(name);
    }
}
