package dev.huxley.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.FreeValue;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortRecordingTest {
    @Test
    void spikesRiseWithTheCurrentFromNone() {
        List<CurrentClampSweep> sweeps =
                CurrentClampSweeps.of(ShortRecording.make()).sweeps();
        assertEquals(7, sweeps.size());
        assertEquals(0, sweeps.get(0).spikes() + sweeps.get(1).spikes(), "spikes of the two smallest currents");
        for (int i = 2; i < sweeps.size(); i++) {
            assertTrue(
                    sweeps.get(i).spikes() > sweeps.get(i - 1).spikes(),
                    sweeps.get(i).label() + " has " + sweeps.get(i).spikes() + " spikes, the one before "
                            + sweeps.get(i - 1).spikes());
        }
    }

    @Test
    void theTruthHasAValueWithinItsBoundsForEveryFreeParameter() {
        Map<String, Double> truth = ShortRecording.truth();
        List<FreeValue> free = ShortRecording.model().free();
        assertEquals(
                free.stream().map(FreeValue::path).sorted().toList(),
                truth.keySet().stream().sorted().toList());
        for (FreeValue value : free) {
            double at = truth.get(value.path());
            assertTrue(at > value.lower() && at < value.upper(), value + " is " + at);
        }
    }
}
