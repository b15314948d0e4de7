package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import java.util.Optional;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * The kernel JJava. It finds {@link JJavaExtension} when the artifact is added; where extensions are switched off it is
 * found here, with the first of Huxley's objects.
 */
final class JJavaNotebook implements Notebook {
    private final BaseKernel kernel;

    private JJavaNotebook(BaseKernel kernel) {
        this.kernel = kernel;
    }

    /** The kernel that runs this program; empty if that is none, or another one. */
    static Optional<Notebook> find() {
        return JJavaExtension.kernel().or(() -> running()).map(JJavaNotebook::new);
    }

    private static Optional<BaseKernel> running() {
        try {
            return Optional.of(BaseKernel.notebookKernel());
        } catch (NullPointerException noneRuns) {
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
