package dev.huxley.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes exponentials of related arguments from one: {@code exp(k w + d) = exp(w)^k e^d} for integers k up to 8.
 *
 * <p>Rates of channels are exponentials of the voltage, shifted and scaled: (v + 40) / 10, (v + 65) / 20, (v + 65) / 80.
 * Arguments are recognised as {@link AffineForm}s. Those with the same base whose slopes are small multiples of a common
 * one are a {@link ExponentialFamily family}; if it has two members or more, one exponential serves all.
 *
 * <p>Rates clip their arguments, and {@code exp(min(u, K)) = min(exp(u), e^K)}. The clipped and the unclipped are separate families:
 * of clipped ones no power is ever infinite, so a derivative of zero beyond the clip stays zero.
 *
 * <p><b>Accuracy.</b> For an argument a x + c a result is within {@code 3 k + 10 (|a x| + |c| + |d|)} ulp of exp as it was; the
 * larger part of that is the rounding of the argument, old and new, and of its slope. Families hold together only where |d| is at most 20. Of
 * unclipped exponentials no intermediate value overflows or underflows unless the result does; of clipped ones results
 * below e^20 times the smallest normal number may lose digits. NaN stays NaN, infinities give what they gave. At the clip
 * itself, to a few ulp of the argument, the derivative is that of one of its sides or their mean.
 */
final class ExponentialMerging {

    private ExponentialMerging() {}

    /** The same function with fewer exponentials; the graph itself if there is nothing to merge. */
    static Graph merge(Graph graph) {
        List<ExponentialFamily> families = new ArrayList<>();
        exponentials(graph).values().forEach(group -> families.addAll(families(group)));
        families.removeIf(family -> family.size() < 2);
        if (families.isEmpty()) {
            return graph;
        }
        Map<Integer, ExponentialFamily> familyOf = new LinkedHashMap<>();
        families.forEach(family -> family.nodes().forEach(node -> familyOf.put(node, family)));
        GraphBuilder builder = new GraphBuilder();
        graph.inputs().forEach(builder::input);
        int[] here = new int[graph.nodes().size()];
        Map<Integer, Integer> merged = new LinkedHashMap<>();
        for (Graph.Node node : graph.nodes()) {
            ExponentialFamily family = familyOf.get(node.index());
            if (family != null && !merged.containsKey(node.index())) {
                merged.putAll(family.build(builder, here));
            }
            Integer power = merged.get(node.index());
            here[node.index()] = power == null ? builder.copy(node, here, Map.of()) : power;
        }
        graph.outputs().forEach((name, index) -> builder.output(name, here[index]));
        return builder.build();
    }

    private record Kind(int base, boolean rises, boolean isClipped) {}

    private static Map<Kind, List<Exponential>> exponentials(Graph graph) {
        AffineForm[] forms = AffineForm.of(graph);
        Map<Kind, List<Exponential>> groups = new LinkedHashMap<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.EXP) {
                Exponential exponential = Exponential.of(graph, node, forms);
                AffineForm form = exponential.argument();
                if (form.base() >= 0) {
                    groups.computeIfAbsent(
                                    new Kind(form.base(), form.slope() > 0, exponential.isClipped()),
                                    absent -> new ArrayList<>())
                            .add(exponential);
                }
            }
        }
        return groups;
    }

    /** Takes the exponentials from the flattest to the steepest and puts each into the first family that has it. */
    private static List<ExponentialFamily> families(List<Exponential> group) {
        List<Exponential> sorted = new ArrayList<>(group);
        sorted.sort(Comparator.comparingDouble(
                exponential -> Math.abs(exponential.argument().slope())));
        List<ExponentialFamily> families = new ArrayList<>();
        for (Exponential exponential : sorted) {
            boolean taken = false;
            for (int i = 0; i < families.size() && !taken; i++) {
                taken = families.get(i).add(exponential);
            }
            if (!taken) {
                families.add(new ExponentialFamily(exponential));
            }
        }
        return families;
    }
}
