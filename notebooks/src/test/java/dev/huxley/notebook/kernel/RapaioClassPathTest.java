package dev.huxley.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.display.Displayable;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** rapaio adds the jars of a dependency one by one, and asks for displays after each. */
class RapaioClassPathTest {
    /** A class path that grows. */
    private static final class Growing extends URLClassLoader {
        Growing(URL... urls) {
            super(urls, DisplayProvider.class.getClassLoader().getParent());
        }

        void add(Class<?> type) {
            addURL(place(type));
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void displaysWaitForTheJarWithTheClassesThatAreDisplayed() throws Exception {
        try (Growing loader = new Growing(place(RapaioDisplays.class), place(DisplayProvider.class))) {
            Object provider = loader.loadClass(RapaioDisplays.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertEquals(0, displays(provider), "without the classes that are displayed");
            loader.add(Displayable.class);
            assertEquals(3, displays(provider));
        }
    }

    private static int displays(Object provider) throws ReflectiveOperationException {
        return ((List<?>) provider.getClass().getMethod("getDisplayRenderers").invoke(provider)).size();
    }
}
