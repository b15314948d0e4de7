package dev.huxley.plot;

import dev.huxley.plot.Canvas.Anchor;
import java.util.List;

/** A color scale at the right of a panel: the colors, their axis, and the gray for missing values. */
record ColorBar(ColorScale scale, Axis axis, List<String> label, double x, double y, double height) {
    private static final double GAP = 16;
    private static final double WIDTH = 12;
    private static final double LONGEST = 220;
    private static final String NOTHING = "none";

    static ColorBar of(Place place, ColorScale scale) {
        double free = place.height - (scale.gaps() ? 2 * FigureLayout.TEXT : 0);
        double height = Math.max(Math.min(LONGEST, free), 0.5 * place.height);
        Axis axis = scale.axis((int) (height / (2.5 * FigureLayout.TEXT)) + 1);
        List<String> label =
                Lettering.wrapped(scale.label(axis), place.height, FigureLayout.TEXT, false, place.mostLines);
        double top = place.y + Math.max(0, (free - height) / 2);
        return new ColorBar(scale, axis, label, place.x + place.width + GAP, top, height);
    }

    /** The width of the scale beside the panel. */
    double room() {
        double nothing = scale.gaps() ? Lettering.width(NOTHING, FigureLayout.TEXT, false) : 0;
        return GAP
                + WIDTH
                + FigureLayout.TICK
                + FigureLayout.TICK_GAP
                + Math.max(nothing, FigureLayout.widestTick(axis))
                + (label.isEmpty() ? 0 : 8 + FigureLayout.LABEL_HEIGHT * label.size());
    }

    void paint(Canvas canvas, String ink) {
        double step = height / ColorScale.LEVELS;
        for (int level = 0; level < ColorScale.LEVELS; level++) {
            // Each reaches into the next one, or the paper would shine through between them.
            double reach = level == 0 ? 0 : Math.min(1, step / 2);
            canvas.rectangle(x, y + height - (level + 1) * step, WIDTH, step + reach, ColorScale.level(level));
        }
        double right = x + WIDTH;
        canvas.line(right, y, right, y + height, FigurePainter.AXIS);
        double text = right + FigureLayout.TICK + FigureLayout.TICK_GAP;
        for (double at : axis.ticks().minor()) {
            double place = y + height * (1 - axis.share(at));
            canvas.line(right, place, right + 0.6 * FigureLayout.TICK, place, FigurePainter.AXIS);
        }
        for (int i = 0; i < axis.ticks().at().length; i++) {
            double place = y + height * (1 - axis.share(axis.ticks().at()[i]));
            canvas.line(right, place, right + FigureLayout.TICK, place, FigurePainter.AXIS);
            text(canvas, axis.ticks().labels()[i], text, place + FigurePainter.BASELINE, Anchor.START, false, ink);
        }
        if (scale.gaps()) {
            double top = y + height + 0.7 * FigureLayout.TEXT;
            canvas.rectangle(x, top, WIDTH, FigureLayout.TEXT, Color.LIGHT_GRAY.hex());
            text(canvas, NOTHING, text, top + FigureLayout.TEXT / 2 + FigurePainter.BASELINE, Anchor.START, false, ink);
        }
        for (int i = 0; i < label.size(); i++) {
            double column = x - GAP + room() - (label.size() - 1 - i + 0.3) * FigureLayout.LABEL_HEIGHT;
            text(canvas, label.get(i), column, y + height / 2, Anchor.MIDDLE, true, ink);
        }
    }

    private static void text(
            Canvas canvas, String string, double x, double y, Anchor anchor, boolean upwards, String ink) {
        canvas.text(new Canvas.Text(string, x, y, FigureLayout.TEXT, false, anchor, upwards, ink));
    }
}
