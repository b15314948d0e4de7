package dev.huxley.plot;

import java.awt.Shape;

/** Text as shapes for {@link PngCanvas}: baseline at y = 0, beginning at x = 0, y downwards. */
interface Letters {
    /** The inked area of a text. */
    Shape outline(String text, double size, boolean bold);

    /** The distance from the beginning of a text to that of the next letter after it. */
    double advance(String text, double size, boolean bold);

    /**
     * The system's letters if this machine can draw them, otherwise the built-in ones. Java 17 throws
     * UnsatisfiedLinkError without libfontmanager or libfreetype, and a plain java.lang.Error, an InternalError or a
     * NullPointerException without fontconfig or font files.
     */
    static Letters usable() {
        try {
            Letters letters = new SystemLetters();
            if (!letters.outline("M", 100, false).getBounds2D().isEmpty() && letters.advance("M", 100, true) > 20) {
                return letters;
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // No fonts: the built-in letters follow.
        }
        return new StrokeLetters();
    }
}
