package dev.huxley.text;

/** Escapes text for HTML and XML, between tags and in quoted attributes. */
public final class Markup {
    private Markup() {}

    /** The text with all markup characters escaped; characters that XML forbids become U+FFFD. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : '\ufffd');
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        boolean isControl = (c < 32 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
        boolean isSurrogate = c >= 0xd800 && c < 0xe000;
        return !isControl && !isSurrogate && (c & 0xfffe) != 0xfffe;
    }
}
