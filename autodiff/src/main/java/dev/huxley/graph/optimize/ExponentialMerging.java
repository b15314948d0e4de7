package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes exponentials of related arguments from one: {@code exp(k w + d) = exp(w)^k e^d} for integers k up to 8, and
 * for negative ones, with one division, if the exponentials are clipped at numbers that float32 has too.
 *
 * <p>Rates of channels are exponentials of the voltage, shifted and scaled: (v + 40) / 10, (v + 65) / 20, (v + 65) /
 * 80. Arguments are recognized as {@link AffineForm}s. Those with the same base whose slopes are small multiples of a
 * common one are a {@link ExponentialFamily family}; if it has two members or more, one exponential serves all.
 *
 * <p>Rates clip their arguments where numbers end, and {@code exp(min(u, K)) = min(exp(u), e^K)}. Clipped and unclipped
 * exponentials form separate families, and so do far and near clips: no power of a clipped one is ever infinite, so a
 * derivative of zero beyond the clip stays zero.
 *
 * <p><b>Accuracy.</b> For an argument a x + c a result is within {@code 3 k + 10 (|a x| + |c| + |d|)} ulp of exp as it
 * was (where families merge into a family again, k is the product of both); most of that is the rounding of the
 * argument, old and new, and of its slope. In a family |d| is at most 20. No intermediate value of an unclipped
 * exponential overflows or underflows unless the result does; results of clipped ones below e^20 times the smallest
 * normal number may lose digits, and negative powers keep their value at w = 80, which is at most 1e-26, beyond it. NaN
 * stays NaN, and infinities give the same as before.
 *
 * <p>Cost: a pass over the graph, and n times the number of families for n exponentials of one base; repeated until
 * nothing merges. At the clip itself, to a few ulp of the argument, the derivative is that of one of its sides.
 */
final class ExponentialMerging {

    private ExponentialMerging() {}

    /** The same function with fewer exponentials; the graph itself if nothing changes. */
    static Graph merge(Graph graph) {
        Graph merged = mergeOnce(graph);
        // The exponentials of two families may now form one family.
        return merged == graph ? graph : merge(merged);
    }

    private static Graph mergeOnce(Graph graph) {
        Map<Integer, Exponential> exponentials = exponentials(graph);
        Map<Integer, ExponentialFamily> familyOf = new HashMap<>();
        for (List<Exponential> group : groups(exponentials.values())) {
            for (ExponentialFamily family : families(group)) {
                family.nodes().forEach(node -> familyOf.put(node, family));
            }
        }
        Map<Integer, Integer> built = new HashMap<>();
        Graph merged = Rewriting.apply(graph, (builder, node, here) -> {
            if (node.operation() != Operation.EXP) {
                return -1;
            }
            ExponentialFamily family = familyOf.get(node.index());
            if (family == null || family.size() < 2) {
                return exponentials.get(node.index()).build(builder, here);
            }
            if (!built.containsKey(node.index())) {
                built.putAll(family.build(builder, here));
            }
            return built.get(node.index());
        });
        return merged.equals(graph) ? graph : merged;
    }

    private static Map<Integer, Exponential> exponentials(Graph graph) {
        AffineForm[] forms = AffineForm.of(graph);
        Map<Integer, Exponential> exponentials = new LinkedHashMap<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == Operation.EXP) {
                exponentials.put(node.index(), Exponential.of(graph, node, forms));
            }
        }
        return exponentials;
    }

    /** The features that a family's exponentials share; unclipped and far ones also rise or fall together. */
    private record Kind(int base, boolean isClipped, boolean isFar, boolean rises) {}

    private static Collection<List<Exponential>> groups(Collection<Exponential> exponentials) {
        Map<Kind, List<Exponential>> groups = new LinkedHashMap<>();
        for (Exponential exponential : exponentials) {
            AffineForm form = exponential.argument();
            if (form.base() >= 0) {
                boolean isFar = ExponentialFamily.isFar(exponential);
                boolean isNear = exponential.isClipped() && !isFar;
                Kind kind = new Kind(form.base(), exponential.isClipped(), isFar, isNear || form.slope() > 0);
                groups.computeIfAbsent(kind, absent -> new ArrayList<>()).add(exponential);
            }
        }
        return groups.values();
    }

    /** Takes the exponentials from the flattest to the steepest and puts each into the first family that accepts it. */
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
