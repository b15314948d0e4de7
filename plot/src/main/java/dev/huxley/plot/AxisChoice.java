package dev.huxley.plot;

import java.util.List;

/** Chooses the axes of a figure's panels from their data and the sizes of their boxes; panels may share an axis. */
final class AxisChoice {
    private static final double PADDING_Y = 0.05;
    private static final double PADDING_MAP = 0.015;
    private static final double PADDING_MARKERS = 0.04;

    private final List<List<Place>> rows;

    AxisChoice(List<List<Place>> rows) {
        this.rows = rows;
    }

    void choose() {
        rows.forEach(row -> row.forEach(this::choose));
    }

    private void choose(Place place) {
        Panel panel = place.panel;
        Range x = sharedX(place).padded(panel.fixedX() ? 0 : sidePadding(place), false);
        Range y = sharedY(place).padded(panel.fixedY() ? 0 : panel.isMap() ? PADDING_MAP : PADDING_Y, panel.logY());
        if (panel.equalAspect()) {
            double perPixelX = (x.high() - x.low()) / place.width;
            double perPixelY = (y.high() - y.low()) / place.height;
            x = widened(x, Math.max(1, perPixelY / perPixelX));
            y = widened(y, Math.max(1, perPixelX / perPixelY));
        }
        place.xAxis = xAxis(x, place.width);
        if (!panel.fixedX() && !panel.equalAspect()) {
            place.xAxis = xAxis(rounded(x, place.xAxis.ticks()), place.width);
        }
        place.yAxis = yAxis(y, panel.logY(), place.height);
    }

    private static double sidePadding(Place place) {
        if (place.panel.isMap()) {
            return PADDING_MAP;
        }
        boolean padded =
                place.panel.equalAspect() || place.panel.lines().stream().anyMatch(Line::markers);
        return padded ? PADDING_MARKERS : 0;
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

    /** The range, extended to the next mark if that is close: n samples end one step before a round time. */
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
        double text = FigureLayout.TEXT;
        return Axis.fitting(range, false, width, most, text, label -> Lettering.width(label, text, false));
    }

    private static Axis yAxis(Range range, boolean log, double height) {
        double text = FigureLayout.TEXT;
        int most = Math.min(8, (int) (height / (1.9 * text)) + 1);
        return Axis.fitting(range, log, height, most, 0.3 * text, label -> text);
    }
}
