package dev.huxley.plot;

/**
 * The entry to {@link PngCanvas}. It names no class of java.desktop, so that it can report a missing module or native
 * library.
 *
 * <p>Observed on Java 17: an image, its graphics and antialiased lines need no fonts and no display if
 * java.awt.headless is true or no DISPLAY is set. With a stale DISPLAY (a closed ssh -X session) createGraphics throws
 * AWTError, in a headless runtime UnsatisfiedLinkError; without the module everything throws NoClassDefFoundError.
 * {@link Letters} describes the errors of fonts.
 */
final class PngWriter {
    private PngWriter() {}

    /**
     * Draws a figure to the bytes of a PNG file.
     *
     * @throws PngUnavailableException if not even one pixel can be drawn
     */
    static byte[] bytes(Figure figure) {
        try {
            PngCanvas.drawOnePixel();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new PngUnavailableException(e);
        } catch (Error e) {
            if (e.getClass().getName().equals("java.awt.AWTError")) {
                throw new PngUnavailableException(e);
            }
            throw e;
        }
        return PngCanvas.draw(figure, Letters.usable());
    }
}
