package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.plot.Figure;
import java.util.Map;

/** Pictures as MIME bundles: PNG with twice as many pixels as they take on the page, so that they are sharp. */
final class Pictures {
    private Pictures() {}

    static MimeBundle of(Figure figure, Object object) {
        return MimeBundle.text(object.toString())
                .with("image/png", figure.toPng(), Map.of("width", figure.width(), "height", figure.height()));
    }
}
