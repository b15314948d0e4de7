package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;

/**
 * An object by which an adapter sees whether a kernel shows Huxley's objects already: a kernel may be found in two ways,
 * and a second registration would make every display twice.
 */
final class Probe implements Displayable {
    static final String TYPE = "application/x-huxley";

    @Override
    public MimeBundle mimeBundle() {
        return MimeBundle.text(toString()).with(TYPE, "registered");
    }

    @Override
    public String toString() {
        return "Probe";
    }
}
