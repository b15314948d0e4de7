package dev.huxley.notebook.progress;

import dev.huxley.display.MimeBundle;
import dev.huxley.notebook.kernel.NotebookDisplay;
import java.util.Locale;

/**
 * A bar below the cell of a notebook, and when the work is over one line of text. It has the color of the text, so that
 * it suits light and dark pages.
 */
final class NotebookScreen implements Screen {
    private static final String BAR = "<div style=\"display:flex;align-items:center;gap:0.8em\">"
            + "<div style=\"flex:none;width:16em;height:0.7em;border:1px solid currentColor;border-radius:0.2em;opacity:0.7\">"
            + "<div style=\"width:%.1f%%;height:100%%;background:currentColor\"></div></div><div>%s</div></div>";

    /** Null before anything was shown. */
    private String id;

    @Override
    public void show(double part, String text) {
        put(MimeBundle.text(text).with("text/html", String.format(Locale.ROOT, BAR, 100 * part, escaped(text))));
    }

    @Override
    public void end(String text) {
        put(MimeBundle.text(text));
    }

    private void put(MimeBundle bundle) {
        if (id == null) {
            id = NotebookDisplay.show(bundle);
        } else {
            NotebookDisplay.replace(id, bundle);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
