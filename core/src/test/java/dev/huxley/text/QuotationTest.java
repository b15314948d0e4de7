package dev.huxley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotationTest {
    @Test
    void aShortTextIsShownAsItIs() {
        assertEquals("'HH_gNa [S/cm2]'", Quotation.of("HH_gNa [S/cm2]"));
        assertEquals("'\u00b5V'", Quotation.of("\u00b5V"));
        assertEquals("\u00e9t\u00e9", Quotation.bare("\u00e9t\u00e9"));
        String longest = "x".repeat(80);
        assertEquals("'" + longest + "'", Quotation.of(longest));
    }

    @Test
    void ofALongTextTheBeginningIsShownAndHowLongItIs() {
        assertEquals("'" + "x".repeat(80) + "...' (5000 characters)", Quotation.of("x".repeat(5000)));
    }

    @Test
    void whatATerminalWouldObeyIsWrittenOut() {
        assertEquals("'\\u001b[2Ja\\r\\nb\\tc\\u0000'", Quotation.of("\u001b[2Ja\r\nb\tc\0"));
        assertEquals("\\u202egnp.exe", Quotation.bare("\u202egnp.exe"), "a mark that turns the direction of writing");
        assertEquals("\\ud800", Quotation.bare("\ud800"), "half a character");
        assertEquals("a\nb\\u0007", Quotation.printable("a\nb\u0007"), "a message may have several lines");
    }

    @Test
    void noTextMakesMoreThanEightyCharactersOrAnUnprintableOne() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(200), 0, i % 2 == 0 ? 0x110000 : 0x80)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String shown = Quotation.bare(text).replaceAll("\\.\\.\\. \\([0-9]+ characters\\)$", "");
            assertTrue(shown.length() <= 80, shown.length() + " characters: " + shown);
            assertTrue(
                    Quotation.message(text).codePoints().noneMatch(Character::isISOControl), Quotation.message(text));
        }
    }

    @Test
    void aMessageOfOtherCodeIsShortenedWhereItQuotesALongPiece() {
        String longName = "n".repeat(500);
        assertEquals(
                "array 'x' has no '" + "n".repeat(79) + "... (502 characters); say 'y'",
                Quotation.message("array 'x' has no '" + longName + "'; say 'y'"));
        assertEquals(
                "word " + "n".repeat(80) + "... (500 characters) end", Quotation.message("word " + longName + " end"));
        assertTrue(Quotation.message("no long word ".repeat(500)).length() < 1100);
        String prose = "a message of a hundred words without a long one ".repeat(15);
        assertEquals(prose, Quotation.message(prose));
    }

    @Test
    void ofManyNamesTheFirstAreListed() {
        assertEquals("a, b", Quotation.list(List.of("a", "b")));
        String list = Quotation.list(Collections.nCopies(100_000, "z".repeat(300)));
        assertTrue(list.length() < 2200 && list.endsWith("(100000 in all)"), list);
    }
}
