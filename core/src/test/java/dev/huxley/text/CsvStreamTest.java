package dev.huxley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Written delimited text is read back field by field, and every record knows its line. */
class CsvStreamTest {
    private static List<String> lines(String text, char separator, boolean comments) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CsvStream stream = CsvStream.of(new StringReader(text), separator, comments, 0)) {
            while (stream.next()) {
                lines.add(stream.line() + ":" + String.join("|", stream.fields()));
            }
        }
        return lines;
    }

    private static void assertMalformed(int line, String problem, String text) {
        CsvStream.MalformedException e = assertThrows(CsvStream.MalformedException.class, () -> lines(text, ',', true));
        assertEquals(line, e.line(), e.getMessage());
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void fieldsThatAreWrittenAreReadBack(char separator) throws IOException {
        Random random = new Random(separator);
        String letters = "ab,;\t\"#\n 1.-\u00e9";
        for (int trial = 0; trial < 500; trial++) {
            List<String> fields = new ArrayList<>(List.of("first"));
            List<String> written = new ArrayList<>(List.of("first"));
            for (int i = 0; i < random.nextInt(6); i++) {
                String field = random.ints(random.nextInt(5), 0, letters.length())
                        .collect(
                                StringBuilder::new,
                                (text, at) -> text.append(letters.charAt(at)),
                                StringBuilder::append)
                        .toString();
                fields.add(field);
                written.add(CsvField.quoted(field));
            }
            String text = String.join(String.valueOf(separator), written);
            assertEquals(fields, CsvStream.split(text, separator, 1), () -> "from " + text);
        }
    }

    @Test
    void recordsKnowTheirLines() throws IOException {
        assertEquals(List.of("1:a|b", "2:1|2", "6:3|4"), lines("a,b\n1,2\n\n# x\n  \n3,4", ',', true));
        assertEquals(List.of("1:a|b", "3:1|2"), lines("a,b\r\n\r\n1,2\r\n", ',', false));
        assertEquals(List.of("1:a|b", "2:1|2"), lines("a,b\r1,2\r", ',', false));
        assertEquals(List.of("2:a\nb|c", "4:1|2"), lines("\n\"a\nb\",c\n1,2\n", ',', false));
        assertEquals(List.of(), lines("\n \n#", ',', true));
        try (CsvStream later = CsvStream.of(new StringReader("\n1,2\n"), ',', true, 10)) {
            assertTrue(later.next());
            assertEquals(12, later.line());
            assertFalse(later.next());
        }
    }

    @Test
    void emptyFieldsCountAndSpacesAroundFieldsDoNot() throws IOException {
        assertEquals(List.of("1:|a|", "2:||"), lines(",a,\n,,\n", ',', false));
        assertEquals(List.of("1:a|b|c"), lines(" a , \"b\" ,c\n", ',', false));
        assertEquals(List.of("1:#a"), lines("#a\n", ',', false));
        assertEquals(List.of("1:a|b", "3:|1"), lines("a\tb\n\t\n\t1\n", '\t', false), "a line of tabs is blank");
    }

    @Test
    void malformedTextIsAnErrorWithItsLine() {
        assertMalformed(3, "no closing quote", "a,b\n1,2\n3,\"4\n5,6\n");
        assertMalformed(1, "no closing quote", "\"a");
        assertMalformed(2, "text follows the closing quote", "a,b\n\"1\"x,2\n");
    }

    /** A file without line breaks or separators is refused before it is all in memory. */
    @Test
    void anEndlessFieldIsRefused() {
        Reader endless = new Reader() {
            @Override
            public int read(char[] buffer, int from, int count) {
                Arrays.fill(buffer, from, from + count, '7');
                return count;
            }

            @Override
            public void close() {}
        };
        CsvStream.MalformedException e = assertThrows(CsvStream.MalformedException.class, () -> {
            try (CsvStream stream = CsvStream.of(endless, ',', false, 0)) {
                stream.next();
            }
        });
        assertEquals(1, e.line());
        assertTrue(e.getMessage().contains("too long"), e.getMessage());
    }
}
