package dev.huxley.notebook.kernel;

import java.util.List;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** Huxley's displays for the kernel rapaio, which finds them as a service. */
public final class RapaioDisplays implements DisplayProvider {
    /** rapaio asks after each jar that it adds, also before the one that has the classes which are displayed. */
    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        try {
            Class.forName("dev.huxley.display.Displayable", false, getClass().getClassLoader());
        } catch (ClassNotFoundException notYet) {
            return List.of();
        }
        return RapaioRendering.all();
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }
}
