package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
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
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public void connect() {
        register(kernel.getRenderer());
    }

    /** Lets a renderer show Huxley's objects; nothing if it does already. */
    static void register(Renderer renderer) {
        if (renderer.render(new Probe()).hasDataForType(MIMEType.parse(Probe.TYPE))) {
            return;
        }
        renderer.createRegistration(Displayable.class)
                .preferring(MIMEType.ANY)
                .register((object, context) -> render(WireForms.of(object), context));
        renderer.createRegistration(double[].class)
                .preferring(MIMEType.TEXT_PLAIN)
                .register((values, context) -> render(MimeBundle.text(NumbersText.of(values)), context));
        renderer.createRegistration(double[][].class)
                .preferring(MIMEType.TEXT_PLAIN)
                .register((values, context) -> render(MimeBundle.text(NumbersText.of(values)), context));
    }

    private static void render(MimeBundle forms, RenderContext context) {
        forms.data().forEach((name, form) -> {
            MIMEType type = MIMEType.parse(name);
            if (context.wantsDataRenderedAs(type)) {
                put(context.getOutputContainer(), name, form, forms);
            }
        });
    }

    private static DisplayData data(MimeBundle forms) {
        DisplayData data = new DisplayData();
        forms.data().forEach((name, form) -> put(data, name, form, forms));
        return data;
    }

    private static void put(DisplayData data, String name, Object form, MimeBundle forms) {
        data.putData(name, form);
        if (forms.metadata().containsKey(name)) {
            data.putMetaData(name, forms.metadata().get(name));
        }
    }

    @Override
    public String show(MimeBundle bundle) {
        DisplayData data = data(WireForms.of(bundle));
        String id = UUID.randomUUID().toString();
        data.setDisplayId(id);
        kernel.display(data);
        return id;
    }

    @Override
    public void replace(String id, MimeBundle bundle) {
        kernel.getIO().display.updateDisplay(id, data(WireForms.of(bundle)));
    }
}
