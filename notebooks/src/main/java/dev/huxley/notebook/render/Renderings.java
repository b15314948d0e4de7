package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.plot.Figure;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.plot.model.TracePlot;
import java.util.Map;
import java.util.Optional;

/** The displays of Huxley's classes. */
public final class Renderings {
    private Renderings() {}

    /** The display of an object; empty for a class that has none. */
    public static Optional<MimeBundle> of(Object object) {
        if (object instanceof Figure figure) {
            return Optional.of(picture(figure, object.toString()));
        }
        if (object instanceof TracePlot plot) {
            return Optional.of(picture(plot.figure(), object.toString()));
        }
        if (object instanceof ModelPlot plot) {
            return Optional.of(picture(plot.figure(), object.toString()));
        }
        return Optional.empty();
    }

    private static MimeBundle picture(Figure figure, String text) {
        return MimeBundle.text(text)
                .with("image/png", figure.toPng(), Map.of("width", figure.width(), "height", figure.height()));
    }
}
