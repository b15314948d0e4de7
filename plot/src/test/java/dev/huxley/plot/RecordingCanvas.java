package dev.huxley.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A canvas that remembers what was drawn. */
final class RecordingCanvas implements Canvas {
    /** A text and the box that it may fill in any font. */
    record Boxed(String string, Rectangle2D box) {}

    final List<Boxed> texts = new ArrayList<>();
    final List<double[][]> polylines = new ArrayList<>();
    final List<double[]> dots = new ArrayList<>();

    /** x1, y1, x2, y2 and width of every straight line. */
    final List<double[]> lines = new ArrayList<>();

    /** Polygons by their color, in the order of their drawing. */
    final List<Area> areas = new ArrayList<>();

    /** Paths of {@link Canvas#strokes}. */
    final List<Stroke> strokes = new ArrayList<>();

    /** Rectangles, the background among them, in the order of their drawing. */
    final List<Filled> rectangles = new ArrayList<>();

    record Filled(Rectangle2D box, String color) {}

    record Area(double[][] polygon, String color) {}

    record Stroke(double[][] path, Pen pen) {}

    static RecordingCanvas of(Figure figure) {
        RecordingCanvas canvas = new RecordingCanvas();
        FigurePainter.paint(figure, canvas);
        return canvas;
    }

    @Override
    public void rectangle(double x, double y, double width, double height, String fill) {
        rectangles.add(new Filled(new Rectangle2D.Double(x, y, width, height), fill));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Pen pen) {
        lines.add(new double[] {x1, y1, x2, y2, pen.width()});
    }

    @Override
    public void strokes(List<double[][]> paths, Pen pen) {
        paths.forEach(path -> strokes.add(new Stroke(path, pen)));
    }

    @Override
    public void areas(List<double[][]> polygons, String color) {
        polygons.forEach(polygon -> areas.add(new Area(polygon, color)));
    }

    @Override
    public void polyline(double[] x, double[] y, Pen pen) {
        polylines.add(new double[][] {x, y});
    }

    @Override
    public void dot(double x, double y, double radius, String color) {
        dots.add(new double[] {x, y});
    }

    @Override
    public void text(Text text) {
        double width = Lettering.width(text.string(), text.size(), text.bold());
        double before =
                switch (text.anchor()) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        double ascent = 0.74 * text.size();
        double descent = 0.22 * text.size();
        Rectangle2D box = text.upwards()
                ? new Rectangle2D.Double(text.x() - ascent, text.y() - (width - before), ascent + descent, width)
                : new Rectangle2D.Double(text.x() - before, text.y() - ascent, width, ascent + descent);
        texts.add(new Boxed(text.string(), box));
    }

    @Override
    public void clip(double x, double y, double width, double height) {}

    @Override
    public void unclip() {}
}
