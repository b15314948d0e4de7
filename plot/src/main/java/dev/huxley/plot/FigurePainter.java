package dev.huxley.plot;

import dev.huxley.plot.Canvas.Anchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws a laid-out figure on a canvas, from the background to the text. */
final class FigurePainter {
    private static final String PAPER = "#ffffff";
    private static final String INK = "#1f1f1f";
    static final Pen AXIS = new Pen("#4a4a4a", 1);
    private static final Pen MINOR = new Pen("#4a4a4a", 0.7);
    private static final Pen GRID = new Pen("#e4e4e4", 0.8);

    /** The width of a pixel of the PNG, which has two per pixel of the figure. */
    private static final double COLUMN = 0.5;

    /** The distance of the baseline below the middle of letters of the size of ordinary text, in pixels. */
    static final double BASELINE = 0.36 * FigureLayout.TEXT;

    private final Canvas canvas;
    private final FigureLayout layout;

    private FigurePainter(Canvas canvas, FigureLayout layout) {
        this.canvas = canvas;
        this.layout = layout;
    }

    static void paint(Figure figure, Canvas canvas) {
        FigurePainter painter = new FigurePainter(canvas, FigureLayout.of(figure));
        canvas.rectangle(0, 0, figure.width(), figure.height(), PAPER);
        double baseline = FigureLayout.OUTER + FigureLayout.TITLE;
        for (String line : painter.layout.title()) {
            painter.text(line, FigureLayout.OUTER, baseline, FigureLayout.TITLE, true, Anchor.START);
            baseline += FigureLayout.TITLE_LINE;
        }
        painter.legend(painter.layout.figureLegend(), FigureLayout.OUTER, painter.layout.figureLegendTop());
        for (Place place : painter.layout.places()) {
            painter.panel(place);
        }
    }

    private void panel(Place place) {
        if (place.panel.grid() && !place.panel.isMap()) {
            grid(place);
        }
        // Ink of a point on the edge reaches beyond it; with a fixed range the rest of the line must not.
        double rim = place.panel.fixedX() || place.panel.fixedY() ? 0 : 4;
        canvas.clip(place.x - rim, place.y - rim, place.width + 2 * rim, place.height + 2 * rim);
        if (place.panel.drawnHeatMap() != null) {
            heatMap(place, place.panel.drawnHeatMap());
        }
        double scale =
                place.width / (place.xAxis.range().high() - place.xAxis.range().low());
        TubePainter.paint(canvas, place.panel.drawnTubes(), v -> x(place, v), v -> y(place, v), scale);
        List<Line> lines = place.panel.lines();
        for (int i = 0; i < lines.size(); i++) {
            line(place, lines.get(i), i);
        }
        canvas.unclip();
        if (place.panel.isMap()) {
            scaleBar(place);
        } else {
            xAxis(place);
            yAxis(place);
        }
        if (place.panel.shownColorScale() != null) {
            ColorBar.of(place, place.panel.shownColorScale()).paint(canvas, INK);
        }
        Legend legend = place.legend();
        double top = place.y - 4 - legend.lines() * FigureLayout.LEGEND_HEIGHT;
        legend(legend, place.x, top);
        for (int i = 0; i < place.title.size(); i++) {
            double baseline = top - 4 - (place.title.size() - 1 - i) * FigureLayout.PANEL_TITLE_LINE;
            text(place.title.get(i), place.x, baseline, FigureLayout.PANEL_TITLE, true, Anchor.START);
        }
    }

    /** Draws runs of one color; on whole pixels of the PNG, and without the seams that rounding leaves. */
    private void heatMap(Place place, HeatMap map) {
        for (int row = 0; row < map.rows(); row++) {
            double top = Math.round(y(place, map.yEdge(row + 1)) / COLUMN) * COLUMN;
            double bottom = Math.round(y(place, map.yEdge(row)) / COLUMN) * COLUMN;
            for (int from = 0, to; from < map.columns(); from = to) {
                String color = map.color(row, from);
                to = from + 1;
                while (to < map.columns() && map.color(row, to).equals(color)) {
                    to++;
                }
                double left = Math.round(x(place, map.xEdge(from)) / COLUMN) * COLUMN;
                double right = Math.round(x(place, map.xEdge(to)) / COLUMN) * COLUMN;
                canvas.rectangle(left, top, right - left, bottom - top, color);
            }
        }
    }

    private void grid(Place place) {
        for (double at : place.xAxis.ticks().at()) {
            canvas.line(x(place, at), place.y, x(place, at), place.y + place.height, GRID);
        }
        for (double at : place.yAxis.ticks().at()) {
            canvas.line(place.x, y(place, at), place.x + place.width, y(place, at), GRID);
        }
    }

    private void line(Place place, Line line, int index) {
        Pen pen = line.pen(index);
        double[] x = new double[line.size()];
        double[] y = new double[line.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = x(place, line.x(i));
            y[i] = y(place, line.y(i));
        }
        double radius = Math.max(1.5, 0.9 * pen.width());
        if (line.joined()) {
            joined(x, y, pen, radius);
        }
        if (line.markers()) {
            Set<List<Long>> drawn = new HashSet<>();
            for (int i = 0; i < x.length; i++) {
                if (inside(place, x[i], y[i]) && drawn.add(List.of(Math.round(x[i]), Math.round(y[i])))) {
                    canvas.dot(x[i], y[i], radius + 1.2, line.markerColor(index));
                }
            }
        }
    }

    /** Draws the line through the points; a point without neighbors is a dot. */
    private void joined(double[] x, double[] y, Pen pen, double radius) {
        List<double[][]> pieces = new ArrayList<>();
        for (PixelPath.Piece piece : PixelPath.of(x, y, COLUMN)) {
            if (piece.x().length == 1) {
                canvas.dot(piece.x()[0], piece.y()[0], radius, pen.color());
            } else {
                pieces.add(new double[][] {piece.x(), piece.y()});
            }
        }
        if (pieces.size() == 1) {
            canvas.polyline(pieces.get(0)[0], pieces.get(0)[1], pen);
        } else if (!pieces.isEmpty()) {
            canvas.strokes(pieces, pen);
        }
    }

    private static boolean inside(Place place, double x, double y) {
        return x > place.x - 5 && x < place.x + place.width + 5 && y > place.y - 5 && y < place.y + place.height + 5;
    }

    private void xAxis(Place place) {
        double bottom = place.y + place.height;
        canvas.line(place.x, bottom, place.x + place.width, bottom, AXIS);
        Ticks ticks = place.xAxis.ticks();
        for (int i = 0; i < ticks.at().length; i++) {
            double x = x(place, ticks.at()[i]);
            canvas.line(x, bottom, x, bottom + FigureLayout.TICK, AXIS);
            if (!place.xShared) {
                double baseline = bottom + FigureLayout.TICK + FigureLayout.TICK_GAP + 0.8 * FigureLayout.TEXT;
                text(ticks.labels()[i], x, baseline, FigureLayout.TEXT, false, Anchor.MIDDLE);
            }
        }
        if (!place.xShared) {
            double top = bottom + FigureLayout.TICK + FigureLayout.TICK_GAP + FigureLayout.TEXT;
            for (int i = 0; i < place.xLabel.size(); i++) {
                double baseline = top + (i + 0.85) * FigureLayout.LABEL_HEIGHT;
                text(place.xLabel.get(i), place.x + place.width / 2, baseline, FigureLayout.TEXT, false, Anchor.MIDDLE);
            }
        }
    }

    private void scaleBar(Place place) {
        Range range = place.xAxis.range();
        ScaleBar bar = ScaleBar.of(range.high() - range.low(), place.panel.scaleBarUnit());
        double length = place.width * bar.length() / (range.high() - range.low());
        double y = place.y + place.height + FigureLayout.TICK + FigureLayout.TEXT / 2;
        canvas.line(place.x, y, place.x + length, y, new Pen(INK, 2));
        text(bar.label(), place.x + length + 6, y + BASELINE, FigureLayout.TEXT, false, Anchor.START);
    }

    private void yAxis(Place place) {
        canvas.line(place.x, place.y, place.x, place.y + place.height, AXIS);
        Ticks ticks = place.yAxis.ticks();
        for (double at : ticks.minor()) {
            double y = y(place, at);
            canvas.line(place.x - 0.6 * FigureLayout.TICK, y, place.x, y, MINOR);
        }
        for (int i = 0; i < ticks.at().length; i++) {
            double y = y(place, ticks.at()[i]);
            canvas.line(place.x - FigureLayout.TICK, y, place.x, y, AXIS);
            if (!place.yShared) {
                double x = place.x - FigureLayout.TICK - FigureLayout.TICK_GAP;
                text(ticks.labels()[i], x, y + BASELINE, FigureLayout.TEXT, false, Anchor.END);
            }
        }
        double x = place.x - place.left + (place.column == 0 ? FigureLayout.OUTER : 0);
        for (int i = 0; i < place.yLabel.size(); i++) {
            double baseline = x + 0.8 * FigureLayout.LABEL_HEIGHT + i * FigureLayout.LABEL_HEIGHT;
            canvas.text(new Canvas.Text(
                    place.yLabel.get(i),
                    baseline,
                    place.y + place.height / 2,
                    FigureLayout.TEXT,
                    false,
                    Anchor.MIDDLE,
                    true,
                    INK));
        }
    }

    private void legend(Legend legend, double left, double top) {
        for (Legend.Entry entry : legend.entries()) {
            double middle = top + (entry.line() + 0.5) * FigureLayout.LEGEND_HEIGHT;
            Legend.Sample sample = entry.sample();
            if (sample.pen() != null) {
                canvas.line(left + entry.x(), middle, left + entry.sampleEnd(), middle, sample.pen());
            }
            if (sample.dot() != null) {
                canvas.dot(left + (entry.x() + entry.sampleEnd()) / 2, middle, sample.radius(), sample.dot());
            }
            double baseline = middle + BASELINE;
            for (String line : entry.label()) {
                text(line, left + entry.textStart(), baseline, FigureLayout.TEXT, false, Anchor.START);
                baseline += FigureLayout.LEGEND_HEIGHT;
            }
        }
    }

    private void text(String string, double x, double y, double size, boolean bold, Anchor anchor) {
        if (!string.isEmpty()) {
            canvas.text(new Canvas.Text(string, x, y, size, bold, anchor, false, INK));
        }
    }

    private static double x(Place place, double value) {
        return place.x + place.width * place.xAxis.share(value);
    }

    private static double y(Place place, double value) {
        return place.y + place.height * (1 - place.yAxis.share(value));
    }
}
