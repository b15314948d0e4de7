package dev.huxley.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import dev.huxley.notebook.Huxley;
import dev.huxley.notebook.Traces;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/** The displays of Huxley's objects by the three kernels' own renderers. */
class KernelDisplaysTest {
    /** The data that a kernel sends for an object. */
    private record Sent(Map<String, Object> data, Map<String, Object> metadata) {}

    /** A user's class. */
    private record Spikes(double... times) implements Displayable {
        @Override
        public MimeBundle mimeBundle() {
            Map<String, Object> chart = new LinkedHashMap<>();
            chart.put("values", List.of(1.5, Double.NaN, Double.POSITIVE_INFINITY));
            return MimeBundle.text(toString())
                    .with("text/html", "<b>" + times.length + " spikes</b>")
                    .with("text/markdown", "**spikes**")
                    .with("application/vnd.vegalite.v5+json", chart);
        }

        @Override
        public String toString() {
            return "Spikes";
        }
    }

    /** A class whose display fails. */
    private record Broken() implements Displayable {
        @Override
        public MimeBundle mimeBundle() {
            throw new IllegalStateException("no picture");
        }
    }

    private static final Map<String, Function<Object, Sent>> KERNELS = new LinkedHashMap<>();
    private static Map<String, Displayable> pages;
    private static Map<String, Displayable> pictures;

    @BeforeAll
    static void makeObjects() {
        Renderer ijava = new Renderer();
        IJavaNotebook.register(ijava);
        IJavaNotebook.register(ijava);
        KERNELS.put("IJava", object -> sent(ijava.render(object)));
        var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        JJavaNotebook.register(jjava);
        JJavaNotebook.register(jjava);
        KERNELS.put("JJava", object -> sent(jjava.render(object)));
        KERNELS.put("rapaio", object -> {
            var data = DisplaySystem.inst().render(object);
            return new Sent(data.data(), data.metadata());
        });
        pages = Shown.pages();
        pictures = Shown.pictures();
    }

    /** The fields of a DisplayData, which IJava and JJava turn into JSON themselves. */
    @SuppressWarnings("unchecked")
    private static Sent sent(Object displayData) {
        try {
            Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
            for (String name : List.of("data", "metadata")) {
                Field field = displayData.getClass().getDeclaredField(name);
                field.setAccessible(true);
                Object map = field.get(displayData);
                fields.put(name, map == null ? Map.of() : (Map<String, Object>) map);
            }
            return new Sent(fields.get("data"), fields.get("metadata"));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> types(Sent sent) {
        return new TreeSet<>(sent.data.keySet());
    }

    @Test
    void pagesHaveHtmlAndTheirTextInEveryKernel() {
        KERNELS.forEach((kernel, render) -> pages.forEach((name, object) -> {
            Sent sent = render.apply(object);
            assertEquals(Set.of("text/html", "text/plain"), types(sent), kernel + ", " + name);
            assertEquals(object.toString(), sent.data.get("text/plain"), kernel + ", " + name);
        }));
    }

    @Test
    void picturesAreSharpAndHaveTheirSizeInEveryKernel() {
        KERNELS.forEach((kernel, render) -> pictures.forEach((name, object) -> {
            Sent sent = render.apply(object);
            assertEquals(Set.of("image/png", "text/plain"), types(sent), kernel + ", " + name);
            assertEquals(object.toString(), sent.data.get("text/plain"), kernel + ", " + name);
            BufferedImage image = image((String) sent.data.get("image/png"));
            Map<?, ?> size = (Map<?, ?>) sent.metadata.get("image/png");
            assertEquals(image.getWidth(), 2 * (int) size.get("width"), kernel + ", width of " + name);
            assertEquals(image.getHeight(), 2 * (int) size.get("height"), kernel + ", height of " + name);
        }));
    }

    private static BufferedImage image(String base64) {
        try {
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
            assertNotNull(image, "a picture that cannot be decoded");
            return image;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void interactiveTracesHaveTheirPictureBesideThem() {
        Traces traces = Huxley.run(Shown.cell(), 0.05);
        KERNELS.forEach((kernel, render) -> {
            Sent sent = render.apply(Huxley.interactive(traces));
            assertEquals(Set.of("application/vnd.vegalite.v5+json", "image/png", "text/plain"), types(sent), kernel);
            assertEquals(traces.toString(), sent.data.get("text/plain"), kernel);
            assertEquals(Set.of("text/html", "text/plain"), types(render.apply(Huxley.svg(traces))), kernel);
        });
    }

    @Test
    void aUsersClassIsShownInEveryKernelWithNullForNaN() {
        KERNELS.forEach((kernel, render) -> {
            Sent sent = render.apply(new Spikes(1, 2));
            assertEquals(
                    Set.of("application/vnd.vegalite.v5+json", "text/html", "text/markdown", "text/plain"),
                    types(sent),
                    kernel);
            assertEquals("<b>2 spikes</b>", sent.data.get("text/html"), kernel);
            Map<?, ?> chart = (Map<?, ?>) sent.data.get("application/vnd.vegalite.v5+json");
            assertEquals("[1.5, null, null]", chart.get("values").toString(), kernel);
        });
    }

    @Test
    void aDisplayThatFailsIsTextWithTheReason() {
        KERNELS.forEach((kernel, render) -> {
            Sent sent = render.apply(new Broken());
            assertEquals(Set.of("text/plain"), types(sent), kernel);
            String text = (String) sent.data.get("text/plain");
            assertTrue(text.contains("Broken[]") && text.contains("no picture"), kernel + ": " + text);
        });
    }

    /** The interface's own display, of a class for which nothing was written. */
    @Test
    void aClassWithoutRendererIsText() {
        Displayable unknown = new Displayable() {
            @Override
            public String toString() {
                return "something else";
            }
        };
        KERNELS.forEach((kernel, render) -> {
            Sent sent = render.apply(unknown);
            assertEquals(Map.of("text/plain", "something else"), sent.data, kernel);
        });
    }

    @Test
    void numbersOfArraysAreReadable() {
        double[] many = new double[100];
        many[99] = 3;
        many[50] = Double.NaN;
        KERNELS.forEach((kernel, render) -> {
            assertEquals(
                    "double[2] {1.0, 2.5}",
                    render.apply(new double[] {1, 2.5}).data.get("text/plain"),
                    kernel);
            assertEquals(
                    "double[100] {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ..., 3.0}, from 0.0 to 3.0, 1 not finite",
                    render.apply(many).data.get("text/plain"),
                    kernel);
            assertEquals(
                    "double[2][]\n  double[1] {1.0}\n  double[0] {}",
                    render.apply(new double[][] {{1}, {}}).data.get("text/plain"),
                    kernel);
        });
    }

    /** {@code display(cell, "text/html")} of IJava and JJava, {@code display("html", cell)} of rapaio. */
    @Test
    void oneFormCanBeAskedFor() {
        Renderer renderer = new Renderer();
        IJavaNotebook.register(renderer);
        var data = renderer.renderAs(new Spikes(), "text/markdown");
        assertTrue(data.hasDataForType(MIMEType.TEXT_MARKDOWN));
        assertFalse(data.hasDataForType(MIMEType.TEXT_HTML));
        assertEquals(
                Set.of("text/html", "text/plain"),
                DisplaySystem.inst().render("html", new Spikes()).data().keySet());
    }
}
