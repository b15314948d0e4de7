package dev.huxley.plot;

import java.util.Locale;

/**
 * A palette that people with the common color vision deficiencies can tell apart.
 * Okabe and Ito, Color Universal Design, 2008; recommended by Wong, Nature Methods 8:441, 2011.
 */
public enum Color {
    BLACK("#1a1a1a"),
    VERMILLION("#d55e00"),
    BLUE("#0072b2"),
    BLUISH_GREEN("#009e73"),
    REDDISH_PURPLE("#cc79a7"),
    ORANGE("#e69f00"),
    SKY_BLUE("#56b4e9"),
    YELLOW("#f0e442"),
    GREY("#8c8c8c"),
    LIGHT_GREY("#bdbdbd");

    private final String hex;

    Color(String hex) {
        this.hex = hex;
    }

    /** The color as {@code #rrggbb}. */
    public String hex() {
        return hex;
    }

    /** The color as it is written everywhere, in small letters; throws an error unless it is {@code #rrggbb}. */
    static String checked(String hex) {
        if (!hex.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("color '" + hex + "' is not of the form #rrggbb, for example #0072b2");
        }
        return hex.toLowerCase(Locale.ROOT);
    }

    /** The color of the n-th line whose color was not chosen: the palette without yellow and the greys, in turns. */
    static String ofLine(int index) {
        return values()[index % 7].hex;
    }
}
