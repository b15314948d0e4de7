package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColourScaleTest {
    private static double luminance(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
    }

    @Test
    void endsHaveTheColoursOfTheMap() {
        ColourScale scale = ColourScale.of(-80, 40, "v", "mV");
        assertEquals("#440154", scale.colour(-80));
        assertEquals("#fde725", scale.colour(40));
        assertEquals(scale.colour(-80), scale.colour(-1000), "below the low end");
        assertEquals(scale.colour(40), scale.colour(Double.POSITIVE_INFINITY), "above the high end");
        assertEquals(Colour.LIGHT_GREY.hex(), scale.colour(Double.NaN));
    }

    /** Larger numbers have lighter colours, so that the picture can be read in grey. */
    @Test
    void lightnessRisesWithTheNumber() {
        ColourScale scale = ColourScale.of(0, 1, "", "");
        Set<String> colours = new HashSet<>();
        double before = -1;
        for (int i = 0; i < ColourScale.LEVELS; i++) {
            String colour = scale.colour((i + 0.5) / ColourScale.LEVELS);
            assertTrue(luminance(colour) > before, "step " + i + " is not lighter than the one before: " + colour);
            before = luminance(colour);
            colours.add(colour);
        }
        assertEquals(ColourScale.LEVELS, colours.size());
    }

    @Test
    void logarithmicScaleGivesEqualFactorsEqualSteps() {
        ColourScale linear = ColourScale.of(0, 4, "g", "S/cm²");
        ColourScale log = ColourScale.of(1e-6, 1e-2, "g", "S/cm²").log(true);
        for (double power = 0.03; power < 4; power += 0.1) {
            assertEquals(linear.colour(power), log.colour(1e-6 * Math.pow(10, power)), "10^" + power);
        }
    }

    @Test
    void wrongEndsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ColourScale.of(1, 1, "", ""));
        assertThrows(IllegalArgumentException.class, () -> ColourScale.of(0, Double.NaN, "", ""));
        String message = assertThrows(IllegalArgumentException.class, () -> ColourScale.of(0, 1, "", "")
                        .log(true))
                .getMessage();
        assertTrue(message.contains("cannot begin at 0.0"), message);
    }
}
