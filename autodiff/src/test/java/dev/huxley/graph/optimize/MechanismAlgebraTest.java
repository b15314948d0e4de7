package dev.huxley.graph.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.graph.differentiate.TapedGradient;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.fohlmeister.KA;
import dev.huxley.mechanism.fohlmeister.KCa;
import dev.huxley.mechanism.hay.CaHVA;
import dev.huxley.mechanism.hay.CaLVA;
import dev.huxley.mechanism.hay.H;
import dev.huxley.mechanism.hay.KPst;
import dev.huxley.mechanism.hay.KTst;
import dev.huxley.mechanism.hay.M;
import dev.huxley.mechanism.hay.NaTaT;
import dev.huxley.mechanism.hay.NaTs2T;
import dev.huxley.mechanism.hay.NapEt2;
import dev.huxley.mechanism.hay.SKE2;
import dev.huxley.mechanism.hay.SKv3_1;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.hodgkinhuxley.K5States;
import dev.huxley.mechanism.hodgkinhuxley.Na8States;
import dev.huxley.mechanism.pospischil.CaL;
import dev.huxley.mechanism.pospischil.CaT;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.mechanism.pospischil.Na;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.Stage;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.lower.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the rates of a channel look like: optimized they are the same, and so is their gradient. */
class MechanismAlgebraTest {

    static Stream<Channel> channels() {
        return Stream.of(
                new HH(),
                new dev.huxley.mechanism.fohlmeister.Na(),
                new dev.huxley.mechanism.fohlmeister.K(),
                new dev.huxley.mechanism.fohlmeister.Ca(),
                new KA(),
                new KCa(),
                new CaHVA(),
                new CaLVA(),
                new H(),
                new KPst(),
                new KTst(),
                new M(),
                new NaTaT(),
                new NaTs2T(),
                new NapEt2(),
                new SKE2(),
                new SKv3_1(),
                new K5States(),
                new Na8States(),
                new CaL(),
                new CaT(),
                new dev.huxley.mechanism.pospischil.K(),
                new Km(),
                new Na());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void updatesAndTheirGradientsStayTheSame(Channel channel) {
        Random random = new Random(1);
        for (UpdateStates update : updates(channel)) {
            Graph graph = update.graph();
            Graph optimized = Algebra.optimize(graph);
            OperationCount before = OperationCount.of(graph);
            OperationCount after = OperationCount.of(optimized);
            // A division may take the place of an exponential.
            boolean isLess = after.functions() <= before.functions()
                    && after.functions() + after.divisions() <= before.functions() + before.divisions();
            assertTrue(isLess, () -> AlgebraReport.HEADER + "\n" + before + "\n" + after);
            List<String> states = List.copyOf(graph.outputs().keySet());
            List<String> inputs = new ArrayList<>(states);
            inputs.add("v");
            Graph reverse = ReverseMode.differentiate(graph, inputs);
            TapedGradient taped = TapedGradient.differentiate(optimized, inputs);
            for (int k = 0; k < 200; k++) {
                Map<String, Double> point = randomPoint(channel, graph, random);
                compare(Evaluation.scalars(graph, point), Evaluation.scalars(optimized, point), 1e-12, point);
                states.forEach(name -> point.put("d/" + name, random.nextGaussian()));
                Map<String, Double> expected = Evaluation.scalars(reverse, point);
                point.putAll(Evaluation.scalars(taped.forward(), point));
                compare(expected, Evaluation.scalars(taped.adjoint(), point), 1e-10, point);
            }
        }
    }

    private static void compare(
            Map<String, Double> expected, Map<String, Double> actual, double tolerance, Map<String, Double> point) {
        double size = expected.values().stream().mapToDouble(Math::abs).max().orElse(0);
        expected.forEach((name, value) ->
                assertEquals(value, actual.get(name), tolerance * (1e-3 + size), () -> name + " at " + point));
    }

    private static List<UpdateStates> updates(Channel channel) {
        Cell cell = new Cell(new Compartment());
        cell.insert(channel);
        List<UpdateStates> updates = new ArrayList<>();
        for (Stage stage : Lowering.lower(cell, 0.025).stages()) {
            if (stage instanceof UpdateStates update) {
                updates.add(update);
            }
        }
        return updates;
    }

    /** A voltage in [-120, 60] mV, any gates, parameters near their defaults, concentrations near usual ones. */
    private static Map<String, Double> randomPoint(Channel channel, Graph graph, Random random) {
        Map<String, Double> point = new HashMap<>();
        graph.inputs().forEach(name -> point.put(name, 1e-4 * (0.5 + random.nextDouble())));
        for (Declaration parameter : channel.parameters()) {
            point.put(parameter.key(), parameter.value() * (0.9 + 0.2 * random.nextDouble()));
        }
        graph.outputs().keySet().forEach(name -> point.put(name, random.nextDouble()));
        point.put("v", -120 + 180 * random.nextDouble());
        return point;
    }
}
