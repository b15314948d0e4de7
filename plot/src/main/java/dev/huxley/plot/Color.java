package dev.huxley.plot;

import java.util.List;
import java.util.Locale;

/**
 * A palette that people with the common color vision deficiencies can distinguish: that of Okabe and Ito (Color
 * Universal Design, 2008; recommended by Wong, Nature Methods 8:441, 2011), with a violet and a brown that are farther
 * from the others than these are from each other.
 */
public enum Color {
    BLACK("#1a1a1a"),
    VERMILLION("#d55e00"),
    BLUE("#0072b2"),
    BLUISH_GREEN("#009e73"),
    REDDISH_PURPLE("#cc79a7"),
    ORANGE("#e69f00"),
    SKY_BLUE("#56b4e9"),
    VIOLET("#7733dd"),
    BROWN("#773311"),
    YELLOW("#f0e442"),
    GRAY("#8c8c8c"),
    LIGHT_GRAY("#bdbdbd");

    /** The colors for lines on white paper: yellow and the grays are too pale. */
    private static final List<Color> PALETTE = List.of(values()).subList(0, BROWN.ordinal() + 1);

    private final String hex;

    Color(String hex) {
        this.hex = hex;
    }

    /** The color as {@code #rrggbb}. */
    public String hex() {
        return hex;
    }

    /** The color in lower case; throws an error unless it has the form {@code #rrggbb}. */
    static String checked(String hex) {
        if (!hex.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("color '" + hex + "' is not of the form #rrggbb, for example #0072b2");
        }
        return hex.toLowerCase(Locale.ROOT);
    }

    /** The distinguishable colors that lines and groups take in turn. */
    public static List<Color> palette() {
        return PALETTE;
    }

    /** The color of the n-th line without a chosen color; the palette repeats. */
    static String ofLine(int index) {
        return PALETTE.get(index % PALETTE.size()).hex;
    }
}
