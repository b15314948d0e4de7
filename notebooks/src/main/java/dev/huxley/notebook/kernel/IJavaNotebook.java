package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The kernel IJava. It has no extension point, so its class is looked for by name. */
final class IJavaNotebook implements Notebook {
    private final BaseKernel kernel;

    private IJavaNotebook(BaseKernel kernel) {
        this.kernel = kernel;
    }

    /** The kernel that runs this program; empty if that is none, or another one. */
    static Optional<Notebook> find() {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Class<?> ijava = Class.forName("io.github.spencerpark.ijava.IJava", false, loader);
            Object kernel = ijava.getMethod("getKernelInstance").invoke(null);
            return kernel == null ? Optional.empty() : Optional.of(new IJavaNotebook((BaseKernel) kernel));
        } catch (ReflectiveOperationException | NoClassDefFoundError e) {
            return Optional.empty();
        }
    }

    @Override
    public void connect() {
        register(kernel.getRenderer());
    }

    static void register(Renderer renderer) {
        renderer.createRegistration(Displayable.class)
                .preferring("text/html", "image/png")
                .register(IJavaNotebook::render);
    }

    private static void render(Displayable object, RenderContext context) {
        object.mimeBundle().data().forEach((name, form) -> {
            MIMEType type = MIMEType.parse(name);
            if (context.wantsDataRenderedAs(type)) {
                context.getOutputContainer().putData(type, encoded(form));
            }
        });
    }

    private static DisplayData data(MimeBundle bundle) {
        DisplayData data = new DisplayData();
        bundle.data().forEach((name, form) -> data.putData(name, encoded(form)));
        bundle.metadata().forEach(data::putMetaData);
        return data;
    }

    private static Object encoded(Object form) {
        return form instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : form;
    }

    @Override
    public String show(MimeBundle bundle) {
        DisplayData data = data(bundle);
        String id = UUID.randomUUID().toString();
        data.setDisplayId(id);
        kernel.display(data);
        return id;
    }

    @Override
    public void replace(String id, MimeBundle bundle) {
        kernel.getIO().display.updateDisplay(id, data(bundle));
    }
}
