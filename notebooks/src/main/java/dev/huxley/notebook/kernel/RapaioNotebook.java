package dev.huxley.notebook.kernel;

import dev.huxley.display.MimeBundle;
import java.util.Optional;
import java.util.UUID;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/** The kernel rapaio. Its renderers come from {@link RapaioDisplays}, which it finds as a service. */
final class RapaioNotebook implements Notebook {
    private RapaioNotebook() {}

    /** The kernel that runs this program; empty if that is none, or another one. */
    static Optional<Notebook> find() {
        // The field that holds the kernel makes one when it is first read, so it is read in a running kernel only.
        boolean runs = Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getClass().getName().startsWith("org.rapaio.jupyter.kernel.channels."));
        return runs ? Optional.of(new RapaioNotebook()) : Optional.empty();
    }

    /** The forms as rapaio takes them. */
    static DisplayData data(MimeBundle forms) {
        DisplayData data = DisplayData.fromText(String.valueOf(forms.data().get("text/plain")));
        forms.data().forEach(data::putData);
        forms.metadata().forEach(data::putMetaData);
        return data;
    }

    @Override
    public void connect() {
        // The kernel asks for the service when it takes up an artifact; one that was there from the start is asked for
        // now.
        DisplaySystem.inst().refreshSpiDisplayHandlers();
    }

    @Override
    public String show(MimeBundle bundle) {
        String id = UUID.randomUUID().toString();
        MainApp.kernel.display(data(bundle, id));
        return id;
    }

    @Override
    public void replace(String id, MimeBundle bundle) {
        MainApp.kernel.updateDisplay(data(bundle, id));
    }

    private static DisplayData data(MimeBundle bundle, String id) {
        DisplayData data = data(WireForms.of(bundle));
        data.setDisplayId(id);
        return data;
    }
}
