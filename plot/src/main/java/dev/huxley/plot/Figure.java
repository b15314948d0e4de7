package dev.huxley.plot;

import dev.huxley.display.Displayable;
import dev.huxley.text.Brief;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A picture of panels in rows. Immutable: every setting returns a new figure. The layout is computed when the figure is
 * drawn.
 *
 * <pre>{@code
 * Figure.of(900, 500)
 *         .title("Response to 0.2 nA")
 *         .row(3, voltage.sharesXWithPanelBelow(true))
 *         .row(1, stimulus)
 *         .write(Path.of("response.png"));
 * }</pre>
 */
public final class Figure implements Displayable {
    private static final int LARGEST_SIDE = 10_000;
    private static final int LARGEST_AREA = 25_000_000;

    /** Panels side by side, and their height relative to that of other rows. */
    record Row(double height, List<Panel> panels) {}

    private final int width;
    private final int height;
    private final String title;
    private final boolean legend;
    private final List<Row> rows;

    private Figure(int width, int height, String title, boolean legend, List<Row> rows) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.legend = legend;
        this.rows = rows;
    }

    /**
     * An empty figure of the given size in pixels; a PNG has twice as many on each side.
     *
     * @throws IllegalArgumentException if a side is outside 50 to 10000 or the area above 25 million pixels
     */
    public static Figure of(int width, int height) {
        if (Math.min(width, height) < 50
                || Math.max(width, height) > LARGEST_SIDE
                || (long) width * height > LARGEST_AREA) {
            throw new IllegalArgumentException("a figure of " + width + " x " + height
                    + " pixels cannot be drawn: sides go from 50 to " + LARGEST_SIDE + ", the area up to "
                    + LARGEST_AREA);
        }
        return new Figure(width, height, "", false, List.of());
    }

    /** Sets a title above everything. */
    public Figure title(String text) {
        return new Figure(width, height, Lettering.clean(text), legend, rows);
    }

    /** Chooses whether the labels of all panels' lines are listed once, below the title. */
    public Figure legend(boolean shown) {
        return new Figure(width, height, title, shown, rows);
    }

    /**
     * Adds a row of panels, side by side, below the present rows.
     *
     * @param relativeHeight height of the panels relative to those of the other rows, positive
     */
    public Figure row(double relativeHeight, Panel... panels) {
        return row(relativeHeight, List.of(panels));
    }

    /** Adds a row of panels; see {@link #row(double, Panel...)}. */
    public Figure row(double relativeHeight, List<Panel> panels) {
        if (!(relativeHeight > 0 && relativeHeight < 1e6)) {
            throw new IllegalArgumentException("the relative height of a row must be positive, not " + relativeHeight);
        }
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a row needs at least one panel");
        }
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(relativeHeight, List.copyOf(panels)));
        return new Figure(width, height, title, legend, List.copyOf(more));
    }

    /**
     * Sets the height of the figure so that a panel of relative height 1 is this many pixels high, regardless of
     * titles, legends and axes. All rows must have been added before.
     *
     * @throws IllegalArgumentException if the figure has no rows, or becomes too high (see {@link #of})
     */
    public Figure panelHeight(double pixels) {
        if (!(pixels >= 20 && pixels <= LARGEST_SIDE)) {
            throw new IllegalArgumentException(
                    "panels cannot be " + pixels + " pixels high; give 20 to " + LARGEST_SIDE);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a figure without rows has no height of panels; add its rows before");
        }
        double panels = pixels * rows.stream().mapToDouble(Row::height).sum();
        Figure sized = new Figure(width, (int) panels + LARGEST_SIDE, title, legend, rows);
        // What stands around the panels depends a little on their height, by the widths of the numbers beside them.
        for (int pass = 0; pass < 3; pass++) {
            double all = Math.ceil(panels + FigureLayout.of(sized).around());
            sized = new Figure(width, (int) all, title, legend, rows);
        }
        return new Figure(width, Figure.of(width, sized.height).height, title, legend, rows);
    }

    /** Width in pixels. */
    public int width() {
        return width;
    }

    /** Height in pixels. */
    public int height() {
        return height;
    }

    String title() {
        return title;
    }

    boolean legend() {
        return legend;
    }

    List<Row> rows() {
        return rows;
    }

    /**
     * The figure as an SVG document without XML declaration, so that it can be embedded in HTML. Needs no graphics
     * library and no fonts.
     *
     * @throws IllegalArgumentException if the figure is too small for its panels
     */
    public String toSvg() {
        SvgCanvas canvas = new SvgCanvas(width, height, title);
        FigurePainter.paint(this, canvas);
        return canvas.document();
    }

    /**
     * The figure as the bytes of a PNG file, twice as wide and high in pixels. Uses the system's sans-serif font, or
     * built-in letters if the machine has no fonts.
     *
     * @throws PngUnavailableException  if this Java installation cannot draw pictures at all
     * @throws IllegalArgumentException if the figure is too small for its panels
     */
    public byte[] toPng() {
        return PngWriter.bytes(this);
    }

    /**
     * The figure as a specification of Vega-Lite 5, in which a reader zooms along x: objects, lists, strings, numbers and
     * null, as a JSON document has them. Lines of many points are thinned so that it stays below 250 kB; circles,
     * colors and labels are kept, dashes and widths are not.
     *
     * @throws IllegalArgumentException if a panel shows anything but lines
     */
    public Map<String, Object> toVegaLite() {
        return VegaLite.of(this);
    }

    /**
     * Writes the figure as PNG or SVG, by the file name's extension. The file appears complete or not at all.
     *
     * @throws IllegalArgumentException if the extension is neither .png nor .svg
     * @throws PngUnavailableException  if it is .png and this Java installation cannot draw pictures
     * @throws UncheckedIOException     if the file cannot be written
     */
    public void write(Path file) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        byte[] content;
        if (lower.endsWith(".png")) {
            content = toPng();
        } else if (lower.endsWith(".svg")) {
            content = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + toSvg()).getBytes(StandardCharsets.UTF_8);
        } else {
            throw new IllegalArgumentException("cannot tell the format of figure '" + file + "': name it .png or .svg");
        }
        Path part = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".part");
        try {
            try {
                Files.write(part, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                try {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write figure '" + file + "': check that the folder exists and is writable", e);
        }
    }

    @Override
    public String toString() {
        return "Figure[" + Brief.of(title) + ", " + width + " x " + height + ", "
                + Brief.count(rows.stream().mapToInt(row -> row.panels().size()).sum(), "panel") + "]";
    }
}
