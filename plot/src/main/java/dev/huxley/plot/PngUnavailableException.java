package dev.huxley.plot;

/**
 * Thrown when this Java installation cannot draw PNG pictures; SVG still works. The message gives the reason and the
 * remedy.
 */
public final class PngUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    PngUnavailableException(Throwable cause) {
        super(
                "PNG pictures cannot be drawn by this Java installation (" + cause
                        + "). Write .svg instead, or start Java with -Djava.awt.headless=true, "
                        + "or use a Java runtime that contains the module java.desktop",
                cause);
    }
}
