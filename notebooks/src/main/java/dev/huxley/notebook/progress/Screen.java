package dev.huxley.notebook.progress;

/** The place where the progress of one piece of work is shown. */
interface Screen {
    /**
     * Shows how far the work is, in place of what was shown before.
     *
     * @param part the part that is done, from 0 to 1
     */
    void show(double part, String text);

    /** Shows what has become of the work, in place of what was shown before. */
    void end(String text);
}
