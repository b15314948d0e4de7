package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.model.Network;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells and networks of imported mechanisms give the traces that NEURON 9 computed with the same files. */
@Tag("names-engines")
class NmodlReferenceTest {
    private static final double TIME_STEP = 0.025;
    private static final double DURATION = 10;

    /** The reference has 9 digits, so half of the last one of 100 mV. */
    private static final double TOLERANCE = 1e-7;

    static Stream<Arguments> casesAndEngines() {
        return NmodlCases.ALL.stream()
                .flatMap(name -> Stream.of("torch", "llvm").map(engine -> Arguments.of(name, engine)));
    }

    @ParameterizedTest
    @MethodSource("casesAndEngines")
    void theVoltagesAreNeurons(String name, String engine) {
        JsonNode reference = NmodlCases.of(name);
        Network network = NmodlCases.network(reference, TIME_STEP, DURATION);
        double[][] v = NeuronModels.run(Simulation.of(network)
                .dt(TIME_STEP)
                .tMax(DURATION)
                .engine(engine)
                .build());
        int cells = reference.at("/setup/cells").size();
        assertEquals(cells, v.length, "recorded cells of " + name);
        assertAll(IntStream.range(0, cells).mapToObj(cell -> () -> {
            String key = cells == 1 ? "v" : "cell" + cell + ".v";
            assertIsNeurons(name + ", " + key, reference.at("/dt0.025").get(key), v[cell]);
        }));
    }

    private static void assertIsNeurons(String what, JsonNode expected, double[] v) {
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            double difference = Math.abs(expected.get(i).asDouble() - v[i]);
            if (!(difference <= worst)) {
                worst = difference;
                at = i;
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%s differs by %.3g mV at %.3f ms: %s and NEURON's %s",
                what,
                worst,
                at * TIME_STEP,
                v[at],
                expected.get(at));
        assertTrue(worst <= TOLERANCE, text);
    }
}
