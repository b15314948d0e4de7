package dev.huxley.plot;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;

/** The system's sans-serif font, which covers all scripts. */
final class SystemLetters implements Letters {
    private static final FontRenderContext FINE = new FontRenderContext(null, true, true);

    private static TextLayout layout(String text, double size, boolean bold) {
        Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
        return new TextLayout(text, font, FINE);
    }

    @Override
    public Shape outline(String text, double size, boolean bold) {
        return layout(text, size, bold).getOutline(null);
    }

    @Override
    public double advance(String text, double size, boolean bold) {
        return layout(text, size, bold).getAdvance();
    }
}
