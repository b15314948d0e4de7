package dev.huxley.display;

import java.util.Optional;

/** The display of Huxley's objects in notebooks; provided by the notebook module, found as a service. */
public interface DisplayService {
    /** Lets the notebook that runs this program show objects by their MIME bundles; returns false outside notebooks. */
    boolean connect();

    /** The display of an object; empty for a class that the service does not know. */
    Optional<MimeBundle> display(Object object);
}
