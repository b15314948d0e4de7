package dev.huxley.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A canvas of pixels, two per pixel of the figure on each side. Entered through {@link PngWriter} only. */
final class PngCanvas implements Canvas {
    private static final int SCALE = 2;
    private static final int PIECES = 32;

    private final Graphics2D graphics;
    private final Letters letters;

    private PngCanvas(BufferedImage image, Letters letters) {
        this.letters = letters;
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
    }

    /** Uses every part of AWT that a figure without text needs. */
    static void drawOnePixel() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        PngCanvas canvas = new PngCanvas(image, null);
        canvas.rectangle(0, 0, 1, 1, "#ffffff");
        canvas.line(0, 0, 1, 1, new Pen("#000000", 1));
        canvas.graphics.dispose();
        encoded(image);
    }

    static byte[] draw(Figure figure, Letters letters) {
        BufferedImage image =
                new BufferedImage(SCALE * figure.width(), SCALE * figure.height(), BufferedImage.TYPE_INT_RGB);
        PngCanvas canvas = new PngCanvas(image, letters);
        try {
            FigurePainter.paint(figure, canvas);
        } finally {
            canvas.graphics.dispose();
        }
        return encoded(ColorReduction.of(image));
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Memory, because ImageIO's default is a cache file in a temporary folder.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("this Java installation has no PNG writer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode PNG in memory", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void rectangle(double x, double y, double width, double height, String fill) {
        graphics.setColor(Color.decode(fill));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Pen pen) {
        use(pen, BasicStroke.CAP_BUTT);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void polyline(double[] x, double[] y, Pen pen) {
        use(pen, BasicStroke.CAP_BUTT);
        graphics.draw(path(Collections.singletonList(new double[][] {x, y}), false));
    }

    @Override
    public void strokes(List<double[][]> paths, Pen pen) {
        use(pen, pen.pattern() == null ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT);
        // The cost of one path grows with the square of its pieces.
        for (int i = 0; i < paths.size(); i += PIECES) {
            graphics.draw(path(paths.subList(i, Math.min(paths.size(), i + PIECES)), false));
        }
    }

    @Override
    public void areas(List<double[][]> areas, String color) {
        graphics.setColor(Color.decode(color));
        graphics.fill(path(areas, true));
    }

    private static Path2D path(List<double[][]> pieces, boolean closed) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (double[][] piece : pieces) {
            path.moveTo(piece[0][0], piece[1][0]);
            for (int i = 1; i < piece[0].length; i++) {
                path.lineTo(piece[0][i], piece[1][i]);
            }
            if (closed) {
                path.closePath();
            }
        }
        return path;
    }

    @Override
    public void dot(double x, double y, double radius, String color) {
        graphics.setColor(Color.decode(color));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void text(Text text) {
        double measured = Lettering.width(text.string(), text.size(), text.bold());
        double actual = 0;
        for (Lettering.Run run : Lettering.runs(text.string())) {
            actual += advance(run, text);
        }
        // A font wider than the layout's table is condensed to the room that was kept for it.
        double condensed = Math.min(1, measured / Math.max(actual, 1e-9));
        AffineTransform before = graphics.getTransform();
        graphics.translate(text.x(), text.y());
        if (text.upwards()) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.scale(condensed, 1);
        graphics.translate(
                switch (text.anchor()) {
                    case START -> 0;
                    case MIDDLE -> -actual / 2;
                    case END -> -actual;
                },
                0);
        graphics.setColor(Color.decode(text.color()));
        for (Lettering.Run run : Lettering.runs(text.string())) {
            AffineTransform baseline = graphics.getTransform();
            graphics.translate(0, run.raised() ? -Lettering.RAISED_BY * text.size() : 0);
            graphics.fill(letters.outline(run.text(), size(run, text), text.bold()));
            graphics.setTransform(baseline);
            graphics.translate(advance(run, text), 0);
        }
        graphics.setTransform(before);
    }

    private double advance(Lettering.Run run, Text text) {
        return letters.advance(run.text(), size(run, text), text.bold());
    }

    private static double size(Lettering.Run run, Text text) {
        return text.size() * (run.raised() ? Lettering.RAISED_SIZE : 1);
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        graphics.setClip(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void unclip() {
        graphics.setClip(null);
    }

    private void use(Pen pen, int cap) {
        graphics.setColor(Color.decode(pen.color()));
        double[] pattern = pen.pattern();
        float[] dash = pattern == null ? null : new float[] {(float) pattern[0], (float) pattern[1]};
        graphics.setStroke(new BasicStroke((float) pen.width(), cap, BasicStroke.JOIN_ROUND, 1, dash, 0));
    }
}
