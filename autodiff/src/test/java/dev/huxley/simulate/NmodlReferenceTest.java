package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.model.Network;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells and networks of imported mechanisms give the traces that NEURON 9 computed with the same files. */
@Tag("names-engines")
class NmodlReferenceTest {
    private static final double TIME_STEP = 0.025;
    private static final double FINE_STEP = 0.001;
    private static final double DURATION = 10;

    /** In units of the last digit that is printed: half of it, and a rest for errors of our own. */
    private static final double ROUNDING = 0.6;

    /** Twelve states that are solved together: PyTorch takes half a minute operation by operation. */
    private static final List<String> LONG = List.of("ca_shells", "torch");

    static Stream<Arguments> casesAndEngines() {
        return NmodlCases.ALL.stream()
                .flatMap(name -> Stream.of("torch", "llvm").map(engine -> Arguments.of(name, engine)))
                .filter(each -> !List.of(each.get()).equals(LONG));
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
            assertIsNeurons(name + ", " + key, reference.at("/dt0.025").get(key), v[cell], TIME_STEP, 9);
        }));
    }

    @Test
    @Tag("soak")
    void theVoltageOfManyStatesIsNeurons() {
        theVoltagesAreNeurons(LONG.get(0), LONG.get(1));
    }

    /** The same to 60 ms with a time step that is 25 times finer, of which every 500th voltage is known. */
    @ParameterizedTest
    @FieldSource("dev.huxley.simulate.NmodlCases#ALL")
    void theVoltagesOfFineStepsAreNeurons(String name) {
        JsonNode reference = NmodlCases.of(name);
        double duration = 60;
        Network network = NmodlCases.network(reference, FINE_STEP, duration);
        double[][] v = NeuronModels.run(Simulation.of(network)
                .dt(FINE_STEP)
                .tMax(duration)
                .engine("llvm")
                .build());
        int cells = reference.at("/setup/cells").size();
        assertAll(IntStream.range(0, cells).mapToObj(cell -> () -> {
            String key = cells == 1 ? "v" : "cell" + cell + ".v";
            double[] every = IntStream.rangeClosed(0, 120)
                    .mapToDouble(k -> v[cell][500 * k])
                    .toArray();
            assertIsNeurons(name + ", " + key, reference.at("/dt0.001").get(key), every, 0.5, 8);
        }));
    }

    /** Every voltage is the printed one, but for its rounding. */
    private static void assertIsNeurons(String what, JsonNode expected, double[] v, double every, int digits) {
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            double difference = Math.abs(expected.get(i).asDouble() - v[i]) / lastDigit(v[i], digits);
            if (!(difference <= worst)) {
                worst = difference;
                at = i;
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%s differs by %.3g of the last digit at %.3f ms: %s and NEURON's %s",
                what,
                worst,
                at * every,
                v[at],
                expected.get(at));
        assertTrue(worst <= ROUNDING, text);
    }

    /** The value of the last digit of a voltage (mV), as if it were 10 mV at least. */
    private static double lastDigit(double v, int digits) {
        return Math.pow(10, Math.floor(Math.log10(Math.max(10, Math.abs(v)))) + 1 - digits);
    }
}
