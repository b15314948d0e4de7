package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.Ladder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final double THRESHOLD = -20;

    private static List<FitSweep> sweeps() {
        return FeatureFit.of(MadeCell.record(Ladder.rung().description().build(), -70, -0.05, 0.3, 0.6))
                .plan();
    }

    private static double[][] voltages(List<FitSweep> sweeps) {
        return sweeps.stream().map(FitSweep::voltage).toArray(double[][]::new);
    }

    @Test
    void spikesOfTheSameHeightsAreNotSpokenOf() {
        List<FitSweep> sweeps = sweeps();
        assertEquals(Optional.empty(), Advice.heights(sweeps, voltages(sweeps)));
    }

    @Test
    void heightsThatFallOtherwiseThanTheCellsAreSaid() {
        List<FitSweep> sweeps = sweeps();
        double[][] falling = voltages(sweeps);
        int last = falling.length - 1;
        double[] heights = TargetChoice.features(sweeps.get(last)).values(Feature.AP_HEIGHT);
        assertTrue(heights.length > 1, heights.length + " spikes");
        for (int i = 0; i < falling[last].length; i++) {
            double part = 1 - 0.9 * i / falling[last].length;
            double v = falling[last][i];
            falling[last][i] = v > THRESHOLD ? THRESHOLD + part * (v - THRESHOLD) : v;
        }
        double[] fallen = TargetChoice.features(sweeps.get(last), falling[last]).values(Feature.AP_HEIGHT);
        String words = Advice.heights(sweeps, falling).orElse("nothing is said of " + fallen.length + " spikes");
        assertTrue(words.contains(sweeps.get(last).label()), words);
        assertTrue(
                words.contains(
                        String.format(Locale.ROOT, "from %.0f to %.0f mV in", fallen[0], fallen[fallen.length - 1])),
                words);
        assertTrue(words.contains(String.format(Locale.ROOT, "the cell's from %.0f to", heights[0])), words);
    }
}
