package dev.huxley.notebook.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.Test;

/** The two ways in which the kernel JJava and Huxley find each other. */
class JJavaNotebookTest {
    /** A kernel that keeps what it would send. */
    private static final class Kernel extends BaseKernel {
        private final List<DisplayData> shown = new ArrayList<>();

        Kernel() {
            super(
                    "test",
                    "1",
                    new LanguageInfo.Builder("Java").build(),
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    null,
                    true,
                    new StringStyler.Builder().build());
        }

        void run(boolean runs) {
            if (runs) {
                installNotebookKernel();
            } else {
                uninstallNotebookKernel();
            }
        }

        @Override
        public void display(DisplayData data) {
            shown.add(data);
        }

        @Override
        public Object evalRaw(String source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DisplayData inspect(String code, int at, boolean detail) {
            return null;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_MAYBE;
        }
    }

    /** An object that counts its displays. */
    private static final class Counted implements Displayable {
        private int displays;

        @Override
        public MimeBundle mimeBundle() {
            displays++;
            return MimeBundle.text("counted").with("text/html", "<b>counted</b>");
        }
    }

    private static void assertShownOnce(Kernel kernel) {
        Counted object = new Counted();
        DisplayData data = kernel.getRenderer().render(object);
        assertEquals("<b>counted</b>", data.getData(MIMEType.TEXT_HTML));
        assertEquals(1, object.displays, "displays made");
    }

    @Test
    void theKernelInstallsTheExtensionAndTheFirstObjectFindsTheKernelButDisplaysAreRegisteredOnce() {
        Kernel kernel = new Kernel();
        JJavaExtension extension = new JJavaExtension();
        extension.install(kernel);
        try {
            Notebook notebook = JJavaNotebook.find().orElseThrow();
            notebook.connect();
            assertShownOnce(kernel);
            String id = notebook.show(MimeBundle.text("below"));
            assertEquals(1, kernel.shown.size());
            assertEquals(id, kernel.shown.get(0).getDisplayId());
        } finally {
            extension.uninstall(kernel);
        }
        assertEquals(Optional.empty(), JJavaNotebook.find(), "no kernel runs");
    }

    /** A kernel may run without extensions. */
    @Test
    void withoutExtensionsTheRunningKernelIsFound() {
        Kernel kernel = new Kernel();
        kernel.run(true);
        try {
            JJavaNotebook.find().orElseThrow().connect();
            assertShownOnce(kernel);
            new JJavaExtension().install(kernel);
            assertShownOnce(kernel);
        } finally {
            new JJavaExtension().uninstall(kernel);
            kernel.run(false);
        }
        assertTrue(JJavaNotebook.find().isEmpty());
    }
}
