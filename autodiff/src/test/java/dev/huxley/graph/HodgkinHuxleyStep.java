package dev.huxley.graph;

import dev.huxley.graph.differentiate.ExactSlope;
import dev.huxley.graph.optimize.Renaming;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Stage;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.lower.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One time step of a compartment with HH as one graph: the example by which transformations are measured. */
public final class HodgkinHuxleyStep {
    public static final List<String> PARAMETERS = List.of("HH_gNa", "HH_gK", "HH_gLeak", "HH_eNa", "HH_eK", "HH_eLeak");
    public static final List<String> STATES = List.of("v", "HH_m", "HH_h", "HH_n");

    private HodgkinHuxleyStep() {}

    /** The gates after the step and the linearized current at them, from v, the gates before and the parameters. */
    public static Graph graph() {
        return graph(UnaryOperator.identity());
    }

    private static Graph graph(UnaryOperator<Graph> currents) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        List<Graph> graphs = new ArrayList<>();
        for (Stage stage : Lowering.lower(cell, 0.025).stages()) {
            if (stage instanceof UpdateStates update) {
                graphs.add(update.graph());
            } else if (stage instanceof MembraneCurrent current) {
                graphs.add(Renaming.rename(
                        currents.apply(current.graph()),
                        UnaryOperator.identity(),
                        Map.of("slope", "slope", "constant", "constant")));
            }
        }
        return Sequence.compose(graphs, Set.of(MembraneCurrent.SLOPE, MembraneCurrent.CONSTANT));
    }

    /** The same with the exact slope of the current. */
    public static Graph withExactSlope() {
        return graph(graph ->
                ExactSlope.find(graph, "v", MembraneCurrent.CURRENT, MembraneCurrent.SLOPE, MembraneCurrent.CONSTANT));
    }

    public static List<String> inputs() {
        List<String> inputs = new ArrayList<>(STATES);
        inputs.addAll(PARAMETERS);
        return inputs;
    }

    /** A voltage in [-120, 60] mV, any gates, parameters near the usual ones. */
    public static Map<String, Double> randomPoint(Random random) {
        double[] usual = {0.12, 0.036, 3e-4, 50, -77, -54.3};
        Map<String, Double> point = new HashMap<>();
        point.put("v", -120 + 180 * random.nextDouble());
        STATES.subList(1, 4).forEach(gate -> point.put(gate, random.nextDouble()));
        for (int i = 0; i < usual.length; i++) {
            point.put(PARAMETERS.get(i), usual[i] * (0.5 + random.nextDouble()));
        }
        return point;
    }
}
