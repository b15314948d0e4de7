package dev.huxley.display;

/**
 * An object that a notebook shows with pictures and tables, and that everything else prints as text. Huxley's classes
 * get their display from the {@link DisplayService} of the notebook module, if it is there; a class of your own
 * overrides {@link #mimeBundle}:
 *
 * <pre>{@code
 * record Spikes(double... times) implements Displayable {
 *     public MimeBundle mimeBundle() {
 *         return MimeBundle.text(toString()).with("text/html", "<b>" + times.length + " spikes</b>");
 *     }
 * }
 * }</pre>
 */
public interface Displayable {
    /**
     * True if a notebook was found that shows such objects by itself. The first object of such a class connects Huxley
     * to the notebook: an interface with default methods is initialized together with the first class that implements
     * it (Java Language Specification, 12.4.1), so no call of the user is needed.
     */
    boolean CONNECTED = DisplayServices.connect();

    /** The forms in which a notebook may show this object; every bundle has {@code text/plain}. */
    default MimeBundle mimeBundle() {
        return DisplayServices.bundle(this);
    }
}
