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
        notebook().ifPresent(Notebook::connect);
        return isInNotebook();
    }

    /** The notebook that runs this program: looked for anew, since in tests it begins after other classes were used. */
    private static Optional<Notebook> notebook() {
        return IJavaNotebook.find();
    }

    /** Tells whether a notebook runs this program. */
    public static boolean isInNotebook() {
        return notebook().isPresent();
    }

    /** Shows something below the cell of the notebook; returns the id by which {@link #replace} can replace it. */
    public static String show(MimeBundle bundle) {
        return notebook().orElseThrow().show(bundle);
    }

    /** Replaces something that was shown below a cell. */
    public static void replace(String id, MimeBundle bundle) {
        notebook().orElseThrow().replace(id, bundle);
    }

    @Override
    public Optional<MimeBundle> display(Object object) {
        return Renderings.of(object);
    }

    /** Shows an object below the cell. */
    public static void show(Object object) {
        MimeBundle bundle =
                object instanceof Displayable own ? own.mimeBundle() : MimeBundle.text(String.valueOf(object));
        notebook()
                .ifPresentOrElse(
                        notebook -> notebook.show(bundle),
                        () -> System.out.println(bundle.data().get("text/plain")));
    }
}
