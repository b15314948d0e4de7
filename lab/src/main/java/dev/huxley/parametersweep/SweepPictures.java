package dev.huxley.parametersweep;

import dev.huxley.plot.ColorScale;
import dev.huxley.plot.Figure;
import dev.huxley.plot.HeatMap;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.plot.PngUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pictures of a grid of one or two parameters, one for each feature: lines over the values of the one, a line for each
 * stimulus; or a map of colors over the values of both, a panel for each stimulus.
 */
final class SweepPictures {
    private static final int MOST_LINES = 8;
    private static final int MOST_MAPS = 6;
    private static final int MAPS_IN_A_ROW = 3;
    /** The ratio of steps from which on values count as equal ratios, which are shown as logarithms. */
    private static final double UNEVEN = 3;

    private static final int WIDTH = 900;
    private static final int MAP_WIDTH = 460;
    private static final int HEIGHT = 360;

    private final TableSummary summary;
    private final ParameterSweep sweep;
    private final List<VariedParameter> varied;

    private SweepPictures(TableSummary summary) {
        this.summary = summary;
        sweep = summary.sweep();
        varied = varied(sweep);
    }

    /** The parameters of a grid that have several values. */
    private static List<VariedParameter> varied(ParameterSweep sweep) {
        return sweep.table() instanceof ParameterGrid grid
                ? grid.parameters().stream()
                        .filter(parameter -> parameter.count() > 1)
                        .toList()
                : List.of();
    }

    /** Tells whether a sweep has pictures: its result are features, and one or two parameters have several values. */
    static boolean arePossible(ParameterSweep sweep) {
        int count = varied(sweep).size();
        return !sweep.features().isEmpty() && count >= 1 && count <= 2;
    }

    /** Writes the pictures, if there are any, and returns the files; as SVG where this Java cannot draw PNG. */
    static List<Path> write(Path folder, TableSummary summary) {
        List<Path> files = new ArrayList<>();
        if (summary.hasValues()) {
            SweepPictures pictures = new SweepPictures(summary);
            List<ResultColumn> columns = summary.run().columns();
            for (int i = 0; i < columns.size(); i++) {
                Figure figure = pictures.figure(i, columns.get(i));
                Path file = folder.resolve(columns.get(i).name() + ".png");
                try {
                    figure.write(file);
                } catch (PngUnavailableException e) {
                    file = folder.resolve(columns.get(i).name() + ".svg");
                    figure.write(file);
                }
                files.add(file);
            }
        }
        return files;
    }

    private Figure figure(int column, ResultColumn result) {
        return varied.size() == 1 ? lines(column, result) : maps(column, result);
    }

    // ---- one parameter ----

    private Figure lines(int column, ResultColumn result) {
        Scale x = new Scale(varied.get(0));
        List<Line> lines = new ArrayList<>();
        int[] shown = chosen(MOST_LINES);
        for (int stimulus : shown) {
            double[] y = new double[x.order.length];
            Arrays.setAll(y, i -> summary.value(column, x.order[i], stimulus));
            lines.add(Line.of(x.places, y)
                    .label(sweep.stimuli().get(stimulus).label())
                    .markers(y.length <= 60));
        }
        return Figure.of(WIDTH, HEIGHT + 60)
                .title(result.name() + of(shown.length))
                .row(
                        1,
                        Panel.of(lines)
                                .x(x.name, x.unit)
                                .y(result.name(), result.unit())
                                .legend(shown.length > 1)
                                .grid(true));
    }

    // ---- two parameters ----

    private Figure maps(int column, ResultColumn result) {
        Scale x = new Scale(varied.get(0));
        Scale y = new Scale(varied.get(1));
        int[] shown = chosen(MOST_MAPS);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        List<double[][]> all = new ArrayList<>();
        for (int stimulus : shown) {
            double[][] values = new double[y.places.length][x.places.length];
            for (int row = 0; row < values.length; row++) {
                for (int at = 0; at < values[row].length; at++) {
                    double value = summary.value(column, (long) x.order[at] * y.places.length + y.order[row], stimulus);
                    values[row][at] = value;
                    low = Double.isFinite(value) ? Math.min(low, value) : low;
                    high = Double.isFinite(value) ? Math.max(high, value) : high;
                }
            }
            all.add(values);
        }
        if (!(low < high)) {
            // One color, whatever the value; without values all is gray.
            double middle = Double.isFinite(low) ? low : 0;
            low = middle - 0.5;
            high = middle + 0.5;
        }
        ColorScale colors = ColorScale.of(low, high, result.name(), result.unit());
        int inRow = Math.min(shown.length, MAPS_IN_A_ROW);
        int rows = (shown.length + inRow - 1) / inRow;
        Figure figure = Figure.of(inRow * MAP_WIDTH, rows * HEIGHT + 60).title(result.name() + of(shown.length));
        for (int row = 0; row < rows; row++) {
            List<Panel> panels = new ArrayList<>();
            for (int i = row * inRow; i < (row + 1) * inRow; i++) {
                panels.add(
                        i >= shown.length
                                ? Panel.blank()
                                : Panel.of()
                                        .heatMap(HeatMap.of(x.places, y.places, all.get(i), colors))
                                        .title(sweep.stimuli().get(shown[i]).label())
                                        .x(x.name, x.unit)
                                        .y(y.name, y.unit));
            }
            figure = figure.row(1, panels);
        }
        return figure;
    }

    /** The stimuli that are shown: all, or so many evenly spaced ones. */
    private int[] chosen(int most) {
        int all = sweep.stimuli().size();
        return all <= most
                ? IntStream.range(0, all).toArray()
                : IntStream.range(0, most)
                        .map(i -> (int) Math.round(i * (all - 1.0) / (most - 1)))
                        .toArray();
    }

    private String of(int shown) {
        int all = sweep.stimuli().size();
        return shown == all ? "" : " (" + shown + " of " + all + " stimuli)";
    }

    /** The values of a parameter along an axis, in increasing order; values of equal ratios by their logarithms. */
    private final class Scale {
        private final int[] order;
        private final double[] places;
        private final String name;
        private final String unit;

        Scale(VariedParameter parameter) {
            double[] values = parameter.values();
            order = IntStream.range(0, values.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(values[a], values[b]))
                    .mapToInt(i -> i)
                    .toArray();
            double[] sorted = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
            boolean isLog = isLogarithmic(sorted);
            places = isLog ? Arrays.stream(sorted).map(Math::log10).toArray() : sorted;
            String own = summary.run().unit(parameter.path());
            name = isLog ? "log10 of " + parameter.path() + (own.isEmpty() ? "" : " in " + own) : parameter.path();
            unit = isLog ? "" : own;
        }

        private static boolean isLogarithmic(double[] sorted) {
            int last = sorted.length - 1;
            return last >= 2 && sorted[0] > 0 && sorted[last] - sorted[last - 1] > UNEVEN * (sorted[1] - sorted[0]);
        }
    }
}
