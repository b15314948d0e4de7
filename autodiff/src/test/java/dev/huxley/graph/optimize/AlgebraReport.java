package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.differentiate.ReverseMode;
import dev.huxley.graph.differentiate.TapedGradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the operations that each transformation leaves in a graph, for people who ask what a mechanism costs. */
public final class AlgebraReport {

    static final String HEADER = String.format(
            "%-26s %9s %9s %10s %7s %8s", "", "functions", "divisions", "arithmetic", "choices", "readings");

    private AlgebraReport() {}

    /**
     * The count of operations after each transformation.
     *
     * @param graph what runs in a time step
     * @param withRespectTo the inputs that a gradient is by
     * @param constants the inputs that are the same in all steps
     */
    public static Map<String, OperationCount> of(Graph graph, List<String> withRespectTo, Set<String> constants) {
        Map<String, OperationCount> counts = new LinkedHashMap<>();
        counts.put("as written", OperationCount.of(graph));
        Graph merged = ExponentialMerging.merge(Factors.fold(graph));
        counts.put("exponentials merged", OperationCount.of(merged));
        Graph optimized = Algebra.optimize(graph);
        counts.put("optimized", OperationCount.of(optimized));
        Graph remaining = Hoisting.split(optimized, constants::contains).remaining();
        counts.put("constants hoisted", OperationCount.of(remaining));
        counts.put("gradient as written", OperationCount.of(ReverseMode.differentiate(graph, withRespectTo)));
        counts.put("gradient optimized", OperationCount.of(ReverseMode.differentiate(optimized, withRespectTo)));
        TapedGradient taped = TapedGradient.differentiate(optimized, withRespectTo, constants);
        counts.put("forward, " + taped.taped() + " values taped", OperationCount.of(taped.forward()));
        counts.put("adjoint", OperationCount.of(taped.adjoint()));
        return counts;
    }

    /** The counts as a table with one line per transformation. */
    public static String table(Graph graph, List<String> withRespectTo, Set<String> constants) {
        StringBuilder text = new StringBuilder(HEADER);
        of(graph, withRespectTo, constants)
                .forEach((name, count) -> text.append(String.format("%n%-26s %s", name, count)));
        return text.toString();
    }
}
