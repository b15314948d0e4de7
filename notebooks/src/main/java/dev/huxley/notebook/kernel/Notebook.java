package dev.huxley.notebook.kernel;

import dev.huxley.display.MimeBundle;

/** A notebook that runs this program. */
interface Notebook {
    /** Lets the kernel show objects that are {@link dev.huxley.display.Displayable} by themselves. */
    void connect();

    /** Shows something below the cell; returns the id by which it can be replaced. */
    String show(MimeBundle bundle);

    /** Replaces something that was shown. */
    void replace(String id, MimeBundle bundle);
}
