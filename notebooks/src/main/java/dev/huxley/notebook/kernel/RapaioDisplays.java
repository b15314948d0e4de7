package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** Huxley's displays for the kernel rapaio, which finds them as a service. */
public final class RapaioDisplays implements DisplayProvider {
    private record Rendering<T>(Class<T> rendererClass, Function<T, MimeBundle> forms) implements DisplayRenderer {
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
    }

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(
                new Rendering<>(Displayable.class, WireForms::of),
                new Rendering<>(double[].class, values -> MimeBundle.text(NumbersText.of(values))),
                new Rendering<>(double[][].class, values -> MimeBundle.text(NumbersText.of(values))));
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }
}
