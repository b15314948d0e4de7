package dev.huxley.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.autograd.Tape;
import dev.huxley.demo.LayerFivePyramidalCell.PublishedParameter;
import dev.huxley.model.Cell;
import dev.huxley.model.Structure;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.morphology.Swc;
import dev.huxley.simulate.Engines;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The benchmark cell of 1,786 compartments, eleven channels and 20 parameters, against Jaxley's numbers. */
class LayerFivePyramidalCellTest {
    private static final double TRACE_TOLERANCE = 1e-8;
    /**
     * Over all spikes. Jaxley clips exponents at 20, which in spikes above 38 mV makes CaLVA's steady h 2.06e-9 where it
     * is 1.3e-9; with that clip the trace meets Jaxley's to 1e-9 mV, without it to 1.9e-7.
     */
    private static final double CLIP_OF_THE_REFERENCE = 5e-7;

    private static final double GRADIENT_TOLERANCE = 1e-6;

    @Test
    void sizesMeetTheReference() {
        JsonNode expected = Reference.of("l5pc").get("expected");
        Cell cell = cell();
        Structure structure = cell.structure();
        assertEquals(expected.get("compartments").asInt(), structure.compartments());
        assertEquals(expected.get("branches").asInt(), structure.branches());
        int[] counts = new int[structure.branches()];
        Arrays.setAll(counts, structure::compartmentsOfBranch);
        int[] expectedCounts = new int[counts.length];
        Arrays.setAll(
                expectedCounts, i -> expected.get("ncomp_per_branch").get(i).asInt());
        assertArrayEquals(expectedCounts, counts);
        assertSum(expected.get("area_sum").asDouble(), cell.get("area"), "area");
        assertSum(expected.get("gH_sum").asDouble(), cell.group("basal").get("H_gH"), "H_gH of basal dendrites");
    }

    @Test
    void parametersAreThoseOfTheReference() {
        JsonNode expected = Reference.of("l5pc").at("/setup/parameters");
        JsonNode bounds = Reference.of("l5pc_fit").get("bounds");
        List<PublishedParameter> parameters = LayerFivePyramidalCell.parameters();
        assertEquals(expected.size(), parameters.size());
        for (int i = 0; i < expected.size(); i++) {
            PublishedParameter parameter = parameters.get(i);
            assertEquals(
                    expected.get(i).get("group").asText() + "/"
                            + expected.get(i).get("key").asText(),
                    parameter.path());
            assertEquals(expected.get(i).get("value").asDouble(), parameter.value(), parameter.path());
            assertEquals(bounds.get(i).get(0).asDouble(), parameter.lower(), "lower bound of " + parameter.path());
            assertEquals(bounds.get(i).get(1).asDouble(), parameter.upper(), "upper bound of " + parameter.path());
        }
    }

    /** The whole trace, and the gradient, take minutes on one of the engines. */
    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.Engines#names")
    void theFirstTenMillisecondsMeetTheReference(String engine) {
        JsonNode expected = Reference.of("l5pc").at("/expected/v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell()).tMax(10).engine(engine).build()) {
            double[] trace = simulation.run(manager).toDoubleArray();
            assertTrue(trace.length >= 400, "only " + trace.length + " samples");
            assertTrue(Arrays.stream(trace).max().orElseThrow() > 0, "no spike within 10 ms");
            assertTrace(expected, trace, TRACE_TOLERANCE);
        }
    }

    @Test
    void traceAndGradientMeetTheReference() {
        assertTraceAndGradient(Engines.LLVM);
    }

    /** Minutes. */
    @Test
    @Tag("soak")
    void traceAndGradientMeetTheReferenceOnTheOtherEngine() {
        assertTraceAndGradient(Engines.TORCH);
    }

    @ParameterizedTest
    @MethodSource("dev.huxley.simulate.Engines#names")
    void theGeneratedCellHasTheSameSizeAndSpikes(String engine) {
        Cell cell = LayerFivePyramidalCell.of(GeneratedPyramidalCell.morphology());
        assertEquals(1786, cell.structure().compartments(), 50, "compartments");
        assertEquals(324, cell.structure().branches(), 10, "branches");
        double area = Arrays.stream(cell.get("area")).sum();
        assertEquals(66_000, area, 3000, "membrane in um2");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).tMax(11).engine(engine).build()) {
            double[] trace = simulation.run(manager).toDoubleArray();
            assertTrue(Arrays.stream(trace).max().orElseThrow() > 0, "no spike within 11 ms");
        }
    }

    @Test
    void aCellWithoutAnAxonIsRefused() {
        String swc = "1 1 0 0 0 5 -1\n2 1 0 10 0 5 1\n3 3 0 20 0 1 2\n4 4 0 -20 0 1 1\n";
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> LayerFivePyramidalCell.of(Swc.parse(swc, "short", Swc.options())))
                .getMessage();
        assertTrue(message.contains("'short' has soma, basal, apical only"), message);
    }

    private static void assertTraceAndGradient(String engine) {
        JsonNode expected = Reference.of("l5pc").get("expected");
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).engine(engine).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray v = simulation.run(parameters);
            double[] trace = v.toDoubleArray();
            assertEquals(expected.get("v").size(), trace.length, "samples");
            assertTrace(expected.get("v"), trace, CLIP_OF_THE_REFERENCE);
            NDArray loss = v.add(65).square().mean();
            double expectedLoss = expected.get("loss").asDouble();
            assertEquals(expectedLoss, loss.getDouble(), 1e-9 * expectedLoss, "loss");
            ArrayTree gradients = tape.gradients(loss, parameters);
            List<PublishedParameter> free = LayerFivePyramidalCell.parameters();
            assertEquals(free.size(), gradients.size());
            for (int i = 0; i < free.size(); i++) {
                double want = expected.get("gradient").get(i).asDouble();
                double have = gradients.get(free.get(i).path()).toDoubleArray()[0];
                double error = Math.abs(have / want - 1);
                assertTrue(
                        error <= GRADIENT_TOLERANCE,
                        free.get(i).path() + ": " + have + " instead of " + want + ", relative " + error);
            }
        }
    }

    private static Cell cell() {
        return LayerFivePyramidalCell.of(
                LayerFivePyramidalCell.read(SharedData.file("morphologies/morph_l5pc_with_axon.swc")));
    }

    private static void assertTrace(JsonNode expected, double[] trace, double tolerance) {
        double worst = 0;
        int at = 0;
        for (int k = 0; k < trace.length; k++) {
            double error = Math.abs(expected.get(k).asDouble() - trace[k]);
            if (!(error <= worst)) {
                worst = error;
                at = k;
            }
        }
        assertTrue(worst <= tolerance, "differs by " + worst + " mV in sample " + at);
    }

    private static void assertSum(double expected, double[] values, String what) {
        assertEquals(expected, Arrays.stream(values).sum(), 1e-12 * expected, "sum of " + what);
    }
}
