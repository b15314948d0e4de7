package dev.huxley.notebook.kernel;

import dev.huxley.display.MimeBundle;

/** A notebook that runs this program. */
interface Notebook {
    /** Shows something below the cell; returns the id by which it can be replaced. */
    String show(MimeBundle bundle);

    /** Replaces something that was shown. */
    void replace(String id, MimeBundle bundle);
}
