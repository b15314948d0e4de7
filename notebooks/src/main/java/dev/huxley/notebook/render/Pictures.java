package dev.huxley.notebook.render;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import dev.huxley.plot.Figure;
import java.util.Map;

/**
 * Pictures as MIME bundles. A notebook that is stored keeps every picture, so what is shown unasked is PNG, with twice as
 * many pixels as it takes on the page; SVG and a plot with zoom are shown on request.
 */
public final class Pictures {
    /** An object that is shown in a form that was chosen for it. */
    private record Chosen(MimeBundle mimeBundle) implements Displayable {
        @Override
        public String toString() {
            return String.valueOf(mimeBundle.data().get("text/plain"));
        }
    }

    private Pictures() {}

    static MimeBundle of(Figure figure, Object object) {
        return MimeBundle.text(object.toString())
                .with("image/png", figure.toPng(), Map.of("width", figure.width(), "height", figure.height()));
    }

    /**
     * A figure as SVG. It stands within HTML, since nbconvert 6 shows nothing where {@code image/svg+xml} is.
     *
     * @param object what the figure shows, for its text
     */
    public static Displayable svg(Figure figure, Object object) {
        return new Chosen(
                MimeBundle.text(object.toString()).with("text/html", "<div>\n" + figure.toSvg() + "\n</div>\n"));
    }

    /**
     * A figure of lines with zoom along x (JupyterLab), and beside it the picture for notebooks without Vega.
     *
     * @param object what the figure shows, for its text
     * @throws IllegalArgumentException if the figure shows anything but lines
     */
    public static Displayable interactive(Figure figure, Object object) {
        return new Chosen(of(figure, object).with("application/vnd.vegalite.v5+json", figure.toVegaLite()));
    }
}
