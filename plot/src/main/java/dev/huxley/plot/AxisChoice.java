package dev.huxley.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

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
        // All panels of an axis that is shared must get the same range: the same padding and rounding, too.
        List<Place> besideX = sharingX(place);
        List<Place> besideY = sharingY(place);
        Range x = union(besideX, Panel::xExtent).padded(most(besideX, AxisChoice::sidePadding), false);
        Range y = union(besideY, Panel::yExtent).padded(most(besideY, AxisChoice::padding), panel.logY());
        if (panel.equalAspect()) {
            double perPixelX = (x.high() - x.low()) / place.width;
            double perPixelY = (y.high() - y.low()) / place.height;
            x = widened(x, Math.max(1, perPixelY / perPixelX));
            y = widened(y, Math.max(1, perPixelX / perPixelY));
        }
        place.xAxis = xAxis(x, place.width);
        if (besideX.stream().noneMatch(each -> each.panel.fixedX() || each.panel.equalAspect() || isTight(each))) {
            place.xAxis = xAxis(rounded(x, place.xAxis.ticks()), place.width);
        }
        place.yAxis = yAxis(y, panel.logY(), place.height);
    }

    private static double sidePadding(Place place) {
        if (place.panel.fixedX() || isTight(place)) {
            return 0;
        }
        if (place.panel.isMap()) {
            return PADDING_MAP;
        }
        boolean padded =
                place.panel.equalAspect() || place.panel.lines().stream().anyMatch(Line::markers);
        return padded ? PADDING_MARKERS : 0;
    }

    private static double padding(Place place) {
        return place.panel.fixedY() || isTight(place) ? 0 : place.panel.isMap() ? PADDING_MAP : PADDING_Y;
    }

    /** Tells whether a heat map fills the whole panel. */
    private static boolean isTight(Place place) {
        return place.panel.drawnHeatMap() != null;
    }

    private static double most(List<Place> places, ToDoubleFunction<Place> padding) {
        return places.stream().mapToDouble(padding).max().orElseThrow();
    }

    private static Range union(List<Place> places, Function<Panel, Range> extent) {
        Range range = Range.EMPTY;
        for (Place place : places) {
            range = range.with(extent.apply(place.panel));
        }
        return range;
    }

    private static Range widened(Range range, double factor) {
        double middle = range.low() + (range.high() - range.low()) / 2;
        double half = (range.high() - range.low()) / 2 * factor;
        return new Range(middle - half, middle + half);
    }

    /** The chain of panels that share one x axis with this one, itself included. */
    private List<Place> sharingX(Place place) {
        int first = place.row;
        while (first > 0
                && rows.get(first - 1).size() > place.column
                && rows.get(first - 1).get(place.column).xShared) {
            first--;
        }
        List<Place> chain = new ArrayList<>();
        for (int r = first; ; r++) {
            Place other = rows.get(r).get(place.column);
            chain.add(other);
            if (!other.xShared) {
                return chain;
            }
        }
    }

    private List<Place> sharingY(Place place) {
        List<Place> row = rows.get(place.row);
        int first = place.column;
        while (row.get(first).yShared) {
            first--;
        }
        int last = first + 1;
        while (last < row.size() && row.get(last).yShared) {
            last++;
        }
        return row.subList(first, last);
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
