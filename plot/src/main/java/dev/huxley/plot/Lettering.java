package dev.huxley.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Prepares text for canvases: cleaning, raised exponents and widths.
 *
 * <p>A layout must not depend on the fonts of the machine that draws or of the browser that shows the SVG. Widths
 * therefore come from a table: the advances of DejaVu Sans, the widest of the common sans-serif faces (Arial, Helvetica
 * and Liberation Sans are 5 to 15 percent narrower). A text that fits here fits everywhere.
 */
final class Lettering {
    /** Advances of the characters 32 to 126 in thousandths of the text size. */
    private static final int[] ADVANCES = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, //
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, //
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, //
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, //
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, //
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
    };

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
    private static final String RAISED = "0123456789−+";

    /** The size of a raised run relative to its line. */
    static final double RAISED_SIZE = 0.72;

    /** The height of the baseline of a raised run, in text sizes. */
    static final double RAISED_BY = 0.38;

    private static final double BOLD = 1.16;

    private Lettering() {}

    /** A piece of a line that is either on the baseline or raised, as exponents are. */
    record Run(String text, boolean raised) {}

    /**
     * Splits a line at its Unicode superscripts, which become ordinary characters of raised runs: many fonts lack some
     * superscripts, none lacks digits.
     */
    static List<Run> runs(String text) {
        List<Run> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        boolean raised = false;
        for (int i = 0; i < text.length(); i++) {
            int superscript = SUPERSCRIPTS.indexOf(text.charAt(i));
            if (run.length() > 0 && raised != superscript >= 0) {
                runs.add(new Run(run.toString(), raised));
                run.setLength(0);
            }
            raised = superscript >= 0;
            run.append(raised ? RAISED.charAt(superscript) : text.charAt(i));
        }
        if (run.length() > 0) {
            runs.add(new Run(run.toString(), raised));
        }
        return runs;
    }

    /** An upper bound of the width of a line in pixels. */
    static double width(String text, double size, boolean bold) {
        double width = 0;
        for (Run run : runs(text)) {
            width += runWidth(run, size, bold);
        }
        return width;
    }

    static double runWidth(Run run, double size, boolean bold) {
        double thousandths = run.text().codePoints().map(Lettering::advance).sum();
        return thousandths / 1000 * size * (run.raised() ? RAISED_SIZE : 1) * (bold ? BOLD : 1);
    }

    private static int advance(int character) {
        if (character >= 32 && character < 127) {
            return ADVANCES[character - 32];
        }
        // Minus, Greek, Cyrillic and accented letters are narrower than 0.9, ideographs and emoji about 1 and 1.3 wide.
        return character < 0x1100 || (character >= 0x2000 && character < 0x2300 && character != '…') ? 900 : 1300;
    }

    /** The text if it fits into the width, otherwise its beginning and an ellipsis, or nothing. */
    static String shorten(String text, double width, double size, boolean bold) {
        if (width(text, size, bold) <= width) {
            return text;
        }
        String shorter = text.substring(0, fitting(text, width - width("…", size, bold), size, bold))
                .stripTrailing();
        return shorter.isEmpty() ? "" : shorter + "…";
    }

    /**
     * Breaks the text into lines of at most the given width: at spaces, and within a word only if the word alone is too
     * wide. If there are too many lines, the last one ends with an ellipsis. An empty text has no lines.
     */
    static List<String> wrapped(String text, double width, double size, boolean bold, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            if (lines.size() == most - 1) {
                rest = shorten(rest, width, size, bold);
                if (!rest.isEmpty()) {
                    lines.add(rest);
                }
                break;
            }
            int end = fitting(rest, width, size, bold);
            int space = end == rest.length() ? end : rest.lastIndexOf(' ', end);
            int cut = space > 0 ? space : Math.max(end, rest.offsetByCodePoints(0, 1));
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        return List.copyOf(lines);
    }

    /** The number of characters at the beginning of a text that fit into the width. */
    private static int fitting(String text, double width, double size, boolean bold) {
        double left = width;
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            left -= width(text.substring(end, next), size, bold);
            if (left < 0) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** The text on one line, without the characters that XML 1.0 forbids. */
    static String clean(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean space = Character.isWhitespace(c) || c < 32 || (c >= 0x7f && c < 0xa0);
            boolean forbidden = c >= 0xd800 && c < 0xe000 || (c & 0xfffe) == 0xfffe;
            clean.appendCodePoint(space ? ' ' : forbidden ? '\ufffd' : c);
        });
        return clean.toString().strip();
    }
}
