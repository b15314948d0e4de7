package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void ticksCoverTheRangeWithRoundSteps() {
        Random random = new Random(1);
        for (int trial = 0; trial < 20_000; trial++) {
            double width = Math.pow(10, -280 + 560 * random.nextDouble());
            double low = width * random.nextGaussian() * Math.pow(10, 6 * random.nextDouble());
            double high = low + width;
            if (high - low < 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
                continue;
            }
            int most = 2 + random.nextInt(10);
            Ticks ticks = Ticks.linear(low, high, most);
            String where = "from " + low + " to " + high + ", most " + most + ": " + Arrays.toString(ticks.labels())
                    + " x 10^" + ticks.exponent();
            int n = ticks.at().length;
            assertTrue(n >= 2 && n <= Math.max(most, 5), where);
            double step = (ticks.at()[n - 1] - ticks.at()[0]) / (n - 1);
            double slack = 1e-6 * step;
            assertTrue(ticks.at()[0] >= low - slack && ticks.at()[n - 1] <= high + slack, "outside, " + where);
            assertTrue(
                    ticks.at()[0] - step <= low + slack && ticks.at()[n - 1] + step >= high - slack, "short, " + where);
            double mantissa = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-6));
            assertTrue(
                    Arrays.stream(new double[] {1, 2, 5}).anyMatch(round -> Math.abs(mantissa - round) < 1e-4 * round),
                    "step " + step + ", " + where);
        }
    }

    @Test
    void labelsAreTheValuesAndDiffer() {
        Random random = new Random(2);
        for (int trial = 0; trial < 20_000; trial++) {
            double width = Math.pow(10, -20 + 40 * random.nextDouble());
            double low = width * random.nextGaussian() * Math.pow(10, 5 * random.nextDouble());
            Ticks ticks = trial % 2 == 0 || low <= 0
                    ? Ticks.linear(low, low + width, 7)
                    : Ticks.logarithmic(low, low * (1 + 100 * random.nextDouble()), 7);
            for (int i = 0; i < ticks.at().length; i++) {
                String label = ticks.labels()[i];
                assertTrue(!label.startsWith("−0") || label.matches("−0\\.\\d*[1-9]\\d*"), "negative zero: " + label);
                if (!label.contains("10⁻") && !label.matches(".*10[⁰¹²³⁴⁵⁶⁷⁸⁹].*")) {
                    double read = new BigDecimal(label.replace('−', '-'))
                            .scaleByPowerOfTen(ticks.exponent())
                            .doubleValue();
                    assertEquals(ticks.at()[i], read, 1e-12 * Math.abs(read), label);
                }
            }
            assertEquals(
                    ticks.labels().length,
                    new HashSet<>(Arrays.asList(ticks.labels())).size(),
                    () -> Arrays.toString(ticks.labels()));
        }
    }

    @Test
    void familiarAxesHaveFamiliarMarks() {
        assertArrayEquals(
                new String[] {"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"},
                Ticks.linear(0, 1, 6).labels());
        assertArrayEquals(
                new String[] {"−80", "−60", "−40", "−20", "0", "20", "40"},
                Ticks.linear(-80, 45, 8).labels());
        assertArrayEquals(
                new String[] {"0.01", "0.1", "1", "10"},
                Ticks.logarithmic(0.005, 20, 6).labels());
        assertArrayEquals(
                new String[] {"10⁻⁹", "10⁻⁶", "10⁻³", "10⁰"},
                Ticks.logarithmic(1e-10, 3, 5).labels());
        assertArrayEquals(
                new String[] {"2", "5", "10", "20"},
                Ticks.logarithmic(1.5, 40, 5).labels());
        assertEquals(-6, Ticks.linear(0, 3e-6, 5).exponent());
        assertEquals(3, Ticks.linear(0, 123456, 5).exponent());
        assertEquals(0, Ticks.linear(0, 90000, 5).exponent());
    }
}
