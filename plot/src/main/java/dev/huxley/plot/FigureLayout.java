package dev.huxley.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of all parts of a figure.
 *
 * <p>Heights do not depend on tick labels, so rows are placed first. Left and right margins depend on the tick labels,
 * and these on the widths that the margins leave. This cycle is resolved by passes in which margins only grow, from the
 * smallest ones until nothing changes; the labels of the last pass fit by construction. Margins are kept per column of
 * all rows with the same number of panels, so that axes align; the outermost ones are common to all rows.
 *
 * <p>A text that is too long for one line takes several, as long as the panels keep most of their size.
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

    /** The distance of the lines of a title. */
    static final double TITLE_LINE = 20;

    static final double PANEL_TITLE_LINE = 16;

    private static final double TITLE_GAP = 6;
    private static final double PANEL_TITLE_GAP = 3;
    private static final double ROW_GAP = 12;
    private static final double LABEL_GAP = 6;
    private static final double SMALLEST_PLOT = 16;
    private static final int PASSES = 12;

    /** The largest numbers of lines of a text; each is tried until the panels keep enough of their size. */
    private static final int[] MOST_LINES = {5, 3, 2};

    private static final double LEAST_SHARE = 0.7;

    private final Figure figure;
    private final List<String> title;
    private final Legend legend;
    private final List<List<Place>> rows = new ArrayList<>();

    /** Space at the left of column k in rows of n panels: lefts[n][k]; likewise at the right. */
    private final double[][] lefts;

    private final double[][] rights;

    /** Lines of text per row: of its legends, of its panels' titles, and of the names of its x axes. */
    private final int[] legendLines;

    private final int[] titleLines;
    private final int[] xLines;
    private double outerLeft;
    private double outerRight = OUTER;
    private boolean grown;

    /** The reason why the figure has no room for its panels; null if it has. */
    private String problem;

    /**
     * The layout of a figure.
     *
     * @throws IllegalArgumentException if the figure is too small for its panels
     */
    static FigureLayout of(Figure figure) {
        FigureLayout smallest = new FigureLayout(figure, 1);
        if (smallest.problem != null) {
            throw new IllegalArgumentException(smallest.problem);
        }
        for (int most : MOST_LINES) {
            FigureLayout layout = new FigureLayout(figure, most);
            if (layout.problem == null && layout.isRoomy(smallest)) {
                return layout;
            }
        }
        return smallest;
    }

    private FigureLayout(Figure figure, int mostLines) {
        this.figure = figure;
        title = Lettering.wrapped(figure.title(), figure.width() - 2 * OUTER, TITLE, true, mostLines);
        int widest = 0;
        for (int r = 0; r < figure.rows().size(); r++) {
            List<Panel> panels = figure.rows().get(r).panels();
            widest = Math.max(widest, panels.size());
            boolean matching = r + 1 < figure.rows().size()
                    && figure.rows().get(r + 1).panels().size() == panels.size();
            List<Place> places = new ArrayList<>();
            for (int k = 0; k < panels.size(); k++) {
                Panel panel = panels.get(k);
                boolean yShared = panel.sharesYLeft() && k > 0 && sameScale(panels, k);
                places.add(new Place(panel, r, k, panel.sharesXBelow() && matching, yShared, mostLines));
            }
            rows.add(places);
        }
        List<Panel> panels =
                figure.legend() ? places().stream().map(p -> p.panel).toList() : List.of();
        legend = Legend.of(panels, figure.width() - 2 * OUTER, mostLines);
        lefts = new double[widest + 1][widest];
        rights = new double[widest + 1][widest];
        legendLines = new int[rows.size()];
        titleLines = new int[rows.size()];
        xLines = new int[rows.size()];
        AxisChoice axes = new AxisChoice(rows);
        int pass = 0;
        do {
            grown = false;
            placeRows();
            placeColumns();
            if (problem != null) {
                return;
            }
            axes.choose();
            growMargins();
        } while (grown && ++pass < PASSES);
    }

    private static boolean sameScale(List<Panel> panels, int k) {
        return panels.get(k).logY() == panels.get(k - 1).logY();
    }

    /** Tells whether every panel has most of the size that it has in the other layout. */
    private boolean isRoomy(FigureLayout other) {
        List<Place> places = places();
        List<Place> others = other.places();
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).width < LEAST_SHARE * others.get(i).width
                    || places.get(i).height < LEAST_SHARE * others.get(i).height) {
                return false;
            }
        }
        return true;
    }

    List<Place> places() {
        return rows.stream()
                .flatMap(List::stream)
                .filter(place -> !place.panel.isBlank())
                .toList();
    }

    /** The lines of the figure's title. */
    List<String> title() {
        return title;
    }

    /** The upper edge of the figure's own legend. */
    double figureLegendTop() {
        return OUTER + (title.isEmpty() ? 0 : title.size() * TITLE_LINE + TITLE_GAP);
    }

    Legend figureLegend() {
        return legend;
    }

    /** The height of everything but the panels. */
    double around() {
        double taken = figureLegendTop() + figureLegend().lines() * LEGEND_HEIGHT + OUTER;
        for (int r = 0; r < rows.size(); r++) {
            taken += above(r) + below(r);
        }
        return taken;
    }

    private void placeRows() {
        double top = figureLegendTop() + figureLegend().lines() * LEGEND_HEIGHT;
        double taken = around();
        double weights = figure.rows().stream().mapToDouble(Figure.Row::height).sum();
        double free = figure.height() - taken;
        for (int r = 0; r < rows.size(); r++) {
            double height = free * figure.rows().get(r).height() / weights;
            if (height < SMALLEST_PLOT && problem == null) {
                problem = String.format(
                        "a figure %d pixels high is too low for its %d rows: row %d would be %.0f pixels high, give at"
                                + " least %.0f in all",
                        figure.height(),
                        rows.size(),
                        r + 1,
                        Math.max(0, height),
                        Math.ceil(taken
                                + SMALLEST_PLOT * weights / figure.rows().get(r).height()));
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
        double titles = titled ? Math.max(1, titleLines[row]) * PANEL_TITLE_LINE + PANEL_TITLE_GAP : 0;
        return ROW_GAP / 2 + titles + legendLines[row] * LEGEND_HEIGHT;
    }

    private double below(int row) {
        boolean labeled = rows.get(row).stream().anyMatch(p -> p.carriesX() || p.panel.isMap());
        return ROW_GAP / 2 + (labeled ? TICK + TICK_GAP + TEXT + LABEL_GAP : 0) + xLines[row] * LABEL_HEIGHT;
    }

    private void placeColumns() {
        for (List<Place> row : rows) {
            int n = row.size();
            double taken = outerLeft + outerRight;
            for (int k = 0; k < n; k++) {
                taken += (k > 0 ? lefts[n][k] : 0) + (k < n - 1 ? rights[n][k] : 0);
            }
            double width = (figure.width() - taken) / n;
            if (width < SMALLEST_PLOT && problem == null) {
                problem = String.format(
                        "a figure %d pixels wide is too narrow for %d panels side by side: give at least %.0f",
                        figure.width(), n, Math.ceil(taken + n * SMALLEST_PLOT));
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

    private void growMargins() {
        for (List<Place> row : rows) {
            int n = row.size();
            for (Place place : row) {
                place.setTexts();
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
                grow(legendLines, place.row, place.legend().lines());
                grow(titleLines, place.row, place.title.size());
                grow(xLines, place.row, place.xLabel.size());
            }
        }
    }

    private double grow(double margin, double need) {
        if (need > margin + 0.01) {
            grown = true;
            return need;
        }
        return margin;
    }

    private void grow(int[] lines, int row, int need) {
        if (need > lines[row]) {
            lines[row] = need;
            grown = true;
        }
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
