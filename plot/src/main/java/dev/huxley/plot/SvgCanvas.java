package dev.huxley.plot;

import dev.huxley.text.Markup;
import java.util.List;
import java.util.Locale;

/** A canvas that writes SVG 1.1 text. Uses {@code java.base} only. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height, String title) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" font-family=\"Helvetica, Arial, sans-serif\">\n");
        if (!title.isEmpty()) {
            svg.append("<title>").append(Markup.escaped(title)).append("</title>\n");
        }
    }

    String document() {
        return svg + "</svg>\n";
    }

    @Override
    public void rectangle(double x, double y, double width, double height, String fill) {
        svg.append("<rect");
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        svg.append(" fill=\"").append(fill).append("\"/>\n");
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Pen pen) {
        svg.append("<line");
        attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        stroke(pen);
        svg.append("/>\n");
    }

    @Override
    public void polyline(double[] x, double[] y, Pen pen) {
        svg.append("<polyline fill=\"none\" stroke-linejoin=\"round\"");
        stroke(pen);
        svg.append(" points=\"");
        for (int i = 0; i < x.length; i++) {
            if (i > 0) {
                svg.append(' ');
            }
            number(x[i]);
            svg.append(',');
            number(y[i]);
        }
        svg.append("\"/>\n");
    }

    @Override
    public void strokes(List<double[][]> paths, Pen pen) {
        svg.append("<path fill=\"none\" stroke-linejoin=\"round\"");
        svg.append(pen.pattern() == null ? " stroke-linecap=\"round\"" : "");
        stroke(pen);
        path(paths, false);
    }

    @Override
    public void areas(List<double[][]> areas, String color) {
        svg.append("<path fill=\"").append(color).append('"');
        path(areas, true);
    }

    /**
     * Writes the first point of every piece in full and the others as differences, which are shorter; rounding does not
     * accumulate.
     */
    private void path(List<double[][]> pieces, boolean closed) {
        svg.append(" d=\"");
        for (double[][] piece : pieces) {
            long atX = Math.round(100 * piece[0][0]);
            long atY = Math.round(100 * piece[1][0]);
            svg.append('M');
            hundredths(atX);
            svg.append(' ');
            hundredths(atY);
            for (int i = 1; i < piece[0].length; i++) {
                long x = Math.round(100 * piece[0][i]);
                long y = Math.round(100 * piece[1][i]);
                svg.append(i == 1 ? 'l' : ' ');
                hundredths(x - atX);
                svg.append(' ');
                hundredths(y - atY);
                atX = x;
                atY = y;
            }
            svg.append(closed ? "z" : "");
        }
        svg.append("\"/>\n");
    }

    @Override
    public void dot(double x, double y, double radius, String color) {
        svg.append("<circle");
        attribute("cx", x).attribute("cy", y).attribute("r", radius);
        svg.append(" fill=\"").append(color).append("\"/>\n");
    }

    @Override
    public void text(Text text) {
        svg.append("<text");
        attribute("x", text.x()).attribute("y", text.y()).attribute("font-size", text.size());
        if (text.bold()) {
            svg.append(" font-weight=\"bold\"");
        }
        if (text.anchor() != Anchor.START) {
            svg.append(" text-anchor=\"")
                    .append(text.anchor().name().toLowerCase(Locale.ROOT))
                    .append('"');
        }
        if (text.upwards()) {
            svg.append(" transform=\"rotate(-90 ");
            number(text.x());
            svg.append(' ');
            number(text.y());
            svg.append(")\"");
        }
        svg.append(" fill=\"").append(text.color()).append("\">");
        List<Lettering.Run> runs = Lettering.runs(text.string());
        boolean raised = false;
        for (Lettering.Run run : runs) {
            if (run.raised() || raised) {
                double lift = Lettering.RAISED_BY * text.size() * (run.raised() ? -1 : 1);
                svg.append("<tspan");
                attribute("dy", lift).attribute("font-size", text.size() * (run.raised() ? Lettering.RAISED_SIZE : 1));
                svg.append('>').append(Markup.escaped(run.text())).append("</tspan>");
            } else {
                svg.append(Markup.escaped(run.text()));
            }
            raised = run.raised();
        }
        svg.append("</text>\n");
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        // The name holds the geometry, so that figures in one HTML page share equal clips only.
        StringBuilder name = new StringBuilder("clip");
        for (double value : new double[] {x, y, width, height}) {
            name.append('-').append(Math.round(100 * value));
        }
        svg.append("<clipPath id=\"").append(name).append("\"><rect");
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        svg.append("/></clipPath>\n<g clip-path=\"url(#").append(name).append(")\">\n");
    }

    @Override
    public void unclip() {
        svg.append("</g>\n");
    }

    private void stroke(Pen pen) {
        svg.append(" stroke=\"").append(pen.color()).append('"');
        attribute("stroke-width", pen.width());
        double[] pattern = pen.pattern();
        if (pattern != null) {
            svg.append(" stroke-dasharray=\"");
            number(pattern[0]);
            svg.append(' ');
            number(pattern[1]);
            svg.append('"');
        }
    }

    private SvgCanvas attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"");
        number(value);
        svg.append('"');
        return this;
    }

    /** Writes a number in hundredths of a pixel, without trailing zeros, independent of the locale. */
    private void number(double value) {
        hundredths(Math.round(100 * value));
    }

    private void hundredths(long hundredths) {
        if (hundredths < 0) {
            svg.append('-');
        }
        long size = Math.abs(hundredths);
        svg.append(size / 100);
        if (size % 100 != 0) {
            svg.append('.').append(size / 10 % 10);
            if (size % 10 != 0) {
                svg.append(size % 10);
            }
        }
    }
}
