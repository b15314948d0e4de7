package dev.huxley.plot;

import dev.huxley.plot.Canvas.Anchor;
import dev.huxley.plot.FigureLayout.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws a laid out figure on a canvas, from the paper up to the letters. */
final class FigurePainter {
    private static final String PAPER = "#ffffff";
    private static final String INK = "#1f1f1f";
    static final Pen AXIS = new Pen("#4a4a4a", 1);
    private static final Pen MINOR = new Pen("#4a4a4a", 0.7);
    private static final Pen GRID = new Pen("#e4e4e4", 0.8);

    /** Pixels of the PNG, which has two per pixel of the figure. */
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
        FigurePainter painter = new FigurePainter(canvas, new FigureLayout(figure));
        canvas.rectangle(0, 0, figure.width(), figure.height(), PAPER);
        double room = figure.width() - 2 * FigureLayout.OUTER;
        painter.text(
                Lettering.shorten(figure.title(), room, FigureLayout.TITLE, true),
                FigureLayout.OUTER,
                FigureLayout.OUTER + FigureLayout.TITLE,
                FigureLayout.TITLE,
                true,
                Anchor.START);
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
        double scale =
                place.width / (place.xAxis.range().high() - place.xAxis.range().low());
        TubePainter.paint(canvas, place.panel.drawnTubes(), v -> x(place, v), v -> y(place, v), scale);
        List<Line> lines = place.panel.lines();
        for (int i = 0; i < lines.size(); i++) {
            line(place, lines.get(i), lines.get(i).pen(i));
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
        Legend legend = layout.legend(place);
        double top = place.y - 4 - legend.lines() * FigureLayout.LEGEND_HEIGHT;
        legend(legend, place.x, top);
        text(
                Lettering.shorten(place.panel.title(), place.width, FigureLayout.PANEL_TITLE, true),
                place.x,
                top - 4,
                FigureLayout.PANEL_TITLE,
                true,
                Anchor.START);
    }

    private void grid(Place place) {
        for (double at : place.xAxis.ticks().at()) {
            canvas.line(x(place, at), place.y, x(place, at), place.y + place.height, GRID);
        }
        for (double at : place.yAxis.ticks().at()) {
            canvas.line(place.x, y(place, at), place.x + place.width, y(place, at), GRID);
        }
    }

    private void line(Place place, Line line, Pen pen) {
        double[] x = new double[line.size()];
        double[] y = new double[line.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = x(place, line.x(i));
            y[i] = y(place, line.y(i));
        }
        double radius = Math.max(1.5, 0.9 * pen.width());
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
        if (line.markers()) {
            Set<List<Long>> drawn = new HashSet<>();
            for (int i = 0; i < x.length; i++) {
                if (inside(place, x[i], y[i]) && drawn.add(List.of(Math.round(x[i]), Math.round(y[i])))) {
                    canvas.dot(x[i], y[i], radius + 1.2, pen.color());
                }
            }
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
            String label = AxisLabel.of(place.panel.xName(), place.panel.xUnit(), ticks.exponent());
            double baseline = bottom
                    + FigureLayout.TICK
                    + FigureLayout.TICK_GAP
                    + FigureLayout.TEXT
                    + 0.85 * FigureLayout.LABEL_HEIGHT;
            String shown = Lettering.shorten(label, place.width, FigureLayout.TEXT, false);
            text(shown, place.x + place.width / 2, baseline, FigureLayout.TEXT, false, Anchor.MIDDLE);
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
            if (entry.sample() != Legend.Sample.DOT) {
                canvas.line(left + entry.x(), middle, left + entry.sampleEnd(), middle, entry.pen());
            }
            if (entry.sample() != Legend.Sample.LINE) {
                double center = left + (entry.x() + entry.sampleEnd()) / 2;
                double radius = entry.sample() == Legend.Sample.DOT ? 4.5 : 2.7;
                canvas.dot(center, middle, radius, entry.pen().color());
            }
            text(entry.label(), left + entry.textStart(), middle + BASELINE, FigureLayout.TEXT, false, Anchor.START);
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
