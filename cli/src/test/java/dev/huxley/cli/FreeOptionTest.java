package dev.huxley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.cli.model.FreeOption;
import dev.huxley.fit.recording.FreeParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeOptionTest {
    @Test
    void nameAndBoundsAreRead() {
        assertEquals(new FreeParameter("HH_gNa", 0.01, 1), FreeOption.parse("HH_gNa=0.01:1"));
        assertEquals(new FreeParameter("Leak_eLeak", -90, -4e1), FreeOption.parse(" Leak_eLeak = -90 : -4e1 "));
    }

    @ParameterizedTest
    @CsvSource({
        "HH_gNa, name=lower:upper",
        "HH_gNa=0.1, name=lower:upper",
        "=1:2, name=lower:upper",
        "HH_gNa:1=2, name=lower:upper",
        "HH_gNa=a:2, 'a'",
        "HH_gNa=1:2:3, '2:3'",
        "HH_gNa=1:, ''",
        "HH_gNa=2:1, 2.0 and 1.0",
        "HH_gNa=1:1, 1.0 and 1.0",
        "HH_gNa=NaN:1, NaN",
        "HH_gNa=1:Infinity, Infinity"
    })
    void unreadableTextIsNamed(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> FreeOption.parse(text))
                .getMessage();
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        assertTrue(message.contains("HH_gNa") || text.startsWith("="), message);
    }
}
