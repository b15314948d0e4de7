package dev.huxley.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of all parts of a figure.
 *
 * <p>The idea: heights need no knowledge of tick labels, so rows are placed first. Left and right margins depend on the
 * tick labels, and these on the widths that the margins leave. The circle is solved by passes in which margins only grow,
 * from the smallest ones until nothing changes; the labels of the last pass then fit by construction. Margins are kept per
 * column of all rows with the same number of panels, so that axes align; the outermost ones are common to all rows.
 */
final class FigureLayout {
    static final double TEXT = 12;
    static final double PANEL_TITLE = 12.5;
    static final double TITLE = 15;
    static final double OUTER = 10;
    static final double TICK = 4;
    static final double TICK_GAP = 4;
    static final double LABEL_HEIGHT = 15;
    static final double LEGEND_HEIGHT = 18;

    private static final double TITLE_HEIGHT = 26;
    private static final double PANEL_TITLE_HEIGHT = 19;
    private static final double ROW_GAP = 12;
    private static final double LABEL_GAP = 6;
    private static final double SMALLEST_PLOT = 16;
    private static final double PADDING_Y = 0.05;
    private static final double PADDING_MAP = 0.015;
    private static final int PASSES = 12;

    /** One panel with the box of its plot area, its axes, and which labels it carries. */
    static final class Place {
        final Panel panel;
        final int row;
        final int column;
        final boolean xShared;
        final boolean yShared;
        double x;
        double y;
        double width;
        double height;
        double left;
        Axis xAxis;
        Axis yAxis;
        List<String> yLabel = List.of();

        Place(Panel panel, int row, int column, boolean xShared, boolean yShared) {
            this.panel = panel;
            this.row = row;
            this.column = column;
            this.xShared = xShared;
            this.yShared = yShared;
        }
    }

    private final Figure figure;
    private final List<List<Place>> rows = new ArrayList<>();

    /** Space at the left of column k in rows of n panels: lefts[n][k]; likewise at the right, and lines of legend per row. */
    private final double[][] lefts;

    private final double[][] rights;
    private final int[] legendLines;
    private double outerLeft;
    private double outerRight = OUTER;
    private boolean grown;

    FigureLayout(Figure figure) {
        this.figure = figure;
        int widest = 0;
        for (int r = 0; r < figure.rows().size(); r++) {
            List<Panel> panels = figure.rows().get(r).panels();
            widest = Math.max(widest, panels.size());
            boolean matching = r + 1 < figure.rows().size()
                    && figure.rows().get(r + 1).panels().size() == panels.size();
            List<Place> places = new ArrayList<>();
            for (int k = 0; k < panels.size(); k++) {
                Panel panel = panels.get(k);
                places.add(new Place(
                        panel,
                        r,
                        k,
                        panel.sharesXBelow() && matching,
                        panel.sharesYLeft() && k > 0 && sameScale(panels, k)));
            }
            rows.add(places);
        }
        lefts = new double[widest + 1][widest];
        rights = new double[widest + 1][widest];
        legendLines = new int[figure.rows().size()];
        int pass = 0;
        do {
            grown = false;
            placeRows();
            placeColumns();
            chooseAxes();
            growMargins();
        } while (grown && ++pass < PASSES);
    }

    private static boolean sameScale(List<Panel> panels, int k) {
        return panels.get(k).logY() == panels.get(k - 1).logY();
    }

    List<Place> places() {
        return rows.stream()
                .flatMap(List::stream)
                .filter(place -> !place.panel.isBlank())
                .toList();
    }

    /** The upper edge of the figure's own legend. */
    double figureLegendTop() {
        return OUTER + (figure.title().isEmpty() ? 0 : TITLE_HEIGHT);
    }

    Legend figureLegend() {
        return Legend.of(
                figure.legend() ? places().stream().map(p -> p.panel).toList() : List.of(), figure.width() - 2 * OUTER);
    }

    Legend legend(Place place) {
        return Legend.of(place.panel.legend() ? List.of(place.panel) : List.of(), place.width);
    }

    private void placeRows() {
        double top = figureLegendTop() + figureLegend().lines() * LEGEND_HEIGHT;
        double taken = top + OUTER;
        double weights = 0;
        for (int r = 0; r < rows.size(); r++) {
            taken += above(r) + below(r);
            weights += figure.rows().get(r).height();
        }
        double free = figure.height() - taken;
        for (int r = 0; r < rows.size(); r++) {
            double height = free * figure.rows().get(r).height() / weights;
            if (height < SMALLEST_PLOT) {
                throw new IllegalArgumentException(String.format(
                        "a figure %d pixels high is too low for its %d rows: row %d would be %.0f pixels high, give at"
                                + " least %.0f in all",
                        figure.height(),
                        rows.size(),
                        r + 1,
                        Math.max(0, height),
                        Math.ceil(taken
                                + SMALLEST_PLOT * weights / figure.rows().get(r).height())));
            }
            top += above(r);
            for (Place place : rows.get(r)) {
                place.y = top;
                place.height = height;
            }
            top += height + below(r);
        }
    }

    private double above(int row) {
        boolean titled = rows.get(row).stream().anyMatch(p -> !p.panel.title().isEmpty());
        return ROW_GAP / 2 + (titled ? PANEL_TITLE_HEIGHT : 0) + legendLines[row] * LEGEND_HEIGHT;
    }

    private double below(int row) {
        boolean labeled = false;
        boolean named = false;
        for (Place place : rows.get(row)) {
            if (place.panel.isBlank()) {
                continue;
            }
            labeled |= !place.xShared || place.panel.isMap();
            named |= !place.xShared
                    && !place.panel.isMap()
                    && !AxisLabel.of(place.panel.xName(), place.panel.xUnit(), AxisLabel.exponent(place.xAxis))
                            .isEmpty();
        }
        return ROW_GAP / 2 + (labeled ? TICK + TICK_GAP + TEXT + LABEL_GAP : 0) + (named ? LABEL_HEIGHT : 0);
    }

    private void placeColumns() {
        for (List<Place> row : rows) {
            int n = row.size();
            double taken = outerLeft + outerRight;
            for (int k = 0; k < n; k++) {
                taken += (k > 0 ? lefts[n][k] : 0) + (k < n - 1 ? rights[n][k] : 0);
            }
            double width = (figure.width() - taken) / n;
            if (width < SMALLEST_PLOT) {
                throw new IllegalArgumentException(String.format(
                        "a figure %d pixels wide is too narrow for %d panels side by side: give at least %.0f",
                        figure.width(), n, Math.ceil(taken + n * SMALLEST_PLOT)));
            }
            double x = 0;
            for (int k = 0; k < n; k++) {
                Place place = row.get(k);
                place.left = k == 0 ? outerLeft : lefts[n][k];
                x += place.left;
                place.x = x;
                place.width = width;
                x += width + (k < n - 1 ? rights[n][k] : 0);
            }
        }
    }

    private void chooseAxes() {
        for (int r = rows.size() - 1; r >= 0; r--) {
            for (Place place : rows.get(r)) {
                Range x = sharedX(place).padded(place.panel.fixedX() ? 0 : sidePadding(place), false);
                Range y = sharedY(place)
                        .padded(
                                place.panel.fixedY() ? 0 : place.panel.isMap() ? PADDING_MAP : PADDING_Y,
                                place.panel.logY());
                if (place.panel.equalAspect()) {
                    double perPixelX = (x.high() - x.low()) / place.width;
                    double perPixelY = (y.high() - y.low()) / place.height;
                    x = widened(x, Math.max(1, perPixelY / perPixelX));
                    y = widened(y, Math.max(1, perPixelX / perPixelY));
                }
                place.xAxis = xAxis(x, place.width);
                if (!place.panel.fixedX() && !place.panel.equalAspect()) {
                    place.xAxis = xAxis(rounded(x, place.xAxis.ticks()), place.width);
                }
                place.yAxis = yAxis(y, place.panel.logY(), place.height);
            }
        }
    }

    private static double sidePadding(Place place) {
        if (place.panel.isMap()) {
            return PADDING_MAP;
        }
        boolean padded =
                place.panel.equalAspect() || place.panel.lines().stream().anyMatch(Line::markers);
        return padded ? 0.04 : 0;
    }

    private static Range widened(Range range, double factor) {
        double middle = range.low() + (range.high() - range.low()) / 2;
        double half = (range.high() - range.low()) / 2 * factor;
        return new Range(middle - half, middle + half);
    }

    /** The common x range of the chain of panels that share one axis with this one. */
    private Range sharedX(Place place) {
        int first = place.row;
        while (first > 0
                && rows.get(first - 1).size() > place.column
                && rows.get(first - 1).get(place.column).xShared) {
            first--;
        }
        Range range = Range.EMPTY;
        for (int r = first; ; r++) {
            Place other = rows.get(r).get(place.column);
            range = range.with(other.panel.xExtent());
            if (!other.xShared) {
                return range;
            }
        }
    }

    private Range sharedY(Place place) {
        List<Place> row = rows.get(place.row);
        int first = place.column;
        while (row.get(first).yShared) {
            first--;
        }
        Range range = row.get(first).panel.yExtent();
        for (int k = first + 1; k < row.size() && row.get(k).yShared; k++) {
            range = range.with(row.get(k).panel.yExtent());
        }
        return range;
    }

    /** The range up to the next mark if hardly anything is missing: n samples end one step before a round time. */
    private static Range rounded(Range range, Ticks ticks) {
        int last = ticks.at().length - 1;
        if (last < 1) {
            return range;
        }
        double next = 2 * ticks.at()[last] - ticks.at()[last - 1];
        return next - range.high() < 0.004 * (range.high() - range.low()) ? range.with(next) : range;
    }

    private static Axis xAxis(Range range, double width) {
        int most = Math.min(11, (int) (width / 40) + 2);
        return Axis.fitting(range, false, width, most, TEXT, label -> Lettering.width(label, TEXT, false));
    }

    private static Axis yAxis(Range range, boolean log, double height) {
        int most = Math.min(8, (int) (height / (1.9 * TEXT)) + 1);
        return Axis.fitting(range, log, height, most, 0.3 * TEXT, label -> TEXT);
    }

    private void growMargins() {
        for (List<Place> row : rows) {
            int n = row.size();
            for (Place place : row) {
                String name = AxisLabel.of(place.panel.yName(), place.panel.yUnit(), AxisLabel.exponent(place.yAxis));
                place.yLabel = place.yShared || place.panel.isMap() ? List.of() : AxisLabel.lines(place, name);
                double left = place.panel.isBlank() ? 0 : leftNeed(place);
                double right = place.panel.isBlank() ? 0 : rightNeed(place);
                if (place.column == 0) {
                    outerLeft = grow(outerLeft, left + OUTER);
                } else {
                    lefts[n][place.column] = grow(lefts[n][place.column], left);
                }
                if (place.column == n - 1) {
                    outerRight = grow(outerRight, right + OUTER);
                } else {
                    rights[n][place.column] = grow(rights[n][place.column], right + OUTER);
                }
                int lines = legend(place).lines();
                if (lines > legendLines[place.row]) {
                    legendLines[place.row] = lines;
                    grown = true;
                }
                // The exponent of an axis may give it a label only now.
                grown |= Math.abs(above(place.row) + rowTop(place.row) - place.y) > 0.01;
            }
        }
    }

    private double rowTop(int row) {
        double top = figureLegendTop() + figureLegend().lines() * LEGEND_HEIGHT;
        for (int r = 0; r < row; r++) {
            top += above(r) + rows.get(r).get(0).height + below(r);
        }
        return top;
    }

    private double grow(double margin, double need) {
        if (need > margin + 0.01) {
            grown = true;
            return need;
        }
        return margin;
    }

    private double leftNeed(Place place) {
        if (place.panel.isMap()) {
            return 0;
        }
        double need = 0;
        if (!place.yShared) {
            need = TICK + TICK_GAP + widestTick(place.yAxis);
            need += place.yLabel.isEmpty() ? 0 : 8 + LABEL_HEIGHT * place.yLabel.size();
        }
        if (!place.xShared && place.xAxis.ticks().at().length > 0) {
            double first = place.width * place.xAxis.share(place.xAxis.ticks().at()[0]);
            need = Math.max(need, Lettering.width(place.xAxis.ticks().labels()[0], TEXT, false) / 2 - first);
        }
        return need;
    }

    private double rightNeed(Place place) {
        double scale = place.panel.shownColorScale() == null
                ? 0
                : ColorBar.of(place, place.panel.shownColorScale()).room();
        if (place.panel.isMap()) {
            return scale;
        }
        int last = place.xAxis.ticks().at().length - 1;
        if (place.xShared || last < 0) {
            return scale;
        }
        double end = place.width * (1 - place.xAxis.share(place.xAxis.ticks().at()[last]));
        return Math.max(scale, Lettering.width(place.xAxis.ticks().labels()[last], TEXT, false) / 2 - end);
    }

    /** The width of the widest number beside an upright axis. */
    static double widestTick(Axis axis) {
        double widest = 0;
        for (String label : axis.ticks().labels()) {
            widest = Math.max(widest, Lettering.width(label, TEXT, false));
        }
        return widest;
    }
}
