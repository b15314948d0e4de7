package dev.huxley.text;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quotes text from outside (the content of a file, a value of the command line) in messages: at most 80 characters, and
 * no control characters. A file may be a gigabyte without a line break, or contain escape sequences that change the
 * displayed message.
 */
public final class Quotation {
    /** The largest number of characters shown of one text. */
    public static final int LONGEST = 80;

    private static final int MOST_NAMES = 40;
    private static final int LONGEST_MESSAGE = 1000;
    /** The parts of a message that may have to be shortened: quotations, and words that are too long. */
    private static final Pattern PIECE = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S{" + (LONGEST + 1) + ",}");

    private Quotation() {}

    /** The text in single quotes, such as {@code 'abc'}; of a long text only the beginning, and its length. */
    public static String of(CharSequence text) {
        return excerpt("'", text, "'", LONGEST);
    }

    /** The text without quotes, otherwise like {@link #of}. */
    public static String bare(CharSequence text) {
        return excerpt("", text, "", LONGEST);
    }

    /** A list of names such as {@code a, b, c}; of many only the first ones. */
    public static String list(Collection<?> names) {
        StringBuilder list = new StringBuilder();
        for (Object name : names) {
            if (list.length() > MOST_NAMES * LONGEST / 2) {
                return list + ", ... (" + names.size() + " in all)";
            }
            list.append(list.length() == 0 ? "" : ", ").append(bare(String.valueOf(name)));
        }
        return list.toString();
    }

    /** The text at any length, with control characters written out; line breaks stay. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.append(c == '\n' ? "\n" : escaped(c)));
        return printable.toString();
    }

    /** Shortens a message of other code, which may quote any amount of a file, and its quotations. */
    public static String message(String text) {
        if (text == null) {
            return "no reason is given";
        }
        String shortened = PIECE.matcher(text)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        piece.group().length() <= LONGEST + 2 ? piece.group() : bare(piece.group())));
        return excerpt("", shortened, "", LONGEST_MESSAGE);
    }

    private static String excerpt(String open, CharSequence text, String close, int longest) {
        StringBuilder shown = new StringBuilder(open);
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            String next = escaped(c);
            if (shown.length() + next.length() > open.length() + longest) {
                return shown + "..." + close + " (" + text.length() + " characters)";
            }
            shown.append(next);
            i += Character.charCount(c);
        }
        return shown + close;
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> switch (Character.getType(c)) {
                    // Among the formats are the marks that turn the direction of writing.
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED -> String.format(c < 0x10000 ? "\\u%04x" : "\\u{%x}", c);
                default -> Character.toString(c);
            };
        };
    }
}
