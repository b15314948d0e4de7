package dev.huxley.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Composes graphs that run one after the other on the same rows into one graph, so that what they have in common is
 * computed once and what one hands to the next need not go through memory.
 *
 * <p>An output of one graph replaces the input of that name in the graphs after it; graphs before it, and its own graph,
 * see the value from outside. Of several outputs of one name the last one counts, as if each were an assignment. Not so
 * for names that are <em>summed</em>, such as the slopes of membrane currents: their outputs are added in the order of
 * the graphs, {@code (first + second) + third}, and an input of such a name stays a value from outside wherever it
 * stands, for a sum is complete only after the last graph.
 */
public final class Sequence {

    private final GraphBuilder builder = new GraphBuilder();
    private final Set<String> summed;
    /** The node that later graphs find under a name. */
    private final Map<String, Integer> assigned = new LinkedHashMap<>();

    private final Map<String, Integer> results = new LinkedHashMap<>();

    private Sequence(Set<String> summed) {
        this.summed = summed;
    }

    /** The graphs one after the other, without sums. */
    public static Graph compose(List<Graph> graphs) {
        return compose(graphs, Set.of());
    }

    /**
     * The graphs one after the other.
     *
     * @param graphs in the order in which they run
     * @param summed the outputs that are added up; names that no graph has as an output have no effect
     * @return a graph whose inputs are all that come from outside (also those that are not used), in the order of the
     *     graphs, and whose outputs are all outputs of the graphs, in the order of their first appearance
     */
    public static Graph compose(List<Graph> graphs, Set<String> summed) {
        Sequence sequence = new Sequence(summed);
        graphs.forEach(sequence::append);
        sequence.results.forEach(sequence.builder::output);
        return sequence.builder.build();
    }

    private void append(Graph graph) {
        int[] here = builder.copy(graph, assigned);
        graph.outputs().forEach((name, index) -> {
            int value = here[index];
            if (summed.contains(name)) {
                results.merge(name, value, (sum, term) -> builder.apply(Operation.ADD, sum, term));
            } else {
                results.put(name, value);
            }
        });
        // Only now, for all outputs of a graph are made of the values before it.
        graph.outputs().keySet().stream()
                .filter(name -> !summed.contains(name))
                .forEach(name -> assigned.put(name, results.get(name)));
    }
}
