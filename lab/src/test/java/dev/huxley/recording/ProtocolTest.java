package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    private static final double DT = 0.1;

    private static StimulusCurrent current(IntToDoubleFunction values) {
        return StimulusCurrent.exact(
                IntStream.range(0, 10_000).mapToDouble(values).toArray(), DT, CurrentChoice.COMMAND, "made");
    }

    private static boolean in(int i, int from, int to) {
        return i >= from && i < to;
    }

    private static void assertProtocol(
            Protocol.Kind kind, double holding, double amplitude, double start, double end, Protocol actual) {
        assertEquals(kind, actual.kind(), actual::toString);
        assertEquals(holding, actual.holding(), 1e-12, actual::toString);
        assertEquals(amplitude, actual.amplitude(), 1e-12, actual::toString);
        assertEquals(start, actual.startMs(), 1e-9, actual::toString);
        assertEquals(end, actual.endMs(), 1e-9, actual::toString);
    }

    @Test
    void aTestPulseIsNotTheStimulus() {
        StimulusCurrent both = current(i -> -0.01 + (in(i, 100, 200) ? -0.02 : in(i, 1000, 3000) ? 0.07 : 0));
        assertProtocol(Protocol.Kind.STEP, -0.01, 0.07, 100, 300, Protocol.of(both));
        StimulusCurrent alone = current(i -> in(i, 100, 200) ? -0.02 : 0);
        assertProtocol(Protocol.Kind.STEP, 0, -0.02, 10, 20, Protocol.of(alone));
    }

    @Test
    void theStimulusIsWhatDiffersBetweenSweeps() {
        List<StimulusCurrent> currents = IntStream.range(0, 4)
                .mapToObj(s -> current(i -> in(i, 1000, 6000) ? -0.05 : in(i, 7000, 9000) ? 0.02 * (s - 1) : 0))
                .toList();
        List<Protocol> protocols = Protocols.of(currents);
        for (int s = 0; s < 4; s++) {
            assertProtocol(Protocol.Kind.STEP, 0, 0.02 * (s - 1), 700, 900, protocols.get(s));
        }
    }

    @Test
    void equalPulsesAreATrain() {
        StimulusCurrent train = current(i -> in(i, 2000, 8000) && i % 1000 < 30 ? 1 : 0);
        assertProtocol(Protocol.Kind.PULSE_TRAIN, 0, 1, 200, 703, Protocol.of(train));
    }

    @Test
    void rampsNoiseAndNothingAreToldApart() {
        Protocol ramp = Protocol.of(current(i -> in(i, 2000, 8001) ? 0.2 * (i - 2000) / 6000.0 : 0));
        assertEquals(Protocol.Kind.RAMP, ramp.kind(), ramp::toString);
        assertEquals(0.2, ramp.amplitude(), 1e-12);
        assertEquals(800.1, ramp.endMs(), 1e-9);
        Random random = new Random(3);
        double[] noise = random.doubles(10_000, -0.1, 0.1).toArray();
        assertEquals(
                Protocol.Kind.NOISE,
                Protocol.of(current(i -> in(i, 2000, 8000) ? noise[i] : 0)).kind());
        assertProtocol(Protocol.Kind.NONE, 0.03, 0, 0, 1000, Protocol.of(current(i -> 0.03)));
    }
}
