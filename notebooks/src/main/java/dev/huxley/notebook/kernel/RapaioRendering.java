package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;

/** The display of a class in the kernel rapaio. */
record RapaioRendering<T>(Class<T> rendererClass, Function<T, MimeBundle> forms) implements DisplayRenderer {
    @Override
    public boolean canRender(String mimeType) {
        return true;
    }

    /** All forms, or if a type is asked for ({@code "html"}, {@code "text/html"}) this one. */
    @Override
    public DisplayData render(String mimeType, Object object) {
        MimeBundle all = forms.apply(rendererClass.cast(object));
        MimeBundle shown = MimeBundle.text(String.valueOf(all.data().get("text/plain")));
        for (Map.Entry<String, Object> form : all.data().entrySet()) {
            String type = form.getKey();
            if (mimeType == null || type.equals(mimeType) || type.endsWith("/" + mimeType)) {
                shown = shown.with(type, form.getValue(), all.metadata().getOrDefault(type, Map.of()));
            }
        }
        return RapaioNotebook.data(shown);
    }

    /** The displays of Huxley's classes, and of arrays of numbers. */
    static List<DisplayRenderer> all() {
        return List.of(
                new RapaioRendering<>(Displayable.class, WireForms::of),
                new RapaioRendering<>(double[].class, values -> MimeBundle.text(NumbersText.of(values))),
                new RapaioRendering<>(double[][].class, values -> MimeBundle.text(NumbersText.of(values))));
    }
}
