package dev.huxley.notebook.kernel;

import dev.huxley.display.DisplayService;
import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import dev.huxley.notebook.render.Renderings;
import java.util.Optional;

/** The display of objects in the notebook that runs this program; outside notebooks they are printed as text. */
public final class NotebookDisplay implements DisplayService {
    @Override
    public boolean connect() {
        return IJavaNotebook.find().isPresent();
    }

    @Override
    public Optional<MimeBundle> display(Object object) {
        return Renderings.of(object);
    }

    /** Shows an object below the cell. */
    public static void show(Object object) {
        MimeBundle bundle =
                object instanceof Displayable own ? own.mimeBundle() : MimeBundle.text(String.valueOf(object));
        IJavaNotebook.find()
                .ifPresentOrElse(
                        notebook -> notebook.show(bundle),
                        () -> System.out.println(bundle.data().get("text/plain")));
    }
}
