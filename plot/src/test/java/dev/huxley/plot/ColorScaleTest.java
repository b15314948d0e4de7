package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColorScaleTest {
    private static double luminance(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
    }

    @Test
    void endsHaveTheColorsOfTheMap() {
        ColorScale scale = ColorScale.of(-80, 40, "v", "mV");
        assertEquals("#440154", scale.color(-80));
        assertEquals("#fde725", scale.color(40));
        assertEquals(scale.color(-80), scale.color(-1000), "below the low end");
        assertEquals(scale.color(40), scale.color(Double.POSITIVE_INFINITY), "above the high end");
        assertEquals(Color.LIGHT_GRAY.hex(), scale.color(Double.NaN));
    }

    /** Larger numbers have lighter colors, so that the picture can be read in gray. */
    @Test
    void lightnessRisesWithTheNumber() {
        ColorScale scale = ColorScale.of(0, 1, "", "");
        Set<String> colors = new HashSet<>();
        double before = -1;
        for (int i = 0; i < ColorScale.LEVELS; i++) {
            String color = scale.color((i + 0.5) / ColorScale.LEVELS);
            assertTrue(luminance(color) > before, "step " + i + " is not lighter than the one before: " + color);
            before = luminance(color);
            colors.add(color);
        }
        assertEquals(ColorScale.LEVELS, colors.size());
    }

    @Test
    void logarithmicScaleGivesEqualFactorsEqualSteps() {
        ColorScale linear = ColorScale.of(0, 4, "g", "S/cm²");
        ColorScale log = ColorScale.of(1e-6, 1e-2, "g", "S/cm²").log(true);
        for (double power = 0.03; power < 4; power += 0.1) {
            assertEquals(linear.color(power), log.color(1e-6 * Math.pow(10, power)), "10^" + power);
        }
    }

    @Test
    void wrongEndsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ColorScale.of(1, 1, "", ""));
        assertThrows(IllegalArgumentException.class, () -> ColorScale.of(0, Double.NaN, "", ""));
        String message = assertThrows(IllegalArgumentException.class, () -> ColorScale.of(0, 1, "", "")
                        .log(true))
                .getMessage();
        assertTrue(message.contains("cannot begin at 0.0"), message);
    }
}
