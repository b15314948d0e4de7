package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepSelectionTest {
    @Test
    void sweepsCountFromOneAndIndicesFromZero() {
        assertEquals(List.of(6, 7, 8), SweepSelection.parse("7-9", 9));
        assertEquals(List.of(0, 2, 4, 5, 6), SweepSelection.parse(" 1, 3,5 - 7 ", 9));
        assertEquals(List.of(0, 1, 2), SweepSelection.parse("ALL").indices(3));
        assertEquals(List.of(4, 1, 2, 3), SweepSelection.parse("5,2-5", 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|'0'",
                "1,x|'x'",
                "3-|'3-'",
                "-3|'-3'",
                "9-7|'9-7'",
                "1,,2|''",
                "2,10|'10'",
                "8-12|'8-12'",
                "1-999999999|'1-999999999'",
                "99999999999|'99999999999'",
                "1.5|'1.5'",
                "''|''"
            })
    void errorsNameThePartAndTheNumberOfSweeps(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> SweepSelection.parse(text, 9))
                .getMessage();
        assertTrue(message.contains("\": \"" + part + "\": ") && message.contains("9 sweeps"), message);
    }
}
