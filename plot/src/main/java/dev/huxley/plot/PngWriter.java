package dev.huxley.plot;

/**
 * The door to {@link PngCanvas}. Names no class of java.desktop, so that it can say what is missing when that module or a
 * native library of it does not load.
 *
 * <p>Seen on Java 17: an image, its graphics and antialiased lines need no fonts and no display, if java.awt.headless is
 * true or no DISPLAY is set. With a stale DISPLAY (a closed ssh -X session) createGraphics throws AWTError, in a headless
 * runtime UnsatisfiedLinkError; without the module everything throws NoClassDefFoundError. Letters have troubles of their
 * own, see {@link Letters}.
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
