package dev.huxley.notebook.kernel;

import dev.huxley.display.DisplayService;
import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import dev.huxley.notebook.render.Renderings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The display of objects in the notebook that runs this program; outside notebooks they are printed as text. */
public final class NotebookDisplay implements DisplayService {
    @Override
    public boolean connect() {
        Optional<Notebook> notebook = notebook();
        try {
            notebook.ifPresent(Notebook::connect);
        } catch (RuntimeException | LinkageError e) {
            refused(e);
            return false;
        }
        return notebook.isPresent();
    }

    /** Another version of a kernel may refuse; an error would keep Huxley's classes from loading. */
    private static void refused(Throwable reason) {
        System.err.println("huxley: objects are shown as text, because the notebook's kernel refused: " + reason);
    }

    /** The notebook that runs this program: looked for anew, since in tests it begins after other classes were used. */
    private static Optional<Notebook> notebook() {
        return first(List.of(() -> IJavaNotebook.find(), () -> JJavaNotebook.find(), () -> RapaioNotebook.find()));
    }

    /** The notebook of the first kernel that is found. The adapter of an absent kernel fails to load. */
    static Optional<Notebook> first(List<Supplier<Optional<Notebook>>> kernels) {
        for (Supplier<Optional<Notebook>> kernel : kernels) {
            try {
                Optional<Notebook> found = kernel.get();
                if (found.isPresent()) {
                    return found;
                }
            } catch (LinkageError absent) {
                continue;
            } catch (RuntimeException e) {
                refused(e);
            }
        }
        return Optional.empty();
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
        MimeBundle bundle = bundle(object);
        notebook()
                .ifPresentOrElse(
                        notebook -> notebook.show(bundle),
                        () -> System.out.println(bundle.data().get("text/plain")));
    }

    private static MimeBundle bundle(Object object) {
        if (object instanceof Displayable own) {
            return WireForms.of(own);
        }
        if (object instanceof double[] values) {
            return MimeBundle.text(NumbersText.of(values));
        }
        return MimeBundle.text(object instanceof double[][] rows ? NumbersText.of(rows) : String.valueOf(object));
    }
}
