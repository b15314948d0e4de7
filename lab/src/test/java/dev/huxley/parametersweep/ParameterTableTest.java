package dev.huxley.parametersweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTableTest {
    @Test
    void rangesHaveTheirEndsAndEqualStepsOrRatios() {
        assertArrayEquals(
                new double[] {0.05, 0.1, 0.15, 0.2},
                VariedParameter.parse("HH_gNa=0.05:0.2:4").values());
        assertArrayEquals(
                new double[] {1e-3, 1e-2, 0.1, 1},
                VariedParameter.parse("HH_gNa = 1e-3 : 1 : 4 : log").values());
        assertArrayEquals(
                new double[] {-1, -10, -100},
                VariedParameter.parse("x=-1:-100:3:log").values());
        assertEquals(VariedParameter.of("soma/radius", 5, 10, 20), VariedParameter.parse("soma/radius=5,10,20"));
        assertEquals(VariedParameter.of("radius", 5), VariedParameter.parse("radius=5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "radius | NAME=FROM:TO:COUNT",
                "=5 | NAME=FROM:TO:COUNT",
                "radius= | is not a number",
                "radius=5,x | 'x' is not a number",
                "radius=1:2 | no range",
                "radius=1:2:3:cube | no range",
                "radius=1:2:0 | 0 values",
                "radius=1:2:1 | 1 value; a range takes a count from 2",
                "radius=1:2:-3 | -3 values",
                "radius=1:2:2.5 | '2.5', which is no whole number",
                "radius=1:2:20000000 | 20000000 values",
                "radius=1:1:3 | the value 1.0 twice",
                "radius=0:1:3:log | same sign",
                "radius=5,NaN | must be finite",
                "radius=5,6,5 | 5.0 twice",
            })
    void aRangeThatIsNoneIsToldWithItsText(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> VariedParameter.parse(text))
                .getMessage();
        assertTrue(message.contains(part) && (text.startsWith("=") || message.contains("radius")), message);
    }

    @Test
    void aGridHasTheProductOfTheCountsInOrderAndEachCombinationOnce() {
        ParameterGrid grid = ParameterGrid.of(
                VariedParameter.of("a", 1, 2), VariedParameter.of("b", 3, 4, 5), VariedParameter.of("c", 6, 7));
        assertEquals(2 * 3 * 2, grid.combinations());
        assertArrayEquals(new double[] {1, 3, 6}, grid.values(0));
        assertArrayEquals(new double[] {1, 3, 7}, grid.values(1));
        assertArrayEquals(new double[] {1, 4, 6}, grid.values(2));
        assertArrayEquals(new double[] {2, 5, 7}, grid.values(11));
        Set<List<Double>> seen = new HashSet<>();
        for (long number = 0; number < grid.combinations(); number++) {
            double[] values = grid.values(number);
            seen.add(List.of(values[0], values[1], values[2]));
        }
        assertEquals(12, seen.size());
        assertThrows(IllegalArgumentException.class, () -> grid.values(12));
    }

    @Test
    void aGridThatIsTooLargeOrNamesAParameterTwiceIsRefused() {
        VariedParameter many = VariedParameter.linear("a", 0, 1, 100_000);
        VariedParameter more = VariedParameter.linear("b", 0, 1, 100_000);
        String large = assertThrows(IllegalArgumentException.class, () -> ParameterGrid.of(many, more))
                .getMessage();
        assertTrue(large.contains("100000 x 100000 = 1.000e+10 combinations"), large);
        String twice = assertThrows(
                        IllegalArgumentException.class,
                        () -> ParameterGrid.of(VariedParameter.of("a", 1), VariedParameter.of("a", 2)))
                .getMessage();
        assertTrue(twice.contains("'a' is varied twice"), twice);
    }

    @Test
    void aFileHasACombinationInEachLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("values.csv"), "# from a posterior\n\"HH_gNa\" ; radius\n0.05;5\n\n 0.1 ; 10 \n");
        ParameterList list = ParameterList.read(file);
        assertEquals(List.of("HH_gNa", "radius"), list.paths());
        assertEquals(2, list.combinations());
        assertArrayEquals(new double[] {0.1, 10}, list.values(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b;1 | line 2 has 1 value; the first line names 2 parameters",
                "a,b;1,2;3,x | line 3, column b: 'x' is not a number",
                "a,a;1,2 | twice",
                "a,b | no rows",
            })
    void aFileThatIsNoTableIsToldWithLineAndColumn(String text, String part, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("values.csv"), text.replace(';', '\n'));
        String message = assertThrows(IllegalArgumentException.class, () -> ParameterList.read(file))
                .getMessage();
        assertTrue(message.contains(part) && message.contains("values.csv"), message);
    }

    @Test
    void shortNamesOfFeaturesAreThoseThatOnlyOneHas() {
        assertEquals(Feature.SPIKE_COUNT, FeatureNames.find("Spikecount"));
        assertEquals(Feature.SPIKE_COUNT, FeatureNames.find(" spikecount "));
        assertEquals(Feature.OHMIC_INPUT_RESISTANCE_VB_SSSE, FeatureNames.find("input_resistance"));
        assertEquals(Feature.TIME_CONSTANT, FeatureNames.find("time_constant"));
        assertEquals(Feature.SAG_AMPLITUDE, FeatureNames.find("sag_amp"));
        for (Feature feature : Feature.values()) {
            assertEquals(feature, FeatureNames.find(feature.efelName()));
        }
        String several = assertThrows(IllegalArgumentException.class, () -> FeatureNames.find("sag"))
                .getMessage();
        assertTrue(several.contains("sag_amplitude, sag_ratio1, sag_ratio2"), several);
        String none = assertThrows(IllegalArgumentException.class, () -> FeatureNames.find("spikecuont"))
                .getMessage();
        assertTrue(none.contains("Spikecount"), none);
    }
}
